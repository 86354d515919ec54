// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace isletsim {

/// The range in which a number may reasonably be.
struct ConfidenceInterval {
  double low;
  double high;
};

/// The share of intervals that are to hold the true value.
inline constexpr double usual_confidence = 0.95;

/// The middle value, or the mean of the two in the middle. `values` must not be empty.
[[nodiscard]] double median(std::span<const double> values);

/// Interval of the median between two of the values, exact whatever their distribution: the number
/// below the median is binomial with 1/2. Nothing where there are too few, fewer than six for 95 %.
[[nodiscard]] std::optional<ConfidenceInterval> median_interval(
    std::span<const double> values, double confidence = usual_confidence);

[[nodiscard]] double mean(std::span<const double> values);

/// Student's interval of the mean. Nothing with fewer than two values.
[[nodiscard]] std::optional<ConfidenceInterval> mean_interval(std::span<const double> values,
                                                              double confidence = usual_confidence);

/// Clopper and Pearson's exact interval of a share: `successes` of `trials`, at least one.
[[nodiscard]] ConfidenceInterval share_interval(std::int64_t successes, std::int64_t trials,
                                                double confidence = usual_confidence);

/// Vargha and Delaney's A: the chance that a value of the first group is greater than one of the
/// second, ties counting half; 0.5 where the groups do not differ (Vargha and Delaney 2000,
/// doi:10.3102/10769986025002101). Neither group may be empty.
[[nodiscard]] double vargha_delaney_a(std::span<const double> first,
                                      std::span<const double> second);

/// Interval of A for groups of these sizes: all θ with |A − θ| ≤ z √V(θ),
///
///   V(θ) = θ (1 − θ) [1 + (N − 1) ((1 − θ)/(2 − θ) + θ/(1 + θ))] / (m n),   N = (m + n)/2,
///
/// which also holds where A is 0 or 1 (Newcombe 2006, method 5, doi:10.1002/sim.2324).
[[nodiscard]] ConfidenceInterval vargha_delaney_interval(double a, std::int64_t first,
                                                         std::int64_t second,
                                                         double confidence = usual_confidence);

/// The least number of replicates in each of two groups for which the interval of A, if it is `a`,
/// is at most `width` wide.
[[nodiscard]] std::int64_t replicates_for_a(double a, double width,
                                            double confidence = usual_confidence);

/// A time until an event, or until which none was seen.
struct TimeToEvent {
  double time;
  bool observed;
};

/// Survival from one event to the next.
struct SurvivalStep {
  double time;  ///< of the event
  std::int64_t at_risk;
  std::int64_t events;
  double survival;  ///< after the event
  double standard_error;
  ConfidenceInterval interval;
};

/// Kaplan and Meier's estimate with Greenwood's standard error and intervals that are symmetric in
/// log(−log S), so that they stay within 0 and 1 (Kaplan and Meier 1958,
/// doi:10.1080/01621459.1958.10501452). One step each time at which events were seen; a run that
/// ends at such a time without an event was still at risk.
[[nodiscard]] std::vector<SurvivalStep> kaplan_meier(std::span<const TimeToEvent> times,
                                                     double confidence = usual_confidence);

/// The first time at which survival is at most one half; nothing where it stays above.
[[nodiscard]] std::optional<double> median_survival(std::span<const SurvivalStep> steps);

}  // namespace isletsim
