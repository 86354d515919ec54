// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/base/error.hpp"

#include <algorithm>
#include <cctype>
#include <numeric>
#include <utility>

#include <fmt/format.h>

namespace isletsim {

namespace {

std::string join_lines(const std::vector<Fault>& faults) {
  std::string text;
  for (const Fault& fault : faults) {
    if (!text.empty()) text += '\n';
    text += to_string(fault);
  }
  return text;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = std::tolower(static_cast<unsigned char>(a[i - 1])) ==
                        std::tolower(static_cast<unsigned char>(b[j - 1]));
      const std::size_t substitution = diagonal + (same ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({substitution, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

}  // namespace

std::string to_string(const Fault& fault) {
  std::string text;
  if (!fault.file.empty()) {
    text += fault.file;
    if (fault.line > 0) text += fmt::format(":{}", fault.line);
    text += ": ";
  }
  if (!fault.key.empty()) text += fault.key + ": ";
  text += fault.problem;
  if (!fault.value.empty()) text += fmt::format(" '{}'", fault.value);
  if (!fault.why.empty()) text += fmt::format(" ({})", fault.why);
  if (!fault.suggestion.empty()) text += " — " + fault.suggestion;
  return text;
}

ConfigError::ConfigError(std::vector<Fault> faults)
    : std::runtime_error(join_lines(faults)), faults_(std::move(faults)) {}

ConfigError::ConfigError(Fault fault) : ConfigError(std::vector<Fault>{std::move(fault)}) {}

IoError::IoError(std::string path, const std::string& problem, const std::string& suggestion)
    : std::runtime_error(
          to_string(Fault{.problem = problem, .suggestion = suggestion, .file = path})),
      path_(std::move(path)) {}

std::string nearest_spelling(std::string_view word, const std::vector<std::string>& candidates) {
  constexpr std::size_t short_word = 3;
  std::string nearest;
  std::size_t least = word.size() <= short_word ? 2 : std::max<std::size_t>(2, word.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance < least) {
      least = distance;
      nearest = candidate;
    }
  }
  if (!nearest.empty() || word.size() < short_word) return nearest;
  const auto longer =
      std::find_if(candidates.begin(), candidates.end(),
                   [&](const std::string& candidate) { return candidate.starts_with(word); });
  return longer == candidates.end() ? std::string{} : *longer;
}

namespace detail {

void fail_check(const char* kind, const char* condition, const char* file, int line,
                const std::string& message) {
  throw InternalError(
      fmt::format("{} broken '{}' ({}:{}){}{} — this is a bug in isletsim: please "
                  "report it with the scenario and the seed",
                  kind, condition, file, line, message.empty() ? "" : ": ", message));
}

}  // namespace detail

}  // namespace isletsim
