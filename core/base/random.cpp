// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/base/random.hpp"

#include <algorithm>
#include <cmath>

#include <Random123/philox.h>

#include "core/base/error.hpp"
#include "core/base/math.hpp"

namespace isletsim {

namespace {

constexpr double two_pi = 6.28318530717958647692;

// Below this mean the count is found by inversion, above it by Hörmann's transformed rejection.
constexpr double inversion_limit = 10;

double von_mises_fisher_concentration(double mean_cosine) {
  // Newton on coth κ − 1/κ = R from Banerjee et al. 2005 (JMLR 6:1345); a fixed number of rounds
  // keeps bits fixed.
  const double r = mean_cosine;
  double kappa = r * (3 - r * r) / (1 - r * r);
  for (int round = 0; round < 6; ++round) {
    if (kappa < 1e-3) return 3 * r;
    const double e = math::exp(-2 * kappa);
    const double coth = (1 + e) / (1 - e);
    const double value = coth - 1 / kappa - r;
    const double slope = 1 - coth * coth + 1 / (kappa * kappa);
    kappa = std::max(1e-4, kappa - value / slope);
  }
  return kappa;
}

}  // namespace

std::uint64_t RandomStream::bits() {
  if (used_ == 2) {
    const r123::Philox4x32::key_type key{{seed_.value, draw_.key()}};
    const r123::Philox4x32::ctr_type counter{{static_cast<std::uint32_t>(cell_.value()),
                                              static_cast<std::uint32_t>(cell_.value() >> 32U),
                                              step_, block_++}};
    const auto block = r123::Philox4x32{}(counter, key);
    words_ = {block[0] | (static_cast<std::uint64_t>(block[1]) << 32U),
              block[2] | (static_cast<std::uint64_t>(block[3]) << 32U)};
    used_ = 0;
  }
  return words_[used_++];
}

double RandomStream::uniform() {
  constexpr double scale = 1.0 / 9007199254740992.0;  // 2^-53
  return (static_cast<double>(this->bits() >> 11U) + 0.5) * scale;
}

std::uint64_t RandomStream::below(std::uint64_t n) {
  ISLETSIM_EXPECT(n > 0);
  // Rejection keeps every value equally likely (Lemire's bound on the low product would do the same
  // faster).
  const std::uint64_t limit = (~std::uint64_t{0}) - (~std::uint64_t{0}) % n;
  std::uint64_t value = this->bits();
  while (value >= limit) value = this->bits();
  return value % n;
}

double RandomStream::normal() {
  // Box–Muller, one of the pair: the stream has no state in which to keep the other.
  const double radius = std::sqrt(-2 * math::log(this->uniform()));
  return radius * math::cos(two_pi * this->uniform());
}

double RandomStream::lognormal(double median, double log_sd) {
  return median * math::exp(log_sd * this->normal());
}

double RandomStream::exponential(double mean) { return -mean * math::log(this->uniform()); }

std::int64_t RandomStream::poisson(double mean) {
  ISLETSIM_EXPECT(mean >= 0);
  if (mean <= 0) return 0;
  if (mean < inversion_limit) {
    double probability = math::exp(-mean);
    double remaining = this->uniform();
    std::int64_t count = 0;
    while (remaining > probability && count < 1000) {
      remaining -= probability;
      ++count;
      probability *= mean / static_cast<double>(count);
    }
    return count;
  }
  // PTRS (Hörmann 1993, Insurance: Mathematics and Economics 12:39).
  const double b = 0.931 + 2.53 * std::sqrt(mean);
  const double a = -0.059 + 0.02483 * b;
  const double inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
  const double v_r = 0.9277 - 3.6224 / (b - 2);
  while (true) {
    const double u = this->uniform() - 0.5;
    const double v = this->uniform();
    const double us = 0.5 - std::abs(u);
    const double k = std::floor((2 * a / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= v_r) return static_cast<std::int64_t>(k);
    if (k < 0 || (us < 0.013 && v > us)) continue;
    if (math::log(v * inverse_alpha / (a / (us * us) + b)) <=
        -mean + k * math::log(mean) - math::log_factorial(k)) {
      return static_cast<std::int64_t>(k);
    }
  }
}

std::int64_t RandomStream::binomial(std::int64_t trials, double probability) {
  ISLETSIM_EXPECT(trials >= 0);
  if (trials == 0 || probability <= 0) return 0;
  if (probability >= 1) return trials;
  if (probability > 0.5) return trials - this->binomial(trials, 1 - probability);
  const auto n = static_cast<double>(trials);
  const double odds = probability / (1 - probability);
  if (n * probability < inversion_limit) {
    double mass = math::exp(n * math::log1p(-probability));
    double remaining = this->uniform();
    std::int64_t count = 0;
    while (remaining > mass && count < trials) {
      remaining -= mass;
      ++count;
      mass *= odds * (n - static_cast<double>(count) + 1) / static_cast<double>(count);
    }
    return count;
  }
  // BTRS (Hörmann 1993, Journal of Statistical Computation and Simulation 46:101).
  const double spq = std::sqrt(n * probability * (1 - probability));
  const double b = 1.15 + 2.53 * spq;
  const double a = -0.0873 + 0.0248 * b + 0.01 * probability;
  const double c = n * probability + 0.5;
  const double v_r = 0.92 - 4.2 / b;
  const double alpha = (2.83 + 5.1 / b) * spq;
  const double mode = std::floor((n + 1) * probability);
  while (true) {
    const double u = this->uniform() - 0.5;
    const double v = this->uniform();
    const double us = 0.5 - std::abs(u);
    const double k = std::floor((2 * a / us + b) * u + c);
    if (k < 0 || k > n) continue;
    if (us >= 0.07 && v <= v_r) return static_cast<std::int64_t>(k);
    const double bound = math::log_factorial(mode) + math::log_factorial(n - mode) -
                         math::log_factorial(k) - math::log_factorial(n - k) +
                         (k - mode) * math::log(odds);
    if (math::log(v * alpha / (a / (us * us) + b)) <= bound) return static_cast<std::int64_t>(k);
  }
}

std::int64_t RandomStream::round(double x) {
  const double whole = std::floor(x);
  return static_cast<std::int64_t>(whole) + (this->bernoulli(x - whole) ? 1 : 0);
}

std::array<double, 3> RandomStream::direction() {
  const double z = 2 * this->uniform() - 1;
  const double azimuth = two_pi * this->uniform();
  const double r = std::sqrt(std::max(0.0, 1 - z * z));
  return {r * math::cos(azimuth), r * math::sin(azimuth), z};
}

bool RandomStream::event(double hazard, double dt) {
  const double u = this->uniform();
  constexpr double rounding = 1 + 1e-9;  // 1 − exp(−x) ≤ x, but for the last bits
  return u < hazard * dt * rounding && u < math::event_probability(hazard, dt);
}

std::array<double, 3> RandomStream::direction_about(const std::array<double, 3>& mean,
                                                    const TurnDistribution& turns) {
  if (turns.mean_cosine() <= 0) return this->direction();
  const double u = this->uniform();
  const double azimuth = two_pi * this->uniform();
  const double w = turns.cosine_at(u);
  const double r = std::sqrt(std::max(0.0, 1 - w * w));
  const double x = r * math::cos(azimuth);
  const double y = r * math::sin(azimuth);
  // An orthonormal basis with `mean` as third axis (Duff et al. 2017, JCGT 6:1).
  const double sign = mean[2] >= 0 ? 1.0 : -1.0;
  const double a = -1 / (sign + mean[2]);
  const double b = mean[0] * mean[1] * a;
  return {x * (1 + sign * mean[0] * mean[0] * a) + y * b + w * mean[0],
          x * sign * b + y * (sign + mean[1] * mean[1] * a) + w * mean[1],
          -x * sign * mean[0] - y * mean[1] + w * mean[2]};
}

TurnDistribution::TurnDistribution(double mean_cosine) : mean_cosine_(mean_cosine) {
  ISLETSIM_EXPECT(mean_cosine <= 1);
  if (mean_cosine <= 0 || mean_cosine >= 1) return;
  concentration_ = von_mises_fisher_concentration(mean_cosine);
  tail_ = math::exp(-2 * concentration_);
}

double TurnDistribution::cosine_at(double u) const {
  if (mean_cosine_ >= 1) return 1;
  return std::clamp(1 + math::log(u + (1 - u) * tail_) / concentration_, -1.0, 1.0);
}

}  // namespace isletsim
