// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace isletsim {

/// What of the log also goes to stderr.
enum class Echo { all, errors };

/// The log of a run: log.txt with UTC times, and stderr. Safe to use from several threads.
class Log {
 public:
  /// Logs to stderr only, while there is no run directory.
  explicit Log(Echo echo);
  /// Appends to `file` as well. Throws IoError if it cannot be opened.
  Log(Echo echo, const std::filesystem::path& file);
  Log(Log&&) noexcept;
  Log& operator=(Log&&) noexcept;
  ~Log();

  void info(const std::string& text);
  /// A warning that repeats is written once, and counted.
  void warning(const std::string& text);
  void error(const std::string& text);

  /// Each warning, in the order of their first appearance, and how often it came.
  [[nodiscard]] std::vector<std::pair<std::string, std::int64_t>> warnings() const;

 private:
  struct Sinks;
  std::unique_ptr<Sinks> sinks_;
};

}  // namespace isletsim
