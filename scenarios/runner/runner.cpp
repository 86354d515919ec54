// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/runner/runner.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <set>
#include <unistd.h>

#include <fmt/format.h>

#include "core/base/stopwatch.hpp"
#include "core/base/time_units.hpp"
#include "core/engine/parallel.hpp"
#include "io/checkpoint.hpp"
#include "io/file.hpp"
#include "io/scenario_file.hpp"
#include "scenarios/build_info.hpp"
#include "scenarios/runner/disk_estimate.hpp"
#include "scenarios/runner/interruption.hpp"

#ifdef ISLETSIM_VIZ
#include "viz/frame_writer.hpp"
#endif

namespace isletsim {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t summary_rows = 12;
constexpr const char* manifest_file = "manifest.json";

double to_days(double minutes) { return minutes / minutes_per_day; }

std::vector<ManifestParameter> manifest_parameters(const Settings& settings) {
  std::set<std::string> different;
  std::vector<ManifestParameter> parameters;
  const auto differences = settings.differences_from_defaults();
  for (const SettingsSection& section : settings.sections()) {
    for (const Setting& setting : section.settings) {
      const ParameterRow& declared = setting.row->declared;
      ManifestParameter parameter{.key = section.key + "." + declared.key,
                                  .value = to_string(setting.written),
                                  .unit = declared.unit,
                                  .source = declared.source,
                                  .default_value = {},
                                  .set_by = {}};
      const auto written = setting.row->default_for(settings.species());
      if (written) parameter.default_value = to_string(*written);
      const auto difference =
          std::find_if(differences.begin(), differences.end(),
                       [&](const Difference& d) { return d.key == parameter.key; });
      if (difference != differences.end()) {
        parameter.differs_from_default = true;
        parameter.set_by = difference->set_by;
      }
      parameters.push_back(std::move(parameter));
    }
  }
  return parameters;
}

Manifest first_manifest(const RunPlan& plan, const RunConduct& conduct,
                        const StateHash& scenario_hash) {
  const BuildInfo build = build_info();
  Manifest manifest;
  manifest.version = build.version;
  manifest.git_state = build.git;
  manifest.results_epoch = build.results_epoch;
  manifest.compiler = build.compiler;
  manifest.build_type = build.build_type;
  manifest.build_options = build.flags;
  manifest.cpu = cpu_model();
  manifest.host = host_name();
  manifest.scenario = plan.scenario;
  manifest.scenario_hash = to_string(scenario_hash);
  manifest.seed = plan.run.seed;
  manifest.threads = conduct.threads;
  manifest.parameters = manifest_parameters(plan.settings);
  manifest.started = utc_now();
  manifest.duration_days = to_days(plan.run.duration);
  return manifest;
}

}  // namespace

struct Runner::Outputs {
  Outputs(RunDirectory& directory, Simulation& simulation, const RunPlan& plan,
          std::span<const SeriesLength> resume_at)
      : series(directory, simulation.islets().front()->section(), simulation.host().section(), {},
               {}, resume_at)
#ifdef ISLETSIM_VIZ
        ,
        frames(directory.path(),
               {.program = "isletsim " + build_info().version,
                .scenario = plan.scenario,
                .seed = plan.run.seed},
               {.factors = plan.output.frame_factors, .islets = first_islets(plan)})
#endif
  {
#ifndef ISLETSIM_VIZ
    static_cast<void>(plan);
#endif
  }

#ifdef ISLETSIM_VIZ
  static std::vector<std::uint32_t> first_islets(const RunPlan& plan) {
    std::vector<std::uint32_t> islets;
    const std::int64_t count =
        std::min(plan.output.frame_islets, plan.model.host->patient.islets_simulated);
    for (std::int64_t i = 1; i <= count; ++i) islets.push_back(static_cast<std::uint32_t>(i));
    return islets;
  }
#endif

  RunSeries series;
#ifdef ISLETSIM_VIZ
  FrameWriter frames;
#endif
  std::int64_t frames_taken = 0;
  std::vector<std::int64_t> checkpoints{};  ///< steps, in order
  std::int64_t last_written = -1;           ///< step at which everything due was written
  Clock::time_point last_progress = Clock::now();
  Clock::time_point started = Clock::now();
  double simulated_before = 0;  ///< [min]
  OutputSeconds seconds{};
  double parallel_seconds = 0;  ///< wall time of what outputs do in parallel [s]
};

