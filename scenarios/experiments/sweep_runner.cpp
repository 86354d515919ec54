// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/experiments/sweep_runner.hpp"

#include <deque>
#include <map>
#include <set>

#include <fmt/format.h>

#include "scenarios/experiments/job.hpp"
#include "scenarios/runner/interruption.hpp"

namespace isletsim {

namespace {

constexpr std::int64_t most_attempts = 4;
constexpr int milliseconds_between_looks = 500;

std::deque<std::int64_t> runs_to_do(const Sweep& sweep, RunSelection runs,
                                    const ResultsDatabase& database) {
  const ResultsPlan& plan = database.plan();
  const std::vector<std::int64_t> recorded = database.recorded();
  const std::set<std::int64_t> done(recorded.begin(), recorded.end());
  const std::set<std::int64_t> check(sweep.check.begin(), sweep.check.end());
  std::deque<std::int64_t> to_do;
  for (std::int64_t run = plan.shard.index; run <= plan.runs(); run += plan.shard.count)
    if (!done.contains(run) && (runs == RunSelection::all || check.contains(run)))
      to_do.push_back(run);
  return to_do;
}

}  // namespace

SweepOutcome carry_out(const Sweep& sweep, RunSelection runs, ResultsDatabase& database,
                       Workers& workers, const std::function<void()>& report) {
  const Interruption interruption;
  SweepOutcome outcome;
  std::deque<std::int64_t> to_do = runs_to_do(sweep, runs, database);
  std::map<std::int64_t, std::int64_t> attempts;
  std::int64_t under_way = 0;
  const auto hand_out = [&] {
    for (; !to_do.empty() && workers.idle() > 0; ++under_way) {
      const std::int64_t run = to_do.front();
      to_do.pop_front();
      ++attempts[run];
      workers.start(run, to_line(job_of(sweep, database.plan(), run)));
    }
  };
  if (!to_do.empty()) database.begin_session(workers.count());
  hand_out();
  while (under_way > 0) {
    if (Interruption::requested()) {
      outcome.interrupted = true;
      return outcome;
    }
    std::vector<RunResult> results;
    for (const Answer& answer : workers.wait(milliseconds_between_looks)) {
      --under_way;
      if (answer.line.empty()) {
        if (attempts[answer.run] < most_attempts)
          to_do.push_front(answer.run);
        else
          outcome.undone.push_back(fmt::format("run {}: its worker {} ({} times)", answer.run,
                                               answer.death, attempts[answer.run]));
        continue;
      }
      results.push_back(result_from_line(answer.line));
      results.back().attempts = attempts[answer.run];
    }
    // First new work, then the disk, so that no worker waits for the disk.
    if (!Interruption::requested()) hand_out();
    database.record(results);
    if (!results.empty()) report();
  }
  outcome.interrupted = !to_do.empty();
  return outcome;
}

}  // namespace isletsim
