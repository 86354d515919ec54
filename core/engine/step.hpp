// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace isletsim {

/// The phases of one step of an islet, in their order.
enum class Phase : std::uint8_t {
  begin,
  plan,
  resolve,
  move,
  secrete,
  apply,
  deposit,
  diffuse,
  check
};
inline constexpr std::array phases{Phase::begin,   Phase::plan,    Phase::resolve,
                                   Phase::move,    Phase::secrete, Phase::apply,
                                   Phase::deposit, Phase::diffuse, Phase::check};

[[nodiscard]] std::string_view to_string(Phase phase);

/// Wall time spent in each phase [s].
using PhaseTimes = std::array<double, phases.size()>;

/// What goes through the phases: an islet.
class Stepped {
 public:
  virtual ~Stepped() = default;
  virtual void run(Phase phase, std::int64_t step) = 0;
};

/// Runs steps `from` … `until` − 1.
///
/// Each step: *begin* sets the clock; *plan* lets rules read the state as it was and write only
/// intentions, hazards and pulls of their own cells; *resolve* decides which cell gets a contested
/// place; *move* lets cells touch and change places; *secrete* deposits what they released so far,
/// *apply* changes their states, lets them be born and die; *deposit*, of what they release from
/// then on, and *diffuse* bring the factors to the end of the step; *check* throws where an
/// invariant is broken. Before and after every step, cells, sites and factors agree.
void run_steps(Stepped& world, std::int64_t from, std::int64_t until, PhaseTimes& times);

}  // namespace isletsim
