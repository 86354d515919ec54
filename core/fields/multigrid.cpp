// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/fields/multigrid.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "core/base/error.hpp"
#include "core/fields/planes.hpp"

namespace isletsim::detail {

namespace {

/// Planes that one thread smooths at a time, both colours while they are in its cache.
constexpr int slab_planes = 8;
alignas(64) constexpr std::array<float, lane_count> zeros{};

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

GridAxis::GridAxis(std::vector<double> cell_width)
    : width(std::move(cell_width)), centre(centres(width)) {
  const std::size_t n = width.size();
  const std::vector<double> coarse_width = paired(width);
  const std::vector<double> coarse_centre = centres(coarse_width);
  for (std::size_t i = 0; i < n; ++i) {
    lower.push_back(i == 0 ? 0 : static_cast<float>(1 / (width[i] * (centre[i] - centre[i - 1]))));
    upper.push_back(i + 1 == n ? 0
                               : static_cast<float>(1 / (width[i] * (centre[i + 1] - centre[i]))));
    inverse_width.push_back(static_cast<float>(1 / width[i]));
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

Multigrid::Level::Level(std::array<GridAxis, 3> axes)
    : axis(std::move(axes)), extent{axis[0].size(), axis[1].size(), axis[2].size()} {
  std::uint32_t boundary_voxels = 0;
  for (int z = 0; z < extent[2]; ++z)
    for (int y = 0; y < extent[1]; ++y) {
      boundary_begin.push_back(boundary_voxels);
      boundary_voxels += this->boundary_row(y, z) ? static_cast<std::uint32_t>(extent[0]) : 2;
    }
  boundary_loss.reserve(boundary_voxels * lane_count);
}

std::size_t Multigrid::Level::voxels() const {
  return static_cast<std::size_t>(extent[0]) * static_cast<std::size_t>(extent[1]) *
         static_cast<std::size_t>(extent[2]);
}

const float* Multigrid::Level::at_boundary(const AlignedVector<float>& values, int x, int y,
                                           int z) const {
  const std::size_t begin = boundary_begin[this->row(y, z)];
  if (this->boundary_row(y, z)) return &values[(begin + static_cast<std::size_t>(x)) * lane_count];
  if (x == 0) return &values[begin * lane_count];
  if (x == extent[0] - 1) return &values[(begin + 1) * lane_count];
  return zeros.data();
}

// The voxel, its six neighbours in the order −x +x −y +y −z +z (itself beyond the box, with weight
// 0) and what couples them.
struct Multigrid::Neighbourhood {
  std::size_t voxel;
  std::array<std::size_t, 6> neighbour;
  std::array<float, 6> weight;              // uniform D: [1/µm²]; else [1/µm]
  std::array<const float*, 6> conductance;  // [µm/min], where D varies
  const float* loss;                        // [1/min]
  const float* uptake;                      // [1/min]
  const float* shift;                       // [nM/min]

  [[nodiscard]] std::array<const float*, 6> values(const float* c) const {
    std::array<const float*, 6> result;
    for (std::size_t n = 0; n < 6; ++n) result[n] = c + neighbour[n] * lane_count;
    return result;
  }
};

Multigrid::Neighbourhood Multigrid::neighbourhood(std::size_t level, int x, int y, int z) const {
  const Level& grid = levels_[level];
  const std::array<int, 3> at{x, y, z};
  const auto nx = static_cast<std::size_t>(grid.extent[0]);
  const std::array<std::size_t, 3> stride{1, nx, nx * static_cast<std::size_t>(grid.extent[1])};
  Neighbourhood result{};
  const std::size_t voxel = grid.row(y, z) * nx + static_cast<std::size_t>(x);
  result.voxel = voxel;
  for (std::size_t a = 0; a < 3; ++a) {
    const auto i = static_cast<std::size_t>(at[a]);
    const bool has_lower = at[a] > 0;
    const bool has_upper = at[a] + 1 < grid.extent[a];
    const std::size_t lower = has_lower ? voxel - stride[a] : voxel;
    const std::size_t upper = has_upper ? voxel + stride[a] : voxel;
    result.neighbour[2 * a] = lower;
    result.neighbour[2 * a + 1] = upper;
    if (classes_ == 0) {
      result.weight[2 * a] = grid.axis[a].lower[i];
      result.weight[2 * a + 1] = grid.axis[a].upper[i];
      continue;
    }
    result.weight[2 * a] = has_lower ? grid.axis[a].inverse_width[i] : 0;
    result.weight[2 * a + 1] = has_upper ? grid.axis[a].inverse_width[i] : 0;
    if (level == 0) {
      const auto pair = [&](std::size_t other) {
        return &pair_conductance_[(tissue_class_[voxel] * classes_ + tissue_class_[other]) *
                                  lane_count];
      };
      result.conductance[2 * a] = pair(lower);
      result.conductance[2 * a + 1] = pair(upper);
    } else {
      result.conductance[2 * a] = &grid.conductance[a][voxel * lane_count];
      result.conductance[2 * a + 1] = &grid.conductance[a][upper * lane_count];
    }
  }
  result.loss = grid.loss(x, y, z);
  result.uptake = zeros.data();
  result.shift = zeros.data();
  if (this->has_uptake(level, voxel)) {
    if (level == 0) {
      const std::size_t slot = uptake_->slot_of_voxel[voxel];
      result.uptake = &uptake_->rate[slot * lane_count];
      result.shift = &uptake_->shift[slot * lane_count];
    } else {
      result.uptake = &grid.uptake[voxel * lane_count];
    }
  }
  return result;
}

bool Multigrid::has_uptake(std::size_t level, std::size_t voxel) const {
  return uptake_ != nullptr &&
         (level > 0 || uptake_->slot_of_voxel[voxel] != SparseAccumulator::no_slot);
}

Multigrid::Multigrid(const FactorBlockSpec& spec)
    : lanes_(spec.lanes), tissue_class_(spec.tissue_class) {
  const double spacing = spec.sites.spacing() * spec.spacing_in_sites;
  std::array<std::vector<double>, 3> width;
  for (std::size_t a = 0; a < 3; ++a)
    width[a].assign(static_cast<std::size_t>(spec.sites.extent()[a] / spec.spacing_in_sites),
                    spacing);
  levels_.emplace_back(std::array{GridAxis(width[0]), GridAxis(width[1]), GridAxis(width[2])});
  while (levels_.back().voxels() > 1) {
    for (std::vector<double>& w : width) w = paired(w);
    levels_.emplace_back(std::array{GridAxis(width[0]), GridAxis(width[1]), GridAxis(width[2])});
    Level& level = levels_.back();
    level.correction.resize(level.voxels() * lane_count);
    level.rhs.resize(level.voxels() * lane_count);
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
    const double half_width = 0.5 * levels_.front().axis[0].width.front();
    for (const std::uint8_t c : tissue_class_) {
      HalfResistances& voxel = resistance.emplace_back();
      for (std::size_t l = 0; l < lane_count; ++l)
        for (std::size_t side = 0; side < 6; ++side)
          voxel[side][l] = half_width / this->diffusivity_in(c, l);
    }
  }
  for (std::size_t level = 0; level < levels_.size(); ++level) {
    if (level > 0 && classes_ > 0) {
      resistance = this->coarsened(level - 1, resistance);
      this->build_couplings(level, resistance);
    }
    this->build_boundary_losses(level, islet_centre, resistance);
  }
}

double Multigrid::diffusivity_in(std::size_t tissue_class, std::size_t lane) const {
  if (lane >= lanes_.size()) return 0;
  const LaneSpec& spec = lanes_[lane];
  return spec.class_diffusivity.empty() ? spec.diffusivity : spec.class_diffusivity[tissue_class];
}

void Multigrid::build_pair_tables() {
  classes_ = 1 + *std::max_element(tissue_class_.begin(), tissue_class_.end());
  const double spacing = levels_.front().axis[0].width.front();
  for (std::size_t c = 0; c < classes_; ++c)
    for (std::size_t d = 0; d < classes_; ++d)
      for (std::size_t l = 0; l < lane_count; ++l) {
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
          for (std::size_t l = 0; l < lane_count; ++l)
            conductance[l] += cross_section /
                              (single ? halves[side][l] : halves[2 * a][l] + halves[2 * a + 1][l]);
        }
      for (std::size_t l = 0; l < lane_count; ++l) result[voxel][side][l] = 1 / conductance[l];
    }
  });
  return result;
}

void Multigrid::build_couplings(std::size_t level, const std::vector<HalfResistances>& resistance) {
  Level& grid = levels_[level];
  for (std::size_t a = 0; a < 3; ++a) {
    grid.conductance[a].resize(grid.voxels() * lane_count);
    grid.other_weight[a].resize(grid.voxels() * lane_count);
    for_each_voxel(grid.extent, [&](const Lattice::Extent& at, std::size_t voxel) {
      const auto neighbour = [&](int step) {
        Lattice::Extent beside = at;
        beside[a] += step;
        return grid.voxel(beside);
      };
      const HalfResistances& own = resistance[voxel];
      if (at[a] > 0)
        for (std::size_t l = 0; l < lane_count; ++l)
          grid.conductance[a][voxel * lane_count + l] =
              static_cast<float>(1 / (resistance[neighbour(-1)][2 * a + 1][l] + own[2 * a][l]));
      const auto i = static_cast<std::size_t>(at[a]);
      if (grid.axis[a].other_parent[i] == at[a] / 2) return;
      // From the parent's middle to this cell's centre, of the way to the other parent's middle.
      const bool above = at[a] % 2 == 1;
      const HalfResistances& beside = resistance[neighbour(above ? 1 : -1)];
      for (std::size_t l = 0; l < lane_count; ++l) {
        const double way = own[2 * a + (above ? 0 : 1)][l];
        const double whole =
            own[2 * a][l] + own[2 * a + 1][l] + beside[2 * a][l] + beside[2 * a + 1][l];
        grid.other_weight[a][voxel * lane_count + l] =
            std::isfinite(whole) ? static_cast<float>(way / whole) : 0;
      }
    });
  }
}

void Multigrid::build_boundary_losses(std::size_t level, const Vector3& islet_centre,
                                      const std::vector<HalfResistances>& resistance) {
  Level& grid = levels_[level];
  for_each_voxel(grid.extent, [&](const Lattice::Extent& at, std::size_t voxel) {
    Vector3 point;
    for (std::size_t a = 0; a < 3; ++a)
      point[a] = grid.axis[a].centre[static_cast<std::size_t>(at[a])];
    std::array<double, lane_count> loss{};
    std::array<double, lane_count> decline{};
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
    if (faces == 0) return;
    // The rows are stored for boundary voxels in the order of their visit.
    for (std::size_t l = 0; l < lane_count; ++l) {
      grid.boundary_loss.push_back(static_cast<float>(loss[l]));
      if (level > 0) grid.boundary_decline.push_back(static_cast<float>(decline[l] / faces));
    }
  });
}

double Multigrid::held_face_rate(std::size_t lane, std::size_t voxel) const {
  const double width = levels_.front().axis[0].width.front();
  return 2 * this->diffusivity_in(classes_ > 0 ? tissue_class_[voxel] : 0, lane) / (width * width);
}

void Multigrid::set_time_step(double dt) {
  exact_.base.fill(1);
  for (std::size_t l = 0; l < lanes_.size(); ++l) {
    const bool transient = lanes_[l].storage == Storage::transient;
    exact_.tau[l] = transient ? dt : 1;
    exact_.mass[l] = transient ? 1 : 0;
    exact_.base[l] = exact_.mass[l] + exact_.tau[l] * lanes_[l].decay_rate;
    exact_.tau_D[l] = exact_.tau[l] * lanes_[l].diffusivity;
  }
  for (std::size_t l = 0; l < lane_count; ++l) {
    rounded_.tau[l] = static_cast<float>(exact_.tau[l]);
    rounded_.base[l] = static_cast<float>(exact_.base[l]);
    rounded_.tau_D[l] = static_cast<float>(exact_.tau_D[l]);
  }
  if (classes_ > 0) return;
  double width = levels_.front().axis[0].width.front();
  for (Level& level : levels_) {
    for (std::size_t l = 0; l < lane_count; ++l) {
      const double coupling = exact_.tau_D[l] / (width * width);
      level.inner_coupling[l] = static_cast<float>(coupling);
      level.inner_inverse_diagonal[l] = static_cast<float>(1 / (exact_.base[l] + 6 * coupling));
    }
    width *= 2;
  }
}

double Multigrid::largest_diffusivity(std::size_t lane) const {
  double largest = lane < lanes_.size() ? this->diffusivity_in(0, lane) : 0;
  for (std::size_t c = 1; c < classes_; ++c)
    largest = std::max(largest, this->diffusivity_in(c, lane));
  return largest;
}

double Multigrid::rounding_gain(std::size_t lane) const {
  const double width = levels_.front().axis[0].width.front();
  return 0x1p-24 * (exact_.base[lane] +
                    6 * exact_.tau[lane] * this->largest_diffusivity(lane) / (width * width));
}

// A voxel that takes up strongly is empty, and takes what diffuses to it: the mean of the uptakes
// would let a point sink empty the whole coarse cell. So an uptake u counts as u / (1 + u/g), with
// g the rate of supply through a cell's faces, 6 D/width². On the finest level twice that made the
// cycles converge best, with point sinks as with a consuming ball.
void Multigrid::set_uptake(const LinearisedUptake* uptake) {
  uptake_ = uptake;
  if (uptake == nullptr) return;
  for (std::size_t level = 1; level < levels_.size(); ++level) {
    const Level& fine = levels_[level - 1];
    Level& coarse = levels_[level];
    coarse.uptake.assign(coarse.voxels() * lane_count, 0);
    const double width =
        std::ldexp(levels_.front().axis[0].width.front(), static_cast<int>(level) - 1);
    Lanes inverse_supply;
    for (std::size_t l = 0; l < lane_count; ++l) {
      const double supply = (level == 1 ? 12 : 6) * this->largest_diffusivity(l) / (width * width);
      inverse_supply[l] = supply > 0 ? static_cast<float>(1 / supply) : 0;
    }
    for_each_plane(coarse.extent[2], fine.voxels(), [&](int coarse_z) {
      for (int z = 2 * coarse_z; z < std::min(2 * coarse_z + 2, fine.extent[2]); ++z)
        for (int y = 0; y < fine.extent[1]; ++y)
          for (int x = 0; x < fine.extent[0]; ++x) {
            const std::size_t voxel = fine.row(y, z) * static_cast<std::size_t>(fine.extent[0]) +
                                      static_cast<std::size_t>(x);
            if (!this->has_uptake(level - 1, voxel)) continue;
            const float* from = level == 1
                                    ? &uptake->rate[uptake->slot_of_voxel[voxel] * lane_count]
                                    : &fine.uptake[voxel * lane_count];
            float* to = &coarse.uptake[(coarse.row(y / 2, coarse_z) *
                                            static_cast<std::size_t>(coarse.extent[0]) +
                                        static_cast<std::size_t>(x / 2)) *
                                       lane_count];
            const float share = fine.axis[0].share[static_cast<std::size_t>(x)] *
                                fine.axis[1].share[static_cast<std::size_t>(y)] *
                                fine.axis[2].share[static_cast<std::size_t>(z)];
            for (std::size_t l = 0; l < lane_count; ++l)
              to[l] += share * from[l] / (1 + from[l] * inverse_supply[l]);
          }
    });
  }
}

namespace {

/// b − Ac from differences, which lose nothing where c is nearly flat.
template <class Real>
inline void residual_inner(Real* __restrict residual, const float* __restrict c,
                           const float* __restrict b, const std::array<const float*, 6>& at,
                           const Real* __restrict coupling, const Real* __restrict base) {
  const float* __restrict west = at[0];
  const float* __restrict east = at[1];
  const float* __restrict south = at[2];
  const float* __restrict north = at[3];
  const float* __restrict down = at[4];
  const float* __restrict up = at[5];
  for (std::size_t l = 0; l < lane_count; ++l) {
    const Real here = c[l];
    const Real sum = ((Real{west[l]} - here) + (Real{east[l]} - here)) +
                     ((Real{south[l]} - here) + (Real{north[l]} - here)) +
                     ((Real{down[l]} - here) + (Real{up[l]} - here));
    residual[l] = (Real{b[l]} - base[l] * here) + coupling[l] * sum;
  }
}

/// c + (b − Ac) / diagonal: a Gauss–Seidel step that rounds the change only, so that its bias does
/// not act like a decay of 1e-7 times the diagonal.
inline void relax_inner(float* __restrict c, const float* __restrict b,
                        const std::array<const float*, 6>& at, const float* __restrict coupling,
                        const float* __restrict base, const float* __restrict inverse_diagonal) {
  alignas(64) std::array<float, lane_count> residual;
  residual_inner(residual.data(), c, b, at, coupling, base);
  for (std::size_t l = 0; l < lane_count; ++l) c[l] += residual[l] * inverse_diagonal[l];
}

/// The same where cells lie at the border and lose through it.
inline void relax_border(float* __restrict c, const float* __restrict b,
                         const std::array<const float*, 6>& at, const float* __restrict coupling,
                         const float* __restrict base, const float* __restrict tau,
                         const float* __restrict loss, int neighbours) {
  alignas(64) std::array<float, lane_count> residual;
  residual_inner(residual.data(), c, b, at, coupling, base);
  const auto count = static_cast<float>(neighbours);
  for (std::size_t l = 0; l < lane_count; ++l) {
    const float lost = tau[l] * loss[l];
    const float diagonal = base[l] + lost + count * coupling[l];
    c[l] += diagonal > 0 ? (residual[l] - lost * c[l]) / diagonal : 0;
  }
}

inline void keep_non_negative(float* c) {
  for (std::size_t l = 0; l < lane_count; ++l) c[l] = c[l] > 0 ? c[l] : 0;
}

}  // namespace

// A row of cells along x. Its plain cells have all their neighbours at one distance; one that is
// missing beyond the border is replaced by the cell itself, to which nothing flows.
struct Multigrid::Row {
  std::size_t first;  // voxel
  int y, z;
  int plain_end;  // cells [0, plain_end) are plain
  int last;
  bool border;
  int neighbours_across;
  std::array<std::ptrdiff_t, 4> across;  // to −y +y −z +z, in floats

