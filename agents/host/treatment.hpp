// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/parameters/parameter.hpp"

namespace isletsim {

/// What a treatment is.
enum class TreatmentKind : std::uint8_t { msc_infusion, virus, bacteria, insulin_demand };
inline constexpr EnumWords treatment_words(
    {EnumWord{TreatmentKind::msc_infusion, "msc_infusion"}, EnumWord{TreatmentKind::virus, "virus"},
     EnumWord{TreatmentKind::bacteria, "bacteria"},
     EnumWord{TreatmentKind::insulin_demand, "insulin_demand"}});

/// One [[treatment]] of a scenario: what is done, when and how often.
struct Treatment {
  TreatmentKind kind;
  double at;                    ///< since the run's start [min]
  std::optional<double> every;  ///< interval of repeats [min]
  std::int64_t times;           ///< how often in all
  double dose;                  ///< of an infusion [cell/kg]
  std::string route;            ///< of an infusion

  static auto describe() {
    return parameters(
        row("kind", &Treatment::kind, required(), choice(treatment_words), "chosen by the user",
            "what is done: an infusion of MSCs, or what happens: a virus or bacteria reach islets, "
            "or "
            "insulin demand rises"),
        row("at", &Treatment::at, required(), range("0 min", "100 year"), "chosen by the user",
            "when, counted from the start of the run"),
        row("every", &Treatment::every, "none", range("1 min", "100 year"), "chosen by the user",
            "interval of repeats; none: once"),
        row("times", &Treatment::times, 1, range(1, 1000), "chosen by the user",
            "how often in all"),
        row("dose", &Treatment::dose, "1e6 cell/kg", range("0 cell/kg", "1e9 cell/kg"),
            "Lu et al. 2021 Stem Cell Res Ther 12:340",
            "cells that an infusion gives per kg of body mass"),
        row("route", &Treatment::route, "intravenous", choice("intravenous", "pancreatic_artery"),
            "chosen by the user", "by which vessel an infusion is given"));
  }

  /// Calls act(n) for each repeat n with begin ≤ at + n · every < end.
  template <class Act>
  void for_each_due(double begin, double end, Act act) const {
    for (std::int64_t n = 0; n < (every ? times : 1); ++n) {
      const double time = at + static_cast<double>(n) * every.value_or(0);
      if (time >= begin && time < end) act(n);
    }
  }
};

/// Part of a stream of random numbers that belongs to one repeat of one treatment.
[[nodiscard]] inline std::uint64_t stream_part(std::size_t treatment, std::int64_t repeat) {
  constexpr std::uint64_t most_repeats = 1000;
  return most_repeats * treatment + static_cast<std::uint64_t>(repeat);
}

}  // namespace isletsim
