// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/helper_il17_secretion.hpp"

#include <doctest/doctest.h>

#include "agents/mechanisms/autoimmunity/ifn_gamma_secretion.hpp"
#include "tests/agents/hand_made_cells.hpp"
#include "tests/agents/recorded_deposits.hpp"

using namespace isletsim;

namespace {

// One cell of each subset, each on the site of its row, engaged at this step.
void add_one_of_each(Cd4TCells& t_cells, std::int64_t engaged) {
  add_cells(t_cells, 4);
  for (std::uint32_t i = 0; i < 4; ++i) {
    t_cells.site[i] = i;
    t_cells.subset[i] = static_cast<std::uint8_t>(i);
    t_cells.last_engagement[i] = engaged;
  }
}

}  // namespace

TEST_CASE("of CD4 T cells that recognised antigen Th17 release IL-17A and Th1 IFN-gamma") {
  Now now{};
  now.step = 100;
  now.motility_step = 1;
  for (const std::int64_t engaged : {50, 39}) {  // within 60 min, and not
    Cd4TCells t_cells;
    add_one_of_each(t_cells, engaged);
    RecordedDeposits deposits;
    HelperIl17Secretion{}({.il17a = 7, .burst_duration = 60}, Chunk(t_cells), now, deposits);
    IfnGammaSecretion{}({.rate = 5, .burst_duration = 60}, Chunk(t_cells), now, deposits);
    CHECK(deposits.total(Factor::il17a) == (engaged == 50 ? 7 : 0));
    CHECK(deposits.secreted(Factor::il17a, Site{2}) == (engaged == 50 ? 7 : 0));
    CHECK(deposits.total(Factor::ifn_gamma) == (engaged == 50 ? 5 : 0));
    CHECK(deposits.secreted(Factor::ifn_gamma, Site{1}) == (engaged == 50 ? 5 : 0));
  }
}