  [[nodiscard]] bool at_border(int x) const { return border || x == 0 || x == last; }
  [[nodiscard]] int neighbours(int x) const {
    return neighbours_across + (x > 0 ? 1 : 0) + (x < last ? 1 : 0);
  }
  [[nodiscard]] std::array<const float*, 6> around(const float* here, int x) const {
    return {x > 0 ? here - lane_count : here,
            x < last ? here + lane_count : here,
            here + across[0],
            here + across[1],
            here + across[2],
            here + across[3]};
  }
};

Multigrid::Row Multigrid::row(std::size_t level, int y, int z) const {
  const Level& grid = levels_[level];
  const auto stride_y =
      static_cast<std::ptrdiff_t>(grid.extent[0]) * static_cast<std::ptrdiff_t>(lane_count);
  const std::ptrdiff_t stride_z = stride_y * grid.extent[1];
  Row row{};
  row.first = grid.voxel({0, y, z});
  row.y = y;
  row.z = z;
  row.last = grid.extent[0] - 1;
  const bool plain = classes_ == 0 && (level == 0 || uptake_ == nullptr) &&
                     y < grid.axis[1].regular_end && z < grid.axis[2].regular_end;
  row.plain_end = plain ? grid.axis[0].regular_end : 0;
  row.border = grid.boundary_row(y, z);
  row.across = {y > 0 ? -stride_y : 0, y + 1 < grid.extent[1] ? stride_y : 0, z > 0 ? -stride_z : 0,
                z + 1 < grid.extent[2] ? stride_z : 0};
  for (const std::ptrdiff_t offset : row.across) row.neighbours_across += offset != 0 ? 1 : 0;
  return row;
}

bool Multigrid::is_plain(std::size_t level, const Row& row, int x) const {
  return x < row.plain_end &&
         !(level == 0 && this->has_uptake(0, row.first + static_cast<std::size_t>(x)));
}

template <class Real>
void Multigrid::residual_at(std::size_t level, const Coefficients<Real>& k,
                            const std::array<Real, lane_count>& coupling, const Row& row, int x,
                            const float* c, const float* b, Real* residual) const {
  if (!this->is_plain(level, row, x)) {
    this->residual_general(k, this->neighbourhood(level, x, row.y, row.z), c, b, residual);
    return;
  }
  const std::size_t offset = (row.first + static_cast<std::size_t>(x)) * lane_count;
  const float* here = c + offset;
  residual_inner(residual, here, b + offset, row.around(here, x), coupling.data(), k.base.data());
  if (!row.at_border(x)) return;
  const float* loss = levels_[level].loss(x, row.y, row.z);
  for (std::size_t l = 0; l < lane_count; ++l)
    residual[l] -= k.tau[l] * Real{loss[l]} * Real{here[l]};
}

void Multigrid::relax_general(const Neighbourhood& at, float* c, const float* b) const {
  alignas(64) std::array<float, lane_count> residual;
  alignas(64) std::array<float, lane_count> diagonal;
  this->residual_general(rounded_, at, c, b, residual.data());
  if (classes_ == 0) {
    const std::array<float, 6>& w = at.weight;
    const float weight = ((w[0] + w[1]) + (w[2] + w[3])) + (w[4] + w[5]);
    for (std::size_t l = 0; l < lane_count; ++l)
      diagonal[l] = rounded_.base[l] + rounded_.tau[l] * (at.loss[l] + at.uptake[l]) +
                    rounded_.tau_D[l] * weight;
  } else {
    for (std::size_t l = 0; l < lane_count; ++l) {
      float rate = at.loss[l] + at.uptake[l];
      for (std::size_t n = 0; n < 6; ++n) rate += at.weight[n] * at.conductance[n][l];
      diagonal[l] = rounded_.base[l] + rounded_.tau[l] * rate;
    }
  }
  float* here = &c[at.voxel * lane_count];
  for (std::size_t l = 0; l < lane_count; ++l)
    here[l] += diagonal[l] > 0 ? residual[l] / diagonal[l] : 0;
}

template <class Real>
void Multigrid::residual_general(const Coefficients<Real>& k, const Neighbourhood& at,
                                 const float* c, const float* b, Real* residual) const {
  const float* centre = &c[at.voxel * lane_count];
  const float* right = &b[at.voxel * lane_count];
  const std::array<const float*, 6> n = at.values(c);
  for (std::size_t l = 0; l < lane_count; ++l) {
    const Real here = centre[l];
    std::array<Real, 6> flow;
    for (std::size_t i = 0; i < 6; ++i) flow[i] = Real{at.weight[i]} * (Real{n[i][l]} - here);
    if (classes_ > 0)
      for (std::size_t i = 0; i < 6; ++i) flow[i] *= Real{at.conductance[i][l]};
    const Real inflow = ((flow[0] + flow[1]) + (flow[2] + flow[3])) + (flow[4] + flow[5]);
    const Real rate = Real{at.loss[l]} + Real{at.uptake[l]};
    residual[l] =
        (Real{right[l]} - k.tau[l] * Real{at.shift[l]} - (k.base[l] + k.tau[l] * rate) * here) +
        (classes_ > 0 ? k.tau[l] : k.tau_D[l]) * inflow;
  }
}

void Multigrid::relax_plane(std::size_t level, float* c, const float* b, int z, int colour,
                            Bound bound) const {
  const Level& grid = levels_[level];
  const std::array<float, lane_count>& coupling = grid.inner_coupling.value;
  for (int y = 0; y < grid.extent[1]; ++y) {
    const Row row = this->row(level, y, z);
    for (int x = (y + z + colour) % 2; x <= row.last; x += 2) {
      const std::size_t offset = (row.first + static_cast<std::size_t>(x)) * lane_count;
      float* here = c + offset;
      if (!this->is_plain(level, row, x))
        this->relax_general(this->neighbourhood(level, x, y, z), c, b);
      else if (row.at_border(x))
        relax_border(here, b + offset, row.around(here, x), coupling.data(), rounded_.base.data(),
                     rounded_.tau.data(), grid.loss(x, y, z), row.neighbours(x));
      else
        relax_inner(here, b + offset, row.around(here, x), coupling.data(), rounded_.base.data(),
                    grid.inner_inverse_diagonal.value.data());
      if (bound == Bound::non_negative) keep_non_negative(here);
    }
  }
}

// Both colours follow each other from plane to plane while these are in cache. A slab leaves the
// second colour of its outermost planes until its neighbours are done with the first.
void Multigrid::smooth(std::size_t level, float* c, const float* b, Bound bound) const {
  const Level& grid = levels_[level];
  const int nz = grid.extent[2];
  const auto relax = [&](int z, int colour) { this->relax_plane(level, c, b, z, colour, bound); };
  const int slabs = grid.voxels() <= serial_voxels ? 1 : (nz + slab_planes - 1) / slab_planes;
  const int planes = (nz + slabs - 1) / slabs;
  const auto first_of = [&](int slab) { return std::min(slab * planes, nz); };
  for_each_plane(slabs, grid.voxels(), [&](int slab) {
    const int begin = first_of(slab);
    const int end = first_of(slab + 1);
    for (int z = begin; z < end; ++z) {
      relax(z, 0);
      if (z - 1 > begin) relax(z - 1, 1);
    }
  });
  for_each_plane(slabs, grid.voxels(), [&](int slab) {
    const int begin = first_of(slab);
    const int end = first_of(slab + 1);
    if (begin < end) relax(begin, 1);
    if (begin + 1 < end) relax(end - 1, 1);
  });
}

// After a sweep the second colour has no residual, so only the first is looked at.
void Multigrid::restrict_residual(std::size_t level, const float* c, const float* b) {
  const Level& fine = levels_[level];
  Level& coarse = levels_[level + 1];
  const auto coarse_nx = static_cast<std::size_t>(coarse.extent[0]);
  for_each_plane(coarse.extent[2], fine.voxels(), [&](int coarse_z) {
    alignas(64) std::array<float, lane_count> residual;
    for (int coarse_y = 0; coarse_y < coarse.extent[1]; ++coarse_y) {
      float* out = &coarse.rhs[coarse.row(coarse_y, coarse_z) * coarse_nx * lane_count];
      std::fill_n(out, coarse_nx * lane_count, 0.0F);
      for (int z = 2 * coarse_z; z < std::min(2 * coarse_z + 2, fine.extent[2]); ++z)
        for (int y = 2 * coarse_y; y < std::min(2 * coarse_y + 2, fine.extent[1]); ++y) {
          const Row row = this->row(level, y, z);
          const float row_share = fine.axis[1].share[static_cast<std::size_t>(y)] *
                                  fine.axis[2].share[static_cast<std::size_t>(z)];
          for (int x = (y + z) % 2; x <= row.last; x += 2) {
            this->residual_at(level, rounded_, fine.inner_coupling.value, row, x, c, b,
                              residual.data());
            const float share = row_share * fine.axis[0].share[static_cast<std::size_t>(x)];
            float* to = out + static_cast<std::size_t>(x / 2) * lane_count;
            for (std::size_t l = 0; l < lane_count; ++l) to[l] += share * residual[l];
          }
        }
    }
  });
}

void Multigrid::prolong(std::size_t level, float* c) const {
  if (classes_ > 0) {
    this->prolong_varying(level, c);
    return;
  }
  const Level& fine = levels_[level];
  const Level& coarse = levels_[level + 1];
  const std::size_t coarse_row = static_cast<std::size_t>(coarse.extent[0]) * lane_count;
  for_each_plane(fine.extent[2], fine.voxels(), [&](int z) {
    AlignedVector<float> line(coarse_row);
    alignas(64) std::array<float, lane_count> value;
    const int other_z = fine.axis[2].other_parent[static_cast<std::size_t>(z)];
    const float weight_z = fine.axis[2].other_weight[static_cast<std::size_t>(z)];
    for (int y = 0; y < fine.extent[1]; ++y) {
      const int other_y = fine.axis[1].other_parent[static_cast<std::size_t>(y)];
      const float weight_y = fine.axis[1].other_weight[static_cast<std::size_t>(y)];
      const int towards_faces = fine.towards_face(1, y) + fine.towards_face(2, z);
      const auto row = [&](int coarse_y, int coarse_z) {
        return &coarse.correction[coarse.row(coarse_y, coarse_z) * coarse_row];
      };
      const float* near_near = row(y / 2, z / 2);
      const float* far_near = row(other_y, z / 2);
      const float* near_far = row(y / 2, other_z);
      const float* far_far = row(other_y, other_z);
      for (std::size_t i = 0; i < coarse_row; ++i)
        line[i] = (1 - weight_z) * ((1 - weight_y) * near_near[i] + weight_y * far_near[i]) +
                  weight_z * ((1 - weight_y) * near_far[i] + weight_y * far_far[i]);
      float* to = c + fine.row(y, z) * static_cast<std::size_t>(fine.extent[0]) * lane_count;
      for (int x = 0; x < fine.extent[0]; ++x, to += lane_count) {
        const auto i = static_cast<std::size_t>(x);
        const float* near = &line[i / 2 * lane_count];
        const float* far =
            &line[static_cast<std::size_t>(fine.axis[0].other_parent[i]) * lane_count];
        const float weight = fine.axis[0].other_weight[i];
        for (std::size_t l = 0; l < lane_count; ++l)
          value[l] = (1 - weight) * near[l] + weight * far[l];
        // Towards a face of the box a correction falls as the face condition says.
        const int faces = towards_faces + fine.towards_face(0, x);
        const float* decline = faces == 0 ? zeros.data() : coarse.decline(x / 2, y / 2, z / 2);
        for (int face = 0; face < faces; ++face)
          for (std::size_t l = 0; l < lane_count; ++l) value[l] *= 1 - decline[l];
        for (std::size_t l = 0; l < lane_count; ++l) to[l] += value[l];
      }
    }
  });
}

// As `prolong`, but each factor's weights follow the resistances on its way to the other parents.
void Multigrid::prolong_varying(std::size_t level, float* c) const {
  const Level& fine = levels_[level];
  const Level& coarse = levels_[level + 1];
  for_each_plane(fine.extent[2], fine.voxels(), [&](int z) {
    alignas(64) std::array<std::array<float, lane_count>, 8> corner;
    for (int y = 0; y < fine.extent[1]; ++y)
      for (int x = 0; x < fine.extent[0]; ++x) {
        const Lattice::Extent at{x, y, z};
        const std::size_t voxel = fine.voxel(at);
        std::array<int, 3> other;
        std::array<const float*, 3> weight;
        int faces = 0;
        for (std::size_t a = 0; a < 3; ++a) {
          const auto i = static_cast<std::size_t>(at[a]);
          other[a] = fine.axis[a].other_parent[i];
          weight[a] = other[a] == at[a] / 2 ? zeros.data()
                      : level == 0          ? this->pair_weight(voxel, at, a)
                                            : &fine.other_weight[a][voxel * lane_count];
          faces += fine.towards_face(a, at[a]);
        }
        for (std::size_t k = 0; k < 8; ++k) {
          const float* from = &coarse.correction[coarse.voxel({(k & 1) != 0 ? other[0] : x / 2,
                                                               (k & 2) != 0 ? other[1] : y / 2,
                                                               (k & 4) != 0 ? other[2] : z / 2}) *
                                                 lane_count];
          std::copy_n(from, lane_count, corner[k].begin());
        }
        for (std::size_t a = 0; a < 3; ++a)
          for (std::size_t k = 0; k < 8U >> (a + 1); ++k)
            for (std::size_t l = 0; l < lane_count; ++l)
              corner[k][l] =
                  (1 - weight[a][l]) * corner[2 * k][l] + weight[a][l] * corner[2 * k + 1][l];
        const float* decline = faces == 0 ? zeros.data() : coarse.decline(x / 2, y / 2, z / 2);
        for (int face = 0; face < faces; ++face)
          for (std::size_t l = 0; l < lane_count; ++l) corner[0][l] *= 1 - decline[l];
        for (std::size_t l = 0; l < lane_count; ++l) c[voxel * lane_count + l] += corner[0][l];
      }
  });
}

const float* Multigrid::pair_weight(std::size_t voxel, const Lattice::Extent& at,
                                    std::size_t axis) const {
  Lattice::Extent beside = at;
  beside[axis] += at[axis] % 2 == 1 ? 1 : -1;
  const std::size_t other = levels_.front().voxel(beside);
  return &pair_weight_[(tissue_class_[voxel] * classes_ + tissue_class_[other]) * lane_count];
}

void Multigrid::cycle_from(std::size_t level, float* c, const float* b) {
  const Bound bound = level == 0 ? Bound::non_negative : Bound::none;
  if (level + 1 == levels_.size()) {
    this->smooth(level, c, b, bound);
    return;
  }
  this->smooth(level, c, b, Bound::none);
  this->restrict_residual(level, c, b);
  Level& coarse = levels_[level + 1];
  std::fill(coarse.correction.begin(), coarse.correction.end(), 0.0F);
  this->cycle_from(level + 1, coarse.correction.data(), coarse.rhs.data());
  this->prolong(level, c);
  this->smooth(level, c, b, bound);
}

void Multigrid::cycle(float* c, const float* b) { this->cycle_from(0, c, b); }

// Calls visit(z, voxel, residual) for every voxel of the finest level, in order within a plane.
template <class Real, class Visit>
void Multigrid::for_each_residual(const Coefficients<Real>& k, const float* c, const float* b,
                                  const Visit& visit) const {
  const Level& grid = levels_.front();
  const double width = grid.axis[0].width.front();
  alignas(64) std::array<Real, lane_count> coupling;
  for (std::size_t l = 0; l < lane_count; ++l)
    coupling[l] = static_cast<Real>(double{k.tau_D[l]} / (width * width));
  for_each_plane(grid.extent[2], grid.voxels(), [&](int z) {
    alignas(64) std::array<Real, lane_count> residual;
    for (int y = 0; y < grid.extent[1]; ++y) {
      const Row row = this->row(0, y, z);
      for (int x = 0; x <= row.last; ++x) {
        this->residual_at(0, k, coupling, row, x, c, b, residual.data());
        visit(z, row.first + static_cast<std::size_t>(x), residual);
      }
    }
  });
}

Multigrid::Norms Multigrid::norms(const float* c, const float* b) const {
  std::vector<Norms> of_plane(static_cast<std::size_t>(levels_.front().extent[2]));
  this->for_each_residual(rounded_, c, b, [&](int z, std::size_t voxel, const auto& residual) {
    Norms& sums = of_plane[static_cast<std::size_t>(z)];
    const float* here = c + voxel * lane_count;
    for (std::size_t l = 0; l < lane_count; ++l) {
      sums.residual[l] += double{residual[l]} * double{residual[l]};
      sums.concentration[l] += double{here[l]} * double{here[l]};
    }
  });
  Norms total;
  for (const Norms& plane : of_plane)
    for (std::size_t l = 0; l < lane_count; ++l) {
      total.residual[l] += plane.residual[l];
      total.concentration[l] += plane.concentration[l];
    }
  return total;
}

void Multigrid::residual_in_place(const float* c, float* b, const float* cut) const {
  this->for_each_residual(exact_, c, b, [&](int, std::size_t voxel, const auto& residual) {
    for (std::size_t l = 0; l < lane_count; ++l)
      b[voxel * lane_count + l] =
          static_cast<float>(exact_.mass[l] * (residual[l] + double{cut[voxel * lane_count + l]}));
  });
}

}  // namespace isletsim::detail
