// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/architecture/region.hpp"

#include <algorithm>
#include <cmath>
#include <compare>
#include <numbers>
#include <utility>

#include "core/base/math.hpp"
#include "core/base/random.hpp"

namespace isletsim {

namespace {

// One round of dilation by the touching sites.
std::vector<std::uint8_t> dilated(const Lattice& lattice, const std::vector<std::uint8_t>& mask) {
  std::vector<std::uint8_t> result = mask;
  for (std::uint32_t i = 0; i < mask.size(); ++i) {
    if (mask[i] != 0) {
      for_each_touching_site(lattice, Site{i}, [&](Site s) { result[s.value()] = 1; });
    }
  }
  return result;
}

void invert(std::vector<std::uint8_t>& mask) {
  for (std::uint8_t& value : mask) value = static_cast<std::uint8_t>(1 - value);
}

// The sites that a path by faces from the box's surface cannot reach through mask = 0.
std::vector<std::uint8_t> without_holes(const Lattice& lattice, std::vector<std::uint8_t> mask) {
  std::vector<std::uint8_t> reached(mask.size(), 0);
  std::vector<Site> front;
  const auto reach = [&](Site site) {
    if (mask[site.value()] == 0 && reached[site.value()] == 0) {
      reached[site.value()] = 1;
      front.push_back(site);
    }
  };
  for (std::uint32_t i = 0; i < mask.size(); ++i) {
    const Lattice::Extent at = lattice.coordinates(i);
    for (std::size_t axis = 0; axis < 3; ++axis) {
      if (at[axis] == 0 || at[axis] + 1 == lattice.extent()[axis]) reach(Site{i});
    }
  }
  while (!front.empty()) {
    const Site site = front.back();
    front.pop_back();
    lattice.for_each_face_neighbour(site, reach);
  }
  invert(reached);
  return reached;
}

void collect_sites(IsletRegion& region) {
  for (std::uint32_t i = 0; i < region.inside.size(); ++i) {
    if (region.inside[i] != 0) region.sites.emplace_back(i);
  }
}

}  // namespace

IsletRegion ball_region(const Lattice& lattice, double diameter, RandomStream random) {
  struct Candidate {
    int squared_distance;  // from the centre, in half sites, where it is exact
    std::uint64_t tie_break;
    std::uint32_t site;
    auto operator<=>(const Candidate&) const = default;
  };
  const auto [nx, ny, nz] = lattice.extent();
  const double spacing = lattice.spacing();
  const double reach = diameter / spacing + 3;  // [half site]
  std::vector<Candidate> candidates;
  for (std::uint32_t i = 0; i < lattice.size(); ++i) {
    const Lattice::Extent at = lattice.coordinates(i);
    const int x = 2 * at[0] + 1 - nx;
    const int y = 2 * at[1] + 1 - ny;
    const int z = 2 * at[2] + 1 - nz;
    const int squared = x * x + y * y + z * z;
    if (squared <= reach * reach) candidates.push_back({squared, random.bits(), i});
  }
  const double volume = std::numbers::pi / 6 * diameter * diameter * diameter;
  const auto count =
      std::min(static_cast<std::size_t>(std::floor(volume / (spacing * spacing * spacing) + 0.5)),
               candidates.size());
  const auto end = candidates.begin() + static_cast<std::ptrdiff_t>(count);
  std::nth_element(candidates.begin(), end, candidates.end());

  IsletRegion region{lattice, lattice.centre(), diameter / 2, {}, {}};
  region.inside.resize(lattice.size(), 0);
  std::for_each(candidates.begin(), end, [&](const Candidate& c) { region.inside[c.site] = 1; });
  collect_sites(region);
  return region;
}

IsletRegion filled_region(const Lattice& lattice, const std::vector<Site>& cells) {
  IsletRegion region{lattice, lattice.centre(), 0, {}, {}};
  std::vector<std::uint8_t> mask(lattice.size(), 0);
  for (Site site : cells) mask[site.value()] = 1;
  // Closing by one site on each side fills gaps of two.
  mask = dilated(lattice, mask);
  invert(mask);
  mask = dilated(lattice, mask);
  invert(mask);
  for (Site site : cells) mask[site.value()] = 1;
  region.inside = without_holes(lattice, std::move(mask));
  collect_sites(region);
  const auto count = static_cast<double>(region.sites.size());
  region.centre = {};
  for (Site site : region.sites) {
    const Vector3 at = lattice.position(site);
    for (std::size_t axis = 0; axis < 3; ++axis) region.centre[axis] += at[axis] / count;
  }
  region.radius = lattice.spacing() * math::pow(3 / (4 * std::numbers::pi) * count, 1.0 / 3);
  return region;
}

std::vector<Site> peri_islet_shell(const IsletRegion& region) {
  std::vector<std::uint8_t> mask = dilated(region.lattice, region.inside);
  std::vector<Site> shell;
  for (std::uint32_t i = 0; i < mask.size(); ++i) {
    if (mask[i] != 0 && region.inside[i] == 0) shell.emplace_back(i);
  }
  return shell;
}

}  // namespace isletsim
