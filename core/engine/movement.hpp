// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "core/engine/contest.hpp"
#include "core/engine/occupancy.hpp"
#include "core/engine/population.hpp"

namespace isletsim {

/// Moves the cells of the motile layer by one step, in three phases.
///
/// A cell that walks takes a new direction from the von Mises–Fisher distribution about its old
/// one, then goes speed · Δt along it, or, with the probability that rules set as bias, along the
/// bias. The walk is continuous in space, so that neither speed nor direction prefers the lattice;
/// the lattice only decides which cell may be where: a cell that would enter another site needs
/// that site vacant at the start of the step and wins it against its rivals, or it stays where it
/// is and turns to a new direction. The box's faces reflect.
class Movement {
 public:
  /// The walk; the contest for a site.
  static constexpr Draws<2> draws{"movement"};

  /// `regions` holds for each site the bit of its region, which cells can be barred from. Empty:
  /// no cell is barred from anywhere.
  Movement(const Lattice& sites, Seed seed, std::vector<std::uint8_t> regions = {})
      : contest_(sites.size(), seed, draws[1]), seed_(seed), regions_(std::move(regions)) {}

  /// Computes where each cell of the populations wants to go, and enters it for the site.
  void plan(std::span<MotilePopulation* const> cells, const Occupancy& occupancy, std::int64_t step,
            double dt);
  /// Moves the winners; sites that they left become free for the next step only.
  void apply(std::span<Population* const> populations, std::span<MotilePopulation* const> cells,
             Occupancy& occupancy, std::int64_t step);

 private:
  struct Intent {
    std::uint32_t population;  ///< index among the motile populations
    std::uint32_t row;
    Vector3 target;     ///< [µm], exact in float
    Vector3 direction;  ///< of the walk after this step
    Site site;
    bool blocked;
  };

  [[nodiscard]] bool is_barred(Site site, unsigned regions) const {
    return !regions_.empty() && (regions_[site.value()] & regions) != 0;
  }

  Contest contest_;
  Seed seed_;
  std::vector<std::uint8_t> regions_;
  std::vector<Intent> intents_;
};

}  // namespace isletsim
