// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <string>

#include <doctest/doctest.h>

#include "tests/scenarios/exercise.hpp"

using namespace isletsim;

namespace {

struct KillBudget {
  double kills;           ///< of β cells
  double cd8_days;        ///< that CD8⁺ T cells spent inside islets [cell day]
  double cognate_share;   ///< of CD8⁺ T cells inside islets
  double arrested_share;  ///< of cognate effectors inside islets

  [[nodiscard]] double kills_per_cd8_and_day() const { return kills / cd8_days; }
};

// Over some weeks with infiltrate in four islets.
KillBudget kill_budget(const std::string& scenario, int from_day, int until_day) {
  const RunPlan plan =
      plan_from_file(std::string(ISLETSIM_SOURCE_DIR) + "/scenarios/" + scenario + ".toml",
                     {.set = {"patient.islets_simulated=4"}});
  Simulation simulation(plan.model);
  const auto exchanges_of_a_day = exchanges_of(plan) / std::llround(plan.run.duration / 1440);
  advance(simulation, from_day * exchanges_of_a_day);
  const auto sum = [&](auto of_ledger) {
    double total = 0;
    for (const auto& islet : simulation.islets()) total += of_ledger(islet->ledger());
    return total;
  };
  const auto kills = [](const IsletLedger& seen) { return static_cast<double>(seen.kills[0]); };
  const auto cd8_days = [](const IsletLedger& seen) { return seen.cd8_time[0]; };
  const auto killers = [](const IsletLedger& seen) {
    return static_cast<double>(seen.ctl_in_islet[0]);
  };
  const double kills_before = sum(kills);
  const double cd8_days_before = sum(cd8_days);
  double cd8_seen = 0;
  double killers_seen = 0;
  double arrested_seen = 0;
  for (auto i = from_day * exchanges_of_a_day; i < until_day * exchanges_of_a_day; ++i) {
    simulation.advance();
    cd8_seen +=
        sum([](const IsletLedger& seen) { return static_cast<double>(seen.cd8_in_islet[0]); });
    killers_seen += sum(killers);
    arrested_seen +=
        sum([&](const IsletLedger& seen) { return killers(seen) * seen.arrested_ctl_fraction[0]; });
  }
  const KillBudget found{sum(kills) - kills_before, sum(cd8_days) - cd8_days_before,
                         killers_seen / cd8_seen, arrested_seen / killers_seen};
  MESSAGE(scenario, ": ", found.kills, " kills in ", found.cd8_days, " CD8 days, ",
          found.kills_per_cd8_and_day(), " kills per CD8 and day; cognate ", found.cognate_share,
          ", arrested ", found.arrested_share);
  return found;
}

void check_within(double found, double low, double high) {
  CHECK(found >= low);
  CHECK(found <= high);
}

// Of cognate T cells early in an islet's infiltration a minority arrests at β cells (Coppieters et
// al. 2012 J Clin Invest 122:119), fewer as it goes on (Lindsay et al. 2015 J Immunol 194:522):
// assumed to be 0.1-0.4 of them.
void check_minority_arrests(const KillBudget& found) {
  check_within(found.arrested_share, 0.1, 0.4);
}

}  // namespace

// β mass falls from 69 to 27 % from 8 to 18 weeks of age (Sreenan et al. 1999 Diabetes 48:989), and
// 0.75 % of β cells are renewed a day: of 480 cells an islet loses 4.6 a day, to 10-50 CD8⁺ T
// cells. That is 0.09-0.46 kills for each and day; up to 1 for cells that come late or leave early.
TEST_CASE(
    "each CD8 T cell in islets of mice kills 0.1 to 1 β cells a day, while a minority is "
    "arrested") {
  const KillBudget found = kill_budget("nod_mouse", 14, 28);
  check_within(found.kills_per_cd8_and_day(), 0.1, 1);
  check_minority_arrests(found);
}

// C-peptide falls by 0.0245 pmol/ml a month after onset (Greenbaum et al. 2012 Diabetes 61:2066),
// that is 0.29 β cells for each islet and day, to 30-100 CD8⁺ T cells in the 15-33 % of islets that
// are infiltrated at a time: 0.01-0.06 kills for each and day; up to 0.1 with the spread of both.
TEST_CASE(
    "each CD8 T cell in human islets kills 0.01 to 0.1 β cells a day, while a minority is "
    "arrested") {
  const KillBudget found = kill_budget("human_islet", 14, 42);
  check_within(found.kills_per_cd8_and_day(), 0.01, 0.1);
  check_minority_arrests(found);
}
