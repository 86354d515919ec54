// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/architecture/architecture.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "agents/architecture/endocrine_layout.hpp"
#include "agents/architecture/region.hpp"
#include "agents/architecture/shuffle.hpp"
#include "agents/architecture/vessel_tree.hpp"
#include "core/base/error.hpp"
#include "core/base/random.hpp"

namespace isletsim {

namespace {

constexpr double site_spacing = 10;         // [µm]
constexpr double ieq_diameter = 150;        // [µm]
constexpr double default_margin = 80;       // between islet and face [µm]
constexpr double least_margin = 20;         // a basement membrane and one site beyond [µm]
constexpr double largest_segmented = 1000;  // [µm]

RandomStream stream(Seed seed, std::uint32_t islet, Draw draw) {
  return {seed, draw, CellId{islet, 0}, 0};
}

// Sites that hold `length` [µm], rounded up to 8, so that coarser voxels and grids divide the box.
int rounded_extent(double length) {
  return (static_cast<int>(std::ceil(length / site_spacing)) + 7) / 8 * 8;
}

// Whether the box that is asked for holds an islet of this size along an axis [µm].
std::vector<Fault> box_faults(const IsletSettings& settings, double size) {
  if (!settings.box || *settings.box >= size + 2 * least_margin) return {};
  return {{.problem = "box too small for the islet",
           .value = fmt::format("{} um", *settings.box),
           .why = fmt::format("the islet measures {:.0f} um and needs {:.0f} um around it", size,
                              least_margin),
           .suggestion = fmt::format("at least {:.0f} um, or none for {:.0f} um",
                                     size + 2 * least_margin, size + 2 * default_margin),
           .key = "islet.box"}};
}

// Edge of the box for an islet of this size along an axis [site].
int box_extent(const IsletSettings& settings, double size) {
  std::vector<Fault> faults = box_faults(settings, size);
  if (!faults.empty()) throw ConfigError(std::move(faults));
  return rounded_extent(settings.box.value_or(size + 2 * default_margin));
}

bool is_endocrine(const SegmentedCell& cell) { return cell.type != TissueCell::endothelial; }

// A segmented islet moved into its box.
struct SegmentedIslet {
  Lattice lattice;
  std::vector<SegmentedCell> cells;  // position in the box
};

SegmentedIslet boxed(const IsletSettings& settings, std::span<const SegmentedCell> cells) {
  Lattice::Extent extent{};
  Vector3 shift{};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    double low = std::numeric_limits<double>::max();
    double high = std::numeric_limits<double>::lowest();
    for (const SegmentedCell& cell : cells) {
      if (!is_endocrine(cell)) continue;
      low = std::min(low, cell.position[axis]);
      high = std::max(high, cell.position[axis]);
    }
    const double size = high - low + site_spacing;
    if (size > largest_segmented) {
      throw ConfigError(
          Fault{.problem = "islet too large",
                .value = fmt::format("{:.0f} um", size),
                .why = fmt::format("its endocrine cells may span {:.0f} um", largest_segmented),
                .suggestion = "coordinates are in um",
                .file = settings.cells,
                .key = "islet.cells"});
    }
    extent[axis] = box_extent(settings, size);
    shift[axis] = 0.5 * extent[axis] * site_spacing - 0.5 * (low + high);
  }
  SegmentedIslet islet{Lattice(extent, site_spacing), {cells.begin(), cells.end()}};
  for (SegmentedCell& cell : islet.cells) {
    for (std::size_t axis = 0; axis < 3; ++axis) cell.position[axis] += shift[axis];
  }
  return islet;
}

Lattice generated_lattice(const IsletSettings& settings) {
  if (settings.architecture == Architecture::slab) {
    const int edge = rounded_extent(settings.box.value_or(settings.diameter + 2 * default_margin));
    return Lattice({edge, edge, rounded_extent(settings.slab_thickness)}, site_spacing);
  }
  const int edge = box_extent(settings, settings.diameter);
  return Lattice({edge, edge, edge}, site_spacing);
}

IsletArchitecture empty_slab(const Lattice& lattice) {
  return {.lattice = lattice,
          .centre = lattice.centre(),
          .radius = 0,
          .tissue_class = std::vector<TissueClass>(lattice.size(), TissueClass::medium),
          .cells = {},
          .basement_membrane = {},
          .venule_entries = {}};
}

// Leukocytes leave the blood beside the islet, not anywhere in the exocrine tissue.
void keep_peri_islet(IsletArchitecture& islet) {
  constexpr double reach = 30;  // µm, three cells
  const auto is_near = [&](Site venule) {
    const Vector3 a = islet.lattice.position(venule);
    return std::any_of(islet.basement_membrane.begin(), islet.basement_membrane.end(),
                       [&](Site site) {
                         const Vector3 b = islet.lattice.position(site);
                         const double x = a[0] - b[0];
                         const double y = a[1] - b[1];
                         const double z = a[2] - b[2];
                         return x * x + y * y + z * z <= reach * reach;
                       });
  };
  std::vector<Site> near;
  std::copy_if(islet.venule_entries.begin(), islet.venule_entries.end(), std::back_inserter(near),
               is_near);
  if (!near.empty()) islet.venule_entries = std::move(near);
}

// Puts islet, vessels and their endothelium into the box.
IsletArchitecture tissue_of(const IsletRegion& region, const VesselTree& vessels) {
  IsletArchitecture islet{.lattice = region.lattice,
                          .centre = region.centre,
                          .radius = region.radius,
                          .tissue_class = {},
                          .cells = {},
                          .basement_membrane = peri_islet_shell(region),
                          .venule_entries = {}};
  islet.tissue_class.resize(region.lattice.size(), TissueClass::exocrine);
  for (Site site : region.sites) islet.tissue_class[site.value()] = TissueClass::islet;
  const auto line = [&](const std::vector<Site>& sites, TissueClass vessel) {
    for (Site site : sites) {
      islet.tissue_class[site.value()] = vessel;
      islet.cells.push_back({TissueCell::endothelial, site});
    }
  };
  line(vessels.capillaries, TissueClass::capillary);
  line(vessels.arteriole, TissueClass::arteriole);
  line(vessels.venules, TissueClass::venule);
  std::set_difference(vessels.venules.begin(), vessels.venules.end(),
                      islet.basement_membrane.begin(), islet.basement_membrane.end(),
                      std::back_inserter(islet.venule_entries));
  keep_peri_islet(islet);
  return islet;
}

std::size_t capillaries_of(const IsletRegion& region, const IsletSettings& settings) {
  return static_cast<std::size_t>(
      std::lround(settings.vessel_fraction * static_cast<double>(region.sites.size())));
}

void sort_by_site(std::vector<PlacedCell>& cells) {
  std::sort(cells.begin(), cells.end(),
            [](const PlacedCell& a, const PlacedCell& b) { return a.site < b.site; });
}

IsletArchitecture generated_islet(const IsletSettings& settings, const Lattice& lattice, Seed seed,
                                  std::uint32_t number) {
  const IsletRegion region =
      ball_region(lattice, settings.diameter, stream(seed, number, IsletGeneration::draws[0]));
  IsletArchitecture islet =
      tissue_of(region, grow_vessels(region, capillaries_of(region, settings),
                                     stream(seed, number, IsletGeneration::draws[1])));

  std::vector<Site> sites;
  for (Site site : region.sites) {
    if (islet.tissue_class[site.value()] == TissueClass::islet) sites.push_back(site);
  }
  const double ieq = settings.diameter / ieq_diameter;
  const auto wanted =
      static_cast<std::size_t>(std::lround(settings.cells_per_ieq * ieq * ieq * ieq));
  RandomStream vacancies = stream(seed, number, IsletGeneration::draws[2]);
  shuffle(sites.begin(), sites.end(), vacancies);
  sites.resize(std::min(wanted, sites.size()));
  std::sort(sites.begin(), sites.end());

  const EndocrineCounts counts = endocrine_counts(settings, sites.size());
  const RandomStream layout = stream(seed, number, IsletGeneration::draws[3]);
  const std::vector<TissueCell> types =
      settings.architecture == Architecture::core_mantle
          ? core_mantle_layout(region, sites, counts, settings.core_radius, layout)
          : intermingled_layout(lattice, sites, counts, settings.beta_clustering, layout);
  for (std::size_t i = 0; i < sites.size(); ++i) islet.cells.push_back({types[i], sites[i]});
  sort_by_site(islet.cells);
  return islet;
}

// Vessels of a segmented islet: those of the file, or grown where it has none.
VesselTree segmented_vessels(const IsletSettings& settings, const SegmentedIslet& segmented,
                             const IsletRegion& region, RandomStream random) {
  VesselTree vessels;
  std::vector<Fault> faults;
  for (const SegmentedCell& cell : segmented.cells) {
    if (is_endocrine(cell)) continue;
    const Lattice::Extent at = region.lattice.coordinates(cell.position);
    if (!region.lattice.contains(at)) {
      faults.push_back({.problem = "endothelial cell outside the box",
                        .why = "more than 80 um from the endocrine cells",
                        .suggestion = "remove it, or set islet.box",
                        .file = settings.cells,
                        .line = cell.line});
      continue;
    }
    const Site site = region.lattice.site(at);
    (region.contains(site) ? vessels.capillaries : vessels.venules).push_back(site);
  }
  if (!faults.empty()) throw ConfigError(std::move(faults));
  const bool given = !vessels.capillaries.empty() || !vessels.venules.empty();
  if (!given) return grow_vessels(region, capillaries_of(region, settings), random);
  if (vessels.venules.empty()) {
    VesselTree outer = grow_vessels(region, 0, random);
    vessels.arteriole = std::move(outer.arteriole);
    vessels.venules = std::move(outer.venules);
  }
  for (std::vector<Site>* sites : {&vessels.capillaries, &vessels.venules}) {
    std::sort(sites->begin(), sites->end());
    sites->erase(std::unique(sites->begin(), sites->end()), sites->end());
  }
  return vessels;
}

// The nearest site of the islet within three sites that holds no cell; invalid if there is none.
Site nearest_vacant(const IsletRegion& region, const std::vector<std::uint8_t>& taken, Site site) {
  constexpr int reach = 3;
  const Lattice::Extent at = region.lattice.coordinates(site);
  Site nearest;
  int shortest = reach * reach + 1;
  for (int dz = -reach; dz <= reach; ++dz) {
    for (int dy = -reach; dy <= reach; ++dy) {
      for (int dx = -reach; dx <= reach; ++dx) {
        const Lattice::Extent other{at[0] + dx, at[1] + dy, at[2] + dz};
        const int squared = dx * dx + dy * dy + dz * dz;
        if (squared >= shortest || !region.lattice.contains(other)) continue;
        const Site candidate = region.lattice.site(other);
        if (taken[candidate.value()] != 0 || !region.contains(candidate)) continue;
        nearest = candidate;
        shortest = squared;
      }
    }
  }
  return nearest;
}

IsletArchitecture segmented_islet(const IsletSettings& settings, const SegmentedIslet& segmented,
                                  Seed seed, std::uint32_t number) {
  std::vector<Site> endocrine_sites;
  for (const SegmentedCell& cell : segmented.cells) {
    if (is_endocrine(cell)) {
      endocrine_sites.push_back(
          segmented.lattice.site(segmented.lattice.coordinates(cell.position)));
    }
  }
  const IsletRegion region = filled_region(segmented.lattice, endocrine_sites);
  IsletArchitecture islet =
      tissue_of(region, segmented_vessels(settings, segmented, region,
                                          stream(seed, number, IsletGeneration::draws[1])));

  std::vector<std::uint8_t> taken(region.lattice.size(), 0);
  for (const PlacedCell& cell : islet.cells) taken[cell.site.value()] = 1;
  const auto place = [&](const SegmentedCell& cell, Site site) {
    taken[site.value()] = 1;
    islet.cells.push_back({cell.type, site});
  };
  std::vector<std::pair<const SegmentedCell*, Site>> displaced;
  std::size_t next = 0;
  for (const SegmentedCell& cell : segmented.cells) {
    if (!is_endocrine(cell)) continue;
    const Site site = endocrine_sites[next++];
    if (taken[site.value()] == 0)
      place(cell, site);
    else
      displaced.emplace_back(&cell, site);
  }
  std::vector<Fault> faults;
  for (const auto& [cell, site] : displaced) {
    const Site vacant = nearest_vacant(region, taken, site);
    if (vacant.valid()) {
      place(*cell, vacant);
    } else {
      faults.push_back({.problem = "no site left for the cell",
                        .why = "all within 30 um hold one; cells are one in 10 um",
                        .suggestion = "are the coordinates in um? a lower islet.vessel_fraction "
                                      "leaves more room",
                        .file = settings.cells,
                        .line = cell->line});
    }
  }
  constexpr std::size_t most_faults = 20;
  if (faults.size() > most_faults) faults.resize(most_faults);
  if (!faults.empty()) throw ConfigError(std::move(faults));
  sort_by_site(islet.cells);
  return islet;
}

}  // namespace

