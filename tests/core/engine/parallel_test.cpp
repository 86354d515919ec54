// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/engine/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <limits>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "core/base/error.hpp"

using namespace isletsim;

namespace {

// Denormal, so zero where denormals are flushed.
double half_of_the_smallest() {
  const volatile double smallest = std::numeric_limits<double>::min();
  return smallest * 0.5;
}

}  // namespace

TEST_CASE("every index is visited once, also with more threads than cores") {
  const unsigned cores = std::thread::hardware_concurrency();
  for (const unsigned threads : {1U, 2U, 4 * (cores + 1)}) {
    CAPTURE(threads);
    ThreadPool pool(static_cast<int>(threads));
    std::vector<int> visits(10000, 0);
    std::mutex mutex;
    std::set<std::thread::id> workers;
    pool.run([&] {
      for_each_in_parallel(visits.size(), [&](std::size_t i) {
        ++visits[i];
        const std::lock_guard lock(mutex);
        workers.insert(std::this_thread::get_id());
      });
    });
    CHECK(visits == std::vector<int>(10000, 1));
    CHECK(workers.size() <= threads);
  }
}

// Each index waits until as many threads as asked for have come, so that fewer would time out.
TEST_CASE("a pool has as many threads as it is asked for, also more than cores") {
  constexpr int threads = 8;
  ThreadPool pool(threads);
  std::mutex mutex;
  std::condition_variable all_here;
  std::set<std::thread::id> workers;
  pool.run([&] {
    for_each_in_parallel(threads, [&](std::size_t) {
      std::unique_lock lock(mutex);
      workers.insert(std::this_thread::get_id());
      all_here.notify_all();
      all_here.wait_for(lock, std::chrono::seconds(10), [&] { return workers.size() == threads; });
    });
  });
  CHECK(workers.size() == threads);
}

TEST_CASE("indices begin in their order") {
  ThreadPool pool(1);
  std::vector<std::size_t> begun;
  pool.run([&] { for_each_in_parallel(100, [&](std::size_t i) { begun.push_back(i); }); });
  CHECK(begun.size() == 100);
  CHECK(std::is_sorted(begun.begin(), begun.end()));
}

TEST_CASE("nothing is called for no index") {
  ThreadPool pool(2);
  bool called = false;
  pool.run([&] { for_each_in_parallel(0, [&](std::size_t) { called = true; }); });
  CHECK(!called);
}

TEST_CASE("an exception in a body comes out of the call, and the pool works on") {
  ThreadPool pool(4);
  const auto work = [&](std::size_t bad) {
    pool.run([&] {
      for_each_in_parallel(1000, [&](std::size_t i) {
        if (i == bad) throw std::out_of_range("index of a test");
      });
    });
  };
  CHECK_THROWS_WITH_AS(work(617), "index of a test", std::out_of_range);
  CHECK_NOTHROW(work(1000));
}

TEST_CASE("every worker flushes denormals to zero") {
  ThreadPool pool(4);
  std::vector<double> halves(1000, 1);
  pool.run([&] {
    for_each_in_parallel(halves.size(), [&](std::size_t i) { halves[i] = half_of_the_smallest(); });
  });
  CHECK(halves == std::vector<double>(1000, 0));
}

TEST_CASE("the thread that asks for work flushes denormals meanwhile, and is left as it was") {
  constexpr double denormal = std::numeric_limits<double>::min() / 2;
  CHECK(half_of_the_smallest() == denormal);
  {
    ThreadPool pool(2);
    double inside = 1;
    for (int i = 0; i < 2; ++i) {
      pool.run([&] { inside = half_of_the_smallest(); });
      CHECK(inside == 0);
      CHECK(half_of_the_smallest() == denormal);
    }
    CHECK_THROWS_AS(pool.run([] { throw std::out_of_range("work of a test"); }), std::out_of_range);
    CHECK(half_of_the_smallest() == denormal);
    pool.run([&] {
      ThreadPool inner(1);
      inner.run([&] { inside += half_of_the_smallest(); });
      inside += half_of_the_smallest();
    });
    CHECK(inside == 0);
  }
  CHECK(half_of_the_smallest() == denormal);
}

TEST_CASE("a fault in one task does not cut short the loops inside the others") {
  std::atomic<int> cut_short{0};
  const auto outer = [&](std::size_t i) {
    if (i == 0) throw InternalError("a fault");
    std::atomic<int> done{0};
    for_each_in_parallel(50, [&](std::size_t) { ++done; });
    if (done != 50) ++cut_short;
  };
  CHECK_THROWS_AS(for_each_in_parallel(200, outer), InternalError);
  CHECK(cut_short == 0);
}
