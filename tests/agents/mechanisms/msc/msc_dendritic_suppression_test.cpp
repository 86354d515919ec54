// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/msc/msc_dendritic_suppression.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

namespace {
constexpr MscDendriticSuppression::Parameters parameters_of_dendritic_suppression{
    .pge2_half_saturation = 10,
    .half_ratio = 0.025,
    .vesicle_potency = 0.4,
    .vesicle_half_saturation = 2,
    .onset_time = 100,
    .recovery_time = 1000};
}

TEST_CASE("PGE2, with its gain, or MSCs nearby suppress dendritic cells, whichever is stronger") {
  const Lattice lattice({12, 1, 1}, 10);
  Nearby nearby(lattice);
  const Site near = lattice.site({1, 0, 0});
  const Site far = lattice.site({11, 0, 0});
  nearby.mesenchymal_stem_cells.scatter(near);
  for (int n = 0; n < 10; ++n) nearby.monocytes.scatter(near);
  DendriticCells dendritic;
  add_cells(dendritic, 3, far);
  dendritic.site[1] = near.value();
  dendritic.msc_suppression.set(2, 0.9);
  Environment environment(3);
  environment.set(Factor::pge2, 2, 0.1);  // 100-fold: H = 10 / 20
  Gains gains{};
  gains.local_retention = 100;
  gains.msc_contact = 1;

  MscDendriticSuppression{}(parameters_of_dendritic_suppression, Chunk(dendritic), environment,
                            nearby, gains);
  CHECK(dendritic.msc_suppression.target(0) == 0);
  CHECK(dendritic.msc_suppression.target(1) == approximately(0.8));  // 1:10, 0.1 / 0.125
  CHECK(dendritic.msc_suppression.rate(1) == approximately(0.01));   // onset
  CHECK(dendritic.msc_suppression.target(2) == approximately(0.5));
  CHECK(dendritic.msc_suppression.rate(2) == approximately(0.001));  // recovery
}

TEST_CASE("vesicles act where contact is off") {
  const Lattice lattice({3, 1, 1}, 10);
  Nearby nearby(lattice);
  nearby.mesenchymal_stem_cells.scatter(Site{0});
  for (int n = 0; n < 8; ++n) nearby.monocytes.scatter(Site{0});
  DendriticCells dendritic;
  add_cells(dendritic, 1);
  Environment environment(1);
  environment.set(Factor::extracellular_vesicles, 0, 2);
  Gains gains{};
  gains.msc_contact = 0;
  // 0.4 * 1/2 = 0.2 MSCs for 8 monocytes are the half ratio of 0.025.
  MscDendriticSuppression{}(parameters_of_dendritic_suppression, Chunk(dendritic), environment,
                            nearby, gains);
  CHECK(dendritic.msc_suppression.target(0) == approximately(0.5));
}
