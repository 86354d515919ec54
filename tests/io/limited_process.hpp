// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sched.h>
#include <string>
#include <sys/mount.h>
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

/// Gives this process a disk of its own of `bytes` at `folder`; false where the system forbids it.
inline bool mount_small_disk(const std::filesystem::path& folder, std::size_t bytes) {
  const uid_t user = ::geteuid();
  if (::unshare(user == 0 ? CLONE_NEWNS : CLONE_NEWNS | CLONE_NEWUSER) != 0) return false;
  if (user != 0) {
    std::ofstream("/proc/self/setgroups") << "deny";
    std::ofstream("/proc/self/uid_map") << "0 " << user << " 1";
  }
  const std::string options = "size=" + std::to_string(bytes);
  return ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
         ::mount("small", folder.c_str(), "tmpfs", 0, options.c_str()) == 0;
}

/// Gives up the rights of root, for whom no folder is read-only.
inline void become_nobody() {
  if (::geteuid() == 0 && ::seteuid(65534) != 0) ::_exit(98);
}

}  // namespace isletsim::test
