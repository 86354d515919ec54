// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/host/host.hpp"
#include "core/base/math.hpp"

namespace isletsim {

/// Costimulation of antigen-presenting cells goes on to rise towards their maturity in the lymph
/// node, and to the full where helper T cells have licensed them.
///
///   B' = (m + (1 − m) ℓ − B)/τ
///
///   B  CD80 and CD86 [1]      m  maturity on arrival [1]      ℓ  licensed share, neutral at 0 [1]
///   τ  time_constant [min]
struct ApcCostimulation {
  static constexpr Mechanism info{
      .key = "apc_costimulation",
      .group = "antigen_presentation",
      .rows = {28},
      .shape = Shape::host,
      .cadence = Cadence::exchange,
      .claim =
          "Costimulation of antigen-presenting cells rises towards "
          "their maturity in the lymph node, and to the full where licensed",
      .equation = "B' = (m + (1 - m) licensed - B) / tau",
      .source = "assumed: as in the islet",
      .confidence = Confidence::medium};

  struct Parameters {
    double time_constant;
    static auto describe() {
      return parameters(row("time_constant", &Parameters::time_constant, "24 h",
                            range("1 h", "1000 h"), "assumed: as in the islet",
                            "time constant of CD80 and CD86"));
    }
  };

  void operator()(const Parameters& p, Host& host, Exchange& exchange) const {
    const double approach = math::event_probability(1 / p.time_constant, exchange.length());
    for (std::size_t row = 0; row < host.apcs.size(); ++row) {
      double& level = host.apcs.costimulation[row];
      const double maturity = host.apcs.maturity[row];
      level += (maturity + (1 - maturity) * host.apcs.licensed[row] - level) * approach;
    }
  }
};

}  // namespace isletsim
