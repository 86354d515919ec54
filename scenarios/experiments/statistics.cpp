// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/experiments/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include "core/base/error.hpp"

namespace isletsim {

namespace {

namespace bm = boost::math;

std::vector<double> sorted(std::span<const double> values) {
  std::vector<double> copy(values.begin(), values.end());
  std::sort(copy.begin(), copy.end());
  return copy;
}

/// Quantile of the standard normal that leaves (1 − confidence)/2 above.
double normal_quantile(double confidence) {
  return bm::quantile(bm::complement(bm::normal(), (1 - confidence) / 2));
}

double variance_of_a(double a, double m, double n) {
  const double half = (m + n) / 2;
  return a * (1 - a) * (1 + (half - 1) * ((1 - a) / (2 - a) + a / (1 + a))) / (m * n);
}

/// The θ between `a` and `end` where |a − θ| = z √V(θ), or `end`.
double limit_of_a(double a, double end, double m, double n, double z) {
  double inside = a;
  double outside = end;
  constexpr int halvings = 60;  // to the last bit
  for (int i = 0; i < halvings; ++i) {
    const double middle = (inside + outside) / 2;
    const bool within = std::abs(a - middle) <= z * std::sqrt(variance_of_a(middle, m, n));
    (within ? inside : outside) = middle;
  }
  return (inside + outside) / 2;
}

}  // namespace

double median(std::span<const double> values) {
  ISLETSIM_VALIDATE(!values.empty(), "median of nothing");
  const std::vector<double> order = sorted(values);
  const std::size_t half = order.size() / 2;
  return order.size() % 2 == 1 ? order[half] : (order[half - 1] + order[half]) / 2;
}

std::optional<ConfidenceInterval> median_interval(std::span<const double> values,
                                                  double confidence) {
  const std::vector<double> order = sorted(values);
  const bm::binomial below(static_cast<double>(order.size()), 0.5);
  // The greatest k with P(fewer than k values below the median) ≤ (1 − confidence)/2.
  std::size_t k = 0;
  while (k < order.size() / 2 && bm::cdf(below, static_cast<double>(k)) <= (1 - confidence) / 2)
    ++k;
  if (k == 0) return std::nullopt;
  return ConfidenceInterval{order[k - 1], order[order.size() - k]};
}

double mean(std::span<const double> values) {
  ISLETSIM_VALIDATE(!values.empty(), "mean of nothing");
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

std::optional<ConfidenceInterval> mean_interval(std::span<const double> values, double confidence) {
  if (values.size() < 2) return std::nullopt;
  const double centre = mean(values);
  double squares = 0;
  for (const double value : values) squares += (value - centre) * (value - centre);
  const double n = static_cast<double>(values.size());
  const double error = std::sqrt(squares / (n - 1) / n);
  const double t = bm::quantile(bm::complement(bm::students_t(n - 1), (1 - confidence) / 2));
  return ConfidenceInterval{centre - t * error, centre + t * error};
}

ConfidenceInterval share_interval(std::int64_t successes, std::int64_t trials, double confidence) {
  ISLETSIM_VALIDATE(trials > 0 && successes >= 0 && successes <= trials, "share of nothing");
  const double tail = (1 - confidence) / 2;
  const double k = static_cast<double>(successes);
  const double n = static_cast<double>(trials);
  return {successes == 0 ? 0 : bm::quantile(bm::beta_distribution<>(k, n - k + 1), tail),
          successes == trials
              ? 1
              : bm::quantile(bm::complement(bm::beta_distribution<>(k + 1, n - k), tail))};
}

double vargha_delaney_a(std::span<const double> first, std::span<const double> second) {
  ISLETSIM_VALIDATE(!first.empty() && !second.empty(), "comparison with nothing");
  const std::vector<double> order = sorted(second);
  double wins = 0;
  for (const double value : first) {
    const auto [below, above] = std::equal_range(order.begin(), order.end(), value);
    wins += static_cast<double>(below - order.begin()) + static_cast<double>(above - below) / 2;
  }
  return wins / (static_cast<double>(first.size()) * static_cast<double>(second.size()));
}

ConfidenceInterval vargha_delaney_interval(double a, std::int64_t first, std::int64_t second,
                                           double confidence) {
  const double z = normal_quantile(confidence);
  const auto m = static_cast<double>(first);
  const auto n = static_cast<double>(second);
  return {limit_of_a(a, 0, m, n, z), limit_of_a(a, 1, m, n, z)};
}

std::int64_t replicates_for_a(double a, double width, double confidence) {
  const auto wide = [&](std::int64_t n) {
    const ConfidenceInterval interval = vargha_delaney_interval(a, n, n, confidence);
    return interval.high - interval.low > width;
  };
  ISLETSIM_VALIDATE(width > 0, "an interval without width");
  std::int64_t enough = 1;
  while (wide(enough)) enough *= 2;
  std::int64_t few = enough / 2;
  while (enough - few > 1) {
    const std::int64_t middle = (few + enough) / 2;
    (wide(middle) ? few : enough) = middle;
  }
  return enough;
}

std::vector<SurvivalStep> kaplan_meier(std::span<const TimeToEvent> times, double confidence) {
  std::vector<TimeToEvent> order(times.begin(), times.end());
  std::sort(order.begin(), order.end(),
            [](const TimeToEvent& a, const TimeToEvent& b) { return a.time < b.time; });
  const double z = normal_quantile(confidence);
  std::vector<SurvivalStep> steps;
  double survival = 1;
  double greenwood = 0;
  for (std::size_t i = 0; i < order.size();) {
    std::size_t end = i;
    std::int64_t events = 0;
    for (; end < order.size() && order[end].time == order[i].time; ++end)
      events += order[end].observed ? 1 : 0;
    if (events > 0) {
      const auto d = static_cast<double>(events);
      const auto n = static_cast<double>(order.size() - i);
      survival *= 1 - d / n;
      greenwood += d / (n * (n - d));
      SurvivalStep step{.time = order[i].time,
                        .at_risk = static_cast<std::int64_t>(order.size() - i),
                        .events = events,
                        .survival = survival,
                        .standard_error = 0,
                        .interval = {0, 0}};
      if (survival > 0) {
        step.standard_error = survival * std::sqrt(greenwood);
        const double spread = z * std::sqrt(greenwood) / std::log(survival);
        step.interval = {std::pow(survival, std::exp(-spread)),
                         std::pow(survival, std::exp(spread))};
      }
      steps.push_back(step);
    }
    i = end;
  }
  return steps;
}

std::optional<double> median_survival(std::span<const SurvivalStep> steps) {
  constexpr double rounding = 1e-12;
  for (const SurvivalStep& step : steps)
    if (step.survival <= 0.5 + rounding) return step.time;
  return std::nullopt;
}

}  // namespace isletsim
