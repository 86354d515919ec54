// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/antigen_presentation/macrophage_departure.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("only loaded M1 macrophages leave") {
  Macrophages macrophages;
  add_cells(macrophages, 4);
  const std::array<MacrophagePhenotype, 4> phenotypes{
      MacrophagePhenotype::m1, MacrophagePhenotype::m1, MacrophagePhenotype::m0,
      MacrophagePhenotype::m2};
  for (std::size_t i = 0; i < 4; ++i) {
    macrophages.phenotype[i] = static_cast<std::uint8_t>(phenotypes[i]);
    macrophages.antigen.set(i, 3);
  }
  macrophages.antigen.set(1, 0.05);
  MacrophageDeparture{}({.transit_time = 100, .least_antigen = 0.1}, Chunk(macrophages));
  CHECK(macrophages.fate.hazard(0, MacrophageFate::departure) == approximately(0.01));
  CHECK(macrophages.fate.hazard(1, MacrophageFate::departure) == 0);  // too little
  CHECK(macrophages.fate.hazard(2, MacrophageFate::departure) == 0);  // M0
  CHECK(macrophages.fate.hazard(3, MacrophageFate::departure) == 0);  // M2
}
