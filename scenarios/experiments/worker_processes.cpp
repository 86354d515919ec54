// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/experiments/worker_processes.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <memory>
#include <poll.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>

#include "core/base/error.hpp"
#include "scenarios/experiments/job.hpp"

namespace isletsim {

namespace {

constexpr const char* this_program = "/proc/self/exe";

/// The ends of a pipe from which is read and to which is written.
std::pair<FileDescriptor, FileDescriptor> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw file_error("a pipe", "open", errno);
  return {FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

/// Signals that this process handles itself, and a worker in the default way.
sigset_t usual_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGPIPE, SIGINT, SIGTERM}) sigaddset(&signals, signal);
  return signals;
}

void write_line(const std::string& line) {
  if (std::fwrite(line.data(), 1, line.size(), stdout) != line.size() ||
      std::fputc('\n', stdout) == EOF || std::fflush(stdout) != 0)
    throw file_error("standard output", "write", errno);
}

}  // namespace

WorkerProcesses::WorkerProcesses(std::int64_t count) : workers_(static_cast<std::size_t>(count)) {
  std::signal(SIGPIPE, SIG_IGN);  // a worker that died shows when its answer is read
}

WorkerProcesses::~WorkerProcesses() {
  for (Worker& worker : workers_) {
    if (worker.process == 0) continue;
    ::kill(worker.process, SIGKILL);
    bury(worker);
  }
}

std::int64_t WorkerProcesses::count() const { return static_cast<std::int64_t>(workers_.size()); }

std::int64_t WorkerProcesses::idle() const {
  return std::count_if(workers_.begin(), workers_.end(),
                       [](const Worker& worker) { return worker.run == 0; });
}

void WorkerProcesses::launch(Worker& worker) {
  auto [jobs_out, jobs_in] = make_pipe();
  auto [answers_out, answers_in] = make_pipe();
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  posix_spawn_file_actions_adddup2(&actions, jobs_out.get(), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, answers_in.get(), STDOUT_FILENO);
  const sigset_t signals = usual_signals();
  posix_spawnattr_setsigdefault(&attributes, &signals);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  std::string name = "isletsim";
  std::string command = "worker";
  const std::array<char*, 3> arguments{name.data(), command.data(), nullptr};
  const int error = ::posix_spawn(&worker.process, this_program, &actions, &attributes,
                                  arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (error != 0) {
    worker.process = 0;
    throw file_error(this_program, "start a worker from", error);
  }
  worker.jobs = std::move(jobs_in);
  worker.answers = std::move(answers_out);
}

std::string WorkerProcesses::bury(Worker& worker) {
  int status = 0;
  while (::waitpid(worker.process, &status, 0) < 0 && errno == EINTR) {
  }
  worker = Worker{};
  return WIFSIGNALED(status) ? fmt::format("was killed by signal {}", WTERMSIG(status))
                             : fmt::format("ended with code {}", WEXITSTATUS(status));
}

void WorkerProcesses::start(std::int64_t run, const std::string& job) {
  const auto free = std::find_if(workers_.begin(), workers_.end(),
                                 [](const Worker& worker) { return worker.run == 0; });
  ISLETSIM_VALIDATE(free != workers_.end(), "no worker is free");
  if (free->process == 0) launch(*free);
  free->run = run;
  try {
    write_all(free->jobs, "a worker", job + '\n');
  } catch (const IoError&) {  // it died; wait() finds that out
  }
}

void WorkerProcesses::read_answer(Worker& worker, std::vector<Answer>& answers) {
  std::array<char, 65536> buffer{};
  const ssize_t size = ::read(worker.answers.get(), buffer.data(), buffer.size());
  if (size < 0 && errno == EINTR) return;
  if (size <= 0) {
    const std::int64_t run = worker.run;
    std::string death = bury(worker);
    if (run != 0) answers.push_back({.run = run, .death = std::move(death)});
    return;
  }
  worker.received.append(buffer.data(), static_cast<std::size_t>(size));
  if (!worker.received.ends_with('\n')) return;
  worker.received.pop_back();
  answers.push_back(
      {.run = std::exchange(worker.run, 0), .line = std::exchange(worker.received, std::string())});
}

std::vector<Answer> WorkerProcesses::wait(int milliseconds) {
  std::vector<pollfd> polled;
  std::vector<Worker*> of_polled;
  for (Worker& worker : workers_) {
    if (worker.process == 0) continue;
    polled.push_back({.fd = worker.answers.get(), .events = POLLIN, .revents = 0});
    of_polled.push_back(&worker);
  }
  std::vector<Answer> answers;
  if (::poll(polled.data(), polled.size(), milliseconds) <= 0) return answers;
  for (std::size_t i = 0; i < polled.size(); ++i)
    if (polled[i].revents != 0) read_answer(*of_polled[i], answers);
  return answers;
}

void serve_as_worker() {
  // The process that gave the jobs may have been killed: then no process would read the answer.
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  struct Free {
    void operator()(char* text) const { std::free(text); }
  };
  char* text = nullptr;
  std::size_t capacity = 0;
  std::unique_ptr<char, Free> owner;
  for (;;) {
    const ssize_t size = ::getline(&text, &capacity, stdin);
    static_cast<void>(owner.release());
    owner.reset(text);
    if (size <= 0) return;
    write_line(to_line(carry_out(job_from_line({text, static_cast<std::size_t>(size)}))));
  }
}

}  // namespace isletsim
