// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/tissue/neonatal_death_wave.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

namespace {

double wave_hazard_at(double age_in_days) {
  BetaCells beta;
  add_cells(beta, 1);
  const Now now{
      .step = 0, .time = 0, .age = age_in_days * 1440, .motility_step = 1, .phenotype_step = 10};
  NeonatalDeathWave{}({.peak_rate = 1e-5, .peak_age = 14 * 1440.0, .width = 2 * 1440.0},
                      Chunk(beta), now);
  return beta.fate.hazard(0, BetaFate::neonatal_wave);
}

}  // namespace

TEST_CASE("the neonatal wave is a Gaussian in age") {
  CHECK(wave_hazard_at(14) == approximately(1e-5));
  CHECK(wave_hazard_at(16) == approximately(0.60653e-5).epsilon(1e-4));  // one width: e^-1/2
  CHECK(wave_hazard_at(12) == approximately(wave_hazard_at(16)));
  CHECK(wave_hazard_at(70) < 1e-100);  // 28 widths
}

TEST_CASE("the neonatal wave passes over dead beta cells") {
  BetaCells beta;
  add_cells(beta, 1);
  beta.viability[0] = static_cast<std::uint8_t>(Viability::necrotic);
  NeonatalDeathWave{}({.peak_rate = 1e-5, .peak_age = 0, .width = 1440}, Chunk(beta), Now{});
  CHECK(beta.fate.hazard(0, BetaFate::neonatal_wave) == 0);
}
