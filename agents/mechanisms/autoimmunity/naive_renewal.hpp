// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <algorithm>

#include "agents/cells/cd4_t_cells.hpp"
#include "agents/host/host.hpp"
#include "core/base/math.hpp"
#include "core/base/random.hpp"

namespace isletsim {

/// The thymus renews autoreactive precursors, less with age.
///
///   rate = θ · N(0) · 2^(−max(0, age − a)/h)        [cells/min]
///
///   θ renewal [1/min]   N(0) precursors at the start [cells]   a onset of involution [min]   h
///   halving time [min]
///
/// Without renewal disease would be one pulse. Neglects that the repertoire changes.
struct NaiveRenewal {
  static constexpr Mechanism info{
      .key = "naive_renewal",
      .group = "autoimmunity",
      .rows = {8},
      .shape = Shape::host,
      .cadence = Cadence::exchange,
      .claim = "The thymus renews autoreactive precursors, less with age",
      .equation = "rate = theta N(0) 2^(-max(0, age - a) / h)",
      .source = "assumed: fit of a well-mixed model to NOD incidence",
      .confidence = Confidence::low};
  static constexpr Draws<1> draws{info.key};

  struct Parameters {
    double renewal;
    double involution_age;
    double halving_time;
    static auto describe() {
      return parameters(
          row("renewal", &Parameters::renewal, per_species("0.031 1/day", "0.01 1/day"),
              range("0 1/day", "1 1/day"),
              "assumed: well-mixed fit of NOD incidence and human onset",
              "renewal of precursors, relative to their number at the start"),
          row("involution_age", &Parameters::involution_age, per_species("6 week", "12 year"),
              range("0 week", "100 year"), "assumed: involution begins at puberty",
              "age from which the thymus shrinks"),
          row("halving_time", &Parameters::halving_time, per_species("200 day", "15 year"),
              range("1 day", "200 year"), "assumed: well-mixed fit of NOD incidence",
              "time in which thymic output halves"));
    }
  };

  void operator()(const Parameters& p, Host& host, Exchange& exchange) const {
    const double overdue = std::max(0.0, exchange.age - p.involution_age);
    const double share = p.renewal * math::pow(0.5, overdue / p.halving_time);
    const double rate = share * host.pools.precursors_at_start[0];
    RandomStream random = exchange.random(draws[0]);
    for (std::size_t k = 0; k < avidity_classes; ++k) {
      host.pools.naive[k] +=
          random.poisson(rate * exchange.length() / static_cast<double>(avidity_classes));
    }
    host.pools.naive[clone_of(Cd4Subset::th0)] +=
        random.poisson(share * host.pools.helper_precursors_at_start[0] * exchange.length());
  }
};

}  // namespace isletsim
