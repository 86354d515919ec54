// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "agents/factors.hpp"
#include "core/parameters/parameter.hpp"
#include "core/parameters/schema.hpp"
#include "core/parameters/settings.hpp"

namespace isletsim {

/// [run]
struct RunSettings {
  std::uint32_t seed;
  double duration;  ///< [min]
  Species species;

  static auto describe() {
    return parameters(row("seed", &RunSettings::seed, required(), range(0, 4294967295),
                          "chosen by the user", "seed of all random numbers"),
                      row("duration", &RunSettings::duration, "42 day", range("1 min", "200 year"),
                          "chosen by the user", "simulated time"),
                      row("species", &RunSettings::species, "mouse", choice(species_words),
                          "chosen by the user", "whose islets; chooses among defaults"));
  }
};

/// [output]: what is written, and when. Times are whole numbers of exchange intervals.
struct OutputSettings {
  std::string sample_interval;                ///< "auto" or a time
  std::string frame_interval;                 ///< "auto", "none" or a time
  std::vector<std::string> frame_factors;     ///< empty: all
  std::int64_t frame_islets;                  ///< the first so many
  std::string hash_interval;                  ///< "auto" or a time
  std::optional<double> checkpoint_interval;  ///< [min]
  std::vector<double> checkpoint_at;          ///< [min]

  static auto describe() {
    return parameters(
        row("sample_interval", &OutputSettings::sample_interval, "auto", "chosen by the user",
            "interval of the series' rows; auto: every exchange, at most 20 000 rows per islet")
            .words_or_quantity({"auto"}, "h"),
        row("frame_interval", &OutputSettings::frame_interval, "auto", "chosen by the user",
            "interval of the frames; auto: at most 120 frames, none in a build without VTK; none: "
            "no frames")
            .words_or_quantity({"auto", "none"}, "h"),
        row("frame_factors", &OutputSettings::frame_factors, list(), choice(factor_keys()),
            "chosen by the user", "factors in the frames; empty: all"),
        row("frame_islets", &OutputSettings::frame_islets, 8, range(1, 100000),
            "chosen by the user", "how many islets, from the first, are drawn in frames"),
        row("hash_interval", &OutputSettings::hash_interval, "auto", "chosen by the user",
            "interval of the hashes of the state in series/hashes.csv; auto: every exchange")
            .words_or_quantity({"auto"}, "h"),
        row("checkpoint_interval", &OutputSettings::checkpoint_interval, "7 day",
            range("1 min", "200 year"), "chosen by the user",
            "interval of the checkpoints; none: only at start, end and interruption"),
        row("checkpoint_at", &OutputSettings::checkpoint_at,
            WrittenValue(std::vector<WrittenValue>{}), range("0 min", "200 year"),
            "chosen by the user", "times of checkpoints that are kept"));
  }
};

/// When outputs are due, in motility steps from the start.
struct OutputSchedule {
  std::int64_t sample_every;
  std::optional<std::int64_t> frame_every;
  std::int64_t hash_every;
  std::optional<std::int64_t> checkpoint_every;
  std::vector<std::int64_t> checkpoints_kept;
};

/// The schema of a whole scenario: what io, model and runner read.
[[nodiscard]] const Schema& scenario_schema();

/// Binds [output] against duration and steps. Throws ConfigError where an interval is no
/// whole number of exchange intervals.
[[nodiscard]] OutputSchedule output_schedule(const Settings& settings);

}  // namespace isletsim
