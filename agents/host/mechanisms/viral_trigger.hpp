// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cmath>

#include "agents/host/host.hpp"

namespace isletsim {

/// A virus reaches some of the islets and stays for a while.
///
///   each of n · share islets, at least one, chosen at random, is infected for `duration` from the
///   time of treatment
///
/// What the infection does is said by viral_infection. Neglects spread between islets and immunity
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
    for (std::size_t index = 0; index < host.model().treatments.size(); ++index) {
      const Treatment& treatment = host.model().treatments[index];
      if (treatment.kind != TreatmentKind::virus) continue;
      treatment.for_each_due(exchange.begin, exchange.end, [&](std::int64_t repeat) {
        this->infect(p, host, exchange, 2000 + 1000 * index + static_cast<std::uint64_t>(repeat));
      });
    }
  }

 private:
  void infect(const Parameters& p, Host& host, Exchange& exchange, std::uint64_t repeat) const {
    const std::size_t islets = exchange.inboxes.size();
    std::vector<std::size_t> order(islets);
    for (std::size_t i = 0; i < islets; ++i) order[i] = i;
    RandomStream random = exchange.random(Purpose::treatment, repeat);
    const auto wanted = std::max<std::size_t>(
        1, static_cast<std::size_t>(std::llround(p.share * static_cast<double>(islets))));
    for (std::size_t i = 0; i < wanted; ++i) {
      std::swap(order[i], order[i + random.below(islets - i)]);
      host.accounts.infected_until[order[i]] = exchange.begin + p.duration;
      exchange.events.push_back(
          {exchange.begin, static_cast<std::uint32_t>(order[i] + 1), "infection", "virus"});
    }
  }
};

}  // namespace isletsim
