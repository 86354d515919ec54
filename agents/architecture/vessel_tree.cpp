// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/architecture/vessel_tree.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <numbers>

#include "core/base/error.hpp"
#include "core/base/math.hpp"
#include "core/base/random.hpp"

namespace isletsim {

namespace {

// One efferent vessel drains this much of the islet's surface [µm²].
constexpr double surface_per_efferent = 12000;
// Efferents may take this share of the capillaries; the rest spreads through the tissue.
constexpr double efferent_share = 0.6;

using Path = std::vector<Lattice::Extent>;

enum class Vessel : std::uint8_t { none, capillary, arteriole, venule };

int squared_distance(const Lattice::Extent& a, const Lattice::Extent& b) {
  const int x = a[0] - b[0];
  const int y = a[1] - b[1];
  const int z = a[2] - b[2];
  return x * x + y * y + z * z;
}

class TreeGrower {
 public:
  TreeGrower(const IsletRegion& region, std::size_t capillary_count, RandomStream random)
      : region_(region),
        capillary_count_(capillary_count),
        random_(random),
        vessel_(region.lattice.size(), Vessel::none) {
    for (Site site : region.sites) {
      const Lattice::Extent at = region.lattice.coordinates(site);
      for (std::size_t axis = 0; axis < 3; ++axis) tissue_[axis].push_back(at[axis]);
    }
    to_vessel_.resize(region.sites.size(), std::numeric_limits<int>::max());
  }

  void grow_trunk();
  void grow_efferents();
  void grow_outside();
  void fill_tissue();
  [[nodiscard]] VesselTree tree() const;

 private:
  [[nodiscard]] std::vector<Vector3> spread_directions(int count);
  // From the islet's last site along a ray from its centre to the face of the box.
  [[nodiscard]] Path way_out(const Vector3& direction);
  [[nodiscard]] Path staircase(Lattice::Extent from, const Lattice::Extent& to);
  // The site at `distance` [µm] from the centre, or the box's last one in that direction.
  [[nodiscard]] Lattice::Extent site_at(const Vector3& direction, double distance) const;
  [[nodiscard]] bool inside(const Lattice::Extent& at) const {
    return region_.contains(region_.lattice.site(at));
  }
  [[nodiscard]] std::size_t new_capillaries(const Path& path) const;
  [[nodiscard]] std::vector<std::size_t> farthest_from_vessels(
      const std::vector<std::size_t>& candidates) const;
  [[nodiscard]] const Lattice::Extent& nearest_capillary(const Lattice::Extent& to) const;
  void add(const Lattice::Extent& at, Vessel outside);

