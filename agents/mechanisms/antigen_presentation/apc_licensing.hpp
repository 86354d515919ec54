// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/cd4_t_cells.hpp"
#include "agents/host/host.hpp"
#include "core/base/math.hpp"

namespace isletsim {

/// Helper T cells that divide in the lymph node license the antigen-presenting cells that they meet
/// there, by CD40 ligand.
///
///   ℓ' = (1 − ℓ) (n/τ) (A/N) H(L; K, 2)        A = Σ m_t 2^(−t/d)
///
///   ℓ  licensed share [1], by which costimulation becomes full      A  helpers in the node [cells]
///   n, τ, N, K  slots [1], scan_time [min], size [cells] and half_saturation [1] of the lymph node
///   L  antigen of the APC, which fades there [1]      m_t  helpers that leave in t minutes [cells]
///   d  division_time [min]
///
/// Neither CD8⁺ T cells nor helpers need licensed cells; it speeds priming up, as in the NOD mouse
/// (Amrani et al. 2002). Neglects the longer life and the IL-12 of licensed cells.
struct ApcLicensing {
  static constexpr Mechanism info{
      .key = "apc_licensing",
      .group = "antigen_presentation",
      .rows = {8},
      .shape = Shape::host,
      .cadence = Cadence::exchange,
      .claim = "Dividing helper T cells license antigen-presenting cells by CD40 ligand",
      .equation = "licensed' = (1 - licensed) slots / (scan_time N) A H(L; K, 2)",
      .source =
          "Amrani et al. 2002 Immunity 16:719, 10.1016/s1074-7613(02)00315-1; Balasa et al. 1997 "
          "J Immunol 159:4620; assumed: one contact with antigen suffices",
      .confidence = Confidence::low};

  struct Parameters {
    double division_time;
    static auto describe() {
      return parameters(row("division_time", &Parameters::division_time, "6 h",
                            range("2 h", "48 h"), "Mempel et al. 2004: 6 h per division",
                            "time in which helpers in the node double"));
    }
  };

  void operator()(const Parameters& p, Host& host, Exchange& exchange) const {
    const double helpers = helpers_in_node(host, p.division_time / exchange.length());
    const LymphNode& node = host.model().lymph_node;
    const double meetings = node.contact_rate(host.scale()) * helpers;
    for (std::size_t row = 0; row < host.apcs.size(); ++row) {
      const double since = exchange.begin - host.apcs.arrival_time[row];
      const double antigen = node.antigen_after(since, host.apcs.antigen[row]);
      double& licensed = host.apcs.licensed[row];
      licensed += (1 - licensed) *
                  math::event_probability(meetings * math::hill(antigen, node.half_saturation, 2),
                                          exchange.length());
    }
  }

 private:
  // The queue holds what will leave; half as many were there a division earlier.
  static double helpers_in_node(const Host& host, double intervals_per_division) {
    double helpers = 0;
    for (std::size_t j = 0; j < host.expansion.rows(); ++j) {
      std::int64_t leaving = 0;
      for (const Cd4Subset subset : {Cd4Subset::th0, Cd4Subset::th1, Cd4Subset::th17})
        leaving += host.expansion.cells[j * clone_classes + clone_of(subset)];
      helpers += static_cast<double>(leaving) *
                 math::pow(0.5, static_cast<double>(j) / intervals_per_division);
    }
    return helpers;
  }
};

}  // namespace isletsim
