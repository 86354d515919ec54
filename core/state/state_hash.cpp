// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/state/state_hash.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <numeric>
#include <vector>
#include <xxh_x86dispatch.h>

#include <fmt/format.h>

#include "core/engine/parallel.hpp"

namespace isletsim {

namespace {

struct StateDeleter {
  void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
};

class Hasher {
 public:
  Hasher() : state_(XXH3_createState()) { XXH3_128bits_reset(state_.get()); }
  void add(const void* data, std::size_t size) { XXH3_128bits_update(state_.get(), data, size); }
  void add(std::string_view text) { this->add(text.data(), text.size()); }
  [[nodiscard]] StateHash digest() const {
    const XXH128_hash_t hash = XXH3_128bits_digest(state_.get());
    return {hash.high64, hash.low64};
  }

 private:
  std::unique_ptr<XXH3_state_t, StateDeleter> state_;
};

// Which values of a piece need care before they are hashed.
struct SpecialValues {
  bool minus_zero;
  bool nan;
};

// Whether a number is −0 shows in its bits: a comparison would take a denormal for 0 on threads that
// flush them.
template <class Number, class Bits>
SpecialValues special_among(std::span<const std::byte> bytes) {
  constexpr Bits sign = std::numeric_limits<Bits>::min();
  Bits minus_zero = 0;
  Bits nan = 0;
  for (std::size_t i = 0; i < bytes.size() / sizeof(Bits); ++i) {
    Bits bits;
    std::memcpy(&bits, bytes.data() + i * sizeof(Bits), sizeof(Bits));
    const auto number = std::bit_cast<Number>(bits);
    minus_zero |= bits == sign ? ~Bits{0} : 0;
    nan |= number != number ? ~Bits{0} : 0;
  }
  return {minus_zero != 0, nan != 0};
}

SpecialValues special_among(std::span<const std::byte> bytes, ElementType type) {
  if (type == ElementType::f32) return special_among<float, std::int32_t>(bytes);
  if (type == ElementType::f64) return special_among<double, std::int64_t>(bytes);
  return {false, false};
}

template <class Bits>
void clear_minus_zeros(std::span<std::byte> bytes) {
  constexpr Bits sign = Bits{1} << (8 * sizeof(Bits) - 1);
  for (std::size_t i = 0; i < bytes.size() / sizeof(Bits); ++i) {
    Bits value;
    std::memcpy(&value, bytes.data() + i * sizeof(Bits), sizeof(Bits));
    if (value == sign) value = 0;
    std::memcpy(bytes.data() + i * sizeof(Bits), &value, sizeof(Bits));
  }
}

class TableHasher {
 public:
  explicit TableHasher(Hasher& hasher) : hasher_(hasher) {}

  void add(const Table& table) {
    hasher_.add(table.name());
    const std::uint64_t rows = table.rows();
    hasher_.add(&rows, sizeof rows);
    order_.clear();
    const auto ids = table.ids();
    if (!ids.empty()) {
      if (!std::is_sorted(ids.begin(), ids.end())) {
        order_.resize(ids.size());
        std::iota(order_.begin(), order_.end(), std::size_t{0});
        std::sort(order_.begin(), order_.end(),
                  [&](std::size_t a, std::size_t b) { return ids[a] < ids[b]; });
      }
    }
    for (const AnyColumn* column : table.columns()) {
      if (column->is_state()) this->add(table, *column);
    }
  }

 private:
  void add(const Table& table, const AnyColumn& column) {
    hasher_.add(column.info().name);
    const auto bytes = column.bytes();
    const std::size_t row_size = column.row_size();
    // Piecewise, so that a piece is still in the first cache when it is hashed.
    const std::size_t rows_per_piece = std::max<std::size_t>(1, 8192 / row_size);
    for (std::size_t begin = 0; begin < table.rows(); begin += rows_per_piece) {
      const std::size_t end = std::min(table.rows(), begin + rows_per_piece);
      std::span<const std::byte> piece = bytes.subspan(begin * row_size, (end - begin) * row_size);
      if (!order_.empty()) {
        buffer_.resize(piece.size());
        for (std::size_t i = begin; i < end; ++i) {
          std::memcpy(buffer_.data() + (i - begin) * row_size, bytes.data() + order_[i] * row_size,
                      row_size);
        }
        piece = buffer_;
      }
      const SpecialValues special = special_among(piece, column.type());
      if (special.nan) {
        throw InternalError(
            fmt::format("not a number in column '{}' of '{}'", column.info().name, table.name()));
      }
      if (special.minus_zero) {
        if (order_.empty()) buffer_.assign(piece.begin(), piece.end());
        if (column.type() == ElementType::f32) clear_minus_zeros<std::uint32_t>(buffer_);
        if (column.type() == ElementType::f64) clear_minus_zeros<std::uint64_t>(buffer_);
        piece = buffer_;
      }
      hasher_.add(piece.data(), piece.size());
    }
  }

  Hasher& hasher_;
  std::vector<std::size_t> order_;
  std::vector<std::byte> buffer_;
};

}  // namespace

std::string to_string(const StateHash& hash) {
  return fmt::format("{:016x}{:016x}", hash.high, hash.low);
}

StateHash hash_section(const StateSection& section) {
  Hasher hasher;
  TableHasher tables(hasher);
  hasher.add(&section.owner, sizeof section.owner);
  for (const Table* table : section.tables) tables.add(*table);
  return hasher.digest();
}

StateHash hash_of_sections(std::span<const StateHash> sections) {
  return hash_bytes(std::as_bytes(sections));
}

StateHash hash_state(std::span<const StateSection> sections) {
  std::vector<StateHash> hashes(sections.size());
  for_each_in_parallel(sections.size(),
                       [&](std::size_t i) { hashes[i] = hash_section(sections[i]); });
  return hash_of_sections(hashes);
}

StateHash hash_bytes(std::span<const std::byte> bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return {hash.high64, hash.low64};
}

}  // namespace isletsim
