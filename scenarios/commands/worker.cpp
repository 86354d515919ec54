// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/commands/worker.hpp"

#include "scenarios/exit_code.hpp"
#include "scenarios/experiments/worker_processes.hpp"

namespace isletsim {

int run(const WorkerOptions&) {
  serve_as_worker();
  return exit_code::done;
}

}  // namespace isletsim
