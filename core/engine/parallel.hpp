// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

namespace isletsim {

/// Runs `body(i)` for i in [0, n) as one task each, which begin in the order of i, as far as threads
/// are free. What the bodies do must not depend on their order. The first exception that a body throws comes out of the call.
void for_each_in_parallel(std::size_t n, const std::function<void(std::size_t)>& body);

/// Threads to use where none are asked for: the processors that this process may use.
[[nodiscard]] int default_threads();

/// Sets the number of threads for as long as it lives, and makes every one of them, the caller's
/// included, flush denormal numbers to zero while it does the work.
class ThreadPool {
 public:
  explicit ThreadPool(int threads);
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;
  ~ThreadPool();

  /// Runs `work` with these threads; the caller's own is left as it was.
  void run(const std::function<void()>& work);

 private:
  struct Workers;
  std::unique_ptr<Workers> workers_;
};

}  // namespace isletsim
