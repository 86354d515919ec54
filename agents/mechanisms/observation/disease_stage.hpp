// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include "agents/host/host.hpp"

namespace isletsim {

/// The stage of disease, as observed in the patient: it changes nothing.
///
///   3  where G ≥ G₃
///   2  where G ≥ G₂ and the mean islet holds at least n CD8⁺ T cells
///   1  where A > A₁
///   0  otherwise; the highest stage whose condition is met counts
///
///   G  plasma glucose [mg/dl]     G₂, G₃  dysglycaemia, diabetes [mg/dl]     n  infiltrate [cell]
///   A  autoantibodies [1]     A₁  autoantibodies [1], above which they are found
///
/// When a stage is reached for the first time, an event reports it. The stage can fall again.
/// Neglects that people are in stage 1 with two kinds of autoantibodies, at risk with one.
struct DiseaseStage {
  static constexpr Mechanism info{
      .key = "disease_stage",
      .group = "observation",
      .rows = {1, 2, 3},
      .shape = Shape::observation,
      .cadence = Cadence::exchange,
      .claim =
          "Type 1 diabetes passes through silent autoimmunity, dysglycaemia and hyperglycaemia",
      .equation =
          "stage 3 where G >= diabetes, 2 where G >= dysglycaemia and CD8 per islet >= infiltrate, "
          "1 where A > autoantibodies",
      .source = "Insel et al. 2015 Diabetes Care 38:1964",
      .confidence = Confidence::high};

  struct Parameters {
    double dysglycaemia;
    double diabetes;
    double infiltrate;
    double autoantibodies;
    static auto describe() {
      return parameters(
          row("dysglycaemia", &Parameters::dysglycaemia, "140 mg/dl",
              range("100 mg/dl", "400 mg/dl"), "Insel et al. 2015 Diabetes Care 38:1964",
              "glucose at or above which glycaemia is abnormal"),
          row("diabetes", &Parameters::diabetes, per_species("250 mg/dl", "200 mg/dl"),
              range("100 mg/dl", "600 mg/dl"),
              "mouse: the colony's criterion, jax.org (NOD/ShiLtJ); human: random glucose, Insel "
              "et al. 2015 Diabetes Care 38:1964",
              "glucose at or above which diabetes is clinical"),
          row("infiltrate", &Parameters::infiltrate, 5, range(0, 1000),
              "assumed: well above the one or two CD8⁺ T cells of a healthy islet",
              "mean number of CD8⁺ T cells per islet in stage 2"),
          row("autoantibodies", &Parameters::autoantibodies, 0.5, range(0, 1000),
              "assumed: half of what the reference number of plasma cells keeps up",
              "level of autoantibodies above which stage 1 is found"));
    }
  };

  void operator()(const Parameters& p, Host& host, Exchange& exchange) const {
    double t_cells = 0;
    double islets = 0;
    for (std::size_t i = 0; i < exchange.outboxes.size(); ++i) {
      const auto weight = static_cast<double>(host.accounts.weight[i]);
      t_cells += weight * static_cast<double>(exchange.outboxes[i].t_cells_inside);
      islets += weight;
    }
    const double glucose = host.pools.glucose[0];
    const int stage = glucose >= p.diabetes                                           ? 3
                      : glucose >= p.dysglycaemia && t_cells >= p.infiltrate * islets ? 2
                      : host.pools.autoantibodies[0] > p.autoantibodies               ? 1
                                                                                      : 0;
    constexpr std::array<std::string_view, 4> events{"", "stage_1", "stage_2", "stage_3"};
    for (int reached = host.pools.highest_stage[0] + 1; reached <= stage; ++reached)
      exchange.events.push_back(
          {exchange.begin, 0, "stage", events[static_cast<std::size_t>(reached)]});
    host.pools.stage[0] = static_cast<std::uint8_t>(stage);
    host.pools.highest_stage[0] = std::max(host.pools.highest_stage[0], host.pools.stage[0]);
  }
};

}  // namespace isletsim
