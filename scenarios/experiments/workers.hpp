// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace isletsim {

/// The outcome of a job that was given to a worker.
struct Answer {
  std::int64_t run;
  std::string line{};   ///< the result; empty where the worker died
  std::string death{};  ///< how it died: "was killed by signal 9"
};

/// Workers that carry out jobs beside this process, which alone records their answers.
class Workers {
 public:
  Workers() = default;
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;
  virtual ~Workers() = default;

  [[nodiscard]] virtual std::int64_t count() const = 0;
  /// The number of idle workers.
  [[nodiscard]] virtual std::int64_t idle() const = 0;
  /// Gives a job, a line, to an idle worker.
  virtual void start(std::int64_t run, const std::string& job) = 0;
  /// Waits until a worker answers, at most this long, or until a signal comes.
  [[nodiscard]] virtual std::vector<Answer> wait(int milliseconds) = 0;
};

}  // namespace isletsim
