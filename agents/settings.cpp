// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/settings.hpp"

#include <fmt/format.h>

namespace isletsim {

ParameterRows<FactorSettings> FactorSettings::describe(const FactorDeclaration& factor) {
  const std::string source(factor.source);
  const auto level = [&](double number) {
    return factor.unit == "1" ? WrittenValue(number)
                              : WrittenValue(fmt::format("{:g} {}", number, factor.unit));
  };
  const bool is_oxygen = factor.factor == Factor::oxygen;
  const bool quasi_steady = is_oxygen || factor.factor == Factor::nitric_oxide;
  // Blood-borne oxygen is at tissue level outside the islet too: the faces are held there.
  const std::string boundary = is_oxygen ? "fixed" : "open";
  const double outside = is_oxygen ? 40000 : 0;
  const std::string level_source =
      is_oxygen ? "Buchwald 2009 Theor Biol Med Model 6:5: tissue oxygen 40 mmHg and below"
                : source;
  return parameters(
      row("molar_mass", &FactorSettings::molar_mass, fmt::format("{} kDa", factor.molar_mass),
          range("0 kDa", "1e5 kDa"), source, "molar mass: turns ng/ml into nM"),
      row("diffusivity", &FactorSettings::diffusivity, std::string(factor.diffusivity),
          range("0 um^2/s", "1e5 um^2/s"), source, "diffusion coefficient in tissue"),
      row("half_life", &FactorSettings::half_life, std::string(factor.half_life),
          range("0.1 s", "10 year"), source, "half-life of loss in tissue"),
      row("storage", &FactorSettings::storage, quasi_steady ? "quasi_steady" : "transient",
          choice("transient", "quasi_steady"), "assumed: at rest where loss takes seconds",
          "whether the factor has a memory or follows its sources at once"),
      row("boundary", &FactorSettings::boundary, list(boundary), choice("open", "closed", "fixed"),
          "assumed: exocrine tissue goes on beyond the box",
          "faces of the box: one kind for all, or six in the order -x +x -y +y -z +z"),
      row("boundary_value", &FactorSettings::boundary_value, list(level(outside)),
          at_least(level(0)), level_source, "concentration at fixed faces: one, or six"),
      row("initial", &FactorSettings::initial, level(outside), at_least(level(0)), level_source,
          "concentration everywhere at the start"));
}

}  // namespace isletsim
