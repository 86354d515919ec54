// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/draw.hpp"
#include "core/base/error.hpp"
#include "core/base/ids.hpp"
#include "core/base/seed.hpp"
#include "core/parameters/parameter.hpp"
#include "core/space/lattice.hpp"
#include "core/state/column.hpp"

namespace isletsim {

/// What a site of the box belongs to.
enum class TissueClass : std::uint8_t { exocrine, islet, capillary, arteriole, venule, medium };
[[nodiscard]] std::vector<Label> tissue_class_labels();

/// Whether a site lies within the islet: tissue or capillary.
[[nodiscard]] constexpr bool in_islet(TissueClass site) {
  return site == TissueClass::islet || site == TissueClass::capillary;
}
[[nodiscard]] constexpr bool in_vessel(TissueClass site) {
  return site == TissueClass::capillary || site == TissueClass::arteriole ||
         site == TissueClass::venule;
}

/// Cells that stay on their site.
enum class TissueCell : std::uint8_t { beta, alpha, delta, endothelial };
inline constexpr EnumWords tissue_cell_words({EnumWord{TissueCell::beta, "beta"},
                                              EnumWord{TissueCell::alpha, "alpha"},
                                              EnumWord{TissueCell::delta, "delta"},
                                              EnumWord{TissueCell::endothelial, "endothelial"}});

/// A cell of a segmented islet, as a file gives it.
struct SegmentedCell {
  Vector3 position;  ///< in the coordinates of the file [µm]
  TissueCell type;
  int line;  ///< in the file, from 1
};

/// How the endocrine cells are laid out.
enum class Architecture : std::uint8_t {
  core_mantle,   ///< β cells in the core, α and δ cells in the mantle
  intermingled,  ///< all mixed, β cells clustered
  slab,          ///< no islet: a box of medium for assays
};

inline constexpr EnumWords architecture_words({EnumWord{Architecture::core_mantle, "core_mantle"},
                                               EnumWord{Architecture::intermingled, "intermingled"},
                                               EnumWord{Architecture::slab, "slab"}});

/// The `[islet]` table of a scenario.
struct IsletSettings {
  double diameter;            ///< [µm]
  std::optional<double> box;  ///< edge of the cubic box [µm]; none: diameter + 2 × 80 µm
  Architecture architecture;
  double vessel_fraction;  ///< capillary sites among the islet's sites [1]
  double cells_per_ieq;    ///< endocrine cells in a ball of 150 µm [1]
  double beta_fraction;    ///< relative to the other two [1]
  double alpha_fraction;   ///< [1]
  double delta_fraction;   ///< [1]
  double core_radius;      ///< of the β core, relative to the islet's [1]
  double beta_clustering;  ///< excess of β–β contacts over random mixing [1]
  std::string cells;       ///< file of a segmented islet; empty: generated
  double slab_thickness;   ///< z edge of a slab [µm]

