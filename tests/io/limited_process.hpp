// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <csignal>
#include <cstdlib>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace isletsim::test {

/// Runs `act` in a process of its own; gives what it returned, or 128 + the signal that ended it.
template <class Act>
int in_child(Act act) {
  const pid_t child = ::fork();
  if (child == 0) {
    int result = 99;
    try {
      result = act();
    } catch (...) {
    }
    ::_exit(result);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// From now on no file of this process grows beyond `bytes`: writing fails as on a full disk.
inline void limit_file_size(rlim_t bytes) {
  std::signal(SIGXFSZ, SIG_IGN);
  const rlimit limit{bytes, bytes};
  ::setrlimit(RLIMIT_FSIZE, &limit);
}

/// Gives up the rights of root, for whom no folder is read-only.
inline void become_nobody() {
  if (::geteuid() == 0 && ::seteuid(65534) != 0) ::_exit(98);
}

}  // namespace isletsim::test
