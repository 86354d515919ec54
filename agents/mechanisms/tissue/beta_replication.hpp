// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <algorithm>
#include <cstdint>

#include "agents/cells/beta_cells.hpp"
#include "agents/islet/now.hpp"
#include "agents/islet/systemic_state.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// β cells replicate: at rest as fast as they turn over, faster where glucose is raised. A cell
/// enters the cell cycle by chance, goes through its phases, and divides at the end of G2 and M.
///
///   h = μ + b · s · x² · max(0, (−d + r₁ G − r₂ G²) / g)   hazard of entry into the cycle [1/min]
///
///   μ  basal_rate [1/min]          b  induced_rate [1/min]     s  renewal_capacity [1]
///   x  PDX-1 level [1]             G  plasma glucose [mg/dl]
///   d  glucose_loss [1/min]        r₁ glucose_gain [dl/mg/min] r₂ glucose_toxicity [dl²/mg²/min]
///   g  reference_growth [1/min]
///
///   t − t_entry <  T_lag: entering   < T_lag + T_G1: G1   < … + T_S: S   < … + T_G2M: G2/M
///   divides at   T = T_lag + T_G1 + T_S + T_G2M, or waits until there is room
///
/// A resting cell may enter from `refractory_time` − T after its last division on, so that none
/// divides within `refractory_time` of it, and the rate of division is that of entry whatever the
/// phases take: 1/(refractory_time + 1/h) for each cell. The bracket is 0 at the healthy 100 mg/dl
/// and above 250 mg/dl; below 0 it is cut off, since stress stands for the toxicity of glucose.
/// Neglects age, and that phases differ from cell to cell; a run starts with all cells at rest.
struct BetaReplication {
  static constexpr Mechanism info{
      .key = "beta_replication",
      .group = "tissue",
      .rows = {20},
      .shape = Shape::hazard,
      .claim =
          "β cells replicate as fast as they turn over, and faster where glucose is raised; "
          "they divide at the end of a cell cycle",
      .equation =
          "h = basal_rate + induced_rate renewal_capacity pdx1^2 max(0, (-glucose_loss + "
          "glucose_gain G - glucose_toxicity G^2) / reference_growth); division entry_lag + "
          "g1_duration + s_duration + g2m_duration after entry",
      .source =
          "Topp et al. 2000 J Theor Biol 206:605; Hija et al. 2014 Diabetes 63:578, "
          "doi:10.2337/db12-1035",
      .confidence = Confidence::low};

  struct Parameters {
    double basal_rate;
    double induced_rate;
    double renewal_capacity;
    double glucose_loss;
    double glucose_gain;
    double glucose_toxicity;
    double reference_growth;
    double entry_lag;
    double g1_duration;
    double s_duration;
    double g2m_duration;
    double refractory_time;

