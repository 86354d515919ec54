// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "agents/gains.hpp"
#include "agents/islet/basement_membrane.hpp"
#include "agents/islet/contacts.hpp"
#include "agents/islet/deposits.hpp"
#include "agents/islet/environment.hpp"
#include "agents/islet/gradients.hpp"
#include "agents/islet/nearby.hpp"
#include "agents/islet/now.hpp"
#include "agents/islet/systemic_state.hpp"
#include "agents/tgf_beta_activation.hpp"
#include "core/engine/mechanism.hpp"
#include "core/engine/population.hpp"
#include "core/engine/step.hpp"

namespace isletsim {

/// What the engine hands to the rules of one chunk.
struct RuleContext {
  const Now& now;
  const RandomSource& random;
  const Environment& environment;
  const Gradients& gradients;
  const Contacts& contacts;
  const Nearby& nearby;
  const SystemicState& systemic;
  const Gains& gains;
  const TgfBetaActivation& tgf_beta_activation;
  Deposits& deposits;
  BasementMembrane& membrane;
};

/// A mechanism bound to its parameters and to one cell type: called once per chunk, never once per
/// cell.
template <class Populations>
struct ChunkRule {
  const Mechanism* info;
  std::size_t population;
  std::function<void(Populations&, std::size_t begin, std::size_t end, const RuleContext&)> call;
};

namespace detail {

template <class T, class Populations>
decltype(auto) rule_argument(Populations& populations, const RuleContext& context) {
  using Plain = std::remove_cvref_t<T>;
  if constexpr (std::is_same_v<Plain, Now>)
    return (context.now);
  else if constexpr (std::is_same_v<Plain, RandomSource>)
    return (context.random);
  else if constexpr (std::is_same_v<Plain, Environment>)
    return (context.environment);
  else if constexpr (std::is_same_v<Plain, Gradients>)
    return (context.gradients);
  else if constexpr (std::is_same_v<Plain, Contacts>)
    return (context.contacts);
  else if constexpr (std::is_same_v<Plain, Nearby>)
    return (context.nearby);
  else if constexpr (std::is_same_v<Plain, SystemicState>)
    return (context.systemic);
  else if constexpr (std::is_same_v<Plain, Gains>)
    return (context.gains);
  else if constexpr (std::is_same_v<Plain, TgfBetaActivation>)
    return (context.tgf_beta_activation);
  else if constexpr (std::is_same_v<Plain, Deposits>)
    return (context.deposits);
  else if constexpr (std::is_same_v<Plain, BasementMembrane>)
    return (context.membrane);
  else {
    static_assert(std::is_const_v<std::remove_reference_t<T>>,
                  "a rule reads the cells of other populations, it does not write them");
    return std::as_const(std::get<Plain>(populations));
  }
}

template <class M, class Populations, class P, class... Rest>
ChunkRule<Populations> bind_call(const typename M::Parameters& parameters,
                                 void (M::*)(const typename M::Parameters&, Chunk<P>, Rest...)
                                     const) {
  return {&M::info, P::number,
          [parameters](Populations& populations, std::size_t begin, std::size_t end,
                       const RuleContext& context) {
            M{}(parameters, Chunk<P>(std::get<P>(populations), begin, end),
                rule_argument<Rest>(populations, context)...);
          }};
}

template <class M, class Populations, class... P>
void bind_each(std::vector<ChunkRule<Populations>>& rules, const typename M::Parameters& parameters,
               CellTypes<P...>) {
  (rules.push_back(bind_call<M, Populations>(parameters, &M::template operator()<P>)), ...);
}

template <class M>
concept ActsOnSeveralTypes = requires {
  typename M::Cells;
};

}  // namespace detail

/// Adds the rule (or rules, one per cell type) of mechanism M.
template <class M, class Populations>
void add_rule(std::vector<ChunkRule<Populations>>& rules,
              const typename M::Parameters& parameters) {
  if constexpr (detail::ActsOnSeveralTypes<M>) {
    detail::bind_each<M, Populations>(rules, parameters, typename M::Cells{});
  } else {
    rules.push_back(detail::bind_call<M, Populations>(parameters, &M::operator()));
  }
}

}  // namespace isletsim
