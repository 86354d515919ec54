// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/experiments/worker_ranks.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <thread>
#include <utility>

#include <mpi.h>

#include "core/base/error.hpp"
#include "scenarios/experiments/job.hpp"
#include "scenarios/runner/interruption.hpp"

namespace isletsim {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int job_tag = 1;
constexpr int answer_tag = 2;

void send(const std::string& text, int rank, int tag) {
  MPI_Send(text.data(), static_cast<int>(text.size()), MPI_CHAR, rank, tag, MPI_COMM_WORLD);
}

/// The message that a probe found.
std::string receive(MPI_Status& status) {
  int size = 0;
  MPI_Get_count(&status, MPI_CHAR, &size);
  std::string text(static_cast<std::size_t>(size), '\0');
  MPI_Recv(text.data(), size, MPI_CHAR, status.MPI_SOURCE, status.MPI_TAG, MPI_COMM_WORLD, &status);
  return text;
}

/// Looks for a message until the time is over or a signal comes; MPI's own waiting takes a whole
/// processor.
bool probe(int rank, int tag, MPI_Status& status, std::chrono::milliseconds patience) {
  const auto end = Clock::now() + patience;
  for (;;) {
    int found = 0;
    MPI_Iprobe(rank, tag, MPI_COMM_WORLD, &found, &status);
    if (found != 0) return true;
    if (Clock::now() >= end || Interruption::requested()) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

}  // namespace

bool is_one_of_several_ranks() {
  // Open MPI, MPICH and Intel, MVAPICH; srun reports the number of tasks, and that it uses PMI.
  for (const char* name : {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "MV2_COMM_WORLD_SIZE"}) {
    const char* size = std::getenv(name);
    if (size != nullptr && std::atoi(size) > 1) return true;
  }
  const char* tasks = std::getenv("SLURM_STEP_NUM_TASKS");
  return std::getenv("PMIX_RANK") != nullptr && tasks != nullptr && std::atoi(tasks) > 1;
}

RankSession::RankSession() {
  int provided = 0;
  MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &provided);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
  MPI_Comm_size(MPI_COMM_WORLD, &size_);
}

RankSession::~RankSession() { MPI_Finalize(); }

WorkerRanks::WorkerRanks(const RankSession& session)
    : runs_(static_cast<std::size_t>(session.size() - 1), 0) {}

WorkerRanks::~WorkerRanks() {
  for (std::size_t i = 0; i < runs_.size(); ++i) send("", static_cast<int>(i) + 1, job_tag);
  // A rank must not end while another still sends to it.
  for (std::int64_t& run : runs_) {
    if (run == 0) continue;
    MPI_Status status;
    MPI_Probe(MPI_ANY_SOURCE, answer_tag, MPI_COMM_WORLD, &status);
    static_cast<void>(receive(status));
  }
}

std::int64_t WorkerRanks::count() const { return static_cast<std::int64_t>(runs_.size()); }

std::int64_t WorkerRanks::idle() const { return std::count(runs_.begin(), runs_.end(), 0); }

void WorkerRanks::start(std::int64_t run, const std::string& job) {
  const auto free = std::find(runs_.begin(), runs_.end(), 0);
  ISLETSIM_VALIDATE(free != runs_.end(), "no rank is free");
  *free = run;
  send(job, static_cast<int>(free - runs_.begin()) + 1, job_tag);
}

std::vector<Answer> WorkerRanks::wait(int milliseconds) {
  std::vector<Answer> answers;
  MPI_Status status;
  std::chrono::milliseconds patience(milliseconds);
  while (probe(MPI_ANY_SOURCE, answer_tag, status, patience)) {
    const auto rank = static_cast<std::size_t>(status.MPI_SOURCE - 1);
    std::string line = receive(status);
    answers.push_back({.run = std::exchange(runs_.at(rank), 0), .line = std::move(line)});
    patience = std::chrono::milliseconds(0);
  }
  return answers;
}

void serve_as_rank() {
  for (;;) {
    MPI_Status status;
    if (!probe(0, job_tag, status, std::chrono::hours(24))) continue;
    const std::string job = receive(status);
    if (job.empty()) return;
    send(to_line(carry_out(job_from_line(job))), 0, answer_tag);
  }
}

}  // namespace isletsim
