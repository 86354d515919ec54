// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <algorithm>

#include "agents/host/host.hpp"

namespace isletsim {

/// Plasma glucose and insulin are at the steady state of the β-cell mass that works.
///
///   0 = R₀ − (E + S · I) · G        0 = σ · β · G² / (α + G²) − k · I
///
///   G glucose [mg/dl]   I insulin [µU/ml]   β = B · f [mg]   f = (C − λ · C_s) / C₀ working β-cell
///   mass [1] C β-cell capacity, C_s its stressed part, C₀ β cells at the start [cells]   λ
///   function_lost_to_stress [1] S insulin sensitivity, divided by the insulin demand [ml/µU/min]
///   load = (G² / (α + G²)) / (G₀² / (α + G₀²)) at G₀ of f = 1: insulin demand on each working β
///   cell [1]
///
/// Fast subsystem of Topp et al. 2000. Neglects meals, and how glucose gets there.
struct GlucoseSteadyState {
  static constexpr Mechanism info{
      .key = "glucose_steady_state",
      .group = "metabolism",
      .rows = {3},
      .shape = Shape::host,
      .cadence = Cadence::exchange,
      .claim = "Plasma glucose and insulin are at the steady state of the β-cell mass that works",
      .equation = "R0 = (E + S I) G, I = sigma beta G^2 / (alpha + G^2) / k",
      .source = "Topp et al. 2000 J Theor Biol 206:605",
      .confidence = Confidence::high};

  struct Parameters {
    double glucose_production;
    double glucose_effectiveness;
    double insulin_sensitivity;
    double maximal_secretion;
    double half_saturation_squared;
    double insulin_clearance;
    double healthy_mass;
    double function_lost_to_stress;
    static auto describe() {
      const std::string topp = "Topp et al. 2000 J Theor Biol 206:605";
      return parameters(
          row("glucose_production", &Parameters::glucose_production, "864 mg/dl/day",
              range("100 mg/dl/day", "5000 mg/dl/day"), topp, "glucose production at zero glucose"),
          row("glucose_effectiveness", &Parameters::glucose_effectiveness, "1.44 1/day",
              range("0.1 1/day", "10 1/day"), topp, "glucose uptake without insulin"),
          row("insulin_sensitivity", &Parameters::insulin_sensitivity, "0.72 ml/uU/day",
              range("0.05 ml/uU/day", "5 ml/uU/day"), topp, "insulin sensitivity"),
          row("maximal_secretion", &Parameters::maximal_secretion, "43.2 uU/ml/day/mg",
              range("1 uU/ml/day/mg", "500 uU/ml/day/mg"), topp,
              "maximal insulin secretion of β-cell mass"),
          row("half_saturation_squared", &Parameters::half_saturation_squared, "20000 mg^2/dl^2",
              range("1000 mg^2/dl^2", "200000 mg^2/dl^2"), topp,
              "squared glucose at half-maximal secretion"),
          row("insulin_clearance", &Parameters::insulin_clearance, "432 1/day",
              range("50 1/day", "2000 1/day"), topp, "insulin clearance"),
          row("healthy_mass", &Parameters::healthy_mass, "300 mg", range("10 mg", "3000 mg"), topp,
              "β-cell mass of the reference at the start; only relative mass matters"),
          row("function_lost_to_stress", &Parameters::function_lost_to_stress, 0.7, range(0, 1),
              "assumed: secretion falls more than mass, Sreenan et al. 1999",
              "share of a β cell's function that full stress takes"));
    }
  };

  /// Glucose [mg/dl] at working β-cell mass `fraction` of health and relative insulin demand.
  [[nodiscard]] static double glucose(const Parameters& p, double fraction, double demand = 1) {
    // The balance falls with G, so bisection finds its one root; a fixed number of halvings keeps
    // bits fixed.
    double low = 0;
    double high = p.glucose_production / p.glucose_effectiveness;
    for (int halving = 0; halving < 60; ++halving) {
      const double middle = 0.5 * (low + high);
      const double uptake =
          p.glucose_effectiveness + p.insulin_sensitivity / demand * insulin(p, fraction, middle);
      (p.glucose_production > uptake * middle ? low : high) = middle;
    }
    return 0.5 * (low + high);
  }
  /// Insulin [µU/ml] at working β-cell mass `fraction` of health and glucose `level`.
  [[nodiscard]] static double insulin(const Parameters& p, double fraction, double level) {
    return p.maximal_secretion * p.healthy_mass * fraction * drive(p, level) / p.insulin_clearance;
  }
  [[nodiscard]] static double drive(const Parameters& p, double level) {
    return level * level / (p.half_saturation_squared + level * level);
  }

  void operator()(const Parameters& p, Host& host, Exchange& exchange) const {
    double working = 0;
    double at_start = 0;
    for (std::size_t i = 0; i < exchange.outboxes.size(); ++i) {
      const Outbox& outbox = exchange.outboxes[i];
      const auto weight = static_cast<double>(host.accounts.weight[i]);
      working +=
          weight * (outbox.beta_capacity - p.function_lost_to_stress * outbox.stressed_capacity);
      at_start += weight * static_cast<double>(outbox.beta_at_start);
    }
    if (at_start <= 0) return;
    const double fraction = working / at_start;
    const double level = glucose(p, fraction, host.pools.insulin_demand[0]);
    host.pools.beta_function[0] = fraction;
    host.pools.glucose[0] = level;
    host.pools.insulin[0] = insulin(p, fraction, level);
    host.pools.secretory_load[0] = drive(p, level) / drive(p, glucose(p, 1));
  }
};

}  // namespace isletsim
