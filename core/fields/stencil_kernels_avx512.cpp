// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#define ISLETSIM_STENCIL_KERNELS stencil_kernels_avx512
#define ISLETSIM_INSTRUCTION_SET "AVX-512"
#include "core/fields/stencil_kernels.ipp"
