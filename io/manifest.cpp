// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "io/manifest.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <fstream>
#include <unistd.h>

#include <fmt/chrono.h>

#include "core/base/enum_words.hpp"
#include "core/base/error.hpp"
#include "io/file.hpp"
#include "io/json.hpp"

namespace isletsim {

namespace {

constexpr const char* program = "isletsim";
constexpr int manifest_format = 1;
constexpr EnumWords statuses({EnumWord{RunStatus::running, "running"},
                              EnumWord{RunStatus::complete, "complete"},
                              EnumWord{RunStatus::interrupted, "interrupted"},
                              EnumWord{RunStatus::failed, "failed"}});

template <class Value>
Json object_of(const std::vector<std::pair<std::string, Value>>& pairs) {
  return Json::Object(pairs.begin(), pairs.end());
}

constexpr const char* former_hash_key = "former_scenario_hash";

Json describe(const Manifest& manifest) {
  Json::Array parameters;
  Json::Array changed;
  for (const ManifestParameter& parameter : manifest.parameters) {
    parameters.push_back(Json::Object{{"key", parameter.key},
                                      {"value", parameter.value},
                                      {"unit", parameter.unit},
                                      {"default", parameter.default_value},
                                      {"source", parameter.source},
                                      {"set_by", parameter.set_by}});
    if (parameter.differs_from_default) changed.push_back(parameter.key);
  }
  Json::Object json{{"program", program},
                    {"format", manifest_format},
                    {"version", manifest.version},
                    {"git_state", manifest.git_state},
                    {"results_epoch", manifest.results_epoch},
                    {"build", Json::Object{{"compiler", manifest.compiler},
                                           {"type", manifest.build_type},
                                           {"options", manifest.build_options}}},
                    {"host", manifest.host},
                    {"cpu", manifest.cpu},
                    {"scenario", manifest.scenario},
                    {"scenario_hash", manifest.scenario_hash},
                    {"seed", manifest.seed},
                    {"threads", manifest.threads},
                    {"ranks", manifest.ranks},
                    {"status", to_string(manifest.status)},
                    {"error", manifest.error},
                    {"started", manifest.started},
                    {"ended", manifest.ended},
                    {"simulated_days", manifest.simulated_days},
                    {"duration_days", manifest.duration_days},
                    {"wall_seconds", manifest.wall_seconds},
                    {"seconds_per_phase", object_of(manifest.seconds_per_phase)},
                    {"seconds_per_output", object_of(manifest.seconds_per_output)},
                    {"counters", object_of(manifest.counters)},
                    {"warnings", object_of(manifest.warnings)},
                    {"state_hash", manifest.state_hash},
                    {"changed_parameters", changed},
                    {"parameters", parameters},
                    {"files", manifest.files}};
  if (!manifest.former_scenario_hash.empty())
    json.emplace_back(former_hash_key, manifest.former_scenario_hash);
  return json;
}

Manifest understand(const Json& json) {
  Manifest manifest;
  manifest.version = json.at("version").text();
  manifest.git_state = json.at("git_state").text();
  manifest.compiler = json.at("build").at("compiler").text();
  manifest.build_type = json.at("build").at("type").text();
  manifest.build_options = json.at("build").at("options").text();
  manifest.host = json.at("host").text();
  manifest.cpu = json.at("cpu").text();
  manifest.scenario = json.at("scenario").text();
  manifest.scenario_hash = json.at("scenario_hash").text();
  // What earlier versions did not write, or what not every run has.
  for (const auto& [key, value] : json.object()) {
    if (key == "results_epoch") manifest.results_epoch = static_cast<int>(value.integer());
    if (key == former_hash_key) manifest.former_scenario_hash = value.text();
    if (key != "seconds_per_output") continue;
    for (const auto& [output, seconds] : value.object())
      manifest.seconds_per_output.emplace_back(output, seconds.number());
  }
  manifest.seed = static_cast<std::uint64_t>(json.at("seed").integer());
  manifest.threads = static_cast<int>(json.at("threads").integer());
  manifest.ranks = static_cast<int>(json.at("ranks").integer());
  manifest.status = statuses.find(json.at("status").text()).value_or(manifest.status);
  manifest.error = json.at("error").text();
  manifest.started = json.at("started").text();
  manifest.ended = json.at("ended").text();
  manifest.simulated_days = json.at("simulated_days").number();
  manifest.duration_days = json.at("duration_days").number();
  manifest.wall_seconds = json.at("wall_seconds").number();
  for (const auto& [phase, seconds] : json.at("seconds_per_phase").object())
    manifest.seconds_per_phase.emplace_back(phase, seconds.number());
  for (const auto& [counter, count] : json.at("counters").object())
    manifest.counters.emplace_back(counter, count.integer());
  for (const auto& [warning, count] : json.at("warnings").object())
    manifest.warnings.emplace_back(warning, count.integer());
  manifest.state_hash = json.at("state_hash").text();
  const auto changed = json.at("changed_parameters").texts();
  for (const Json& row : json.at("parameters").array()) {
    ManifestParameter parameter{.key = row.at("key").text(),
                                .value = row.at("value").text(),
                                .unit = row.at("unit").text(),
                                .source = row.at("source").text(),
                                .default_value = row.at("default").text(),
                                .set_by = row.at("set_by").text()};
    parameter.differs_from_default =
        std::find(changed.begin(), changed.end(), parameter.key) != changed.end();
    manifest.parameters.push_back(std::move(parameter));
  }
  manifest.files = json.at("files").texts();
  return manifest;
}

}  // namespace

std::string_view to_string(RunStatus status) { return statuses.word(status); }

std::string to_json(const Manifest& manifest) { return write_json(describe(manifest)) + '\n'; }

void write_manifest(const std::filesystem::path& path, const Manifest& manifest) {
  write_whole_file(path, to_json(manifest));
}

Manifest read_manifest(const std::filesystem::path& path) {
  const std::string text = read_whole_file(path);
  try {
    const Json json = read_json(text);
    if (json.at("program").text() != program) {
      throw IoError(path.string(), "not a manifest of isletsim's");
    }
    if (const auto format = json.at("format").integer(); format != manifest_format) {
      throw IoError(path.string(),
                    fmt::format("unknown format of manifest '{}' (this version reads "
                                "{})",
                                format, manifest_format));
    }
    return understand(json);
  } catch (const JsonError& error) {
    throw IoError(path.string(), fmt::format("not a manifest of isletsim's ({})", error.what()));
  }
}

std::string host_name() {
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0) return "unknown";
  return name.data();
}

std::string cpu_model() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    const std::size_t colon = line.find(": ");
    if (line.starts_with("model name") && colon != std::string::npos) {
      return line.substr(colon + 2);
    }
  }
  return "unknown";
}

std::string utc_now() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(now));
}

}  // namespace isletsim
