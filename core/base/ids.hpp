// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <limits>

namespace isletsim {

/// An index of its own type with an explicit invalid value, so that a site is never taken for a
/// voxel.
template <class Tag, class Integer>
class StrongIndex {
 public:
  using value_type = Integer;
  static constexpr Integer invalid_value = std::numeric_limits<Integer>::max();

  constexpr StrongIndex() = default;
  constexpr explicit StrongIndex(Integer value) : value_(value) {}
  [[nodiscard]] constexpr Integer value() const { return value_; }
  [[nodiscard]] constexpr bool valid() const { return value_ != invalid_value; }
  constexpr auto operator<=>(const StrongIndex&) const = default;

 private:
  Integer value_ = invalid_value;
};

/// A 10-µm site of an islet's lattice, numbered x fastest.
using Site = StrongIndex<struct SiteTag, std::uint32_t>;
/// A voxel of a factor block, numbered x fastest.
using Voxel = StrongIndex<struct VoxelTag, std::uint32_t>;

/// Identifies a cell for the whole run: 24 bits islet (0 = host), 40 bits counter; never reused.
class CellId {
 public:
  static constexpr unsigned local_bits = 40;

  constexpr CellId() = default;
  constexpr explicit CellId(std::uint64_t value) : value_(value) {}
  constexpr CellId(std::uint32_t islet, std::uint64_t local)
      : value_((static_cast<std::uint64_t>(islet) << local_bits) | local) {}

  [[nodiscard]] constexpr std::uint64_t value() const { return value_; }
  [[nodiscard]] constexpr std::uint32_t islet() const {
    return static_cast<std::uint32_t>(value_ >> local_bits);
  }
  [[nodiscard]] constexpr bool valid() const { return value_ != invalid_value; }
  constexpr auto operator<=>(const CellId&) const = default;

 private:
  static constexpr std::uint64_t invalid_value = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t value_ = invalid_value;
};

}  // namespace isletsim

template <>
struct std::hash<isletsim::CellId> {
  std::size_t operator()(isletsim::CellId id) const noexcept {
    return std::hash<std::uint64_t>{}(id.value());
  }
};
