// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <sys/types.h>

#include "io/file.hpp"
#include "scenarios/experiments/workers.hpp"

namespace isletsim {

/// Workers that are processes of their own, this program with the command `worker`, so that one
/// that is killed or crashes loses its run and nothing else. They end when this process does,
/// however it ends.
class WorkerProcesses final : public Workers {
 public:
  explicit WorkerProcesses(std::int64_t count);
  /// Kills those that still work.
  ~WorkerProcesses() override;

  [[nodiscard]] std::int64_t count() const override;
  [[nodiscard]] std::int64_t idle() const override;
  void start(std::int64_t run, const std::string& job) override;
  [[nodiscard]] std::vector<Answer> wait(int milliseconds) override;

 private:
  struct Worker {
    pid_t process = 0;  ///< 0 where none has been started
    FileDescriptor jobs{};
    FileDescriptor answers{};
    std::int64_t run = 0;  ///< 0 where it has nothing to do
    std::string received{};
  };

  static void launch(Worker& worker);
  static std::string bury(Worker& worker);
  static void read_answer(Worker& worker, std::vector<Answer>& answers);

  std::vector<Worker> workers_;
};

/// Carries out the jobs on standard input, one per line, and answers on standard output, until
/// there are no more.
void serve_as_worker();

}  // namespace isletsim
