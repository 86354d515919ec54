// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstddef>

#include "core/base/random.hpp"

namespace isletsim {

/// The checkpoint's use of random numbers: the threshold of a cell, drawn once for its whole life.
struct G1Checkpoint {
  static constexpr Draws<1> draws{"g1_checkpoint"};
};

/// Whether T cell i may enter S phase: it can divide, and D − P > 2u − 1.
///
/// D cyclin D2 [1], P p27kip1 [1]; u is the cell's threshold, uniform in (0, 1) and the same all
/// its life. Uninhibited (D = 1, P = 0) every cell may.
template <class P>
bool passes_g1(const Chunk<P>& t_cells, std::size_t i, const RandomSource& random) {
  if (!t_cells->can_divide(i)) return false;
  const RandomSource of_lifetime{.seed = random.seed, .step = 0};
  const double u = of_lifetime(G1Checkpoint::draws[0], t_cells->id_of(i)).uniform();
  return static_cast<double>(t_cells->cyclin_d2[i] - t_cells->p27[i]) > 2 * u - 1;
}

}  // namespace isletsim