std::vector<Label> tissue_class_labels() {
  const auto label = [](TissueClass value, const char* name, std::uint32_t colour) {
    return Label{static_cast<std::int64_t>(value), name, colour};
  };
  return {label(TissueClass::exocrine, "exocrine", 0xe8d8c8),
          label(TissueClass::islet, "islet", 0xf7f1dc),
          label(TissueClass::capillary, "capillary", 0xd62728),
          label(TissueClass::arteriole, "arteriole", 0x8c1d18),
          label(TissueClass::venule, "venule", 0x6b6ecf),
          label(TissueClass::medium, "medium", 0xeaf4fb)};
}

std::vector<Fault> contradictions(const IsletSettings& settings) {
  if (settings.architecture == Architecture::slab || !settings.cells.empty()) return {};
  std::vector<Fault> faults = box_faults(settings, settings.diameter);
  if (settings.beta_fraction + settings.alpha_fraction + settings.delta_fraction <= 0) {
    faults.push_back({.problem = "no endocrine cells",
                      .why = "beta, alpha and delta fraction are all 0",
                      .suggestion = "for a box without islet set islet.architecture = 'slab'",
                      .key = "islet.beta_fraction"});
  }
  return faults;
}

Lattice islet_lattice(const IsletSettings& settings, std::span<const SegmentedCell> cells) {
  ISLETSIM_VALIDATE(settings.cells.empty() == cells.empty(), "the file of cells was not read");
  return cells.empty() ? generated_lattice(settings) : boxed(settings, cells).lattice;
}

IsletArchitecture generate_islet(const IsletSettings& settings, Seed seed, std::uint32_t islet,
                                 std::span<const SegmentedCell> cells) {
  ISLETSIM_VALIDATE(settings.cells.empty() == cells.empty(), "the file of cells was not read");
  if (!cells.empty()) return segmented_islet(settings, boxed(settings, cells), seed, islet);
  std::vector<Fault> faults = contradictions(settings);
  if (!faults.empty()) throw ConfigError(std::move(faults));
  const Lattice lattice = generated_lattice(settings);
  if (settings.architecture == Architecture::slab) return empty_slab(lattice);
  return generated_islet(settings, lattice, seed, islet);
}

}  // namespace isletsim
