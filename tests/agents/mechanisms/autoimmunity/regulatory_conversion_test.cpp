// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/regulatory_conversion.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("TGF-beta converts cognate helpers of any type, half as fast at half saturation") {
  Cd4TCells t_cells;
  add_cells(t_cells, 4);
  t_cells.subset[1] = static_cast<std::uint8_t>(Cd4Subset::th1);
  t_cells.subset[2] = static_cast<std::uint8_t>(Cd4Subset::treg);
  t_cells.cognate[3] = 0;
  Environment environment(4);
  for (std::size_t i = 0; i < 4; ++i) environment.set(Factor::tgf_beta, i, 0.07);
  RegulatoryConversion{}({.rate = 0.02, .half_saturation = 0.07}, Chunk(t_cells), environment);
  CHECK(t_cells.fate.hazard(0, Cd4Fate::to_treg) == approximately(0.01));
  CHECK(t_cells.fate.hazard(1, Cd4Fate::to_treg) == approximately(0.01));
  CHECK(t_cells.fate.hazard(2, Cd4Fate::to_treg) == 0);
  CHECK(t_cells.fate.hazard(3, Cd4Fate::to_treg) == 0);
  t_cells.clear_scratch();
  RegulatoryConversion{}({.rate = 0.02, .half_saturation = 0.07}, Chunk(t_cells), Environment(4));
  CHECK(t_cells.fate.hazard(0, Cd4Fate::to_treg) == 0);
}
