// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "io/manifest.hpp"

#include <array>
#include <chrono>
#include <ctime>
#include <fstream>
#include <set>
#include <unistd.h>

#include <fmt/chrono.h>
#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "io/file.hpp"

namespace isletsim {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* program = "isletsim";
constexpr int format_version = 1;
constexpr std::array statuses{RunStatus::running, RunStatus::complete, RunStatus::interrupted,
                              RunStatus::failed};

template <class Value>
Json object_of(const std::vector<std::pair<std::string, Value>>& pairs) {
  Json object = Json::object();
  for (const auto& [key, value] : pairs) object[key] = value;
  return object;
}

template <class Value>
void read_pairs(const Json& object, std::vector<std::pair<std::string, Value>>& pairs) {
  for (const auto& [key, value] : object.items())
    pairs.emplace_back(key, value.template get<Value>());
}

Json describe(const Manifest& manifest) {
  Json parameters = Json::array();
  Json changed = Json::array();
  for (const ManifestParameter& parameter : manifest.parameters) {
    parameters.push_back({{"key", parameter.key},
                          {"value", parameter.value},
                          {"unit", parameter.unit},
                          {"default", parameter.default_value},
                          {"source", parameter.source},
                          {"set_by", parameter.set_by}});
    if (parameter.differs_from_default) changed.push_back(parameter.key);
  }
  return {{"program", program},
          {"format", format_version},
          {"version", manifest.version},
          {"git_state", manifest.git_state},
          {"build",
           {{"compiler", manifest.compiler},
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
          {"counters", object_of(manifest.counters)},
          {"warnings", object_of(manifest.warnings)},
          {"state_hash", manifest.state_hash},
          {"changed_parameters", changed},
          {"parameters", parameters},
          {"files", manifest.files}};
}

Manifest understand(const Json& json) {
  Manifest manifest;
  json.at("version").get_to(manifest.version);
  json.at("git_state").get_to(manifest.git_state);
  json.at("build").at("compiler").get_to(manifest.compiler);
  json.at("build").at("type").get_to(manifest.build_type);
  json.at("build").at("options").get_to(manifest.build_options);
  json.at("host").get_to(manifest.host);
  json.at("cpu").get_to(manifest.cpu);
  json.at("scenario").get_to(manifest.scenario);
  json.at("scenario_hash").get_to(manifest.scenario_hash);
  json.at("seed").get_to(manifest.seed);
  json.at("threads").get_to(manifest.threads);
  json.at("ranks").get_to(manifest.ranks);
  for (const RunStatus status : statuses) {
    if (json.at("status").get<std::string>() == to_string(status)) manifest.status = status;
  }
  json.at("error").get_to(manifest.error);
  json.at("started").get_to(manifest.started);
  json.at("ended").get_to(manifest.ended);
  json.at("simulated_days").get_to(manifest.simulated_days);
  json.at("duration_days").get_to(manifest.duration_days);
  json.at("wall_seconds").get_to(manifest.wall_seconds);
  read_pairs(json.at("seconds_per_phase"), manifest.seconds_per_phase);
  read_pairs(json.at("counters"), manifest.counters);
  read_pairs(json.at("warnings"), manifest.warnings);
  json.at("state_hash").get_to(manifest.state_hash);
  const auto changed = json.at("changed_parameters").get<std::set<std::string>>();
  for (const Json& row : json.at("parameters")) {
    ManifestParameter parameter;
    row.at("key").get_to(parameter.key);
    row.at("value").get_to(parameter.value);
    row.at("unit").get_to(parameter.unit);
    row.at("default").get_to(parameter.default_value);
    row.at("source").get_to(parameter.source);
    row.at("set_by").get_to(parameter.set_by);
    parameter.differs_from_default = changed.contains(parameter.key);
    manifest.parameters.push_back(std::move(parameter));
  }
  json.at("files").get_to(manifest.files);
  return manifest;
}

}  // namespace

std::string_view to_string(RunStatus status) {
  switch (status) {
    case RunStatus::running: return "running";
    case RunStatus::complete: return "complete";
    case RunStatus::interrupted: return "interrupted";
    case RunStatus::failed: return "failed";
  }
  throw InternalError("unknown status of a run");
}

std::string to_json(const Manifest& manifest) {
  return describe(manifest).dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

void write_manifest(const std::filesystem::path& path, const Manifest& manifest) {
  write_whole_file(path, to_json(manifest));
}

Manifest read_manifest(const std::filesystem::path& path) {
  const std::string text = read_whole_file(path);
  try {
    const Json json = Json::parse(text);
    if (!json.is_object() || json.value("program", "") != program) {
      throw IoError(path.string(), "not a manifest of isletsim's");
    }
    if (const int format = json.at("format"); format != format_version) {
      throw IoError(path.string(),
                    fmt::format("unknown format of manifest '{}' (this version reads "
                                "{})",
                                format, format_version));
    }
    return understand(json);
  } catch (const Json::exception& error) {
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