Runner::Runner(Runner&&) noexcept = default;
Runner::~Runner() = default;

std::unique_ptr<Simulation> make_simulation(const RunPlan& plan, int threads) {
  std::unique_ptr<Simulation> simulation;
  ThreadPool pool(threads);
  pool.run([&] { simulation = std::make_unique<Simulation>(plan.model); });
  return simulation;
}

Runner::Runner(RunPlan plan, std::unique_ptr<Simulation> simulation, RunDirectory directory,
               RunConduct conduct)
    : Runner(std::move(plan), std::move(simulation), std::move(directory), conduct, std::nullopt) {}

Runner Runner::resume(RunPlan plan, RunDirectory directory, RunConduct conduct) {
  const auto checkpoints = list_checkpoints(directory.path() / "checkpoints");
  std::string faults;
  for (auto checkpoint = checkpoints.rbegin(); checkpoint != checkpoints.rend(); ++checkpoint) {
    try {
      static_cast<void>(read_checkpoint_info(checkpoint->path));
    } catch (const IoError& error) {
      faults += fmt::format("\n  {}", error.what());
      continue;
    }
    auto simulation = make_simulation(plan, conduct.threads);
    require_disk(estimate_disk(plan, *simulation, {checkpoint->step, checkpoints.size()}),
                 directory.path(), 0,
                 "make room, end earlier with --until, or move the directory to another disk");
    return Runner(std::move(plan), std::move(simulation), std::move(directory), conduct,
                  checkpoint->path);
  }
  throw IoError((directory.path() / "checkpoints").string(),
                "holds no checkpoint that can be read" + faults,
                "start again with `isletsim run … --overwrite`");
}

Runner::Runner(RunPlan plan, std::unique_ptr<Simulation> simulation, RunDirectory directory,
               RunConduct conduct, std::optional<std::filesystem::path> checkpoint)
    : plan_(std::move(plan)),
      directory_(std::move(directory)),
      conduct_(conduct),
      log_(conduct.quiet ? Echo::no : Echo::yes, directory_.add("log.txt")),
      simulation_(std::move(simulation)),
      summary_(*simulation_) {
  this->write_input(checkpoint ? Continuation::yes : Continuation::no);
  manifest_ = first_manifest(plan_, conduct_, scenario_hash_);
  for (const std::string& warning : plan_.warnings()) log_.warning(warning);
  CheckpointInfo info;
  if (checkpoint) {
    const auto sections = simulation_->sections();
    info = read_checkpoint(*checkpoint, sections);
    simulation_->rebuild_derived();
  }
  outputs_ = std::make_unique<Outputs>(directory_, *simulation_, plan_, info.series);
  if (checkpoint) {
    for (const CheckpointFile& file : list_checkpoints(directory_.path() / "checkpoints")) {
      if (file.step <= info.step) outputs_->checkpoints.push_back(file.step);
    }
    outputs_->frames_taken = info.frames;
    outputs_->last_written = info.step;
    outputs_->simulated_before = info.time;
#ifdef ISLETSIM_VIZ
    if (plan_.schedule.frame_every) outputs_->frames.keep_frames_until(info.time);
#endif
    log_.info(fmt::format("goes on at day {:g} from {}", to_days(info.time),
                          checkpoint->filename().string()));
  }
  this->finish_manifest(RunStatus::running, {});
}

void Runner::write_input(Continuation continuation) {
  if (!plan_.cells_file.empty()) {
    write_whole_file(directory_.add(cells_copy), plan_.cells_file);
    const Setting& named = *plan_.settings.find("islet.cells");
    if (named.written != WrittenValue(cells_copy)) {
      plan_.settings.set("islet.cells", cells_copy,
                         {fmt::format("a copy of {}, {}", to_string(named.written),
                                      plan_.settings.origin(named))});
    }
  }
  const std::string text = write_scenario(plan_.settings);
  scenario_hash_ = hash_of_input(text, plan_.cells_file);
  const std::filesystem::path scenario = directory_.add(scenario_copy);
  if (continuation == Continuation::yes) {
    // The manifest knows the file before and after, so that a kill between the two does not count
    // as a change by the user.
    const std::filesystem::path path = directory_.add(manifest_file);
    Manifest manifest = read_manifest(path);
    manifest.former_scenario_hash =
        to_string(hash_of_input(read_whole_file(scenario), plan_.cells_file));
    manifest.scenario_hash = to_string(scenario_hash_);
    write_manifest(path, manifest);
  }
  write_whole_file(scenario, text);
}

