// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

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

double sum_over_islets(Simulation& simulation, double (*of_ledger)(const IsletLedger&)) {
  double total = 0;
  for (const auto& islet : simulation.islets()) total += of_ledger(islet->ledger());
  return total;
}

// Between each of these days and the next, in four islets.
std::vector<KillBudget> kill_budgets(const std::string& scenario, const std::vector<int>& days) {
  const RunPlan plan =
      plan_from_file(std::string(ISLETSIM_SOURCE_DIR) + "/scenarios/" + scenario + ".toml",
                     {.set = {"patient.islets_simulated=4"}});
  Simulation simulation(plan.model);
  const auto sum = [&](auto of_ledger) { return sum_over_islets(simulation, of_ledger); };
  const auto exchanges_of_a_day = std::llround(1440 / plan.model.host->exchange_interval);
  const auto kills = [](const IsletLedger& seen) { return static_cast<double>(seen.kills[0]); };
  const auto cd8_days = [](const IsletLedger& seen) { return seen.cd8_time[0]; };

  advance(simulation, days.front() * exchanges_of_a_day);
  std::vector<KillBudget> budgets;
  for (std::size_t k = 0; k + 1 < days.size(); ++k) {
    const double kills_before = sum(kills);
    const double cd8_days_before = sum(cd8_days);
    double cd8 = 0;
    double cognate = 0;
    double arrested = 0;
    for (auto i = days[k] * exchanges_of_a_day; i < days[k + 1] * exchanges_of_a_day; ++i) {
      simulation.advance();
      cd8 += sum([](const IsletLedger& seen) { return static_cast<double>(seen.cd8_in_islet[0]); });
      cognate +=
          sum([](const IsletLedger& seen) { return static_cast<double>(seen.ctl_in_islet[0]); });
      arrested += sum([](const IsletLedger& seen) {
        return static_cast<double>(seen.ctl_in_islet[0]) * seen.arrested_ctl_fraction[0];
      });
    }
    budgets.push_back({sum(kills) - kills_before, sum(cd8_days) - cd8_days_before, cognate / cd8,
                       arrested / cognate});
    const KillBudget& found = budgets.back();
    MESSAGE(scenario, " from day ", days[k], ": ", found.kills, " kills in ", found.cd8_days,
            " CD8 days, ", found.kills_per_cd8_and_day(), " for each and day; cognate ",
            found.cognate_share, ", arrested ", found.arrested_share);
  }
  return budgets;
}

void check_within(double found, double low, double high) {
  CHECK(found >= low);
  CHECK(found <= high);
}

}  // namespace

// β mass falls from 69 to 27 % from 8 to 18 weeks of age (Sreenan et al. 1999 Diabetes 48:989), and
// 0.75 % of β cells are renewed a day: of 480 cells an islet loses 4.6 a day, to 10-50 CD8⁺ T
// cells. That is 0.09-0.46 kills for each and day; up to 1 for cells that come late or leave early.
//
// Of cognate T cells a minority arrests at β cells (Coppieters et al. 2012 J Clin Invest 122:119),
// assumed 0.1-0.4 of them early, and 0.05-0.15 late, since arrest is lost as infiltration goes on
// (Lindsay et al. 2015 J Immunol 194:522).
TEST_CASE("each CD8 T cell in islets of mice kills 0.1 to 1 β cells a day, and ever fewer arrest") {
  const std::vector<KillBudget> found = kill_budgets("nod_mouse", {14, 28, 35, 42});
  for (const KillBudget& budget : found) check_within(budget.kills_per_cd8_and_day(), 0.1, 1);
  check_within(found[0].arrested_share, 0.1, 0.4);
  check_within(found[2].arrested_share, 0.05, 0.15);
}

// C-peptide falls by 0.0245 pmol/ml a month after onset (Greenbaum et al. 2012 Diabetes 61:2066),
// that is 0.29 β cells for each islet and day, to 30-100 CD8⁺ T cells in the 15-33 % of islets that
// are infiltrated at a time: 0.01-0.06 kills for each and day; up to 0.1 with the spread of both.
TEST_CASE(
    "each CD8 T cell in human islets kills 0.01 to 0.1 β cells a day, and a minority arrests") {
  const KillBudget found = kill_budgets("human_islet", {14, 42}).front();
  check_within(found.kills_per_cd8_and_day(), 0.01, 0.1);
  check_within(found.arrested_share, 0.1, 0.4);
}
