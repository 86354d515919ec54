// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace isletsim {

/// What became of a job that was handed to a worker.
struct Answer {
  std::int64_t run;
  std::string line{};   ///< the result; empty where the worker died
  std::string death{};  ///< how it died: "was killed by signal 9"
};

/// Those who carry out jobs beside this process, which alone records what they answer.
class Workers {
 public:
  Workers() = default;
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;
  virtual ~Workers() = default;

  [[nodiscard]] virtual std::int64_t count() const = 0;
  /// How many have nothing to do.
  [[nodiscard]] virtual std::int64_t idle() const = 0;
  /// Hands a job, a line, to one who has nothing to do.
  virtual void start(std::int64_t run, const std::string& job) = 0;
  /// Waits until somebody answers, at most so long, or until a signal comes.
  [[nodiscard]] virtual std::vector<Answer> wait(int milliseconds) = 0;
};

}  // namespace isletsim
