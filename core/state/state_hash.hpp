// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/state/column.hpp"

namespace isletsim {

/// 128 bits that stand for the whole state. Two runs agree exactly when their hashes do.
struct StateHash {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  auto operator<=>(const StateHash&) const = default;
};

/// 32 hexadecimal digits.
[[nodiscard]] std::string to_string(const StateHash& hash);

/// Hashes every column of a section that is state (XXH3-128); cells in the order of their ids, so
/// that storage order does not matter; −0 as 0. Throws InternalError if a number is NaN, naming
/// table and column.
[[nodiscard]] StateHash hash_section(const StateSection& section);

/// The hash of a state from those of all its sections, in their order.
[[nodiscard]] StateHash hash_of_sections(std::span<const StateHash> sections);

/// Both, the sections in parallel.
[[nodiscard]] StateHash hash_state(std::span<const StateSection> sections);

/// XXH3-128 of raw bytes: the checksum of a checkpoint.
[[nodiscard]] StateHash hash_bytes(std::span<const std::byte> bytes);

}  // namespace isletsim
