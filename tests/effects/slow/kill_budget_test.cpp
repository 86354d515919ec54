// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <cmath>
#include <string>

#include <doctest/doctest.h>

#include "tests/scenarios/exercise.hpp"

using namespace isletsim;

namespace {

/// What CD8⁺ T cells inside islets did in some time.
struct KillBudget {
  double kills = 0;          ///< of β cells
  double cd8_days = 0;       ///< that CD8⁺ T cells spent inside islets [cell day]
  double cognate_days = 0;   ///< of these, cognate effectors [cell day]
  double arrested_days = 0;  ///< of these, arrested at β cells [cell day]

  [[nodiscard]] double kills_per_cd8_and_day() const { return kills / cd8_days; }
  [[nodiscard]] double arrested_share() const { return arrested_days / cognate_days; }
};

/// By the share of β cells that are left: in NOD mice 69 % of the mass at 8 weeks of age, 27 % in
/// the diabetic of 18 weeks (Sreenan et al. 1999 Diabetes 48:989).
struct KillBudgets {
  KillBudget early;  ///< 69 % and more
  KillBudget between;
  KillBudget late;  ///< 27 % and less
};

// From the second week on, when the trigger's dead are gone, in four islets.
KillBudgets kill_budgets(const std::string& scenario, int seed, int days) {
  const RunPlan plan =
      plan_from_file(std::string(ISLETSIM_SOURCE_DIR) + "/scenarios/" + scenario + ".toml",
                     {.set = {"patient.islets_simulated=4", "run.seed=" + std::to_string(seed)}});
  Simulation simulation(plan.model);
  const double exchange_days = plan.model.host->exchange_interval / 1440;
  const auto exchanges = [&](int n) { return std::llround(n / exchange_days); };
  advance(simulation, exchanges(7));
  KillBudgets budgets;
  double kills_before = 0;
  for (auto i = exchanges(7); i < exchanges(days); ++i) {
    simulation.advance();
    double beta = 0;
    double initial_beta = 0;
    KillBudget seen;
    for (const auto& islet : simulation.islets()) {
      const IsletLedger& ledger = islet->ledger();
      const auto cognate = static_cast<double>(ledger.ctl_in_islet[0]);
      initial_beta += static_cast<double>(ledger.initial_beta[0]);
      beta += static_cast<double>(ledger.initial_beta[0] + ledger.beta_divisions[0] -
                                  ledger.beta_deaths[0]);
      seen.kills += static_cast<double>(ledger.kills[0]);
      seen.cd8_days += static_cast<double>(ledger.cd8_in_islet[0]) * exchange_days;
      seen.cognate_days += cognate * exchange_days;
      seen.arrested_days += cognate * ledger.arrested_ctl_fraction[0] * exchange_days;
    }
    KillBudget& budget = beta >= 0.69 * initial_beta   ? budgets.early
                         : beta <= 0.27 * initial_beta ? budgets.late
                                                       : budgets.between;
    budget.kills += seen.kills - kills_before;
    budget.cd8_days += seen.cd8_days;
    budget.cognate_days += seen.cognate_days;
    budget.arrested_days += seen.arrested_days;
    kills_before = seen.kills;
  }
  for (const KillBudget& found : {budgets.early, budgets.between, budgets.late}) {
    if (found.cognate_days == 0) continue;
    MESSAGE(scenario, ": ", found.kills, " kills in ", found.cd8_days, " CD8 days, ",
            found.kills_per_cd8_and_day(), " for each and day; cognate days ", found.cognate_days,
            ", arrested ", found.arrested_share());
  }
  return budgets;
}

void check_within(double found, double low, double high) {
  CHECK(found >= low);
  CHECK(found <= high);
}

}  // namespace

// β mass falls from 69 to 27 % from 8 to 18 weeks of age (Sreenan et al. 1999 Diabetes 48:989), and
// 0.75 % of β cells are renewed per day: of 480 cells an islet loses 4.6 per day, to 10-50 CD8⁺ T
// cells. That is 0.09-0.46 kills for each and day; up to 1 for cells that come late or leave early.
//
// Of cognate T cells a minority arrests at β cells (Coppieters et al. 2012 J Clin Invest 122:119),
// assumed 0.1-0.4 of them early, and 0.05-0.15 late, since arrest is lost as infiltration goes on
// (Lindsay et al. 2015 J Immunol 194:522).
TEST_CASE(
    "each CD8 T cell in islets of mice kills 0.1 to 1 β cells per day, and ever fewer arrest") {
  constexpr int until_18_weeks_of_age = 112;
  const KillBudgets found = kill_budgets("nod_mouse", 1, until_18_weeks_of_age);
  for (const KillBudget& budget : {found.early, found.between, found.late}) {
    REQUIRE(budget.cognate_days > 50);
    check_within(budget.kills_per_cd8_and_day(), 0.1, 1);
  }
  check_within(found.early.arrested_share(), 0.1, 0.4);
  check_within(found.late.arrested_share(), 0.05, 0.15);
}

// C-peptide falls by 0.0245 pmol/ml per month after onset (Greenbaum et al. 2012 Diabetes 61:2066),
// that is 0.29 β cells for each islet and day, to 30-100 CD8⁺ T cells in the 15-33 % of islets that
// are infiltrated at a time: 0.01-0.06 kills for each and day; up to 0.1 with the spread of both.
TEST_CASE(
    "each CD8 T cell in human islets kills 0.01 to 0.1 β cells per day, and a minority arrests") {
  // Hardly any T cell comes to the scenario's own patient in four weeks.
  const KillBudget found = kill_budgets("human_islet", 2, 28).early;
  REQUIRE(found.cognate_days > 50);
  check_within(found.kills_per_cd8_and_day(), 0.01, 0.1);
  check_within(found.arrested_share(), 0.1, 0.4);
}
