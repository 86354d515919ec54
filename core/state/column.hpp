// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstddef>
#include <cstdint>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "core/base/ids.hpp"
#include "core/space/lattice.hpp"

namespace isletsim {

enum class ElementType : std::uint8_t { u8, u16, u32, u64, i32, i64, f32, f64 };

[[nodiscard]] std::size_t size_of(ElementType type);
[[nodiscard]] std::string_view to_string(ElementType type);

template <class T>
[[nodiscard]] constexpr ElementType element_type() {
  if constexpr (std::is_same_v<T, std::uint8_t>)
    return ElementType::u8;
  else if constexpr (std::is_same_v<T, std::uint16_t>)
    return ElementType::u16;
  else if constexpr (std::is_same_v<T, std::uint32_t>)
    return ElementType::u32;
  else if constexpr (std::is_same_v<T, std::uint64_t>)
    return ElementType::u64;
  else if constexpr (std::is_same_v<T, std::int32_t>)
    return ElementType::i32;
  else if constexpr (std::is_same_v<T, std::int64_t>)
    return ElementType::i64;
  else if constexpr (std::is_same_v<T, float>)
    return ElementType::f32;
  else {
    static_assert(std::is_same_v<T, double>, "a column holds numbers");
    return ElementType::f64;
  }
}

/// One value of an enumeration column, with the colour in which it is drawn.
struct Label {
  std::int64_t value;
  std::string name;
  std::uint32_t colour;  ///< 0xRRGGBB
};

/// Which part a column has in a run.
enum class ColumnRole : std::uint8_t {
  state,    ///< rules read it: in the state hash and in checkpoints
  tally,    ///< accumulates or reports, and no rule reads it: in checkpoints, not in the hash
  reading,  ///< computed from other columns before anything is written: in neither
};

[[nodiscard]] std::string_view to_string(ColumnRole role);

/// What a column is, for code that walks the registry without knowing the model.
struct ColumnInfo {
  std::string name;  ///< snake_case, unique in its table
  std::string unit;  ///< of every component; "1" where dimensionless
  std::string doc;   ///< one line of meaning
  ColumnRole role = ColumnRole::state;
  std::size_t components = 1;                     ///< numbers per row
  std::vector<std::string> component_names = {};  ///< empty, or one per component
  std::vector<Label> labels = {};                 ///< of an enumeration; empty otherwise
  bool shown = true;                              ///< false keeps it out of frames and series
  std::vector<std::string> component_units =
      {};  ///< one per component where they differ from `unit`

  [[nodiscard]] const std::string& unit_of(std::size_t component) const;
  /// "nM", or "nM; DAMP: 1" where components differ from `unit`.
  [[nodiscard]] std::string units_in_words() const;
};

/// One persistent array of a table: row-major, `info().components` numbers per row.
class AnyColumn {
 public:
  AnyColumn(const AnyColumn&) = delete;
  AnyColumn& operator=(const AnyColumn&) = delete;
  virtual ~AnyColumn() = default;

  [[nodiscard]] const ColumnInfo& info() const { return info_; }
  [[nodiscard]] bool is_state() const { return info_.role == ColumnRole::state; }
  /// Whether checkpoints hold it.
  [[nodiscard]] bool is_kept() const { return info_.role != ColumnRole::reading; }
  /// States the unit of each component, for an owner that knows more of them than the table does.
  void set_component_units(std::vector<std::string> units);
  [[nodiscard]] ElementType type() const { return type_; }
  [[nodiscard]] std::size_t row_size() const {
    return size_of(type_) * info_.components;
  }  ///< [byte]

  [[nodiscard]] virtual std::span<std::byte> bytes() = 0;
  [[nodiscard]] virtual std::span<const std::byte> bytes() const = 0;
  /// Grows with rows of the initial value, or cuts.
  virtual void resize(std::size_t rows) = 0;
  /// Copies row `from` over row `to`.
  void copy_row(std::size_t from, std::size_t to);
  /// Component `component` of row `row` as a double, whatever its type.
  [[nodiscard]] double value(std::size_t row, std::size_t component = 0) const;

 protected:
  AnyColumn(ColumnInfo info, ElementType type) : info_(std::move(info)), type_(type) {}

