// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/base/math.hpp"

#include <array>
#include <cstddef>

#include <sleef.h>

namespace isletsim::math {

double exp(double x) { return Sleef_cinz_expd1_u10purec(x); }
double expm1(double x) { return Sleef_cinz_expm1d1_u10purec(x); }
double log(double x) { return Sleef_cinz_logd1_u10purec(x); }
double log1p(double x) { return Sleef_cinz_log1pd1_u10purec(x); }
double pow(double base, double exponent) { return Sleef_cinz_powd1_u10purec(base, exponent); }
double sin(double x) { return Sleef_cinz_sind1_u10purec(x); }
double cos(double x) { return Sleef_cinz_cosd1_u10purec(x); }

double log_factorial(double n) {
  static constexpr std::array<double, 10> small{1, 1, 2, 6, 24, 120, 720, 5040, 40320, 362880};
  if (n < static_cast<double>(small.size())) return log(small[static_cast<std::size_t>(n)]);
  // Stirling's series; the term left out is below 1e-10 for n >= 10.
  constexpr double half_log_two_pi = 0.91893853320467274178;
  const double inverse = 1.0 / n;
  const double series =
      inverse * (1.0 / 12 - inverse * inverse * (1.0 / 360 - inverse * inverse * (1.0 / 1260)));
  return (n + 0.5) * log(n) - n + half_log_two_pi + series;
}

double hill(double x, double half_saturation, double coefficient) {
  if (x <= 0) return 0;
  if (coefficient == 1) return hill(x, half_saturation);
  const double ratio = half_saturation / x;
  return 1 / (1 + (coefficient == 2 ? ratio * ratio : pow(ratio, coefficient)));
}

}  // namespace isletsim::math
