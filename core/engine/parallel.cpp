// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/engine/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <immintrin.h>

#include <tbb/global_control.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>
#include <tbb/task_group.h>
#include <tbb/task_scheduler_observer.h>

namespace isletsim {

namespace {

void flush_denormals() {
  _MM_SET_FLUSH_ZERO_MODE(_MM_FLUSH_ZERO_ON);
  _MM_SET_DENORMALS_ZERO_MODE(_MM_DENORMALS_ZERO_ON);
}

// Flushes denormals on the calling thread, and leaves it as it was.
class FlushHere {
 public:
  FlushHere() { flush_denormals(); }
  FlushHere(const FlushHere&) = delete;
  FlushHere& operator=(const FlushHere&) = delete;
  ~FlushHere() {
    _MM_SET_FLUSH_ZERO_MODE(flush_);
    _MM_SET_DENORMALS_ZERO_MODE(denormals_);
  }

 private:
  unsigned flush_ = _MM_GET_FLUSH_ZERO_MODE();
  unsigned denormals_ = _MM_GET_DENORMALS_ZERO_MODE();
};

}  // namespace

struct ThreadPool::Workers {
  // Denormals are flushed on each thread as it enters: the mode belongs to the thread, not to the
  // process.
  class DenormalFlusher final : public tbb::task_scheduler_observer {
   public:
    explicit DenormalFlusher(tbb::task_arena& arena) : tbb::task_scheduler_observer(arena) {
      this->observe(true);
    }
    DenormalFlusher(const DenormalFlusher&) = delete;
    DenormalFlusher& operator=(const DenormalFlusher&) = delete;
    ~DenormalFlusher() override { this->observe(false); }
    void on_scheduler_entry(bool) override { flush_denormals(); }
  };

  explicit Workers(int threads)
      : limit(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads)),
        arena(threads),
        flusher(arena) {}
  tbb::global_control limit;
  tbb::task_arena arena;
  DenormalFlusher flusher;
};

void for_each_in_parallel(std::size_t n, const std::function<void(std::size_t)>& body) {
  // Isolated: a fault elsewhere must not silently cancel this loop halfway.
  tbb::task_group_context context(tbb::task_group_context::isolated);
  // Each thread takes the next number when it is free, so that the numbers begin in their order.
  std::atomic<std::size_t> next = 0;
  const auto take_numbers = [&](std::size_t) {
    for (std::size_t i = next++; i < n && !context.is_group_execution_cancelled(); i = next++)
      body(i);
  };
  const auto threads = static_cast<std::size_t>(tbb::this_task_arena::max_concurrency());
  tbb::parallel_for(std::size_t{0}, std::min(n, threads), take_numbers, tbb::simple_partitioner(),
                    context);
}

int default_threads() { return tbb::info::default_concurrency(); }

// What runs in the arena takes over the mode of the thread that makes the arena.
ThreadPool::ThreadPool(int threads) {
  const FlushHere flushed;
  workers_ = std::make_unique<Workers>(threads);
}

ThreadPool::~ThreadPool() = default;

void ThreadPool::run(const std::function<void()>& work) {
  const FlushHere flushed;
  workers_->arena.execute(work);
}

}  // namespace isletsim