 private:
  ColumnInfo info_;
  ElementType type_;
};

/// What the rows of a table are.
enum class Axis : std::uint8_t { cells, sites, voxels, records };

/// A set of columns of equal length: a population, the site layers, a factor block, a host pool.
/// What is in a table is hashed and checkpointed by its role, drawn and listed; data outside a
/// table does not persist.
class Table {
 public:
  Table(std::string name, Axis axis, std::string doc = {});
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;
  virtual ~Table() = default;

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::string& doc() const { return doc_; }
  [[nodiscard]] Axis axis() const { return axis_; }
  /// Geometry of the rows where the axis is sites or voxels.
  [[nodiscard]] const std::optional<Lattice>& lattice() const { return lattice_; }
  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] std::span<AnyColumn* const> columns() { return columns_; }
  [[nodiscard]] std::span<const AnyColumn* const> columns() const {
    return {const_cast<const AnyColumn* const*>(columns_.data()), columns_.size()};
  }
  /// The column of that name; nullptr if there is none.
  [[nodiscard]] AnyColumn* find(std::string_view column);

  /// Resizes every column.
  void resize(std::size_t rows);
  /// Called after other code wrote the columns (restart): rebuilds what is derived from them.
  virtual void columns_restored() {}
  /// Ids of the rows where the axis is cells, in storage order; empty otherwise.
  [[nodiscard]] virtual std::span<const std::uint64_t> ids() const { return {}; }
  /// Diameter [µm] and colour (0xRRGGBB) in which the rows are drawn where the axis is cells; 0
  /// otherwise.
  [[nodiscard]] virtual double diameter() const { return 0; }
  [[nodiscard]] virtual std::uint32_t colour() const { return 0; }
  /// What the rows count among together with those of other tables ("leukocytes"); empty where
  /// they count for themselves alone.
  [[nodiscard]] virtual std::string_view group() const { return {}; }

 protected:
  void set_lattice(const Lattice& lattice) { lattice_ = lattice; }

 private:
  template <class T>
  friend class Column;
  void add(AnyColumn& column);

  std::string name_;
  std::string doc_;
  Axis axis_;
  std::optional<Lattice> lattice_;
  std::size_t rows_ = 0;
  std::vector<AnyColumn*> columns_;
};

/// Allocates on cache-line borders, so that a voxel of 16 floats is one line. Large arrays lie in
/// huge pages where the system has some: the solver walks over many planes of them at once.
[[nodiscard]] void* allocate_aligned(std::size_t bytes);
void deallocate_aligned(void* memory, std::size_t bytes) noexcept;

template <class T>
struct CacheAlignedAllocator {
  using value_type = T;
  CacheAlignedAllocator() = default;
  template <class U>
  explicit CacheAlignedAllocator(const CacheAlignedAllocator<U>&) {}
  T* allocate(std::size_t n) { return static_cast<T*>(allocate_aligned(n * sizeof(T))); }
  void deallocate(T* p, std::size_t n) noexcept { deallocate_aligned(p, n * sizeof(T)); }
  bool operator==(const CacheAlignedAllocator&) const { return true; }
};

template <class T>
using AlignedVector = std::vector<T, CacheAlignedAllocator<T>>;

/// A typed column. Declaring it as a member of its table registers it.
template <class T>
class Column final : public AnyColumn {
 public:
  Column(Table& table, ColumnInfo info, T initial = T{})
      : AnyColumn(std::move(info), element_type<T>()), initial_(initial) {
    values_.resize(table.rows() * this->info().components, initial_);
    table.add(*this);
  }

  [[nodiscard]] T& operator[](std::size_t i) {
    ISLETSIM_EXPECT(i < values_.size());
    return values_[i];
  }
  [[nodiscard]] const T& operator[](std::size_t i) const {
    ISLETSIM_EXPECT(i < values_.size());
    return values_[i];
  }
  [[nodiscard]] std::span<T> values() { return values_; }
  [[nodiscard]] std::span<const T> values() const { return values_; }
  [[nodiscard]] std::span<T> row(std::size_t i) {
    return std::span<T>(values_).subspan(i * this->info().components, this->info().components);
  }
  [[nodiscard]] std::span<const T> row(std::size_t i) const {
    return std::span<const T>(values_).subspan(i * this->info().components,
                                               this->info().components);
  }

  [[nodiscard]] std::span<std::byte> bytes() override {
    return std::as_writable_bytes(std::span<T>(values_));
  }
  [[nodiscard]] std::span<const std::byte> bytes() const override {
    return std::as_bytes(std::span<const T>(values_));
  }
  void resize(std::size_t rows) override {
    values_.resize(rows * this->info().components, initial_);
  }

 private:
  T initial_;
  AlignedVector<T> values_;
};

/// The state of one owner: the host (0) or an islet (1 …), in the fixed order in which it is hashed
/// and stored.
struct StateSection {
  std::uint32_t owner;
  std::vector<Table*> tables;
};

}  // namespace isletsim