  const IsletRegion& region_;
  std::size_t capillary_count_;
  RandomStream random_;
  std::vector<Vessel> vessel_;                // for each site of the box
  std::vector<Lattice::Extent> capillaries_;  // so far
  std::array<std::vector<int>, 3> tissue_;    // coordinates of the islet's sites
  std::vector<int> to_vessel_;                // their squared distance to the nearest vessel
};

// A monotone path of steps over faces and edges. Each step goes along an axis drawn with the odds
// of what remains on it, and along a second one as often as the slope asks.
Path TreeGrower::staircase(Lattice::Extent from, const Lattice::Extent& to) {
  const auto remaining = [&](std::size_t axis) { return std::abs(to[axis] - from[axis]); };
  const auto advance = [&](std::size_t axis) { from[axis] += to[axis] > from[axis] ? 1 : -1; };
  // Draws an axis other than `excluded`.
  const auto draw_axis = [&](int total, std::size_t excluded) {
    auto draw = static_cast<int>(random_.below(static_cast<std::uint64_t>(total)));
    for (std::size_t axis = 0; axis < 3; ++axis) {
      if (axis == excluded) continue;
      draw -= remaining(axis);
      if (draw < 0) return axis;
    }
    throw InternalError("staircase: more steps drawn than remain");
  };
  Path path{from};
  while (from != to) {
    const int total = remaining(0) + remaining(1) + remaining(2);
    const std::size_t first = draw_axis(total, 3);
    const int along = remaining(first);
    const int across = total - along;
    if (across > 0 && random_.uniform() * along < across) advance(draw_axis(across, first));
    advance(first);
    path.push_back(from);
  }
  return path;
}

Lattice::Extent TreeGrower::site_at(const Vector3& direction, double distance) const {
  const Lattice& lattice = region_.lattice;
  Vector3 point{};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    point[axis] = region_.centre[axis] + distance * direction[axis];
  }
  Lattice::Extent at = lattice.coordinates(point);
  for (std::size_t axis = 0; axis < 3; ++axis) {
    at[axis] = std::clamp(at[axis], 0, lattice.extent()[axis] - 1);
  }
  return at;
}

std::size_t TreeGrower::new_capillaries(const Path& path) const {
  return static_cast<std::size_t>(std::count_if(path.begin(), path.end(), [&](const auto& at) {
    return this->inside(at) && vessel_[region_.lattice.index(at)] == Vessel::none;
  }));
}

const Lattice::Extent& TreeGrower::nearest_capillary(const Lattice::Extent& to) const {
  return *std::min_element(capillaries_.begin(), capillaries_.end(),
                           [&](const auto& a, const auto& b) {
                             return squared_distance(a, to) < squared_distance(b, to);
                           });
}

void TreeGrower::add(const Lattice::Extent& at, Vessel outside) {
  Vessel& vessel = vessel_[region_.lattice.index(at)];
  if (vessel != Vessel::none) return;
  vessel = this->inside(at) ? Vessel::capillary : outside;
  if (vessel == Vessel::capillary) capillaries_.push_back(at);
  for (std::size_t i = 0; i < to_vessel_.size(); ++i) {
    const int x = tissue_[0][i] - at[0];
    const int y = tissue_[1][i] - at[1];
    const int z = tissue_[2][i] - at[2];
    to_vessel_[i] = std::min(to_vessel_[i], x * x + y * y + z * z);
  }
}

void TreeGrower::grow_trunk() {
  const Lattice& lattice = region_.lattice;
  const std::size_t axis = random_.below(3);
  const bool ascending = random_.bernoulli(0.5);
  const auto point_on_face = [&](bool upper) {
    Lattice::Extent at{};
    for (std::size_t i = 0; i < 3; ++i) {
      const int quarter = lattice.extent()[i] / 4;
      at[i] = quarter + static_cast<int>(random_.below(static_cast<std::uint64_t>(2 * quarter)));
    }
    at[axis] = upper ? lattice.extent()[axis] - 1 : 0;
    return at;
  };
  // Small islets have no capillaries to spare for a way through their middle: each attempt may pass
  // farther from it.
  constexpr int attempts = 1000;
  for (int attempt = 0; attempt < attempts; ++attempt) {
    const double offset = region_.radius * (0.3 + attempt * 1.0 / attempts);
    const Lattice::Extent waypoint = this->site_at(random_.direction(), offset);
    Path path = this->staircase(point_on_face(!ascending), waypoint);
    const Path efferent = this->staircase(waypoint, point_on_face(ascending));
    path.insert(path.end(), efferent.begin(), efferent.end());
    const std::size_t crossed = this->new_capillaries(path);
    if (crossed == 0 || crossed > capillary_count_) continue;
    bool entered = false;
    for (const Lattice::Extent& at : path) {
      entered = entered || this->inside(at);
      this->add(at, entered ? Vessel::venule : Vessel::arteriole);
    }
    return;
  }
  throw InternalError("no way through the islet is short enough for its vessels");
}

Path TreeGrower::way_out(const Vector3& direction) {
  double to_face = std::numeric_limits<double>::max();
  for (std::size_t axis = 0; axis < 3; ++axis) {
    if (direction[axis] == 0) continue;
    const double edge =
        direction[axis] > 0 ? region_.lattice.extent()[axis] * region_.lattice.spacing() : 0.0;
    to_face = std::min(to_face, (edge - region_.centre[axis]) / direction[axis]);
  }
  double surface = to_face;
  const double step = region_.lattice.spacing() / 2;
  while (surface > 0 && !this->inside(this->site_at(direction, surface))) surface -= step;
  return this->staircase(this->site_at(direction, std::max(surface, 0.0)),
                         this->site_at(direction, to_face));
}

void TreeGrower::grow_efferents() {
  const double surface = 4 * std::numbers::pi * region_.radius * region_.radius;
  const auto allowed =
      static_cast<std::size_t>(efferent_share * static_cast<double>(capillary_count_));
  const int count = std::max(2, static_cast<int>(surface / surface_per_efferent));
  for (const Vector3& direction : this->spread_directions(count)) {
    Path path = this->way_out(direction);
    const Path inner = this->staircase(this->nearest_capillary(path.front()), path.front());
    path.insert(path.begin(), inner.begin(), inner.end());
    if (capillaries_.size() + this->new_capillaries(path) > allowed) continue;
    for (const Lattice::Extent& at : path) this->add(at, Vessel::venule);
  }
}

void TreeGrower::grow_outside() {
  const double surface = 4 * std::numbers::pi * region_.radius * region_.radius;
  const int count = std::max(2, static_cast<int>(surface / surface_per_efferent));
  Vessel kind = Vessel::arteriole;
  for (const Vector3& direction : this->spread_directions(count)) {
    for (const Lattice::Extent& at : this->way_out(direction)) {
      if (!this->inside(at)) this->add(at, kind);
    }
    kind = Vessel::venule;
  }
}

// A spherical Fibonacci lattice, turned at random and jittered.
std::vector<Vector3> TreeGrower::spread_directions(int count) {
  constexpr double golden_ratio = 1.61803398874989484820;
  constexpr double jitter = 0.2;
  std::vector<Vector3> directions;
  const double turn = random_.uniform();
  for (int i = 0; i < count; ++i) {
    const double z = 1 - (2 * i + 1.0) / count;
    const double azimuth = 2 * std::numbers::pi * (turn + i / golden_ratio);
    const double r = std::sqrt(1 - z * z);
    const Vector3 random_part = random_.direction();
    Vector3 direction{r * math::cos(azimuth) + jitter * random_part[0],
                      r * math::sin(azimuth) + jitter * random_part[1],
                      z + jitter * random_part[2]};
    const double length = std::sqrt(direction[0] * direction[0] + direction[1] * direction[1] +
                                    direction[2] * direction[2]);
    for (double& component : direction) component /= length;
    directions.push_back(direction);
  }
  return directions;
}

void TreeGrower::fill_tissue() {
  // Branches end one site below the surface, where they serve tissue on all sides, as long as there
  // is room.
  std::vector<std::size_t> deep;
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < region_.sites.size(); ++i) {
    bool at_surface = false;
    for_each_touching_site(region_.lattice, region_.sites[i], [&](Site other) {
      at_surface = at_surface || !region_.contains(other);
    });
    if (!at_surface) deep.push_back(i);
    all.push_back(i);
  }
  while (capillaries_.size() < capillary_count_) {
    std::vector<std::size_t> farthest = this->farthest_from_vessels(deep);
    if (farthest.empty()) farthest = this->farthest_from_vessels(all);
    const std::size_t i = farthest[random_.below(farthest.size())];
    const Lattice::Extent target{tissue_[0][i], tissue_[1][i], tissue_[2][i]};
    for (const Lattice::Extent& at : this->staircase(this->nearest_capillary(target), target)) {
      if (capillaries_.size() < capillary_count_) this->add(at, Vessel::venule);
    }
  }
}

