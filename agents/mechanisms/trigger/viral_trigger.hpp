// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/mechanisms/shared/strike_islets.hpp"

namespace isletsim {

/// A virus reaches some of the islets and stays for a while.
///
///   each of n · share islets, at least one, chosen at random, is infected for `duration` from the
///   time of treatment
///
/// The effects of the infection are in viral_infection. Neglects spread between islets and immunity
/// against the virus.
struct ViralTrigger {
  static constexpr Mechanism info{
      .key = "viral_trigger",
      .group = "trigger",
      .rows = {5},
      .shape = Shape::treatment,
      .cadence = Cadence::exchange,
      .claim = "A virus reaches some of the islets and stays for a while",
      .equation = "infected for T in max(1, share n) random islets",
      .source = "Richardson et al. 2016 (HLA-I hyperexpression); assumed: share and duration",
      .confidence = Confidence::low};
  static constexpr Draws<1> draws{info.key};

  struct Parameters {
    double share;
    double duration;
    static auto describe() {
      return parameters(
          row("share", &Parameters::share, 0.1, range(0, 1),
              "assumed: lobular, most islets are spared",
              "share of the islets that the virus reaches; at least one"),
          row("duration", &Parameters::duration, "7 day", range("1 h", "365 day"),
              "assumed: an acute infection", "time that the virus stays in an islet"));
    }
  };

  void operator()(const Parameters& p, Host& host, Exchange& exchange) const {
    strike_islets(host, exchange, draws[0], TreatmentKind::virus, p.share, p.duration,
                  host.accounts.infected_until, {.event = "infection", .cause = "virus"});
  }
};

}  // namespace isletsim
