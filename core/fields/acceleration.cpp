// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/fields/acceleration.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include <Eigen/Dense>

namespace isletsim::detail {

namespace {

AlignedVector<float> difference(std::span<const float> a, const AlignedVector<float>& b) {
  AlignedVector<float> result(a.begin(), a.end());
  for (std::size_t i = 0; i < result.size(); ++i) result[i] -= b[i];
  return result;
}

}  // namespace

Acceleration::LaneSums Acceleration::products(std::span<const float> a,
                                              std::span<const float> b) const {
  LaneSums sums{};
  for (std::size_t i = 0; i < a.size(); i += room_)
    for (std::size_t l = 0; l < room_; ++l) sums[l] += double{a[i + l]} * double{b[i + l]};
  return sums;
}

void Acceleration::subtract(std::span<float> from, std::span<const float> what,
                            const LaneSums& factor) const {
  for (std::size_t i = 0; i < from.size(); i += room_)
    for (std::size_t l = 0; l < room_; ++l)
      from[i + l] -= static_cast<float>(factor[l] * double{what[i + l]});
}

void Acceleration::restart(std::span<const float> c, std::span<const float> r) {
  changes_.clear();
  last_c_.assign(c.begin(), c.end());
  last_r_.assign(r.begin(), r.end());
}

Acceleration::LaneSums Acceleration::improve(std::span<float> c, std::span<float> r) {
  if (changes_.size() == depth) changes_.pop_front();
  changes_.push_back({difference(c, last_c_), difference(r, last_r_)});
  const std::size_t n = changes_.size();
  std::vector<LaneSums> gram(n * n);
  std::vector<LaneSums> right(n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j)
      gram[i * n + j] = gram[j * n + i] = products(changes_[i].r, changes_[j].r);
    right[i] = products(changes_[i].r, r);
  }
  std::vector<LaneSums> share(n);
  for (std::size_t l = 0; l < room_; ++l) {
    Eigen::MatrixXd matrix(n, n);
    Eigen::VectorXd vector(n);
    for (std::size_t i = 0; i < n; ++i) {
      vector(static_cast<Eigen::Index>(i)) = right[i][l];
      for (std::size_t j = 0; j < n; ++j)
        matrix(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = gram[i * n + j][l];
    }
    // Of least norm, so that changes which are nearly the same do no harm.
    const Eigen::VectorXd best = matrix.completeOrthogonalDecomposition().solve(vector);
    for (std::size_t i = 0; i < n; ++i) share[i][l] = best(static_cast<Eigen::Index>(i));
  }
  AlignedVector<float> better(c.begin(), c.end());
  for (std::size_t i = 0; i < n; ++i) subtract(better, changes_[i].c, share[i]);
  std::array<bool, lane_count> negative{};
  for (std::size_t i = 0; i < better.size(); ++i)
    negative[i % room_] = negative[i % room_] || better[i] < 0;
  for (LaneSums& of_change : share)
    for (std::size_t l = 0; l < room_; ++l)
      if (negative[l]) of_change[l] = 0;
  for (std::size_t i = 0; i < n; ++i) {
    subtract(c, changes_[i].c, share[i]);
    subtract(r, changes_[i].r, share[i]);
  }
  last_c_.assign(c.begin(), c.end());
  last_r_.assign(r.begin(), r.end());
  return products(r, r);
}

}  // namespace isletsim::detail
