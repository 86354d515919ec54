// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

/// Elementary functions whose last bit is the same on every x86-64 CPU. glibc's are not: they use
/// FMA where the CPU has it. Code whose results reach the state calls these.
namespace isletsim::math {

[[nodiscard]] double exp(double x);
[[nodiscard]] double expm1(double x);
[[nodiscard]] double log(double x);
[[nodiscard]] double log1p(double x);
[[nodiscard]] double pow(double base, double exponent);
[[nodiscard]] double sin(double x);
[[nodiscard]] double cos(double x);
/// Natural logarithm of n! for n ≥ 0.
[[nodiscard]] double log_factorial(double n);

/// Hill function H(x; K, n) = xⁿ / (Kⁿ + xⁿ) [1] for x ≥ 0, K > 0; n is the Hill coefficient.
[[nodiscard]] double hill(double x, double half_saturation, double coefficient);
/// H(x; K, 1), the receptor occupancy at ligand concentration x and dissociation constant K.
[[nodiscard]] constexpr double hill(double x, double half_saturation) {
  return x / (half_saturation + x);
}

/// Probability that an event of hazard h [1/min] happens within dt [min].
[[nodiscard]] inline double event_probability(double hazard, double dt) {
  return -expm1(-hazard * dt);
}

}  // namespace isletsim::math
