// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/runner/run_plan.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <optional>
#include <span>
#include <system_error>
#include <thread>

#include <fmt/format.h>

#include "agents/architecture/architecture.hpp"
#include "agents/architecture/segmented_cells.hpp"
#include "io/file.hpp"
#include "scenarios/scenario_folder.hpp"

namespace isletsim {

namespace {

// Occupancy, contests, counts of neighbours, tissue class and architecture of one site.
constexpr std::uintmax_t bytes_per_site = 64;

Lattice::Extent halved(Lattice::Extent extent) {
  for (int& n : extent) n = (n + 1) / 2;
  return extent;
}

/// Of the concentrations alone.
std::uintmax_t concentration_memory(const Lattice& sites, std::int64_t islets) {
  return (FactorBlock::working_memory(sites.extent(), local_factor_count) +
          FactorBlock::working_memory(halved(sites.extent()), spread_factor_count)) *
         static_cast<std::uintmax_t>(islets);
}

std::uintmax_t fields_memory(const Lattice& sites, std::int64_t islets) {
  const auto count = static_cast<std::uintmax_t>(islets);
  const std::uintmax_t at_once =
      std::min<std::uintmax_t>(count, std::max(1U, std::thread::hardware_concurrency()));
  return count * (FactorBlock::memory(sites.extent(), local_factor_count, 1) +
                  FactorBlock::memory(halved(sites.extent()), spread_factor_count, 2)) +
         at_once * FactorBlock::working_memory(sites.extent(), local_factor_count);
}

std::uintmax_t memory_of(const Lattice& sites, std::int64_t islets) {
  return bytes_per_site * sites.size() * static_cast<std::uintmax_t>(islets) +
         fields_memory(sites, islets);
}

// A segmented islet: its file, the file's contents, and the cells in it.
struct CellsFile {
  std::filesystem::path path;
  std::string text;
  std::vector<SegmentedCell> cells;
};

// Reads the segmented islet that `islet.cells` names: a path, or one relative to the file that says
// it.
CellsFile read_cells(const Settings& settings, const IsletSettings& islet) {
  if (islet.cells.empty()) return {};
  constexpr std::uintmax_t largest = 64U << 20U;  // [byte]
  const std::filesystem::path beside =
      std::filesystem::path(settings.find("islet.cells")->place.source).parent_path();
  std::filesystem::path path = beside / islet.cells;
  try {
    std::string text = read_whole_file(path, largest);
    auto cells = parse_segmented_cells(text, islet.cells);
    return {std::move(path), std::move(text), std::move(cells)};
  } catch (const IoError& error) {
    throw ConfigError(settings.fault_at("islet", "cells", "file of cells cannot be read",
                                        error.what(), "name a CSV file with columns x,y,z,type"));
  }
}

constexpr double bytes_per_gib = 1073741824.0;

void require_memory(const Settings& settings, const Lattice& lattice, std::int64_t islets) {
  const std::uintmax_t needed = memory_of(lattice, islets);
  const std::uintmax_t available = memory_available();
  if (needed <= available) return;
  const bool box_is_set = settings.get<IsletSettings>("islet").box.has_value();
  const bool one_fits = memory_of(lattice, 1) <= available;
  throw ConfigError(settings.fault_at(
      one_fits ? "patient" : "islet",
      one_fits ? "islets_simulated" : (box_is_set ? "box" : "diameter"),
      fmt::format("needs {:.1f} GiB of memory", static_cast<double>(needed) / bytes_per_gib),
      fmt::format("{} x {} x {} sites in {} islet{}; {:.1f} GiB are available", lattice.extent()[0],
                  lattice.extent()[1], lattice.extent()[2], islets, islets > 1 ? "s" : "",
                  static_cast<double>(available) / bytes_per_gib),
      one_fits ? "simulate fewer islets, or choose a smaller box" : "choose a smaller box"));
}

RunPlan make_plan(std::string scenario, Settings settings,
                  const std::vector<std::filesystem::path>& files) {
  settle_gains(settings);
  const auto run = settings.get<RunSettings>("run");
  const auto output = settings.get<OutputSettings>("output");
  const auto islet = settings.get<IsletSettings>("islet");
  const auto& disabled = settings.get<MechanismSwitches>("mechanisms").disable;

  std::vector<Fault> faults;
  // The result, unless there are faults: they are kept, with the place where their key was set.
  const auto attempt = [&](const auto& make) -> std::optional<decltype(make())> {
    try {
      return make();
    } catch (const ConfigError& error) {
      for (Fault fault : error.faults()) {
        const Setting* setting = settings.find(fault.key);
        if (fault.file.empty() && setting != nullptr) {
          fault.file = setting->place.source;
          fault.line = setting->place.line;
        }
        faults.push_back(std::move(fault));
      }
      return std::nullopt;
    }
  };
  auto model = attempt([&] { return build_model(settings, Seed{run.seed}, disabled); });
  auto cells = attempt([&] { return read_cells(settings, islet); });
  const auto lattice = model && cells ? attempt([&] { return islet_lattice(islet, cells->cells); })
                                      : std::optional<Lattice>();
  auto schedule = attempt([&] { return output_schedule(settings); });
  if (!faults.empty()) throw ConfigError(std::move(faults));
  require_memory(settings, *lattice, model->host->patient.islets_simulated);

  std::vector<FileInUse> inputs;
  for (const std::filesystem::path& file : files)
    inputs.push_back({file, "a file of the scenario"});
  if (!cells->path.empty()) inputs.push_back({cells->path, "the file of cells"});
  model->segmented_cells = std::move(cells->cells);
  const double step = model->islet->time.motility_step;
  return {.scenario = std::move(scenario),
          .settings = std::move(settings),
          .run = run,
          .output = output,
          .schedule = std::move(*schedule),
          .model = std::move(*model),
          .lattice = *lattice,
          .last_step = std::llround(run.duration / step),
          .cells_file = std::move(cells->text),
          .inputs = std::move(inputs)};
}

}  // namespace

std::vector<std::string> RunPlan::warnings() const {
  std::vector<std::string> warnings;
  for (std::size_t i = 0; i < model.host->treatments.size(); ++i) {
    if (model.host->treatments[i].at >= run.duration) {
      warnings.push_back(
          fmt::format("{} comes after the end of the run", Settings::list_key("treatment", i)));
    }
  }
#ifndef ISLETSIM_VIZ
  if (schedule.frame_every && output.frame_interval != "auto")
    warnings.emplace_back("this build writes no frames: it was made without VTK");
#endif
  return warnings;
}

std::filesystem::path default_directory(const RunPlan& plan) {
  const std::string name = std::filesystem::path(plan.scenario).stem().string();
  return std::filesystem::path("runs") / fmt::format("{}-{}", name, plan.run.seed);
}

MemoryEstimate memory_estimate(const RunPlan& plan) {
  const std::int64_t islets = plan.model.host->patient.islets_simulated;
  const std::uintmax_t fields = fields_memory(plan.lattice, islets);
  return {
      .total = memory_of(plan.lattice, islets),
      .fields = fields,
      .fields_by_concentrations = static_cast<double>(fields) /
                                  static_cast<double>(concentration_memory(plan.lattice, islets))};
}

std::uintmax_t memory_available() {
  std::ifstream file("/proc/meminfo");
  std::string key;
  std::uintmax_t kibibytes = 0;
  while (file >> key >> kibibytes) {
    if (key == "MemAvailable:") return kibibytes * 1024;
    file.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
  }
  return std::numeric_limits<std::uintmax_t>::max();
}

RunPlan plan_run(const std::string& scenario, const Overrides& overrides) {
  Settings settings = read_scenario(scenario, overrides, scenario_schema(), {scenario_folder()});
  return make_plan(scenario, std::move(settings), scenario_files(scenario, {scenario_folder()}));
}

RunPlan plan_from_file(const std::filesystem::path& file, const Overrides& overrides) {
  Settings settings = read_scenario(file.string(), overrides, scenario_schema(), {});
  return make_plan(file.string(), std::move(settings), scenario_files(file.string(), {}));
}

StateHash hash_of_input(const std::string& scenario, const std::string& cells) {
  const std::string input = scenario + cells;
  return hash_bytes(std::as_bytes(std::span(input)));
}

RunPlan plan_of_run(const std::filesystem::path& directory, const Manifest& manifest,
                    const Overrides& overrides) {
  const std::filesystem::path scenario = directory / scenario_copy;
  const bool has_cells =
      std::find(manifest.files.begin(), manifest.files.end(), cells_copy) != manifest.files.end();
  std::error_code ignored;
  const std::string text = read_whole_file(scenario);
  const std::string cells =
      has_cells && std::filesystem::is_regular_file(directory / cells_copy, ignored)
          ? read_whole_file(directory / cells_copy)
          : "";
  const std::string hash = to_string(hash_of_input(text, cells));
  if (hash != manifest.scenario_hash && hash != manifest.former_scenario_hash) {
    throw ConfigError(Fault{
        .problem = has_cells
                       ? fmt::format("scenario or cells ({}) changed since the run", cells_copy)
                       : "scenario changed since the run",
        .value = directory.string(),
        .why = "the state was computed with other values",
        .suggestion = fmt::format(
            "restore the file; or give the change a run of its own: `isletsim run {} --out DIR`",
            scenario.string()),
        .file = scenario.string()});
  }
  return plan_from_file(scenario, overrides);
}

}  // namespace isletsim