    [[nodiscard]] double cycle_duration() const {
      return entry_lag + g1_duration + s_duration + g2m_duration;
    }
    /// Of a cell that entered the cycle so long ago [min], before it divides.
    [[nodiscard]] CyclePhase phase_after(double time) const {
      if (time < entry_lag) return CyclePhase::entering;
      if (time < entry_lag + g1_duration) return CyclePhase::g1;
      if (time < entry_lag + g1_duration + s_duration) return CyclePhase::s;
      return CyclePhase::g2m;
    }
    static auto describe() {
      return parameters(
          row("basal_rate", &Parameters::basal_rate, per_species("1e-3 1/day", "2e-4 1/day"),
              range("0 1/day", "5e-2 1/day"),
              "assumed: makes up for the default of beta_turnover.rate, so that β mass is steady "
              "at health",
              "hazard of entry into the cell cycle at normal glucose"),
          row("induced_rate", &Parameters::induced_rate, "0.0045 1/day",
              range("0 1/day", "0.05 1/day"),
              "assumed: net excess over healthy controls, fitted in a well-mixed reduction of the "
              "rules to NOD β mass",
              "further hazard of entry at the reference growth"),
          row("renewal_capacity", &Parameters::renewal_capacity, per_species("1", "0.015"),
              range("0", "1"),
              "assumed: replication does not rise in people with T1D (nPOD study of 47 donors, "
              "PMC5546851); "
              "0.08 in children",
              "capacity to respond to glucose, relative to rodents"),
          row("glucose_loss", &Parameters::glucose_loss, "0.06 1/day", range("0 1/day", "1 1/day"),
              "Topp et al. 2000 J Theor Biol 206:605", "loss of β mass at zero glucose"),
          row("glucose_gain", &Parameters::glucose_gain, "8.4e-4 dl/mg/day",
              range("0 dl/mg/day", "1e-2 dl/mg/day"), "Topp et al. 2000 J Theor Biol 206:605",
              "linear gain of growth with glucose"),
          row("glucose_toxicity", &Parameters::glucose_toxicity, "2.4e-6 dl^2/mg^2/day",
              range("0 dl^2/mg^2/day", "1e-4 dl^2/mg^2/day"),
              "Topp et al. 2000 J Theor Biol 206:605", "quadratic loss of growth with glucose"),
          row("reference_growth", &Parameters::reference_growth, "0.0133 1/day",
              range("1e-3 1/day", "0.1 1/day"),
              "derived: the bracket at 166 mg/dl, which 30 % of β mass brings about",
              "growth at which the further hazard is induced_rate"),
          row("entry_lag", &Parameters::entry_lag, "8 h", range("0 h", "72 h"),
              "Hija et al. 2014 Diabetes 63:578, doi:10.2337/db12-1035 (mice)",
              "time from the signal to divide to G1"),
          row("g1_duration", &Parameters::g1_duration, "5 h", range("0 h", "72 h"),
              "Hija et al. 2014 Diabetes 63:578, doi:10.2337/db12-1035 (mice)", "time in G1"),
          row("s_duration", &Parameters::s_duration, "8 h", range("0 h", "72 h"),
              "Hija et al. 2014 Diabetes 63:578, doi:10.2337/db12-1035 (mice)", "time in S phase"),
          row("g2m_duration", &Parameters::g2m_duration, "6 h", range("0 h", "72 h"),
              "Hija et al. 2014 Diabetes 63:578, doi:10.2337/db12-1035 (mice)", "time in G2 and M"),
          row("refractory_time", &Parameters::refractory_time, "30 day", range("0 day", "365 day"),
              "assumed: a β cell that has divided rests for weeks",
              "time after a division in which a cell does not divide"));
    }
  };

  void operator()(const Parameters& p, Chunk<BetaCells> beta, const Now& now,
                  const SystemicState& systemic) const {
    const double glucose = systemic.glucose;
    const double growth =
        -p.glucose_loss + p.glucose_gain * glucose - p.glucose_toxicity * glucose * glucose;
    const double induced =
        p.induced_rate * p.renewal_capacity * std::max(0.0, growth / p.reference_growth);
    const double cycle = p.cycle_duration();
    const auto minutes_since = [&](std::int64_t step) {
      return static_cast<double>(now.step - step) * now.motility_step;
    };
    for (const auto i : beta) {
      if (!beta->alive(i)) continue;
      if (beta->phase(i) != CyclePhase::resting) {
        const double time = minutes_since(beta->cycle_entry[i]);
        if (time >= cycle) {
          beta->intend_to_divide(i);
        } else {
          beta->intend_phase(i, p.phase_after(time));
        }
      } else if (minutes_since(beta->last_division[i]) >= p.refractory_time - cycle) {
        const double pdx1 = beta->pdx1[i];
        beta->fate.add(i, BetaFate::cycle_entry, p.basal_rate + induced * pdx1 * pdx1);
      }
    }
  }
};

}  // namespace isletsim
