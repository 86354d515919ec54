// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/engine/step.hpp"

#include <chrono>

#include "core/base/error.hpp"

namespace isletsim {

std::string_view to_string(Phase phase) {
  switch (phase) {
    case Phase::begin: return "begin";
    case Phase::plan: return "plan";
    case Phase::resolve: return "resolve";
    case Phase::move: return "move";
    case Phase::secrete: return "secrete";
    case Phase::apply: return "apply";
    case Phase::deposit: return "deposit";
    case Phase::diffuse: return "diffuse";
    case Phase::check: return "check";
  }
  throw InternalError("unknown phase");
}

void run_steps(Stepped& world, std::int64_t from, std::int64_t until, PhaseTimes& times) {
  using Clock = std::chrono::steady_clock;
  auto before = Clock::now();
  for (std::int64_t step = from; step < until; ++step) {
    for (const Phase phase : phases) {
      world.run(phase, step);
      const auto after = Clock::now();
      times[static_cast<std::size_t>(phase)] +=
          std::chrono::duration<double>(after - before).count();
      before = after;
    }
  }
}

}  // namespace isletsim
