// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <cstdio>

#include "agents/factors.hpp"
#include "core/base/math.hpp"

int main() {
  std::printf("%s %g\n", isletsim::factor_table().front().key.data(), isletsim::math::exp(0.0));
}
