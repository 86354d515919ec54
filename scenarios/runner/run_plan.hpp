// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "agents/model.hpp"
#include "core/parameters/settings.hpp"
#include "core/state/state_hash.hpp"
#include "io/file.hpp"
#include "io/manifest.hpp"
#include "io/scenario_file.hpp"
#include "scenarios/runner/run_settings.hpp"

namespace isletsim {

/// A scenario made ready to run: read, checked, bound; nothing written yet.
struct RunPlan {
  std::string scenario;  ///< name or path, as given
  Settings settings;
  RunSettings run;
  OutputSettings output;
  OutputSchedule schedule;
  Model model;
  Lattice lattice;         ///< of each islet
  std::int64_t last_step;  ///< motility step at which the run ends
  std::string cells_file;  ///< contents of the file that islet.cells names; empty: none

  /// What the plan was made from: the scenario's file, those that it extends, the file of cells.
  std::vector<FileInUse> inputs;

  [[nodiscard]] double motility_step() const { return model.islet->time.motility_step; }
  /// Settings that are allowed, but probably not meant.
  [[nodiscard]] std::vector<std::string> warnings() const;
};

/// The folder of a run unless another is given.
[[nodiscard]] std::filesystem::path default_directory(const RunPlan& plan);

struct MemoryEstimate {
  std::uintmax_t total;             ///< [byte]
  std::uintmax_t fields;            ///< of it, for the factor blocks [byte]
  double fields_by_concentrations;  ///< as a multiple of what the concentrations alone take [1]
};

/// Memory that a run takes.
[[nodiscard]] MemoryEstimate memory_estimate(const RunPlan& plan);
/// Memory that this process may still take [byte].
[[nodiscard]] std::uintmax_t memory_available();

/// Reads and checks a scenario. Throws ConfigError with all that is wrong, the lattice that does
/// not fit in memory included; allocates nothing that grows with the lattice.
[[nodiscard]] RunPlan plan_run(const std::string& scenario, const Overrides& overrides);

/// The same for a scenario file that inherits nothing.
[[nodiscard]] RunPlan plan_from_file(const std::filesystem::path& file, const Overrides& overrides);

/// Files of a run directory: what it can be repeated from.
inline constexpr const char* scenario_copy = "scenario.toml";
inline constexpr const char* cells_copy = "islet.csv";  ///< the segmented islet, if there is one

/// Stands for the texts of these files; that of the cells may be empty.
[[nodiscard]] StateHash hash_of_input(const std::string& scenario, const std::string& cells);

/// The plan of a run that has been made. Throws ConfigError where its scenario or its cells are not
/// as the run, which `manifest` describes, wrote them.
[[nodiscard]] RunPlan plan_of_run(const std::filesystem::path& directory, const Manifest& manifest,
                                  const Overrides& overrides);

}  // namespace isletsim
