// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <filesystem>
#include <set>
#include <string>

namespace isletsim {

/// The outcome of a command.
struct Outcome {
  int code;         ///< exit code; 128 + signal where a signal ended it
  std::string out;  ///< standard output
  std::string err;  ///< standard error
};

[[nodiscard]] inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// A folder of its own for a test that calls the program as a user does; gone with the object.
class Sandbox {
 public:
  Sandbox();
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;
  ~Sandbox();

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  void write(const std::string& name, const std::string& text) const;
  [[nodiscard]] std::string read(const std::string& name) const;
  /// Paths of everything in the folder.
  [[nodiscard]] std::set<std::string> entries() const;

  /// Runs a line of shell in the folder, without standard input; `isletsim` is the program under
  /// test.
  [[nodiscard]] Outcome shell(const std::string& line) const;

 private:
  std::filesystem::path folder_;
  std::filesystem::path streams_;
};

}  // namespace isletsim
