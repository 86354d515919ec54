// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/mechanisms/shared/strike_islets.hpp"

namespace isletsim {

/// Bacteria reach some of the islets and stay for a while.
///
///   each of n · share islets, at least one, chosen at random, holds bacteria for `duration` from
///   the time of treatment
///
/// Their effects are in bacterial_damage and bacterial_activation. Neglects the way from gut or
/// duct, spread between islets, and immunity against the bacteria.
struct BacterialTrigger {
  static constexpr Mechanism info{
      .key = "bacterial_trigger",
      .group = "trigger",
      .rows = {5},
      .shape = Shape::treatment,
      .cadence = Cadence::exchange,
      .claim = "Bacteria reach some of the islets and stay for a while",
      .equation = "bacteria for T in max(1, share n) random islets",
      .source = "assumed: as for a virus, whose share and duration are assumed too",
      .confidence = Confidence::low};
  static constexpr Draws<1> draws{info.key};

  struct Parameters {
    double share;
    double duration;
    static auto describe() {
      return parameters(row("share", &Parameters::share, 0.1, range(0, 1),
                            "assumed: lobular, most islets are spared",
                            "share of the islets that the bacteria reach; at least one"),
                        row("duration", &Parameters::duration, "7 day", range("1 h", "365 day"),
                            "assumed: an acute infection", "time that bacteria stay in an islet"));
    }
  };

  void operator()(const Parameters& p, Host& host, Exchange& exchange) const {
    strike_islets(host, exchange, draws[0], TreatmentKind::bacteria, p.share, p.duration,
                  host.accounts.bacteria_until, {.event = "infection", .cause = "bacteria"});
  }
};

}  // namespace isletsim
