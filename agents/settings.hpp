// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "agents/factors.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// [time]: the steps of the engine, each an integer multiple of the motility step.
struct TimeSettings {
  double motility_step;      ///< [min]
  double phenotype_step;     ///< [min]
  double exchange_interval;  ///< [min]

  static auto describe() {
    return parameters(
        row("motility_step", &TimeSettings::motility_step, "1 min", range("0.05 min", "2 min"),
            "assumed: half a site per step at 5 um/min", "step of movement and contact"),
        row("phenotype_step", &TimeSettings::phenotype_step, "10 min", range("0.05 min", "2 h"),
            "assumed: well below the fastest state, 6 h", "step of cell states and fates"),
        row("exchange_interval", &TimeSettings::exchange_interval, "1 h",
            range("0.05 min", "1 day"), "assumed: well below lymph-node and blood residence",
            "interval at which islets and host exchange cells, and outputs may be written"));
  }
};

/// [patient]: the body around the islets.
struct PatientSettings {
  double age;                       ///< at the start [min]
  double body_mass;                 ///< [kg]
  std::int64_t islets_simulated;    ///< islets in the run
  std::int64_t islets_represented;  ///< islets in the body that they stand for

  static auto describe() {
    return parameters(
        row("age", &PatientSettings::age, per_species("14 day", "12 year"),
            range("0 day", "100 year"),
            "mouse: start of the neonatal β-cell death wave, Turley et al. 2003 J Exp Med "
            "198:1527; human: assumed, "
            "typical age at onset",
            "age at the start of the run"),
        row("body_mass", &PatientSettings::body_mass, per_species("0.02 kg", "40 kg"),
            range("0.002 kg", "300 kg"), "assumed: typical at the age of the run", "body mass"),
        row("islets_simulated", &PatientSettings::islets_simulated, 1, range(1, 100000),
            "assumed: one islet shows the mechanisms", "islets in the run"),
        row("islets_represented", &PatientSettings::islets_represented, per_species(2500, 1200000),
            range(1, 20000000),
            "mouse: Bock et al. 2003; human: 1e9 β cells at 850 per islet (BioNumbers 113104)",
            "islets of the body that the simulated ones stand for, evenly"));
  }
};

/// [cells.…]: cells of one type that are in each islet at the start.
struct InitialCells {
  double initial;  ///< mean number per islet [cells]

  static ParameterRows<InitialCells> describe(const Default& number, std::string source) {
    return parameters(
        row("initial", &InitialCells::initial, number, range(0, 100000), std::move(source),
            "mean number of cells in an islet at the start; the number drawn is Poisson "
            "about it"));
  }
};

/// [cells.beta_cell], at the start.
struct BetaSettings {
  double initial;          ///< mean number in a slab of medium [cells]
  double apoptotic_share;  ///< share of these that is apoptotic [1]

  static auto describe() {
    return parameters(
        row("initial", &BetaSettings::initial, 0, range(0, 100000),
            "assumed: none unless the scenario is a well",
            "mean number of cells settled at the bottom of a slab; the number drawn is Poisson "
            "about it. An islet has its own"),
        row("apoptotic_share", &BetaSettings::apoptotic_share, 0, range(0, 1),
            "assumed: alive unless the scenario is an assay of clearance",
            "share of these cells that is apoptotic at the start"));
  }
};

/// [cells.cd8_t_cell], at the start.
struct Cd8Settings {
  double initial;        ///< mean number per islet [cells]
  double cognate_share;  ///< share that recognises islet antigen [1]

  static auto describe() {
    return parameters(
        row("initial", &Cd8Settings::initial, 0, range(0, 100000), "assumed: none before priming",
            "mean number of cells in an islet at the start; the number drawn is Poisson about it"),
        row("cognate_share", &Cd8Settings::cognate_share, per_species(0.3, 0.1), range(0, 1),
            "assumed: up to 30-40 % of the CD8⁺ T cells of NOD islets react to IGRP, a few % of "
            "human ones bind tetramers",
            "share of these cells that recognises islet antigen"));
  }
};

/// [cells.mesenchymal_stem_cell], at the start and on arrival.
struct MscSettings {
  double initial;          ///< mean number per islet [cells]
  double cxcr4_positive;   ///< share that expresses CXCR4 [1]
  double cx3cr1_positive;  ///< share that expresses CX3CR1 [1]

  static auto describe() {
    return parameters(
        row("initial", &MscSettings::initial, 0, range(0, 100000),
            "assumed: none before an infusion",
            "mean number of cells in an islet at the start; the number drawn is Poisson about it"),
        row("cxcr4_positive", &MscSettings::cxcr4_positive, 0.15, range(0, 1),
            "Sordi et al. 2005 Blood 106:419 (2-25 %)", "share of cells that express CXCR4"),
        row("cx3cr1_positive", &MscSettings::cx3cr1_positive, 0.15, range(0, 1),
            "Sordi et al. 2005 Blood 106:419 (2-25 %)", "share of cells that express CX3CR1"));
  }
};

/// [factors]: what holds for whole factor blocks.
struct BlockSettings {
  double spread_step;       ///< [min]
  double local_step;        ///< [min]
  double solver_tolerance;  ///< [1]

  static auto describe() {
    return parameters(
        row("spread_step", &BlockSettings::spread_step, "10 min", range("0.05 min", "1 day"),
            "assumed: sources change with the phenotype step", "step of the 20-um block"),
        row("local_step", &BlockSettings::local_step, "1 h", range("0.05 min", "1 day"),
            "assumed: oxygen changes as cells die, over hours", "step of the 10-um block"),
        row("solver_tolerance", &BlockSettings::solver_tolerance, 1e-3, range(1e-6, 1e-2),
            "assumed: the carried residual keeps mass at any tolerance",
            "relative residual at which a solve stops"));
  }
};

/// [factors.KEY]: one factor.
struct FactorSettings {
  double molar_mass;                   ///< [kDa]; 0 where mass has no meaning
  double diffusivity;                  ///< [um^2/min]
  double half_life;                    ///< [min]
  std::string storage;                 ///< "transient" or "quasi_steady"
  std::vector<std::string> boundary;   ///< one kind for all faces, or six: -x +x -y +y -z +z
  std::vector<double> boundary_value;  ///< concentration at fixed faces, one or six
  double initial;                      ///< concentration at the start

  static ParameterRows<FactorSettings> describe(const FactorDeclaration& factor);
};

}  // namespace isletsim
