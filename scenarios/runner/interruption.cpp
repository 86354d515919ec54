// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/runner/interruption.hpp"

#include <csignal>
#include <unistd.h>

#include "scenarios/exit_code.hpp"

namespace isletsim {

namespace {

// A handler can reach nothing but a global; it only ever goes from 0 to 1.
volatile std::sig_atomic_t stop_requested = 0;

extern "C" void request_stop(int signal) {
  if (stop_requested != 0 && signal == SIGINT) _exit(exit_code::interrupted);
  stop_requested = 1;
}

void install(void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

}  // namespace

Interruption::Interruption() { install(request_stop); }

Interruption::~Interruption() {
  install(SIG_DFL);
  stop_requested = 0;
}

bool Interruption::requested() { return stop_requested != 0; }

}  // namespace isletsim
