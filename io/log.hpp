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

/// Whether information and warnings also go to stderr.
enum class Echo { yes, no };

/// The log of a run: log.txt with UTC times, and stderr. Safe to use from several threads.
class Log {
 public:
  /// Appends to `file`. Throws IoError if it cannot be opened.
  Log(Echo echo, const std::filesystem::path& file);
  Log(Log&&) noexcept;
  Log& operator=(Log&&) noexcept;
  ~Log();

  void info(const std::string& text);
  /// A warning that repeats is written once, and counted.
  void warning(const std::string& text);
  /// To the file alone: the code that catches the error that ended the run reports it to the user.
  void error(const std::string& text);

  /// Each warning, in the order of their first appearance, and how often it came.
  [[nodiscard]] std::vector<std::pair<std::string, std::int64_t>> warnings() const;

 private:
  struct Sinks;
  std::unique_ptr<Sinks> sinks_;
};

}  // namespace isletsim