// Those of `candidates` that are no vessel and have the farthest way to one.
std::vector<std::size_t> TreeGrower::farthest_from_vessels(
    const std::vector<std::size_t>& candidates) const {
  std::vector<std::size_t> farthest;
  int distance = 1;
  for (std::size_t i : candidates) {
    if (to_vessel_[i] > distance) {
      distance = to_vessel_[i];
      farthest.clear();
    }
    if (to_vessel_[i] == distance) farthest.push_back(i);
  }
  return farthest;
}

VesselTree TreeGrower::tree() const {
  VesselTree tree;
  for (std::uint32_t i = 0; i < vessel_.size(); ++i) {
    if (vessel_[i] == Vessel::capillary) tree.capillaries.emplace_back(i);
    if (vessel_[i] == Vessel::arteriole) tree.arteriole.emplace_back(i);
    if (vessel_[i] == Vessel::venule) tree.venules.emplace_back(i);
  }
  return tree;
}

}  // namespace

VesselTree grow_vessels(const IsletRegion& region, std::size_t capillary_count,
                        RandomStream random) {
  ISLETSIM_EXPECT(!region.sites.empty() && capillary_count <= region.sites.size());
  TreeGrower grower(region, capillary_count, random);
  if (capillary_count == 0) {
    grower.grow_outside();
  } else {
    grower.grow_trunk();
    grower.grow_efferents();
    grower.fill_tissue();
  }
  return grower.tree();
}

}  // namespace isletsim
