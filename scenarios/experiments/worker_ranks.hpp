// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "scenarios/experiments/workers.hpp"

namespace isletsim {

/// Whether mpirun, srun or the like started this process as one of several.
[[nodiscard]] bool is_one_of_several_ranks();

/// MPI for as long as it lives; made only under a launcher, once per process.
class RankSession {
 public:
  RankSession();
  ~RankSession();
  RankSession(const RankSession&) = delete;
  RankSession& operator=(const RankSession&) = delete;

  [[nodiscard]] int rank() const { return rank_; }
  [[nodiscard]] int size() const { return size_; }

 private:
  int rank_ = 0;
  int size_ = 1;
};

/// The ranks from 1 as workers of rank 0.
class WorkerRanks final : public Workers {
 public:
  explicit WorkerRanks(const RankSession& session);
  /// Lets them end, once each has finished its run.
  ~WorkerRanks() override;

  [[nodiscard]] std::int64_t count() const override;
  [[nodiscard]] std::int64_t idle() const override;
  void start(std::int64_t run, const std::string& job) override;
  [[nodiscard]] std::vector<Answer> wait(int milliseconds) override;

 private:
  std::vector<std::int64_t> runs_;  ///< of rank 1, 2 …; 0 where it has nothing to do
};

/// Carries out the jobs of rank 0 until it lets this rank end.
void serve_as_rank();

}  // namespace isletsim
