// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/commands/diff.hpp"

#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/base/error.hpp"
#include "io/file.hpp"
#include "io/json.hpp"
#include "io/run_directory.hpp"
#include "scenarios/console.hpp"
#include "scenarios/exit_code.hpp"
#include "scenarios/text_table.hpp"

namespace isletsim {

namespace {

namespace fs = std::filesystem;

struct ManifestDifference {
  std::string key;
  std::string first;
  std::string second;
};

/// Values of two runs to compare, by name: those that matter to results.
std::vector<std::pair<std::string, std::string>> facts(const Manifest& manifest) {
  std::vector<std::pair<std::string, std::string>> facts{
      {"isletsim", fmt::format("{} ({})", manifest.version, manifest.git_state)}};
  for (const ManifestParameter& parameter : manifest.parameters)
    facts.emplace_back(parameter.key, parameter.value);
  return facts;
}

std::vector<ManifestDifference> differences_between(const Manifest& first, const Manifest& second) {
  const auto of_first = facts(first);
  const auto of_second = facts(second);
  std::map<std::string, std::string> values(of_second.begin(), of_second.end());
  std::vector<ManifestDifference> differences;
  for (const auto& [key, value] : of_first) {
    const auto other = values.extract(key);
    if (other.empty())
      differences.push_back({key, value, ""});
    else if (other.mapped() != value)
      differences.push_back({key, value, other.mapped()});
  }
  for (const auto& [key, value] : values) differences.push_back({key, "", value});
  return differences;
}

/// Lines of series/hashes.csv: day and hash.
std::vector<std::pair<std::string, std::string>> read_hashes(const fs::path& directory) {
  std::istringstream lines(read_whole_file(directory / "series" / "hashes.csv"));
  std::vector<std::pair<std::string, std::string>> hashes;
  std::string line;
  std::getline(lines, line);  // the header
  while (std::getline(lines, line)) {
    const std::size_t comma = line.find(',');
    if (comma != std::string::npos)
      hashes.emplace_back(line.substr(0, comma), line.substr(comma + 1));
  }
  return hashes;
}

/// How far the states of two runs go together.
struct Agreement {
  std::optional<std::string> differs_at{};  ///< [day]
  std::string first_hash{};                 ///< there
  std::string second_hash{};
  std::string same_until{};  ///< [day]; empty where not even the start is
};

Agreement compare_states(const fs::path& first, const fs::path& second) {
  const auto one = read_hashes(first);
  const auto other = read_hashes(second);
  Agreement agreement;
  for (std::size_t i = 0; i < one.size() && i < other.size(); ++i) {
    if (one[i] != other[i]) {
      agreement.differs_at = one[i].first;
      agreement.first_hash = one[i].second;
      agreement.second_hash = other[i].second;
      break;
    }
    agreement.same_until = one[i].first;
  }
  return agreement;
}

}  // namespace

int run(const DiffOptions& options) {
  const auto differences =
      differences_between(read_run_manifest(options.first), read_run_manifest(options.second));
  const Agreement states = compare_states(options.first, options.second);
  if (options.json) {
    Json::Array parameters;
    for (const ManifestDifference& one : differences)
      parameters.push_back(
          Json::Object{{"key", one.key}, {"first", one.first}, {"second", one.second}});
    print(write_json(Json::Object{
              {"parameters", parameters},
              {"first_differing_day", states.differs_at ? Json(*states.differs_at) : Json()},
              {"first_hash", states.differs_at ? Json(states.first_hash) : Json()},
              {"second_hash", states.differs_at ? Json(states.second_hash) : Json()},
              {"same_until_day", states.same_until}}) +
          '\n');
  } else {
    TextTable table;
    for (const ManifestDifference& one : differences) table.add({one.key, one.first, one.second});
    print(table.to_string());
    if (states.differs_at)
      print(
          fmt::format("the states {} at day {}: {} and {}\n",
                      states.same_until.empty()
                          ? "differ from the start,"
                          : fmt::format("are the same until day {}, and differ", states.same_until),
                      *states.differs_at, states.first_hash, states.second_hash));
    else
      print(fmt::format("the states are the same as far as both go, until day {}\n",
                        states.same_until));
  }
  return states.differs_at ? exit_code::failed : exit_code::done;
}

}  // namespace isletsim
