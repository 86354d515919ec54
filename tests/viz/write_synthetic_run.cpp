// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
//
// Writes frames of a made-up islet, for the ParaView test: write_synthetic_run DIRECTORY [ISLETS]
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <vector>

#include <fmt/format.h>

#include "tests/viz/synthetic_islet.hpp"
#include "viz/frame_writer.hpp"

int main(int argc, char** argv) {
  using namespace isletsim;
  if (argc < 2) return 2;
  const int islets = argc > 2 ? std::atoi(argv[2]) : 1;
  std::vector<std::unique_ptr<test::SyntheticIslet>> made;
  std::vector<StateSection> sections;
  for (int i = 1; i <= islets; ++i) {
    made.push_back(std::make_unique<test::SyntheticIslet>(static_cast<std::uint32_t>(i)));
    sections.push_back(made.back()->section());
  }
  FrameWriter frames(argv[1], {"isletsim (no simulation)", "made_up", 1}, {});
  const auto begin = std::chrono::steady_clock::now();
  constexpr int count = 4;
  for (int frame = 0; frame < count; ++frame) {
    const double time = 720.0 * frame;
    for (auto& islet : made) islet->advance(time);
    frames.write(frame, time, sections);
  }
  const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - begin;
  fmt::print("{:.1f} ms per frame\n", taken.count() / count);
  return 0;
}
