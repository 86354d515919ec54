// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>

#include "agents/islet/surroundings.hpp"
#include "core/engine/population.hpp"

namespace isletsim {

/// Adds n cells with ids 1 … n, all at `site`, and empties the scratch.
inline void add_cells(Population& population, std::size_t n, Site site = Site{0}) {
  for (std::size_t i = 0; i < n; ++i)
    population.append(CellId{1, static_cast<std::uint64_t>(i + 1)}, site, 0);
  population.clear_scratch();
}

/// The same level and gradient of every factor everywhere.
class UniformGradient final : public Gradients {
 public:
  UniformGradient(double level, Vector3 gradient) : level_(level), gradient_(gradient) {}
  [[nodiscard]] double level(Factor, const Vector3&) const override { return level_; }
  [[nodiscard]] Vector3 gradient(Factor, const Vector3&) const override { return gradient_; }

 private:
  double level_;
  Vector3 gradient_;
};

/// Keeps what rules secrete: the sum at each site [molecules/min].
class RecordedDeposits final : public Deposits {
 public:
  void secrete(Factor factor, Site site, double rate) override {
    secreted_[{factor, site.value()}] += rate;
  }
  void exchange(Factor, Site, double, double) override {}
  void take_up(Factor, Site, double, double) override {}

  [[nodiscard]] double secreted(Factor factor, Site site = Site{0}) const {
    const auto found = secreted_.find({factor, site.value()});
    return found == secreted_.end() ? 0 : found->second;
  }
  [[nodiscard]] double total(Factor factor) const {
    double sum = 0;
    for (const auto& [where, rate] : secreted_)
      if (where.first == factor) sum += rate;
    return sum;
  }

 private:
  std::map<std::pair<Factor, std::uint32_t>, double> secreted_;
};

}  // namespace isletsim
