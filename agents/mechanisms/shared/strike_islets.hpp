// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

#include "agents/host/host.hpp"
#include "core/base/random.hpp"

namespace isletsim {

/// How an event of a trigger reads in the series.
struct TriggerEvent {
  std::string_view event;
  std::string_view cause;
};

/// At each treatment of this kind that is due, chooses `share` of the islets at random, at least
/// one, and sets until when they are struck: `duration` [min] from now.
inline void strike_islets(Host& host, Exchange& exchange, Draw draw, TreatmentKind kind,
                          double share, double duration, Column<double>& until,
                          const TriggerEvent& what) {
  const std::size_t islets = exchange.inboxes.size();
  const auto wanted = std::max<std::size_t>(
      1, static_cast<std::size_t>(std::llround(share * static_cast<double>(islets))));
  for (std::size_t index = 0; index < host.model().treatments.size(); ++index) {
    const Treatment& treatment = host.model().treatments[index];
    if (treatment.kind != kind) continue;
    treatment.for_each_due(exchange.begin, exchange.end, [&](std::int64_t repeat) {
      std::vector<std::size_t> order(islets);
      for (std::size_t i = 0; i < islets; ++i) order[i] = i;
      RandomStream random = exchange.random(draw, stream_part(index, repeat));
      for (std::size_t i = 0; i < wanted; ++i) {
        std::swap(order[i], order[i + random.below(islets - i)]);
        until[order[i]] = exchange.begin + duration;
        exchange.events.push_back(
            {exchange.begin, static_cast<std::uint32_t>(order[i] + 1), what.event, what.cause});
      }
    });
  }
}

}  // namespace isletsim
