// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/parameters/schema.hpp"

/// A small model's parameters, with every kind of row.
namespace isletsim::example {

struct Run {
  Species species;
  std::uint32_t seed;
  double duration;                         // [min]
  std::optional<double> frame_interval;    // [min]
  std::vector<double> checkpoint_at;       // [min]
  std::vector<std::string> frame_factors;  //

  static auto describe() {
    return parameters(
        row("species", &Run::species, "mouse", choice("mouse", "human"), "assumed: most data",
            "whose islets"),
        row("seed", &Run::seed, required(), "chosen by the user", "seed of all random numbers"),
        row("duration", &Run::duration, "10 day", range("1 min", "40 year"), "chosen by the user",
            "simulated time"),
        row("frame_interval", &Run::frame_interval, "none", at_least("1 min"), "chosen by the user",
            "time between frames"),
        row("checkpoint_at", &Run::checkpoint_at, list(), range("0 day", "40 year"),
            "chosen by the user", "times of checkpoints that are kept"),
        row("frame_factors", &Run::frame_factors, list("CXCL12"), choice("CXCL12", "O2"),
            "chosen by the user", "factors in frames"));
  }
};

struct Killing {
  double kill_rate;           // [1/min]
  double half_concentration;  // [nM]
  double share;               // [1]
  int hits;                   // [1]
  bool contact;

  static auto describe() {
    return parameters(
        row("kill_rate", &Killing::kill_rate, per_species("2.9e-3 1/min", "1.9e-3 1/min"),
            range("3e-4 1/min", "1e-2 1/min"), "derived: kill budget", "killing hazard"),
        row("half_concentration", &Killing::half_concentration, "10 ng/ml",
            range("0 nM", "1000 nM"), "assumed: an example", "half-saturation")
            .of_factor("CXCL12"),
        row("share", &Killing::share, 0.5, range(0, 1), "assumed: half", "a share"),
        row("hits", &Killing::hits, 4, range(1, 10), "assumed: an example", "hits to kill"),
        row("contact", &Killing::contact, true, "assumed: an example",
            "whether contact is needed"));
  }
};

struct Factor {
  double molar_mass;   // [kDa]
  double diffusivity;  // [um^2/min]
  double secretion;    // [molecule/cell/min]

  static auto describe() {
    return parameters(row("molar_mass", &Factor::molar_mass, "8 kDa", range("10 Da", "1000 kDa"),
                          "Doe 2000", "molar mass"),
                      row("diffusivity", &Factor::diffusivity, "50 um^2/s",
                          range("0 um^2/s", "5000 um^2/s"), "Doe 2000", "diffusivity in tissue"),
                      row("secretion", &Factor::secretion, "1000 molecules/cell/h",
                          at_least("0 molecules/cell/h"), "Doe 2000", "secretion"));
  }
};

struct Blocks {
  double spread_step;  // [min]

  static auto describe() {
    return parameters(row("spread_step", &Blocks::spread_step, "10 min", range("1 min", "1 h"),
                          "assumed: as long as accuracy allows", "step of the block"));
  }
};

enum class TreatmentKind { msc_infusion, insulin };

struct Treatment {
  TreatmentKind kind;
  double at;    // [min]
  double dose;  // [cell/kg]

  static auto describe() {
    return parameters(
        row("kind", &Treatment::kind, required(), choice("msc_infusion", "insulin"),
            "chosen by the user", "what is given"),
        row("at", &Treatment::at, "0 day", at_least("0 day"), "chosen by the user",
            "time from the start"),
        row("dose", &Treatment::dose, "1e6 cells/kg", at_least("0 cells/kg"), "Doe 2000", "dose"));
  }
};

inline void add_sections(Schema& schema) {
  schema.add<Run>("run", "the run as a whole");
  schema.add<Blocks>("factors", "steps of the blocks");
  schema.add<Factor>("factors.CXCL12", "chemokine");
  schema.add<Killing>("parameters.ctl_killing", "T cells kill");
  schema.add_list<Treatment>("treatment", "what is given, and when");
}

}  // namespace isletsim::example
