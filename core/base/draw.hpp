// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/base/error.hpp"

namespace isletsim {

template <std::size_t N>
class Draws;

/// One use of random numbers: the stream that a rule draws from. Made by `Draws` only.
class Draw {
 public:
  /// The part of the generator's key that distinguishes uses.
  [[nodiscard]] constexpr std::uint32_t key() const { return key_; }
  constexpr bool operator==(const Draw&) const = default;

 private:
  template <std::size_t N>
  friend class Draws;
  constexpr explicit Draw(std::uint32_t key) : key_(key) {}

  std::uint32_t key_;
};

/// The uses of random numbers of one rule, numbered from 0. A use is the hash of the rule's key and
/// its number, so that a new rule, or a new order of rules, leaves the random numbers of all others
/// as they are. A rule declares `static constexpr Draws<N> draws{info.key};` and names each use
/// where it draws: `random(draws[0], cell)`. A rule that is renamed keeps its results if it keeps
/// its former key here.
template <std::size_t N>
class Draws {
 public:
  consteval explicit Draws(std::string_view rule) {
    for (std::size_t i = 0; i < N; ++i) keys_[i] = hash(rule, static_cast<std::uint32_t>(i));
  }

  /// `number` < N.
  [[nodiscard]] constexpr Draw operator[](std::size_t number) const {
    ISLETSIM_EXPECT(number < N);
    return Draw(keys_[number]);
  }
  [[nodiscard]] constexpr const std::array<std::uint32_t, N>& keys() const { return keys_; }

 private:
  // FNV-1a of the characters and of the number's four bytes.
  [[nodiscard]] static consteval std::uint32_t hash(std::string_view text, std::uint32_t number) {
    constexpr std::uint32_t prime = 16777619U;
    std::uint32_t value = 2166136261U;
    for (const char character : text) {
      value = (value ^ static_cast<std::uint8_t>(character)) * prime;
    }
    for (int byte = 0; byte < 4; ++byte) {
      value = (value ^ (number & 0xFFU)) * prime;
      number >>= 8U;
    }
    return value;
  }

  std::array<std::uint32_t, N> keys_{};
};

namespace detail {

template <class Owner>
consteval auto draw_keys() {
  if constexpr (requires { Owner::draws; }) {
    return Owner::draws.keys();
  } else {
    return std::array<std::uint32_t, 0>{};
  }
}

}  // namespace detail

/// Whether all uses of random numbers of these rules differ. Owners without `draws` have none.
template <class... Owners>
[[nodiscard]] consteval bool draws_differ() {
  constexpr std::size_t count = (std::size_t{0} + ... + detail::draw_keys<Owners>().size());
  std::array<std::uint32_t, count + 1> keys{};
  std::size_t next = 0;
  const auto append = [&](const auto& some) {
    for (const std::uint32_t key : some) keys[next++] = key;
  };
  (append(detail::draw_keys<Owners>()), ...);
  const auto end = keys.begin() + count;
  std::sort(keys.begin(), end);
  return std::adjacent_find(keys.begin(), end) == end;
}

}  // namespace isletsim
