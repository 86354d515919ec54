// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/fields/stencil.hpp"

#include <sys/platform/x86.h>

namespace isletsim::detail {

extern const StencilKernels stencil_kernels_sse2;
extern const StencilKernels stencil_kernels_avx2;
extern const StencilKernels stencil_kernels_avx512;

const StencilPasses& StencilKernels::passes(std::size_t lanes, std::size_t room) const {
  return lanes == 16 ? of_16 : room == 16 ? of_8_in_16 : of_8;
}

// glibc's view of the processor, not the processor's own: so GLIBC_TUNABLES can hide a set.
std::vector<const StencilKernels*> available_stencil_kernels() {
  std::vector<const StencilKernels*> kernels{&stencil_kernels_sse2};
  const bool fused = CPU_FEATURE_ACTIVE(FMA);
  if (fused && CPU_FEATURE_ACTIVE(AVX2)) kernels.push_back(&stencil_kernels_avx2);
  if (fused && CPU_FEATURE_ACTIVE(AVX512F)) kernels.push_back(&stencil_kernels_avx512);
  return kernels;
}

}  // namespace isletsim::detail
