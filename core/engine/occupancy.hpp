// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/ids.hpp"
#include "core/engine/population.hpp"
#include "core/space/lattice.hpp"

namespace isletsim {

/// The cell in one place of a site: its population, by number in the islet, and its row.
class Occupant {
 public:
  constexpr Occupant() = default;
  constexpr Occupant(std::size_t population, std::size_t row)
      : packed_((static_cast<std::uint32_t>(population) << row_bits) |
                static_cast<std::uint32_t>(row)) {}
  [[nodiscard]] constexpr bool vacant() const { return packed_ == vacant_value; }
  [[nodiscard]] constexpr std::size_t population() const { return packed_ >> row_bits; }
  [[nodiscard]] constexpr std::size_t row() const { return packed_ & ((1U << row_bits) - 1); }
  constexpr bool operator==(const Occupant&) const = default;

 private:
  static constexpr unsigned row_bits = 27;
  static constexpr std::uint32_t vacant_value = 0xFFFFFFFFU;
  std::uint32_t packed_ = vacant_value;
};

/// The two places of every site. Derived from the populations' `site` columns, and rebuilt from
/// them.
class Occupancy {
 public:
  explicit Occupancy(const Lattice& sites)
      : lattice_(sites), tissue_(sites.size()), motile_(sites.size()) {}

  [[nodiscard]] const Lattice& lattice() const { return lattice_; }
  [[nodiscard]] Occupant tissue(Site site) const { return tissue_[site.value()]; }
  [[nodiscard]] Occupant motile(Site site) const { return motile_[site.value()]; }
  [[nodiscard]] Occupant at(Layer layer, Site site) const {
    return layer == Layer::tissue ? this->tissue(site) : this->motile(site);
  }
  void set(Layer layer, Site site, Occupant occupant) {
    (layer == Layer::tissue ? tissue_ : motile_)[site.value()] = occupant;
  }

  /// Recomputes everything. Throws InternalError if two cells claim one place.
  void rebuild(std::span<Population* const> populations);

  /// Adds a cell to `populations[which]`; its place must be vacant. Returns its row.
  std::size_t add(std::span<Population* const> populations, std::size_t which, CellId cell, Site at,
                  std::int64_t step);
  /// Removes a cell and keeps the row that moves into its place findable.
  void remove(std::span<Population* const> populations, std::size_t which, std::size_t row);

  /// Throws InternalError unless this agrees with the populations.
  void check(std::span<Population* const> populations) const;

 private:
  Lattice lattice_;
  std::vector<Occupant> tissue_;
  std::vector<Occupant> motile_;
};

/// Visits the tissue cells in contact with `site`: the own site's, then the six face neighbours'.
template <class Visit>
void for_each_contact(const Occupancy& occupancy, Layer layer, Site site, Visit visit) {
  const auto call = [&](Site at) {
    const Occupant occupant = occupancy.at(layer, at);
    if (!occupant.vacant()) visit(occupant);
  };
  call(site);
  occupancy.lattice().for_each_face_neighbour(site, call);
}

}  // namespace isletsim
