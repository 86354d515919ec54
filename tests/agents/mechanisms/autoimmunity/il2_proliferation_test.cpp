// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/il2_proliferation.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

namespace {

constexpr Il2Proliferation::Parameters parameters_of_il2{
    .rate = 1e-4, .half_saturation = 0.3, .treg_half_saturation = 0.1};

Environment uniform_il2(std::size_t cells, double level) {
  Environment environment(cells);
  for (std::size_t i = 0; i < cells; ++i) environment.set(Factor::il2, i, level);
  return environment;
}

}  // namespace

TEST_CASE("IL-2 lets T cells divide, regulatory T cells at lower levels") {
  const RandomSource random{.seed = {3}, .step = 0};
  Cd8TCells cd8;
  add_cells(cd8, 2);
  cd8.state[1] = static_cast<std::uint8_t>(Cd8State::exhausted);
  Il2Proliferation{}(parameters_of_il2, Chunk(cd8), uniform_il2(2, 0.3), random);
  CHECK(cd8.fate.hazard(0, Cd8Fate::division) == approximately(0.5e-4));
  CHECK(cd8.fate.hazard(1, Cd8Fate::division) == 0);

  Cd4TCells cd4;
  add_cells(cd4, 2);
  cd4.subset[1] = static_cast<std::uint8_t>(Cd4Subset::treg);
  Il2Proliferation{}(parameters_of_il2, Chunk(cd4), uniform_il2(2, 0.3), random);
  CHECK(cd4.fate.hazard(0, Cd4Fate::division) == approximately(0.5e-4));
  CHECK(cd4.fate.hazard(1, Cd4Fate::division) == approximately(0.75e-4));  // 0.3/(0.3 + 0.1)
}

TEST_CASE("without IL-2, or arrested in G1, it changes nothing") {
  const RandomSource random{.seed = {3}, .step = 0};
  Cd8TCells cd8;
  add_cells(cd8, 2);
  Il2Proliferation{}(parameters_of_il2, Chunk(cd8), uniform_il2(2, 0), random);
  CHECK(cd8.fate.hazard(0, Cd8Fate::division) == 0);
  cd8.cyclin_d2.set(1, 0);
  cd8.p27.set(1, 1);
  Il2Proliferation{}(parameters_of_il2, Chunk(cd8), uniform_il2(2, 30), random);
  CHECK(cd8.fate.hazard(0, Cd8Fate::division) > 0.98e-4);
  CHECK(cd8.fate.hazard(1, Cd8Fate::division) == 0);
}
