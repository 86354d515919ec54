// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#define ISLETSIM_STENCIL_KERNELS stencil_kernels_avx2
#define ISLETSIM_INSTRUCTION_SET "AVX2"
#include "core/fields/stencil_kernels.ipp"
