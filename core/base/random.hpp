// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <array>
#include <cstdint>

#include "core/base/draw.hpp"
#include "core/base/ids.hpp"
#include "core/base/seed.hpp"

namespace isletsim {

/// How far a persistent walker turns: von Mises–Fisher on the sphere. Costs a few exponentials to
/// make, so that many draws should share one.
class TurnDistribution {
 public:
  /// With ⟨cosθ⟩ = `mean_cosine` in [0, 1]; at 0 it is uniform.
  explicit TurnDistribution(double mean_cosine);

  [[nodiscard]] double mean_cosine() const { return mean_cosine_; }
  /// Concentration κ, where coth κ − 1/κ = ⟨cosθ⟩; 0 where it is uniform or without turns.
  [[nodiscard]] double concentration() const { return concentration_; }
  /// cosθ at the share u of the distribution, by Ulrich's inversion.
  [[nodiscard]] double cosine_at(double u) const;

 private:
  double mean_cosine_;
  double concentration_ = 0;
  double tail_ = 0;  ///< exp(−2κ)
};

/// Random numbers for one (use, cell, step): Philox4x32-10 with key (seed, use) and counter
/// (cell id, step, draw). It is a value computed from these; nothing is kept anywhere between
/// steps.
class RandomStream {
 public:
  RandomStream(Seed seed, Draw draw, CellId cell, std::int64_t step)
      : seed_(seed), draw_(draw), cell_(cell), step_(static_cast<std::uint32_t>(step)) {}

  /// 64 random bits.
  [[nodiscard]] std::uint64_t bits();
  /// Uniform in (0, 1), never 0 or 1; 53 bits.
  [[nodiscard]] double uniform();
  /// Uniform integer in [0, n), n ≥ 1.
  [[nodiscard]] std::uint64_t below(std::uint64_t n);
  [[nodiscard]] bool bernoulli(double probability) { return this->uniform() < probability; }
  /// Whether an event of that hazard [1/min] happens within dt [min]: as with the probability
  /// 1 − exp(−hazard dt), which is computed only where the draw comes close to it.
  [[nodiscard]] bool event(double hazard, double dt);
  /// Standard normal.
  [[nodiscard]] double normal();
  /// Lognormal whose logarithm has mean `log(median)` and standard deviation `log_sd`.
  [[nodiscard]] double lognormal(double median, double log_sd);
  /// Exponential with the given mean.
  [[nodiscard]] double exponential(double mean);
  [[nodiscard]] std::int64_t poisson(double mean);
  [[nodiscard]] std::int64_t binomial(std::int64_t trials, double probability);
  /// Rounds up or down at random so that the mean is x.
  [[nodiscard]] std::int64_t round(double x);
  /// Uniform on the unit sphere.
  [[nodiscard]] std::array<double, 3> direction();
  /// von Mises–Fisher about the unit vector `mean`.
  [[nodiscard]] std::array<double, 3> direction_about(const std::array<double, 3>& mean,
                                                      const TurnDistribution& turns);

 private:
  Seed seed_;
  Draw draw_;
  CellId cell_;
  std::uint32_t step_;
  std::uint32_t block_ = 0;
  std::uint32_t used_ = 2;
  std::array<std::uint64_t, 2> words_{};
};

/// The random numbers of one step: a stream for each use and cell.
struct RandomSource {
  Seed seed;
  std::int64_t step;
  [[nodiscard]] RandomStream operator()(Draw draw, CellId cell) const {
    return {seed, draw, cell, step};
  }
};

}  // namespace isletsim
