// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>

#include "agents/cells/b_cells.hpp"
#include "agents/host/host.hpp"
#include "core/base/math.hpp"
#include "core/base/random.hpp"

namespace isletsim {

/// Follicles of the lymph node send out B cells, which helper T cells primed there recruited.
///
///   F' = s · e − F/τ        b = F/τ leave, of which a share r is regulatory
///
///   F  follicular B cells [cells]     e  CD4⁺ T cells that begin to expand [cells/min]
///   s  share [1]     τ  follicle_time [min]     r  regulatory_share [1]
///
/// Neglects B cells without islet antigen in reach, and follicles elsewhere.
struct BCellRecruitment {
  static constexpr Mechanism info{
      .key = "b_cell_recruitment",
      .group = "b_cells",
      .rows = {13, 29},
      .shape = Shape::host,
      .cadence = Cadence::exchange,
      .claim = "Follicles of the lymph node send out B cells that helper T cells recruited",
      .equation = "F' = share e - F / follicle_time",
      .source = "Willcox et al. 2009 Clin Exp Immunol 155:173 (few, and late); numbers assumed",
      .confidence = Confidence::low};
  static constexpr Draws<1> draws{info.key};

  struct Parameters {
    double share;
    double follicle_time;
    double regulatory_share;
    static auto describe() {
      return parameters(
          row("share", &Parameters::share, 0.5, range(0, 10),
              "assumed: B cells are fewer than CD4⁺ T cells in insulitis (Willcox et al. 2009 Clin "
              "Exp Immunol 155:173)",
              "B cells recruited by each CD4 T cell that the lymph node sends out"),
          row("follicle_time", &Parameters::follicle_time, "7 day", range("1 h", "1000 day"),
              "assumed: germinal centres form a week after priming", "mean stay in the follicle"),
          row("regulatory_share", &Parameters::regulatory_share, 0.05, range(0, 1),
              "Iwata et al. 2011 Blood 117:530: a few percent", "share that is regulatory"));
    }
  };

  void operator()(const Parameters& p, Host& host, Exchange& exchange) const {
    HostPools& pools = host.pools;
    const double chance = math::event_probability(1 / p.follicle_time, exchange.length());
    RandomStream random = exchange.random(draws[0]);
    const std::int64_t leaving = random.binomial(pools.follicular_b_cells[0], chance);
    const std::int64_t regulatory = random.binomial(leaving, p.regulatory_share);
    const auto send = [&](BCellState state, std::int64_t cells) {
      pools.blood[clone_of(state)] += cells;
      pools.exported[clone_of(state)] += cells;
    };
    send(BCellState::regulatory, regulatory);
    send(BCellState::naive, leaving - regulatory);
    pools.follicular_b_cells[0] -= leaving;
    const auto& queue = host.expansion;
    if (queue.rows() == 0) return;
    std::int64_t helpers = 0;
    for (std::size_t k = first_cd4_clone; k <= cd4_bystander_clone; ++k)
      helpers += queue.cells[(queue.rows() - 1) * clone_classes + k];
    pools.follicular_b_cells[0] += random.round(p.share * static_cast<double>(helpers));
  }
};

}  // namespace isletsim
