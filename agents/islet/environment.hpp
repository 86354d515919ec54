// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <array>
#include <cstddef>
#include <tuple>
#include <vector>

#include "agents/factor_lanes.hpp"
#include "core/engine/population.hpp"
#include "core/fields/factor_block.hpp"

namespace isletsim {

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
    const std::size_t group = groups_of_block * block + lane / lanes_per_group;
    EightLanes& levels = levels_[row - first_row_][group];
    bool& known = known_[row - first_row_][group];
    if (!known) {
      levels =
          blocks_[block]->eight_at(cells_->site_of(row), lane / lanes_per_group * lanes_per_group);
      known = true;
    }
    return double{levels[lane % lanes_per_group]};
  }
  void set(Factor factor, std::size_t row, double level) {
    const std::size_t lane = lane_of(factor);
    const std::size_t group = groups_of_block * block_of(factor) + lane / lanes_per_group;
    levels_[row - first_row_][group][lane % lanes_per_group] = static_cast<float>(level);
  }

 private:
  static constexpr std::size_t lanes_per_group = std::tuple_size_v<EightLanes>;
  static constexpr std::size_t groups_of_block = lane_count / lanes_per_group;

  [[nodiscard]] static std::size_t block_of(Factor factor) {
    return in_spread_block(factor) ? 0 : 1;
  }

  std::array<const FactorBlock*, 2> blocks_{};
  const Population* cells_ = nullptr;
  std::size_t first_row_;
  mutable std::vector<std::array<EightLanes, 2 * groups_of_block>> levels_;
  mutable std::vector<std::array<bool, 2 * groups_of_block>> known_;
};

}  // namespace isletsim
