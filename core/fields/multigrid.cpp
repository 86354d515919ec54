// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/fields/multigrid.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/math.hpp"
#include "core/fields/wavefront.hpp"

namespace isletsim::detail {

namespace {

alignas(64) constexpr std::array<float, lane_count> zeros{};

/// From the first of some lanes on, in an array that may have no voxels.
template <class T>
T* from_lane(T* first_voxel, std::size_t lane) {
  return first_voxel == nullptr ? nullptr : first_voxel + lane;
}

/// What follows a coarse correction: the gain of the interpolation, which makes up for what
/// averaging takes from short waves, and the weights of the half-sweeps after it, of which the
/// first solves. With these, of those tried, two cycles left least at steps from 0.3 to 60 min:
/// 0.0245² of the residual; without gain and weights 0.044².
struct Relaxation {
  float gain, second, third, fourth;
};
/// The next cycle's restriction needs no residual on the colour of the last half-sweep.
constexpr Relaxation finest_between_cycles{1.04F, 1.57F, 1.0F, 1.0F};
constexpr Relaxation finest_at_the_end{1.075F, 1.37F, 1.05F, 0.68F};
constexpr Relaxation coarse_relaxation{0.98F, 1.42F, 1.14F, 1.54F};

// With this time step backward Euler leaves exactly the part that a loss at that rate leaves after
// dt [min]. Where a step left less than a twentieth, the residual that is carried into the next
// would weigh more.
double fitted_step(double loss, double dt) {
  constexpr double longest = 3;
  const double exponent = std::min(loss * dt, longest);
  return exponent > 0 ? std::max(math::expm1(exponent) / loss, dt) : dt;
}

std::vector<double> paired(const std::vector<double>& width) {
  std::vector<double> sums((width.size() + 1) / 2);
  for (std::size_t i = 0; i < width.size(); ++i) sums[i / 2] += width[i];
  return sums;
}

std::vector<double> centres(const std::vector<double>& width) {
  std::vector<double> positions;
  double face = 0;
  for (const double w : width) {
    positions.push_back(face + 0.5 * w);
    face += w;
  }
  return positions;
}

template <class Visit>
void for_each_voxel(const Lattice::Extent& extent, Visit visit) {
  std::size_t voxel = 0;
  for (int z = 0; z < extent[2]; ++z)
    for (int y = 0; y < extent[1]; ++y)
      for (int x = 0; x < extent[0]; ++x) visit(Lattice::Extent{x, y, z}, voxel++);
}

double harmonic_mean(double a, double b) { return a + b > 0 ? 2 * a * b / (a + b) : 0.0; }

/// Outflow [1/min] of a cell through one of its faces on the box's border, the face's value
/// eliminated: the flux from the cell's centre to the face is the flux through the face.
double face_loss(const LaneSpec& lane, BoundaryKind kind, double diffusivity, double width,
                 double distance, double cosine) {
  switch (kind) {
    case BoundaryKind::closed: return 0;
    case BoundaryKind::fixed:
    case BoundaryKind::reservoir: return 2 * diffusivity / (width * width);
    case BoundaryKind::open: {
      if (diffusivity <= 0) return 0;
      const double inverse_length = std::sqrt(lane.decay_rate / diffusivity);
      const double decline = (inverse_length + 1 / distance) * cosine;
      return diffusivity * decline / (1 + 0.5 * decline * width) / width;
    }
  }
  throw InternalError("unknown kind of boundary");
}

}  // namespace

GridAxis::GridAxis(std::vector<double> cell_width, double regular_width)
    : width(std::move(cell_width)), centre(centres(width)) {
  const std::size_t n = width.size();
  const std::vector<double> coarse_width = paired(width);
  const std::vector<double> coarse_centre = centres(coarse_width);
  for (std::size_t i = 0; i < n; ++i) {
    const auto relative_coupling = [&](std::size_t before, std::size_t after) {
      return static_cast<float>(regular_width * regular_width /
                                (width[i] * (centre[after] - centre[before])));
    };
    lower.push_back(i == 0 ? 0 : relative_coupling(i - 1, i));
    upper.push_back(i + 1 == n ? 0 : relative_coupling(i, i + 1));
    inverse_width.push_back(static_cast<float>(1 / width[i]));
    inverse_lower_width.push_back(i == 0 ? 0 : inverse_width.back());
    inverse_upper_width.push_back(i + 1 == n ? 0 : inverse_width.back());
    const std::size_t parent = i / 2;
    share.push_back(static_cast<float>(width[i] / coarse_width[parent]));
    const bool above = i % 2 == 1;
    const bool alone = !above && i + 1 == n;
    const bool at_border = above ? parent + 1 == coarse_width.size() : parent == 0;
    const std::size_t other = alone || at_border ? parent : above ? parent + 1 : parent - 1;
    other_parent.push_back(static_cast<int>(other));
    other_weight.push_back(
        other == parent ? 0
                        : static_cast<float>((centre[i] - coarse_centre[parent]) /
                                             (coarse_centre[other] - coarse_centre[parent])));
  }
  regular_end = static_cast<int>(n) - (width.back() == width.front() ? 0 : 2);
}

Multigrid::Level::Level(const std::array<std::vector<double>, 3>& width, double regular,
                        std::size_t numbers_per_voxel)
    : room(numbers_per_voxel),
      regular_width(regular),
      axis{GridAxis(width[0], regular), GridAxis(width[1], regular), GridAxis(width[2], regular)},
      extent{axis[0].size(), axis[1].size(), axis[2].size()} {}

std::size_t Multigrid::Level::voxels() const {
  return static_cast<std::size_t>(extent[0]) * static_cast<std::size_t>(extent[1]) *
         static_cast<std::size_t>(extent[2]);
}

Multigrid::Multigrid(const FactorBlockSpec& spec, const StencilKernels& kernels)
    : kernels_(kernels),
      lanes_(spec.lanes),
      room_(lanes_of_voxel(spec.lanes.size())),
      tissue_class_(spec.tissue_class) {
  const double spacing = spec.sites.spacing() * spec.spacing_in_sites;
  std::array<std::vector<double>, 3> width;
  for (std::size_t a = 0; a < 3; ++a)
    width[a].assign(static_cast<std::size_t>(spec.sites.extent()[a] / spec.spacing_in_sites),
                    spacing);
  levels_.emplace_back(width, spacing, room_);
  while (levels_.back().voxels() > 1) {
    for (std::vector<double>& w : width) w = paired(w);
    levels_.emplace_back(width, 2 * levels_.back().regular_width, room_);
    Level& level = levels_.back();
    level.correction.resize(level.voxels() * room_);
    level.rhs.resize(level.voxels() * room_);
  }
  this->build_operator(spec.islet_centre);
}

// A coarse cell's value sits where its two layers of cells meet, along each axis. From there to its
// lower face lies its whole lower child, so resistances add up along an axis, and lines of cells
// are parallel across it. A thin barrier stays one on coarse levels.
void Multigrid::build_operator(const Vector3& islet_centre) {
  std::vector<HalfResistances> resistance;
  if (!tissue_class_.empty()) {
    this->build_pair_tables();
    const double half_width = 0.5 * levels_.front().regular_width;
    for (const std::uint8_t c : tissue_class_) {
      HalfResistances& voxel = resistance.emplace_back();
      for (std::size_t l = 0; l < room_; ++l)
        for (std::size_t side = 0; side < 6; ++side)
          voxel[side][l] = half_width / this->diffusivity_in(c, l);
    }
  }
  for (std::size_t level = 0; level < levels_.size(); ++level) {
    if (level > 0 && classes_ > 0) {
      resistance = this->coarsened(level - 1, resistance);
      this->build_couplings(level, resistance);
    }
    this->build_entries(level, islet_centre, resistance);
  }
}

double Multigrid::diffusivity_in(std::size_t tissue_class, std::size_t lane) const {
  if (lane >= lanes_.size()) return 0;
  const LaneSpec& spec = lanes_[lane];
  return spec.class_diffusivity.empty() ? spec.diffusivity : spec.class_diffusivity[tissue_class];
}

void Multigrid::build_pair_tables() {
  classes_ = 1 + *std::max_element(tissue_class_.begin(), tissue_class_.end());
  const double spacing = levels_.front().regular_width;
  for (std::size_t c = 0; c < classes_; ++c)
    for (std::size_t d = 0; d < classes_; ++d)
      for (std::size_t l = 0; l < room_; ++l) {
        const double own = this->diffusivity_in(c, l);
        const double other = this->diffusivity_in(d, l);
        pair_conductance_.push_back(static_cast<float>(harmonic_mean(own, other) / spacing));
        pair_weight_.push_back(own + other > 0 ? static_cast<float>(0.5 * other / (own + other))
                                               : 0);
      }
}

std::vector<Multigrid::HalfResistances> Multigrid::coarsened(
    std::size_t fine_level, const std::vector<HalfResistances>& fine_resistance) const {
  const Level& fine = levels_[fine_level];
  const Level& coarse = levels_[fine_level + 1];
  std::vector<HalfResistances> result(coarse.voxels());
  for_each_voxel(coarse.extent, [&](const Lattice::Extent& at, std::size_t voxel) {
    for (std::size_t side = 0; side < 6; ++side) {
      const std::size_t a = side / 2;
      const std::size_t b = (a + 1) % 3;
      const std::size_t c = (a + 2) % 3;
      const bool single = 2 * at[a] + 1 == fine.extent[a];
      std::array<double, lane_count> conductance{};
      Lattice::Extent child;
      child[a] = 2 * at[a] + (side % 2 == 1 && !single ? 1 : 0);
      for (child[b] = 2 * at[b]; child[b] < std::min(2 * at[b] + 2, fine.extent[b]); ++child[b])
        for (child[c] = 2 * at[c]; child[c] < std::min(2 * at[c] + 2, fine.extent[c]); ++child[c]) {
          const double cross_section =
              double{fine.axis[b].share[static_cast<std::size_t>(child[b])]} *
              double{fine.axis[c].share[static_cast<std::size_t>(child[c])]};
          const HalfResistances& halves = fine_resistance[fine.voxel(child)];
          for (std::size_t l = 0; l < room_; ++l)
            conductance[l] += cross_section /
                              (single ? halves[side][l] : halves[2 * a][l] + halves[2 * a + 1][l]);
        }
      for (std::size_t l = 0; l < room_; ++l) result[voxel][side][l] = 1 / conductance[l];
    }
  });
  return result;
}

void Multigrid::build_couplings(std::size_t level, const std::vector<HalfResistances>& resistance) {
  Level& grid = levels_[level];
  for (std::size_t a = 0; a < 3; ++a) {
    grid.conductance[a].resize(grid.voxels() * room_);
    grid.other_weight[a].resize(grid.voxels() * room_);
    for_each_voxel(grid.extent, [&](const Lattice::Extent& at, std::size_t voxel) {
      const auto neighbour = [&](int step) {
        Lattice::Extent beside = at;
        beside[a] += step;
        return grid.voxel(beside);
      };
      const HalfResistances& own = resistance[voxel];
      if (at[a] > 0)
        for (std::size_t l = 0; l < room_; ++l)
          grid.conductance[a][voxel * room_ + l] =
              static_cast<float>(1 / (resistance[neighbour(-1)][2 * a + 1][l] + own[2 * a][l]));
      const auto i = static_cast<std::size_t>(at[a]);
      if (grid.axis[a].other_parent[i] == at[a] / 2) return;
      // From the parent's middle to this cell's centre, of the way to the other parent's middle.
      const bool above = at[a] % 2 == 1;
      const HalfResistances& beside = resistance[neighbour(above ? 1 : -1)];
      for (std::size_t l = 0; l < room_; ++l) {
        const double way = own[2 * a + (above ? 0 : 1)][l];
        const double whole =
            own[2 * a][l] + own[2 * a + 1][l] + beside[2 * a][l] + beside[2 * a + 1][l];
        grid.other_weight[a][voxel * room_ + l] =
            std::isfinite(whole) ? static_cast<float>(way / whole) : 0;
      }
    });
  }
}

// The entry that was appended last, or an equal earlier one, in which case the last is removed.
std::uint32_t Multigrid::share_last_entry(
    Level& grid, std::unordered_multimap<std::size_t, std::uint32_t>& entries_by_hash) {
  const std::array<AlignedVector<float>*, 3> tables{&grid.loss, &grid.exchange, &grid.decline};
  const auto last = static_cast<std::uint32_t>(grid.lasting_entries() - 1);
  const auto bytes = [&](const AlignedVector<float>& table, std::uint32_t entry) {
    return table.empty()
               ? std::string_view{}
               : std::string_view(reinterpret_cast<const char*>(&table[entry * grid.room]),
                                  grid.room * sizeof(float));
  };
  std::size_t hash = 0;
  for (const AlignedVector<float>* table : tables)
    hash = hash * 31 + std::hash<std::string_view>{}(bytes(*table, last));
  const auto [first, end] = entries_by_hash.equal_range(hash);
  const auto same = std::find_if(first, end, [&](const auto& candidate) {
    return std::all_of(tables.begin(), tables.end(), [&](const AlignedVector<float>* table) {
      return bytes(*table, candidate.second) == bytes(*table, last);
    });
  });
  if (same == end) {
    entries_by_hash.emplace(hash, last);
    return last;
  }
  for (AlignedVector<float>* table : tables)
    if (!table->empty()) table->resize(table->size() - grid.room);
  return same->second;
}

// The special coefficients of a voxel: losses through the faces on the border, and its coupling to
// neighbours where that is not regular.
void Multigrid::build_entries(std::size_t level, const Vector3& islet_centre,
                              const std::vector<HalfResistances>& resistance) {
  Level& grid = levels_[level];
  const auto append = [&](const LaneSums& loss, const LaneSums& exchange, const LaneSums& decline) {
    for (std::size_t l = 0; l < room_; ++l) {
      grid.loss.push_back(static_cast<float>(loss[l]));
      grid.exchange.push_back(static_cast<float>(exchange[l]));
      if (level > 0) grid.decline.push_back(static_cast<float>(decline[l]));
    }
  };
  LaneSums regular{};
  for (std::size_t l = 0; l < lanes_.size(); ++l) {
    const double width = grid.regular_width;
    regular[l] = 6 * lanes_[l].diffusivity / (width * width);
  }
  append({}, regular, {});
  std::unordered_multimap<std::size_t, std::uint32_t> entries_by_hash;
  grid.entry_of_voxel.assign(grid.voxels(), 0);
  for_each_voxel(grid.extent, [&](const Lattice::Extent& at, std::size_t voxel) {
    bool special = classes_ > 0;
    Vector3 point;
    for (std::size_t a = 0; a < 3; ++a) {
      point[a] = grid.axis[a].centre[static_cast<std::size_t>(at[a])];
      special =
          special || at[a] == 0 || at[a] + 1 == grid.extent[a] || at[a] >= grid.axis[a].regular_end;
    }
    if (!special) return;
    LaneSums loss{};
    LaneSums decline{};
    int faces = 0;
    for (std::size_t face = 0; face < 6; ++face) {
      const std::size_t a = face / 2;
      const bool upper = face % 2 == 1;
      if (at[a] != (upper ? grid.extent[a] - 1 : 0)) continue;
      ++faces;
      const double width = grid.axis[a].width[static_cast<std::size_t>(at[a])];
      Vector3 from_centre{point[0] - islet_centre[0], point[1] - islet_centre[1],
                          point[2] - islet_centre[2]};
      from_centre[a] += upper ? 0.5 * width : -0.5 * width;
      const double distance =
          std::sqrt(from_centre[0] * from_centre[0] + from_centre[1] * from_centre[1] +
                    from_centre[2] * from_centre[2]);
      const double cosine =
          distance > 0 ? std::max(0.0, (upper ? from_centre[a] : -from_centre[a]) / distance) : 0;
      for (std::size_t l = 0; l < lanes_.size(); ++l) {
        const double d =
            resistance.empty() ? lanes_[l].diffusivity : 0.5 * width / resistance[voxel][face][l];
        const double through =
            face_loss(lanes_[l], lanes_[l].faces[face].kind, d, width, distance, cosine);
        loss[l] += through;
        if (d > 0) decline[l] += 0.5 * through * width * width / (2 * d);
      }
    }
    if (faces > 0)
      for (double& fall : decline) fall /= faces;
    append(loss, this->exchange_of(level, at), decline);
    grid.entry_of_voxel[voxel] = share_last_entry(grid, entries_by_hash);
  });
  if (level > 0) grid.decline_of_voxel = grid.entry_of_voxel;
}

/// Σ conductance to the neighbours [1/min].
Multigrid::LaneSums Multigrid::exchange_of(std::size_t level, const Lattice::Extent& at) const {
  const Level& grid = levels_[level];
  LaneSums sum{};
  for (std::size_t a = 0; a < 3; ++a) {
    const GridAxis& axis = grid.axis[a];
    const auto i = static_cast<std::size_t>(at[a]);
    if (classes_ == 0) {
      const double width = grid.regular_width;
      for (std::size_t l = 0; l < lanes_.size(); ++l)
        sum[l] += lanes_[l].diffusivity / (width * width) *
                  (double{axis.lower[i]} + double{axis.upper[i]});
      continue;
    }
    for (const int step : {-1, 1}) {
      Lattice::Extent beside = at;
      beside[a] += step;
      if (beside[a] < 0 || beside[a] >= grid.extent[a]) continue;
      const std::size_t here = grid.voxel(at);
      const std::size_t there = grid.voxel(beside);
      const float* conductance =
          level == 0
              ? &pair_conductance_[(tissue_class_[here] * classes_ + tissue_class_[there]) * room_]
              : &grid.conductance[a][std::max(here, there) * room_];
      for (std::size_t l = 0; l < room_; ++l)
        sum[l] += double{axis.inverse_width[i]} * double{conductance[l]};
    }
  }
  return sum;
}

double Multigrid::held_face_rate(std::size_t lane, std::size_t voxel) const {
  const double width = levels_.front().regular_width;
  return 2 * this->diffusivity_in(classes_ > 0 ? tissue_class_[voxel] : 0, lane) / (width * width);
}

void Multigrid::set_time_step(double dt, bool fitted) {
  this->clear_uptake();
  if (dt == time_step_ && fitted == fitted_) return;
  time_step_ = dt;
  fitted_ = fitted;
  for (std::size_t l = 0; l < lanes_.size(); ++l) {
    const bool transient = lanes_[l].storage == Storage::transient;
    tau_[l] = !transient ? 1 : fitted ? fitted_step(lanes_[l].fitted_loss, dt) : dt;
    mass_[l] = transient ? 1 : 0;
    mass_lanes_[l] = transient ? 1 : 0;
    base_[l] = static_cast<float>(mass_[l] + tau_[l] * lanes_[l].decay_rate);
    decay_[l] = static_cast<float>(tau_[l] * lanes_[l].decay_rate);
  }
  for (Level& level : levels_) {
    const double width = level.regular_width;
    for (std::size_t l = 0; l < lanes_.size(); ++l)
      level.coupling[l] = static_cast<float>(
          classes_ > 0 ? tau_[l] : tau_[l] * lanes_[l].diffusivity / (width * width));
    level.diagonal.resize(level.loss.size());
    level.inverse_diagonal.resize(level.loss.size());
    level.extra.resize(level.loss.size());
    for (std::size_t entry = 0; entry < level.lasting_entries(); ++entry)
      this->set_entry(level, entry, entry, zeros.data());
  }
}

void Multigrid::set_entry(Level& level, std::size_t entry, std::size_t lasting_entry,
                          const float* uptake) {
  for (std::size_t l = 0; l < room_; ++l) {
    const std::size_t lasting = lasting_entry * room_ + l;
    const auto tau = static_cast<float>(tau_[l]);
    const float extra = tau * (level.loss[lasting] + uptake[l]);
    const float diagonal = (base_[l] + extra) + tau * level.exchange[lasting];
    level.extra[entry * room_ + l] = extra;
    level.diagonal[entry * room_ + l] = diagonal;
    level.inverse_diagonal[entry * room_ + l] = diagonal > 0 ? 1 / diagonal : 0;
  }
}

double Multigrid::largest_diffusivity(std::size_t lane) const {
  double largest = lane < lanes_.size() ? this->diffusivity_in(0, lane) : 0;
  for (std::size_t c = 1; c < classes_; ++c)
    largest = std::max(largest, this->diffusivity_in(c, lane));
  return largest;
}

double Multigrid::rounding_gain(std::size_t lane) const {
  const double width = levels_.front().regular_width;
  return 0x1p-24 *
         (double{base_[lane]} + 6 * tau_[lane] * this->largest_diffusivity(lane) / (width * width));
}

void Multigrid::clear_uptake() {
  for (Level& level : levels_) {
    for (const Level::UptakeVoxel& at : level.uptake_voxels)
      level.entry_of_voxel[at.voxel] = at.lasting_entry;
    level.uptake_voxels.clear();
    level.uptake.clear();
  }
}

// A voxel that takes up strongly is empty, and takes what diffuses to it: the mean of the uptakes
// would let a point sink empty the whole coarse cell. So an uptake u counts as u / (1 + u/g), with
// g the rate of supply through a cell's faces, 6 D/width². On the finest level twice that made the
// cycles converge best, with point sinks as with a consuming ball.
void Multigrid::set_uptake(const UptakeRates& given) {
  this->clear_uptake();
  const auto add_voxel = [this](Level& level, std::size_t voxel) {
    const std::uint32_t entry = level.entry_of_voxel[voxel];
    level.entry_of_voxel[voxel] =
        static_cast<std::uint32_t>(level.lasting_entries() + level.uptake_voxels.size());
    level.uptake_voxels.push_back({static_cast<std::uint32_t>(voxel), entry});
    level.uptake.resize(level.uptake_voxels.size() * room_, 0);
  };
  // In the order of the voxels, which does not depend on the order of the slots.
  Level& finest = levels_.front();
  for (std::size_t voxel = 0; voxel < given.source_of_voxel.size(); ++voxel) {
    const std::uint32_t source = given.source_of_voxel[voxel];
    if (source >= given.slot_of_source.size()) continue;
    const std::uint32_t slot = given.slot_of_source[source];
    if (slot == SparseAccumulator::no_slot) continue;
    add_voxel(finest, voxel);
    std::copy_n(&given.rate[slot * room_], room_,
                finest.uptake.end() - static_cast<std::ptrdiff_t>(room_));
  }
  for (std::size_t coarse_level = 1; coarse_level < levels_.size(); ++coarse_level) {
    const Level& fine = levels_[coarse_level - 1];
    Level& coarse = levels_[coarse_level];
    const double width = fine.regular_width;
    Lanes inverse_supply;
    for (std::size_t l = 0; l < room_; ++l) {
      const double supply =
          (coarse_level == 1 ? 12 : 6) * this->largest_diffusivity(l) / (width * width);
      inverse_supply[l] = supply > 0 ? static_cast<float>(1 / supply) : 0;
    }
    const auto nx = static_cast<std::size_t>(fine.extent[0]);
    const auto ny = static_cast<std::size_t>(fine.extent[1]);
    for (std::size_t i = 0; i < fine.uptake_voxels.size(); ++i) {
      const std::size_t voxel = fine.uptake_voxels[i].voxel;
      const std::array<std::size_t, 3> at{voxel % nx, voxel / nx % ny, voxel / (nx * ny)};
      const std::size_t parent = coarse.voxel(
          {static_cast<int>(at[0] / 2), static_cast<int>(at[1] / 2), static_cast<int>(at[2] / 2)});
      if (coarse.entry_of_voxel[parent] < coarse.lasting_entries()) add_voxel(coarse, parent);
      const float share =
          fine.axis[0].share[at[0]] * fine.axis[1].share[at[1]] * fine.axis[2].share[at[2]];
      const float* from = &fine.uptake[i * room_];
      float* to =
          &coarse.uptake[(coarse.entry_of_voxel[parent] - coarse.lasting_entries()) * room_];
      for (std::size_t l = 0; l < room_; ++l)
        to[l] += share * from[l] / (1 + from[l] * inverse_supply[l]);
    }
  }
  for (Level& level : levels_) {
    const std::size_t entries = level.lasting_entries() + level.uptake_voxels.size();
    level.diagonal.resize(entries * room_);
    level.inverse_diagonal.resize(entries * room_);
    level.extra.resize(entries * room_);
    for (std::size_t i = 0; i < level.uptake_voxels.size(); ++i)
      this->set_entry(level, level.lasting_entries() + i, level.uptake_voxels[i].lasting_entry,
                      &level.uptake[i * room_]);
  }
}

StencilLevel Multigrid::view(std::size_t level, const LaneGroup& lanes) {
  const auto first_lane = [&](auto* of_voxel) { return from_lane(of_voxel, lanes.begin); };
  Level& grid = levels_[level];
  StencilLevel result{};
  result.nx = grid.extent[0];
  result.ny = grid.extent[1];
  result.nz = grid.extent[2];
  for (std::size_t a = 0; a < 3; ++a) {
    const GridAxis& axis = grid.axis[a];
    result.regular_end[a] = axis.regular_end;
    result.lower[a] = classes_ > 0 ? axis.inverse_lower_width.data() : axis.lower.data();
    result.upper[a] = classes_ > 0 ? axis.inverse_upper_width.data() : axis.upper.data();
    result.share[a] = axis.share.data();
    result.other_parent[a] = axis.other_parent.data();
    result.other_weight[a] = axis.other_weight.data();
    result.conductance[a] = first_lane(grid.conductance[a].data());
    result.varying_weight[a] = first_lane(grid.other_weight[a].data());
  }
  result.mass = first_lane(mass_lanes_.value.data());
  result.loss = first_lane(decay_.value.data());
  result.coupling = first_lane(grid.coupling.value.data());
  result.entry_of_voxel = grid.entry_of_voxel.data();
  result.diagonal = first_lane(grid.diagonal.data());
  result.inverse_diagonal = first_lane(grid.inverse_diagonal.data());
  result.extra = first_lane(grid.extra.data());
  result.uptake_entries = static_cast<std::ptrdiff_t>(grid.lasting_entries());
  result.classes = classes_;
  if (classes_ > 0 && level == 0) {
    result.tissue_class = tissue_class_.data();
    result.pair_conductance = first_lane(pair_conductance_.data());
    result.pair_weight = first_lane(pair_weight_.data());
  }
  result.zeros = zeros.data();
  result.interpolation_gain = 1;
  result.last_weight = 1;
  result.rhs = first_lane(grid.rhs.data());
  result.correction = first_lane(grid.correction.data());
  if (level + 1 < levels_.size()) {
    const Relaxation& relaxation = level == 0 ? finest_at_the_end : coarse_relaxation;
    result.interpolation_gain = relaxation.gain;
    result.last_weight = relaxation.fourth;
    Level& coarse = levels_[level + 1];
    result.coarse_nx = coarse.extent[0];
    result.coarse_ny = coarse.extent[1];
    result.coarse_rhs = first_lane(coarse.rhs.data());
    result.coarse_correction = first_lane(coarse.correction.data());
    result.decline_of_voxel = coarse.decline_of_voxel.data();
    result.decline = first_lane(coarse.decline.data());
  }
  return result;
}

StencilLevel Multigrid::view_of_finest(const SolveArrays& arrays) {
  StencilLevel result = this->view(0, arrays.lanes);
  result.rhs = arrays.residual + arrays.lanes.begin;
  result.correction = arrays.correction + arrays.lanes.begin;
  return result;
}

// Down to the next level: `first` and the other colour from 0, and what these leave.
template <class First>
void Multigrid::first_half(std::size_t level, const LaneGroup& lanes, const StencilLevel& grid,
                           const First& first) {
  if (level + 1 == levels_.size()) {
    first(Rows{0, 0, 1});
    return;
  }
  const StencilPasses& passes = kernels_.passes(lanes.size, room_);
  constexpr std::array<PassReach, 3> reach{{{0, 0}, {1, 1}, {2, 1}}};
  wavefront(levels_[level].extent, reach, [&](std::size_t pass, Rows rows) {
    if (pass == 0)
      first(rows);
    else if (pass == 1)
      passes.relax(grid, rows, 1, 1);
    else
      passes.restrict_residual(grid, rows, true);
  });
  this->cycle_below(level, lanes);
}

void Multigrid::cycle_below(std::size_t fine_level, const LaneGroup& lanes) {
  const std::size_t level = fine_level + 1;
  const StencilPasses& passes = kernels_.passes(lanes.size, room_);
  const StencilLevel grid = this->view(level, lanes);
  this->first_half(level, lanes, grid, [&](Rows rows) { passes.begin_sweep(grid, rows); });
  if (level + 1 == levels_.size()) return;
  constexpr std::array<PassReach, 5> reach{{{0, 0}, {1, 1}, {1, 1}, {1, 1}, {1, 1}}};
  wavefront(levels_[level].extent, reach, [&](std::size_t pass, Rows rows) {
    switch (pass) {
      case 0: return passes.prolong(grid, rows);
      case 1: return passes.relax(grid, rows, 0, 1);
      case 2: return passes.relax(grid, rows, 1, coarse_relaxation.second);
      case 3: return passes.relax(grid, rows, 0, coarse_relaxation.third);
      default: return passes.relax(grid, rows, 1, coarse_relaxation.fourth);
    }
  });
}

// Up to the finest level and down again.
void Multigrid::continue_cycle(StencilLevel grid, const LaneGroup& lanes) {
  const StencilPasses& passes = kernels_.passes(lanes.size, room_);
  grid.interpolation_gain = finest_between_cycles.gain;
  constexpr std::array<PassReach, 6> reach{{{0, 0}, {1, 1}, {1, 1}, {1, 1}, {1, 1}, {2, 1}}};
  wavefront(levels_.front().extent, reach, [&](std::size_t pass, Rows rows) {
    switch (pass) {
      case 0: return passes.prolong(grid, rows);
      case 1: return passes.relax(grid, rows, 0, 1);
      case 2: return passes.relax(grid, rows, 1, finest_between_cycles.second);
      case 3: return passes.relax(grid, rows, 0, finest_between_cycles.third);
      case 4: return passes.relax(grid, rows, 1, finest_between_cycles.fourth);
      default: return passes.restrict_residual(grid, rows, false);
    }
  });
  this->cycle_below(0, lanes);
}

namespace {

Multigrid::LaneSums sum_of(const std::vector<Multigrid::LaneSums>& of_planes) {
  Multigrid::LaneSums sum{};
  for (const Multigrid::LaneSums& plane : of_planes)
    for (std::size_t l = 0; l < lane_count; ++l) sum[l] += plane[l];
  return sum;
}

}  // namespace

Multigrid::Norms Multigrid::begin_step(const SolveArrays& arrays, const SolveSources& sources,
                                       double weight, bool with_cycle) {
  const StencilPasses& passes = kernels_.passes(arrays.lanes.size, room_);
  const StencilLevel grid = this->view_of_finest(arrays);
  const std::size_t first_lane = arrays.lanes.begin;
  Lanes weights;
  for (std::size_t l = 0; l < room_; ++l)
    weights[l] = mass_[l] > 0 ? static_cast<float>(weight) : 1.0F;
  const StencilStart start{.concentration = arrays.concentration + first_lane,
                           .weight = &weights.value[first_lane],
                           .slot_of_voxel = sources.slot_of_voxel.data(),
                           .source = from_lane(sources.source.data(), first_lane),
                           .shift = sources.shift.empty() ? nullptr : &sources.shift[first_lane]};
  std::vector<LaneSums> right_hand_side(static_cast<std::size_t>(grid.nz));
  std::vector<LaneSums> residual(static_cast<std::size_t>(grid.nz));
  const auto assemble = [&](Rows rows) {
    const auto plane = static_cast<std::size_t>(rows.z);
    passes.assemble(grid, start, rows,
                    {&right_hand_side[plane][first_lane], &residual[plane][first_lane]});
  };
  if (with_cycle)
    this->first_half(0, arrays.lanes, grid, assemble);
  else
    wavefront<1>(levels_.front().extent, {}, [&](std::size_t, Rows rows) { assemble(rows); });
  return {.residual = sum_of(residual), .right_hand_side = sum_of(right_hand_side)};
}

void Multigrid::begin_cycle(const SolveArrays& arrays) {
  const StencilPasses& passes = kernels_.passes(arrays.lanes.size, room_);
  const StencilLevel grid = this->view_of_finest(arrays);
  this->first_half(0, arrays.lanes, grid, [&](Rows rows) { passes.begin_sweep(grid, rows); });
}

Multigrid::Norms Multigrid::finish_cycles(const SolveArrays& arrays, int cycles) {
  const StencilPasses& passes = kernels_.passes(arrays.lanes.size, room_);
  const StencilLevel grid = this->view_of_finest(arrays);
  const bool alone = levels_.size() == 1;
  for (int cycle = 1; cycle < cycles && !alone; ++cycle) this->continue_cycle(grid, arrays.lanes);
  const auto planes = static_cast<std::size_t>(grid.nz);
  const std::size_t first_lane = arrays.lanes.begin;
  float* const c = arrays.concentration + first_lane;
  std::vector<LaneSums> concentration(planes);
  std::vector<LaneSums> residual(planes);
  constexpr std::array<PassReach, 6> reach{{{0, 0}, {1, 1}, {1, 1}, {1, 1}, {1, 1}, {1, 1}}};
  wavefront(levels_.front().extent, reach, [&](std::size_t pass, Rows rows) {
    const auto plane = static_cast<std::size_t>(rows.z);
    if (pass < 4 && alone) return;
    switch (pass) {
      case 0: return passes.prolong(grid, rows);
      case 1: return passes.relax(grid, rows, 0, 1);
      case 2: return passes.relax(grid, rows, 1, finest_at_the_end.second);
      case 3: return passes.relax(grid, rows, 0, finest_at_the_end.third);
      case 4: return passes.finish_sweep(grid, c, rows);
      default:
        return passes.apply_correction(
            grid, c, rows, {&concentration[plane][first_lane], &residual[plane][first_lane]});
    }
  });
  return {.residual = sum_of(residual), .concentration = sum_of(concentration)};
}

}  // namespace isletsim::detail
