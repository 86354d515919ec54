// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/host/host.hpp"

namespace isletsim {

/// A pancreas has insulitis if at least three of its islets are insulitic.
///
///   n = Σ w_i over insulitic islets i,  insulitis if n ≥ n₀
///
///   w_i  islets that islet i stands for     n₀  least_islets
///
/// Changes nothing but what is reported. Neglects that a pathologist sees some islets only.
struct InsulitisCount {
  static constexpr Mechanism info{
      .key = "insulitis_count",
      .group = "observation",
      .rows = {38},
      .shape = Shape::observation,
      .cadence = Cadence::exchange,
      .claim = "A pancreas has insulitis if at least three of its islets are insulitic",
      .equation = "insulitis = sum of weights of insulitic islets >= least_islets",
      .source = "Campbell-Thompson et al. 2013 Diabetologia 56:2541",
      .confidence = Confidence::high};

  struct Parameters {
    std::int64_t least_islets;
    static auto describe() {
      return parameters(row("least_islets", &Parameters::least_islets, 3, range(1, 100000),
                            "Campbell-Thompson et al. 2013 Diabetologia 56:2541",
                            "insulitic islets at or above which the pancreas has insulitis"));
    }
  };

  void operator()(const Parameters& p, Host& host, Exchange& exchange) const {
    std::int64_t insulitic = 0;
    for (std::size_t i = 0; i < exchange.outboxes.size(); ++i)
      if (exchange.outboxes[i].insulitic) insulitic += host.accounts.weight[i];
    const bool before = host.pools.insulitis[0] != 0;
    const bool now = insulitic >= p.least_islets;
    host.pools.insulitic_islets[0] = insulitic;
    host.pools.insulitis[0] = now ? 1 : 0;
    if (now && !before) exchange.events.push_back({exchange.begin, 0, "insulitis", "begins"});
    if (before && !now) exchange.events.push_back({exchange.begin, 0, "insulitis", "ends"});
  }
};

}  // namespace isletsim
