// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/ctl_recognition.hpp"

#include <doctest/doctest.h>

#include "agents/cells/macrophages.hpp"
#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

namespace {

/// Two β cells beside the T cells, which all stand at the centre of a 3³ lattice.
struct Neighbourhood {
  Lattice sites{{3, 3, 3}, 10};
  Occupancy occupancy{sites};
  Contacts contacts{occupancy};
  BetaCells beta;
  Cd8TCells t_cells;

  explicit Neighbourhood(std::size_t t_cell_count) {
    for (const Site at : {sites.site({0, 1, 1}), sites.site({1, 1, 2})}) {
      const std::size_t row = beta.append(CellId{1, 100 + beta.size()}, at, 0);
      occupancy.set(Layer::tissue, at, Occupant(BetaCells::number, row));
    }
    add_cells(t_cells, t_cell_count, sites.site({1, 1, 1}));
    for (std::size_t i = 0; i < t_cell_count; ++i) t_cells.cognate[i] = 1;
  }
  void recognise(double bind_rate) {
    Now now{};
    now.motility_step = 1;
    CtlRecognition{}({.bind_rate = bind_rate, .basal_antigen = 1, .half_saturation = 1},
                     Chunk(t_cells), beta, contacts, now, RandomSource{.seed = {3}, .step = 5});
  }
};

}  // namespace

TEST_CASE("only free cognate effector T cells bind, and only living beta cells") {
  Neighbourhood here(4);
  here.t_cells.cognate[1] = 0;
  here.t_cells.state[2] = static_cast<std::uint8_t>(Cd8State::exhausted);
  here.t_cells.bound_to[3] = 100;
  here.beta.viability[0] = static_cast<std::uint8_t>(Viability::apoptotic);

  here.recognise(1e6);

  REQUIRE(here.t_cells.binding_intents().size() == 1);
  CHECK(here.t_cells.binding_intents()[0].row == 0);
  CHECK(here.t_cells.binding_intents()[0].beta == CellId{1, 101}.value());
}

TEST_CASE("nothing binds without antigen-presenting contact") {
  Neighbourhood here(1);
  here.recognise(0);
  here.beta.mhc1.set(0, 0);
  here.beta.mhc1.set(1, 0);
  here.recognise(1e6);
  CHECK(here.t_cells.binding_intents().empty());
}

TEST_CASE("binding follows the mean over the contacts, which compete by what they show") {
  Neighbourhood here(500);
  here.beta.mhc1.set(1, 3);  // H(3; 1, 2) = 0.9 against H(1; 1, 2) = 0.5
  here.recognise(1);

  // p = 1 − exp(−(0.9 + 0.5)/2) = 0.5034: 251.7 ± 11.2 of 500; the second gets 9/14 of them
  const double bound = static_cast<double>(here.t_cells.binding_intents().size());
  double to_second = 0;
  for (const auto& binding : here.t_cells.binding_intents())
    if (binding.beta == here.beta.id[1]) ++to_second;
  CHECK(bound == approximately(251.7).epsilon(4 * 11.2 / 251.7));
  CHECK(to_second / bound == approximately(9.0 / 14).epsilon(0.2));  // 4 standard errors
}

TEST_CASE("a macrophage in contact takes its share of the attention") {
  Neighbourhood here(500);
  here.occupancy.set(Layer::motile, here.sites.site({1, 0, 1}), Occupant(Macrophages::number, 0));
  here.recognise(1);
  // p = 1 − exp(−(0.5 + 0.5)/3) = 0.2835: 141.7 ± 10.1 of 500
  CHECK(static_cast<double>(here.t_cells.binding_intents().size()) ==
        approximately(141.7).epsilon(4 * 10.1 / 141.7));
}

TEST_CASE(
    "the rate is that of the T cell: more contacts of one kind, dead ones too, change nothing") {
  Neighbourhood with_two(500);
  with_two.recognise(1);
  Neighbourhood with_one(500);
  with_one.beta.viability[0] = static_cast<std::uint8_t>(Viability::necrotic);
  with_one.recognise(1);
  // Of the same cells: each draws the same number against the same hazard.
  CHECK(with_two.t_cells.binding_intents().size() == with_one.t_cells.binding_intents().size());
  CHECK(!with_one.t_cells.binding_intents().empty());
  // p = 1 − exp(−0.5) = 0.393: 196.7 ± 10.9 of 500
  CHECK(static_cast<double>(with_one.t_cells.binding_intents().size()) ==
        approximately(196.7).epsilon(4 * 10.9 / 196.7));
}
