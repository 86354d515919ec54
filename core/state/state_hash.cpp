// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/state/state_hash.hpp"

#include <algorithm>
#include <cstring>
#include <memory>
#include <numeric>

#include <fmt/format.h>
#include <xxhash.h>

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

// Adds +0, which turns −0 into 0 and leaves every other number as it is; tells whether any is NaN.
template <class Real>
bool canonicalise(std::span<std::byte> bytes) {
  const std::size_t n = bytes.size() / sizeof(Real);
  bool nan = false;
  for (std::size_t i = 0; i < n; ++i) {
    Real value;
    std::memcpy(&value, bytes.data() + i * sizeof(Real), sizeof(Real));
    value += Real{0};
    nan |= value != value;
    std::memcpy(bytes.data() + i * sizeof(Real), &value, sizeof(Real));
  }
  return nan;
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
      order_.resize(ids.size());
      std::iota(order_.begin(), order_.end(), std::size_t{0});
      std::sort(order_.begin(), order_.end(),
                [&](std::size_t a, std::size_t b) { return ids[a] < ids[b]; });
    }
    for (const AnyColumn* column : table.columns()) this->add(table, *column);
  }

 private:
  void add(const Table& table, const AnyColumn& column) {
    hasher_.add(column.info().name);
    const auto bytes = column.bytes();
    const std::size_t row_size = column.row_size();
    // Piecewise through a buffer that stays in cache.
    const std::size_t rows_a_piece = std::max<std::size_t>(1, 32768 / row_size);
    for (std::size_t begin = 0; begin < table.rows(); begin += rows_a_piece) {
      const std::size_t end = std::min(table.rows(), begin + rows_a_piece);
      buffer_.resize((end - begin) * row_size);
      if (order_.empty()) {
        std::memcpy(buffer_.data(), bytes.data() + begin * row_size, buffer_.size());
      } else {
        for (std::size_t i = begin; i < end; ++i) {
          std::memcpy(buffer_.data() + (i - begin) * row_size, bytes.data() + order_[i] * row_size,
                      row_size);
        }
      }
      bool nan = false;
      if (column.type() == ElementType::f32) nan = canonicalise<float>(buffer_);
      if (column.type() == ElementType::f64) nan = canonicalise<double>(buffer_);
      if (nan) {
        throw InternalError(
            fmt::format("not a number in column '{}' of '{}'", column.info().name, table.name()));
      }
      hasher_.add(buffer_.data(), buffer_.size());
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

StateHash hash_state(std::span<const StateSection> sections) {
  Hasher hasher;
  TableHasher tables(hasher);
  for (const StateSection& section : sections) {
    hasher.add(&section.owner, sizeof section.owner);
    for (const Table* table : section.tables) tables.add(*table);
  }
  return hasher.digest();
}

StateHash hash_bytes(std::span<const std::byte> bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return {hash.high64, hash.low64};
}

}  // namespace isletsim
