// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/runner/disk_estimate.hpp"

#include <limits>

#include <doctest/doctest.h>

#include "core/base/error.hpp"
#include "scenarios/runner/probe.hpp"
#include "tests/scenarios/exercise.hpp"

using namespace isletsim;

namespace {

DiskEstimate estimate_of(const RunPlan& plan, const Standing& standing = {}) {
  return estimate_disk(plan, *simulate_one_islet(plan, 1), standing);
}

}  // namespace

TEST_CASE("what is due is counted as it is written: at the start, each interval and the end") {
  const auto with_interval = [](const char* interval) {
    return plan_test_scenario(
        "exercise",
        {"run.duration=\"2 day\"", std::string("output.frame_interval=\"") + interval + '"'});
  };
#ifdef ISLETSIM_VIZ
  CHECK(estimate_of(with_interval("12 h")).frame_count == 5);
  CHECK(estimate_of(with_interval("13 h")).frame_count == 5);  // 0, 13, 26, 39 and 48 h
  CHECK(estimate_of(with_interval("3 day")).frame_count == 2);
  // The frames at 0 and 12 h exist at the checkpoint of 12 h; from one at 13 h it is the same.
  CHECK(estimate_of(with_interval("12 h"), {720, 2}).frame_count == 3);
  CHECK(estimate_of(with_interval("12 h"), {780, 2}).frame_count == 3);
  CHECK(estimate_of(with_interval("12 h"), {2879, 2}).frame_count == 1);
#endif
  CHECK(estimate_of(with_interval("none")).frames == 0);
  CHECK(estimate_of(with_interval("12 h"), {2880, 2}).frames == 0);
}

TEST_CASE("disk grows with islets, and only those that are drawn take frames") {
  const DiskEstimate one = estimate_of(plan_test_scenario("exercise"));
  const DiskEstimate two = estimate_of(
      plan_test_scenario("exercise", {"patient.islets_simulated=2", "output.frame_islets=1"}));
  CHECK(two.frames == one.frames);
  CHECK(two.checkpoints > 3 * one.checkpoints / 2);
  CHECK(two.checkpoints < 2 * one.checkpoints);
  CHECK(two.series > one.series);
  CHECK(two.series < 2 * one.series);
}

TEST_CASE("three checkpoints stand at once while a fourth is written, and those that are kept") {
  const auto with = [](const char* interval, const char* kept) {
    return plan_test_scenario("exercise",
                              {std::string("output.checkpoint_interval=\"") + interval + '"',
                               std::string("output.checkpoint_at=") + kept});
  };
  const std::uintmax_t ends = estimate_of(with("none", "[]")).checkpoints;
  REQUIRE(ends > 0);
  const std::uintmax_t one = ends / 2;  // at the start and the end
  CHECK(estimate_of(with("12 h", "[]")).checkpoints == 3 * one);
  CHECK(estimate_of(with("1 h", "[]")).checkpoints == 4 * one);
  CHECK(estimate_of(with("1 h", "[\"3 h\", \"30 h\"]")).checkpoints == 5 * one);
  // Three stand, and make room for those that come.
  CHECK(estimate_of(with("1 h", "[]"), {600, 3}).checkpoints == one);
}

TEST_CASE("a run that the disk cannot hold is refused with its size and a way out") {
  DiskEstimate estimate;
  estimate.series = std::numeric_limits<std::uintmax_t>::max() / 2;
  try {
    require_disk(estimate, "not/there/yet", 0, "make room");
    FAIL("not refused");
  } catch (const IoError& error) {
    const std::string message = error.what();
    CHECK(message.starts_with("not/there/yet: not enough disk: the run takes "));
    CHECK(message.find("8388608 TiB (no frames, checkpoints 0.0 KiB, series 8388608 TiB), and ") !=
          std::string::npos);
    CHECK(message.ends_with(" are free — make room"));
  }
  CHECK_NOTHROW(require_disk(estimate, "not/there/yet", estimate.total(), ""));
  CHECK_NOTHROW(require_disk(estimate, "/proc/self", 0, ""));  // it reports no size
  CHECK_NOTHROW(require_disk({}, ".", 0, ""));
}

TEST_CASE("bytes are written in a suitable unit") {
  CHECK(bytes_in_words(0) == "0.0 KiB");
  CHECK(bytes_in_words(1536) == "1.5 KiB");
  CHECK(bytes_in_words(100 << 20) == "100 MiB");
  CHECK(bytes_in_words(std::uintmax_t{1} << 30) == "1.0 GiB");
}