RunStatus Runner::go() { return this->go_until(plan_.last_step); }

RunStatus Runner::go_until(std::int64_t step) {
  const Interruption interruption;
  try {
    ThreadPool pool(conduct_.threads);
    pool.run([&] { this->advance_until(step); });
    if (simulation_->step() < plan_.last_step && !Interruption::requested())
      return RunStatus::running;
    const RunStatus status =
        simulation_->step() < plan_.last_step ? RunStatus::interrupted : RunStatus::complete;
    this->finish_manifest(status, {});
    log_.info(fmt::format(
        "{} at day {:g}{}", to_string(status), to_days(simulation_->time()),
        status == RunStatus::interrupted
            ? fmt::format(": go on with `isletsim resume {}`", directory_.path().string())
            : ""));
    return status;
  } catch (const std::exception& error) {
    // What was computed stays: series and frames up to here, and the checkpoints so far.
    log_.error(error.what());
    try {
      outputs_->series.flush();
      this->finish_manifest(RunStatus::failed, error.what());
    } catch (const std::exception& second) {
      log_.error(second.what());
    }
    throw;
  }
}

void Runner::advance_until(std::int64_t step) {
  summary_.add(*simulation_);
  if (outputs_->last_written < 0) this->write_due(false);
  while (simulation_->step() < std::min(step, plan_.last_step)) {
    if (Interruption::requested()) {
      if (outputs_->checkpoints.empty() || outputs_->checkpoints.back() != simulation_->step()) {
        this->write_checkpoint_now({});
      }
      summary_.add(*simulation_);
      return;
    }
    simulation_->advance();
    this->write_due(simulation_->step() >= plan_.last_step);
    this->show_progress();
  }
}

bool Runner::due(std::optional<std::int64_t> every) const {
  return every && simulation_->step() % *every == 0;
}

void Runner::write_due(bool last) {
  RunSeries& series = outputs_->series;
  for (const Event& event : simulation_->take_events()) {
    series.add_event(to_days(event.time), event.islet, std::string(event.event),
                     std::string(event.cause));
  }
  const std::optional<StateHash> hash = this->write_hash_and_series(
      last || this->due(plan_.schedule.hash_every), last || this->due(plan_.schedule.sample_every));
  const std::int64_t summary_every =
      std::max<std::int64_t>(1, plan_.last_step / static_cast<std::int64_t>(summary_rows));
  const std::int64_t exchange =
      std::llround(simulation_->exchange_interval() / plan_.motility_step());
  if (last ||
      simulation_->step() / summary_every != (simulation_->step() - exchange) / summary_every) {
    summary_.add(*simulation_);
  }
  if (last || this->due(plan_.schedule.frame_every)) this->write_frame();
  const auto& kept = plan_.schedule.checkpoints_kept;
  if (last || simulation_->step() == 0 || this->due(plan_.schedule.checkpoint_every) ||
      std::find(kept.begin(), kept.end(), simulation_->step()) != kept.end()) {
    this->write_checkpoint_now(hash);
  }
  const Stopwatch watch(outputs_->seconds.series);
  series.flush();
  outputs_->last_written = simulation_->step();
}

// Each section is looked at once for both, while it is in cache.
std::optional<StateHash> Runner::write_hash_and_series(bool with_hash, bool with_sample) {
  RunSeries& series = outputs_->series;
  const double day = to_days(simulation_->time());
  const auto sections = simulation_->sections();
  std::vector<StateHash> hashes(sections.size());
  std::vector<std::string> rows(sections.size());
  std::vector<OutputSeconds> seconds(sections.size());
  {
    const Stopwatch all(outputs_->parallel_seconds);
    for_each_in_parallel(sections.size(), [&](std::size_t i) {
      if (with_hash) {
        const Stopwatch watch(seconds[i].hash);
        hashes[i] = hash_section(sections[i]);
      }
      if (with_sample && i > 0) {
        const Stopwatch watch(seconds[i].series);
        rows[i] = series.islet_row(day, sections[i], {});
      }
    });
  }
  for (const OutputSeconds& of_one : seconds) {
    outputs_->seconds.hash += of_one.hash;
    outputs_->seconds.series += of_one.series;
  }
  if (with_sample) {
    const Stopwatch watch(outputs_->seconds.series);
    series.add_patient(day, sections.front(), {});
    series.add_islets(std::span(rows).subspan(1));
  }
  if (!with_hash) return std::nullopt;
  const StateHash hash = hash_of_sections(hashes);
  manifest_.state_hash = to_string(hash);
  series.add_hash(day, hash);
  return hash;
}

