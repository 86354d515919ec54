// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "io/results_database.hpp"
#include "scenarios/experiments/sweep.hpp"

namespace isletsim {

/// `isletsim sweep`: many runs into one database.
struct SweepOptions {
  std::optional<std::string> file{};  ///< none where only status or merge is asked for
  std::filesystem::path database;
  std::optional<int> workers{};
  std::optional<Shard> shard{};
  RunSelection runs = RunSelection::all;
  std::vector<std::filesystem::path> merge{};
  std::optional<std::filesystem::path> csv{};
  double within = 0.1;  ///< half the wanted width of the interval of A
  bool status = false;
  bool quiet = false;
  bool json = false;
};

int run(const SweepOptions& options);

}  // namespace isletsim
