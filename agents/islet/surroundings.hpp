// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "agents/factors.hpp"
#include "core/engine/nearby_count.hpp"
#include "core/engine/occupancy.hpp"
#include "core/fields/factor_block.hpp"
#include "core/space/lattice.hpp"

namespace isletsim {

/// What a rule may read and write besides its own cells. A mechanism names those it needs as
/// arguments of its operator(); each can be made by hand in a test.

/// The present step of an islet.
struct Now {
  std::int64_t step;      ///< motility step, counted from the run's start
  double time;            ///< since the run's start [min]
  double age;             ///< of the patient [min]
  double motility_step;   ///< Δt of rules with Cadence::motility [min]
  double phenotype_step;  ///< Δt of rules with Cadence::phenotype [min]
};

/// What the host tells an islet for one exchange interval.
struct SystemicState {
  double glucose = 100;       ///< plasma glucose [mg/dl]
  double secretory_load = 1;  ///< insulin demand on each working β cell, relative to health [1]
  bool infected = false;      ///< whether a virus is in the islet
  bool bacteria = false;      ///< whether bacteria are in the islet
};

/// Concentrations of every factor at the cells of one chunk, in the factors' native units. Eight
/// lanes of a block are read at a cell when a rule first asks for one of their factors there.
class Environment {
 public:
  /// For `cells` rows from `first_row`, all at concentration 0.
  explicit Environment(std::size_t cells, std::size_t first_row = 0)
      : first_row_(first_row), levels_(cells), known_(cells) {
    for (auto& known : known_) known.fill(true);
  }

  /// Turns to the rows [begin, end) of a population in an islet's blocks.
  void turn_to(const FactorBlock& spread, const FactorBlock& local, const Population& cells,
               std::size_t begin, std::size_t end) {
    blocks_ = {&spread, &local};
    cells_ = &cells;
    first_row_ = begin;
    levels_.resize(end - begin);
    known_.assign(end - begin, {});
  }

  [[nodiscard]] double operator()(Factor factor, std::size_t row) const {
    const std::size_t block = block_of(factor);
    const std::size_t lane = lane_of(factor);
    const std::size_t eight = eights_of_block * block + lane / eight_lanes;
    EightLanes& levels = levels_[row - first_row_][eight];
    bool& known = known_[row - first_row_][eight];
    if (!known) {
      levels = blocks_[block]->eight_at(cells_->site_of(row), lane / eight_lanes * eight_lanes);
      known = true;
    }
    return double{levels[lane % eight_lanes]};
  }
  void set(Factor factor, std::size_t row, double level) {
    const std::size_t lane = lane_of(factor);
    const std::size_t eight = eights_of_block * block_of(factor) + lane / eight_lanes;
    levels_[row - first_row_][eight][lane % eight_lanes] = static_cast<float>(level);
  }

 private:
  static constexpr std::size_t eight_lanes = std::tuple_size_v<EightLanes>;
  static constexpr std::size_t eights_of_block = lane_count / eight_lanes;

  [[nodiscard]] static std::size_t block_of(Factor factor) {
    return in_spread_block(factor) ? 0 : 1;
  }

  std::array<const FactorBlock*, 2> blocks_{};
  const Population* cells_ = nullptr;
  std::size_t first_row_;
  mutable std::vector<std::array<EightLanes, 2 * eights_of_block>> levels_;
  mutable std::vector<std::array<bool, 2 * eights_of_block>> known_;
};

/// Concentration and gradient of a factor at a point.
class Gradients {
 public:
  virtual ~Gradients() = default;
  [[nodiscard]] virtual double level(Factor factor, const Vector3& point) const = 0;
  /// [unit/µm]
  [[nodiscard]] virtual Vector3 gradient(Factor factor, const Vector3& point) const = 0;
};

/// The cells of other types in contact with a site: in the site itself and in its six face
/// neighbours.
class Contacts {
 public:
  explicit Contacts(const Occupancy& occupancy) : occupancy_(&occupancy) {}

  /// Calls visit(row) for each cell of population type P in contact with `site`.
  template <class P, class Visit>
  void for_each(Site site, Visit visit) const {
    for_each_contact(*occupancy_, P::place, site, [&](Occupant occupant) {
      if (occupant.population() == P::number) visit(occupant.row());
    });
  }
  template <class P>
  [[nodiscard]] int count(Site site) const {
    int n = 0;
    this->for_each<P>(site, [&](std::size_t) { ++n; });
    return n;
  }

 private:
  const Occupancy* occupancy_;
};

/// Numbers of cells near a site: within 40 µm, dead β cells within the 20 µm that a dendritic
/// cell's processes reach, and what a B cell takes up or helps within 15 µm.
struct Nearby {
  explicit Nearby(const Lattice& sites)
      : mesenchymal_stem_cells(sites, radius),
        t_cells(sites, radius),
        regulatory_t_cells(sites, radius),
        effector_t_cells(sites, radius),
        monocytes(sites, radius),
        m1_macrophages(sites, radius),
        b_cells(sites, radius),
        dead_beta(sites, dendritic_reach),
        necrotic_beta(sites, b_cell_reach),
        activated_b_cells(sites, b_cell_reach) {}

  static constexpr double radius = 40;           ///< [µm]
  static constexpr double dendritic_reach = 20;  ///< [µm]
  static constexpr double b_cell_reach = 15;     ///< [µm]
  NearbyCount mesenchymal_stem_cells;            ///< extravasated and arrested
  NearbyCount t_cells;                           ///< CD8⁺ and CD4⁺
  NearbyCount regulatory_t_cells;
  NearbyCount effector_t_cells;  ///< CD8⁺ and CD4⁺, neither exhausted nor regulatory
  NearbyCount monocytes;         ///< macrophages and dendritic cells
  NearbyCount m1_macrophages;
  NearbyCount b_cells;
  NearbyCount dead_beta;          ///< apoptotic and necrotic
  NearbyCount necrotic_beta;      ///< of `dead_beta` the necrotic, within a B cell's reach
  NearbyCount activated_b_cells;  ///< within their reach
};

/// What cells release to and take from the factors in the coming factor step.
class Deposits {
 public:
  virtual ~Deposits() = default;
  /// Secretion by a cell at `site` [molecules/min].
  virtual void secrete(Factor factor, Site site, double rate) = 0;
  /// First-order exchange of the site with a pool at `level`: a flux rate · (level − c) per site;
  /// rate [1/min].
  virtual void exchange(Factor factor, Site site, double rate, double level) = 0;
  /// Saturable uptake by a cell: maximum · c / (half_saturation + c); maximum [molecules/min].
  virtual void take_up(Factor factor, Site site, double maximum, double half_saturation) = 0;
};

}  // namespace isletsim