void Runner::write_frame() {
  if (!plan_.schedule.frame_every) return;
#ifdef ISLETSIM_VIZ
  const Stopwatch watch(outputs_->seconds.frames);
  const auto sections = simulation_->sections();
  outputs_->frames.write(outputs_->frames_taken, simulation_->time(), sections,
                         [this](const std::string& file) { directory_.add(file); });
  ++outputs_->frames_taken;
#endif
}

void Runner::write_checkpoint_now(std::optional<StateHash> hash) {
  const Stopwatch watch(outputs_->seconds.checkpoints);
  outputs_->series.flush();
  const std::int64_t step = simulation_->step();
  CheckpointInfo info;
  info.step = step;
  info.time = simulation_->time();
  info.scenario_hash = scenario_hash_;
  info.series = outputs_->series.lengths();
  info.frames = outputs_->frames_taken;
  const auto sections = simulation_->sections();
  manifest_.state_hash = to_string(write_checkpoint(
      directory_.add("checkpoints/" + checkpoint_name(step)), info, sections, hash));
  auto& taken = outputs_->checkpoints;
  taken.push_back(step);
  std::vector<std::int64_t> keep = plan_.schedule.checkpoints_kept;
  keep.push_back(taken.front());
  for (std::size_t i = taken.size() - std::min<std::size_t>(2, taken.size()); i < taken.size();
       ++i) {
    keep.push_back(taken[i]);
  }
  prune_checkpoints(directory_.path() / "checkpoints", keep);
}

void Runner::show_progress() {
  if (conduct_.quiet || isatty(STDERR_FILENO) == 0) return;
  const auto now = Clock::now();
  const bool last = simulation_->step() >= plan_.last_step;
  if (!last && now - outputs_->last_progress < std::chrono::milliseconds(500)) return;
  outputs_->last_progress = now;
  const double done = simulation_->time() - outputs_->simulated_before;
  const double all = plan_.run.duration - outputs_->simulated_before;
  const double elapsed = std::chrono::duration<double>(now - outputs_->started).count();
  const double left = done > 0 ? elapsed * (all - done) / done : 0;
  fmt::print(stderr, "\rday {:.1f} of {:.1f}  {:3.0f} %  {:.0f} s left   {}",
             to_days(simulation_->time()), to_days(plan_.run.duration), 100 * done / all, left,
             last ? "\n" : "");
  std::fflush(stderr);
}

const OutputSeconds& Runner::output_seconds() const { return outputs_->seconds; }

double Runner::parallel_seconds() const {
  return simulation_->parallel_seconds() + outputs_->parallel_seconds;
}

void Runner::finish_manifest(RunStatus status, const std::string& error) {
  manifest_.status = status;
  manifest_.error = error;
  if (status != RunStatus::running) manifest_.ended = utc_now();
  if (outputs_) {
    manifest_.simulated_days = to_days(simulation_->time());
    manifest_.wall_seconds =
        std::chrono::duration<double>(Clock::now() - outputs_->started).count();
    const PhaseTimes times = simulation_->phase_times();
    manifest_.seconds_per_phase.clear();
    for (const Phase phase : phases) {
      manifest_.seconds_per_phase.emplace_back(to_string(phase),
                                               times[static_cast<std::size_t>(phase)]);
    }
    const OutputSeconds& seconds = outputs_->seconds;
    manifest_.seconds_per_output = {{"hash", seconds.hash},
                                    {"series", seconds.series},
                                    {"frames", seconds.frames},
                                    {"checkpoints", seconds.checkpoints}};
    std::int64_t failures = 0;
    std::int64_t without_room = 0;
    for (const auto& islet : simulation_->islets()) {
      failures += islet->ledger().solver_failures[0];
      without_room += islet->ledger().divisions_without_room[0];
    }
    manifest_.counters = {{"solves_that_missed_their_tolerance", failures},
                          {"divisions_without_room", without_room},
                          {"frames", outputs_->frames_taken}};
  }
  manifest_.warnings = log_.warnings();
  const auto path = directory_.add(manifest_file);
  manifest_.files = directory_.files();
  write_manifest(path, manifest_);
}

}  // namespace isletsim
