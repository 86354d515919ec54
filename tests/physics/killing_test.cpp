// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include "agents/mechanisms/autoimmunity/ctl_killing.hpp"

using namespace isletsim;

namespace {

constexpr CtlKilling::Parameters parameters_of_mouse{.kill_rate = 2.9e-3};  // [1/min]
constexpr double phenotype_step = 10;                                       // [min]

// Well-mixed β cells, each bound by the same number of T cells, at the reference MHC-I of 4.
class Culture {
 public:
  Culture(std::size_t cells, int bound_t_cells) {
    for (std::size_t i = 0; i < cells; ++i) {
      const std::size_t row = beta_.append(CellId{1, i}, Site{}, 0);
      beta_.bound_cytotoxicity[row] =
          bound_t_cells * static_cast<std::int32_t>(Cd8TCells::cytotoxicity_unit);
      beta_.mhc1.set(row, 4);
    }
  }

  void step() {
    beta_.clear_scratch();
    for (std::size_t begin = 0; begin < beta_.size(); begin += Chunk<BetaCells>::capacity) {
      const std::size_t end = std::min(begin + Chunk<BetaCells>::capacity, beta_.size());
      CtlKilling{}(parameters_of_mouse, Chunk(beta_, begin, end));
    }
    std::vector<std::size_t> killed;
    const RandomSource random{Seed{17}, step_++};
    for (std::size_t row = 0; row < beta_.size(); ++row) {
      const std::size_t fate =
          beta_.fate.draw(row, phenotype_step, random(CompetingRisks::draws[0], beta_.id_of(row)));
      if (fate == static_cast<std::size_t>(BetaFate::killed)) killed.push_back(row);
    }
    // From the last, so that removal moves no row that is still to go.
    for (auto row = killed.rbegin(); row != killed.rend(); ++row) beta_.remove(*row);
  }

  [[nodiscard]] double survivors() const { return static_cast<double>(beta_.size()); }

 private:
  BetaCells beta_;
  std::int64_t step_ = 0;
};

}  // namespace

// dN/dt = −k n N with constant n leaves N0 exp(−k n t); each cell survives by itself, so the number
// is binomial. Bounds are five standard errors.
TEST_CASE("well-mixed killing leaves an exponential decline of β cells") {
  constexpr double n0 = 20000;
  constexpr int bound = 2;
  Culture culture(static_cast<std::size_t>(n0), bound);
  for (int step = 1; step <= 40; ++step) {
    culture.step();
    const double surviving =
        std::exp(-parameters_of_mouse.kill_rate * bound * phenotype_step * step);
    CAPTURE(step);
    CHECK(std::abs(culture.survivors() - n0 * surviving) <
          5 * std::sqrt(n0 * surviving * (1 - surviving)));
  }
}

TEST_CASE("no β cell is killed where no T cell is bound") {
  Culture culture(1000, 0);
  for (int step = 0; step < 20; ++step) culture.step();
  CHECK(culture.survivors() == 1000);
}

// Mass action: the rate −ln(N/N0)/t is k n for every n. The error of ln N for a binomial N is
// √((1 − s)/(s N0)) with s = exp(−k n t).
TEST_CASE("the rate of killing is proportional to the number of T cells from 1 to 64") {
  constexpr double n0 = 20000;
  for (int bound = 1; bound <= 64; bound *= 2) {
    CAPTURE(bound);
    // Leaves between a sixth and two fifths of the cells.
    const int steps = std::max(1, 32 / bound);
    Culture culture(static_cast<std::size_t>(n0), bound);
    for (int step = 0; step < steps; ++step) culture.step();
    const double time = steps * phenotype_step;
    const double rate = -std::log(culture.survivors() / n0) / time;
    const double expected = parameters_of_mouse.kill_rate * bound;
    const double surviving = std::exp(-expected * time);
    CHECK(std::abs(rate - expected) < 5 * std::sqrt((1 - surviving) / (surviving * n0)) / time);
  }
}
