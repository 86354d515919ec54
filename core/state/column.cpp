// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/state/column.hpp"

#include <algorithm>
#include <cstring>
#include <sys/mman.h>
#include <utility>

namespace isletsim {

namespace {

constexpr std::size_t huge_page = std::size_t{1} << 21;

std::align_val_t alignment_of(std::size_t bytes) {
  return std::align_val_t{bytes >= 2 * huge_page ? huge_page : 64};
}

}  // namespace

void* allocate_aligned(std::size_t bytes) {
  void* const memory = ::operator new(bytes, alignment_of(bytes));
  // Advice: where it is not taken, the pages are small, and nothing else changes.
  if (bytes >= 2 * huge_page) madvise(memory, bytes, MADV_HUGEPAGE);
  return memory;
}

void deallocate_aligned(void* memory, std::size_t bytes) noexcept {
  ::operator delete(memory, alignment_of(bytes));
}

std::size_t size_of(ElementType type) {
  switch (type) {
    case ElementType::u8: return 1;
    case ElementType::u16: return 2;
    case ElementType::u32:
    case ElementType::i32:
    case ElementType::f32: return 4;
    case ElementType::u64:
    case ElementType::i64:
    case ElementType::f64: return 8;
  }
  throw InternalError("unknown element type");
}

std::string_view to_string(ElementType type) {
  switch (type) {
    case ElementType::u8: return "u8";
    case ElementType::u16: return "u16";
    case ElementType::u32: return "u32";
    case ElementType::u64: return "u64";
    case ElementType::i32: return "i32";
    case ElementType::i64: return "i64";
    case ElementType::f32: return "f32";
    case ElementType::f64: return "f64";
  }
  throw InternalError("unknown element type");
}

std::string_view to_string(ColumnRole role) {
  switch (role) {
    case ColumnRole::state: return "state";
    case ColumnRole::tally: return "tally";
    case ColumnRole::reading: return "reading";
  }
  throw InternalError("unknown role of a column");
}

const std::string& ColumnInfo::unit_of(std::size_t component) const {
  return component_units.empty() ? unit : component_units[component];
}

std::string ColumnInfo::units_in_words() const {
  std::string text = unit;
  for (std::size_t i = 0; i < component_units.size(); ++i) {
    if (component_units[i] == unit) continue;
    text += "; " + (component_names.empty() ? std::to_string(i) : component_names[i]) + ": " +
            component_units[i];
  }
  return text;
}

void AnyColumn::set_component_units(std::vector<std::string> units) {
  ISLETSIM_EXPECT(units.size() == info_.components);
  info_.component_units = std::move(units);
}

void AnyColumn::copy_row(std::size_t from, std::size_t to) {
  const std::size_t size = this->row_size();
  const auto all = this->bytes();
  ISLETSIM_EXPECT((from + 1) * size <= all.size() && (to + 1) * size <= all.size());
  if (from != to) std::memcpy(all.data() + to * size, all.data() + from * size, size);
}

namespace {

template <class T>
double read_as_double(std::span<const std::byte> bytes, std::size_t index) {
  T value;
  std::memcpy(&value, bytes.data() + index * sizeof(T), sizeof(T));
  return static_cast<double>(value);
}

}  // namespace

double AnyColumn::value(std::size_t row, std::size_t component) const {
  const std::size_t index = row * this->info().components + component;
  const auto all = this->bytes();
  ISLETSIM_EXPECT((index + 1) * size_of(type_) <= all.size());
  switch (type_) {
    case ElementType::u8: return read_as_double<std::uint8_t>(all, index);
    case ElementType::u16: return read_as_double<std::uint16_t>(all, index);
    case ElementType::u32: return read_as_double<std::uint32_t>(all, index);
    case ElementType::u64: return read_as_double<std::uint64_t>(all, index);
    case ElementType::i32: return read_as_double<std::int32_t>(all, index);
    case ElementType::i64: return read_as_double<std::int64_t>(all, index);
    case ElementType::f32: return read_as_double<float>(all, index);
    case ElementType::f64: return read_as_double<double>(all, index);
  }
  throw InternalError("unknown element type");
}

Table::Table(std::string name, Axis axis, std::string doc)
    : name_(std::move(name)), doc_(std::move(doc)), axis_(axis) {}

void Table::add(AnyColumn& column) {
  ISLETSIM_VALIDATE(this->find(column.info().name) == nullptr,
                    "two columns named " + column.info().name + " in " + name_);
  columns_.push_back(&column);
}

AnyColumn* Table::find(std::string_view column) {
  const auto found = std::find_if(columns_.begin(), columns_.end(),
                                  [&](const AnyColumn* c) { return c->info().name == column; });
  return found == columns_.end() ? nullptr : *found;
}

void Table::resize(std::size_t rows) {
  rows_ = rows;
  for (AnyColumn* column : columns_) column->resize(rows);
}

}  // namespace isletsim