  static auto describe() {
    return parameters(
        row("diameter", &IsletSettings::diameter, per_species("110 um", "150 um"),
            range("30 um", "500 um"), "Kim et al. 2009; Ricordi et al. 1990 (150 um = 1 IEQ)",
            "diameter of the islet"),
        row("box", &IsletSettings::box, "none", range("80 um", "10000 um"),
            "assumed: 80 um of exocrine tissue on each side, rounded up to 8 sites",
            "edge of the cubic box; none: diameter + 160 um"),
        row("architecture", &IsletSettings::architecture,
            per_species("core_mantle", "intermingled"), choice(architecture_words),
            "Bonner-Weir et al. 2015",
            "layout of the endocrine cells, or a slab of medium without islet"),
        row("vessel_fraction", &IsletSettings::vessel_fraction, per_species(0.08, 0.06),
            range(0.02, 0.12), "Brissova et al. 2015; Cohrs et al. 2017",
            "share of the islet's volume that is vessels"),
        row("cells_per_ieq", &IsletSettings::cells_per_ieq, 1560, range(1000, 1700),
            "Pisania et al. 2010", "endocrine cells in an islet of 150 um"),
        row("beta_fraction", &IsletSettings::beta_fraction, per_species(0.75, 0.55), range(0, 1),
            "Kim et al. 2009", "beta cells among endocrine cells; the three shares are normalised"),
        row("alpha_fraction", &IsletSettings::alpha_fraction, per_species(0.18, 0.35), range(0, 1),
            "Kim et al. 2009", "alpha cells among endocrine cells"),
        row("delta_fraction", &IsletSettings::delta_fraction, per_species(0.06, 0.10), range(0, 1),
            "Kim et al. 2009", "delta cells among endocrine cells"),
        row("core_radius", &IsletSettings::core_radius, 0.90, range(0.5, 1),
            "assumed: leaves the mantle as much room as its cells need",
            "radius of the beta core relative to the islet's (core_mantle)"),
        row("beta_clustering", &IsletSettings::beta_clustering, 0.2, range(0, 0.5),
            "Bonner-Weir et al. 2015 (clear clustering); size assumed: visible, not total",
            "excess of beta-beta contacts over random mixing (intermingled)"),
        row("cells", &IsletSettings::cells, "", "chosen by the user",
            "CSV file (x, y, z in um, type) of a segmented islet; empty: generated"),
        row("slab_thickness", &IsletSettings::slab_thickness, "80 um", range("10 um", "10000 um"),
            "assumed: a thin gel", "z edge of a slab, rounded up to 8 sites"));
  }
};

/// A cell on its site.
struct PlacedCell {
  TissueCell type;
  Site site;
  bool operator==(const PlacedCell&) const = default;
};

/// Uses of random numbers of the generator: shape, vessels, vacancies, layout.
struct IsletGeneration {
  static constexpr Draws<4> draws{"islet_generation"};
};

/// An islet in its box, before anything happens to it.
struct IsletArchitecture {
  Lattice lattice;                        ///< 10-µm sites
  Vector3 centre;                         ///< of the islet; of the box where there is none [µm]
  double radius;                          ///< of the ball of the islet's volume; 0 without [µm]
  std::vector<TissueClass> tissue_class;  ///< for each site
  std::vector<PlacedCell> cells;          ///< in ascending order of sites, at most one per site
  /// Sites of the peri-islet basement membrane: those outside the islet that touch it by face, edge
  /// or corner. Ascending.
  std::vector<Site> basement_membrane;
  /// Sites of venules beyond the basement membrane but within 30 µm of it, where leukocytes enter.
  /// Ascending.
  std::vector<Site> venule_entries;
};

/// Contradictions between settings, each with the full key to change: a box too small for the
/// islet, no endocrine cells.
[[nodiscard]] std::vector<Fault> contradictions(const IsletSettings& settings);

/// The lattice that an islet of these settings gets: each edge of the box rounded up to a multiple
/// of 8 sites. Allocates nothing that grows with it. `cells` as in `generate_islet`. Throws
/// ConfigError if the islet does not fit.
[[nodiscard]] Lattice islet_lattice(const IsletSettings& settings,
                                    std::span<const SegmentedCell> cells = {});

/// Builds an islet; the same settings, cells, seed and number give the same one.
///
/// A generated islet is a ball with one connected tree of vessels, which holds `vessel_fraction` of
/// it, and endocrine cells at `cells_per_ieq`; the sites left are interstitium. Neglects the
/// islet's departures from a ball, and vessels other than its own in the exocrine tissue.
///
/// A segmented islet is made of `cells`, those of the file that `settings.cells` names; its shape
/// is what the endocrine ones fill. Cells whose site is taken move to the nearest vacant site of
/// the islet within three sites. Where no cell is endothelial, vessels are generated, and displace
/// endocrine cells in the same way; where none lies outside the islet, an arteriole and venules
/// are.
///
/// Throws ConfigError with the contradictions of the settings, if the islet does not fit its box,
/// or if a cell finds no site.
[[nodiscard]] IsletArchitecture generate_islet(const IsletSettings& settings, Seed seed,
                                               std::uint32_t islet,
                                               std::span<const SegmentedCell> cells = {});

}  // namespace isletsim
