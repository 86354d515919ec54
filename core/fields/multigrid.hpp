// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/fields/factor_block.hpp"
#include "core/fields/lanes.hpp"
#include "core/space/lattice.hpp"
#include "core/state/column.hpp"

namespace isletsim::detail {

/// Cells along one axis of one level. All are of one width but the last, which is narrower where an
/// odd number of cells was paired.
struct GridAxis {
  explicit GridAxis(std::vector<double> cell_width);
  [[nodiscard]] int size() const { return static_cast<int>(width.size()); }

  std::vector<double> width;   ///< [µm]
  std::vector<double> centre;  ///< from the box's corner [µm]
  /// 1/(width · distance to the neighbour's centre), 0 at the faces [1/µm²].
  std::vector<float> lower, upper;
  std::vector<float> inverse_width;  ///< [1/µm]
  std::vector<float> share;          ///< of the coarse cell's volume along this axis [1]
  std::vector<int> other_parent;     ///< coarse cell beside the parent i/2 to interpolate with
  std::vector<float> other_weight;   ///< its weight in the interpolation [1]
  int regular_end = 0;               ///< cells [0, regular_end) have all neighbours at one distance
};

/// Uptake linearised about the latest iterate c₀, in the voxels that have any: rate · c + shift.
struct LinearisedUptake {
  std::span<const std::uint32_t> slot_of_voxel;
  AlignedVector<float> rate;   ///< 16 a slot [1/min]
  AlignedVector<float> shift;  ///< 16 a slot [nM/min]
};

/// Solves A c = b for 16 lanes at once, A = m + τ (k + u − ∇·D∇), by geometric multigrid.
///
/// Lane τ is the time step where m = 1, and 1 min where m = 0. Coarse cells are pairs of cells
/// along every axis; D and the face conditions are applied anew on every level. A cycle is V(1,1)
/// with red–black Gauss–Seidel, residuals averaged over volumes, corrections interpolated
/// trilinearly. Every result is the same bits at any number of threads.
class Multigrid {
 public:
  using LaneSums = std::array<double, lane_count>;
  struct Norms {
    LaneSums residual{};       ///< Σ (b − Ac)²
    LaneSums concentration{};  ///< Σ c²
  };

  explicit Multigrid(const FactorBlockSpec& spec);

  void set_time_step(double dt);
  /// Passes the uptake on to the coarse levels; nullptr for none.
  void set_uptake(const LinearisedUptake* uptake);

  /// One V-cycle; no value is below 0 afterwards.
  void cycle(float* c, const float* b);
  [[nodiscard]] Norms norms(const float* c, const float* b) const;
  /// Puts m (b + cut − Ac), evaluated in double precision, in the place of b.
  void residual_in_place(const float* c, float* b, const float* cut) const;
  /// Residual that one rounding of every c to single precision makes, as a multiple of c [1].
  [[nodiscard]] double rounding_gain(std::size_t lane) const;

  [[nodiscard]] double tau(std::size_t lane) const { return exact_.tau[lane]; }
  /// Rate at which a voxel follows the concentration held at its face [1/min].
  [[nodiscard]] double held_face_rate(std::size_t lane, std::size_t voxel) const;

 private:
  struct Level {
    explicit Level(std::array<GridAxis, 3> axes);
    [[nodiscard]] std::size_t voxels() const;
    [[nodiscard]] std::size_t row(int y, int z) const {
      return static_cast<std::size_t>(z) * static_cast<std::size_t>(extent[1]) +
             static_cast<std::size_t>(y);
    }
    [[nodiscard]] std::size_t voxel(const Lattice::Extent& at) const {
      return this->row(at[1], at[2]) * static_cast<std::size_t>(extent[0]) +
             static_cast<std::size_t>(at[0]);
    }
    [[nodiscard]] bool boundary_row(int y, int z) const {
      return y == 0 || z == 0 || y == extent[1] - 1 || z == extent[2] - 1 || extent[0] == 1;
    }
    /// 1 where a cell lies between the border and the centre of its coarse cell, 0 elsewhere.
    [[nodiscard]] int towards_face(std::size_t a, int i) const {
      return i == 0 ? static_cast<int>(extent[a] > 1)
                    : static_cast<int>(i == extent[a] - 1 && i % 2 == 1);
    }
    /// Loss through the box's faces [1/min], zeros inside.
    [[nodiscard]] const float* loss(int x, int y, int z) const {
      return this->at_boundary(boundary_loss, x, y, z);
    }
    /// Half of the relative fall from a cell's centre to its faces on the border, zeros inside [1].
    [[nodiscard]] const float* decline(int x, int y, int z) const {
      return this->at_boundary(boundary_decline, x, y, z);
    }
    [[nodiscard]] const float* at_boundary(const AlignedVector<float>& values, int x, int y,
                                           int z) const;

    std::array<GridAxis, 3> axis;
    Lattice::Extent extent;
    std::vector<std::uint32_t> boundary_begin;  ///< of each row, in boundary_loss
    AlignedVector<float> boundary_loss;         ///< 16 a boundary voxel
    AlignedVector<float> boundary_decline;      ///< 16 a boundary voxel; empty on the finest level
    AlignedVector<float> correction, rhs;       ///< empty on the finest level
    AlignedVector<float> uptake;                ///< [1/min]; empty on the finest level
    /// Where D varies, on coarse levels: D at the lower face of each voxel over the distance of the
    /// centres [µm/min].
    std::array<AlignedVector<float>, 3> conductance;
    /// There too: weight of the other parent along each axis [1].
    std::array<AlignedVector<float>, 3> other_weight;
    Lanes inner_coupling;          ///< τ D / width², in regular cells inside
    Lanes inner_inverse_diagonal;  ///< of A there, without uptake
  };

  template <class Real>
  struct Coefficients {
    alignas(64) std::array<Real, lane_count> mass{};   ///< m, 0 in lanes without a factor
    alignas(64) std::array<Real, lane_count> base{};   ///< m + τ k, 1 in lanes without a factor
    alignas(64) std::array<Real, lane_count> tau{};    ///< [min]
    alignas(64) std::array<Real, lane_count> tau_D{};  ///< [µm²]
  };
  struct Neighbourhood;
  struct Row;
  enum class Bound : std::uint8_t { none, non_negative };

  /// From a cell's middle to each of its faces, for a unit of area [min/µm].
  using HalfResistances = std::array<std::array<double, lane_count>, 6>;

  void build_operator(const Vector3& islet_centre);
  void build_pair_tables();
  [[nodiscard]] double largest_diffusivity(std::size_t lane) const;
  [[nodiscard]] double diffusivity_in(std::size_t tissue_class, std::size_t lane) const;
  [[nodiscard]] std::vector<HalfResistances> coarsened(
      std::size_t fine_level, const std::vector<HalfResistances>& fine_resistance) const;
  void build_couplings(std::size_t level, const std::vector<HalfResistances>& resistance);
  /// `resistance` is empty where D is uniform.
  void build_boundary_losses(std::size_t level, const Vector3& islet_centre,
                             const std::vector<HalfResistances>& resistance);
  [[nodiscard]] Neighbourhood neighbourhood(std::size_t level, int x, int y, int z) const;

  [[nodiscard]] bool has_uptake(std::size_t level, std::size_t voxel) const;
  [[nodiscard]] Row row(std::size_t level, int y, int z) const;
  [[nodiscard]] bool is_plain(std::size_t level, const Row& row, int x) const;

  void cycle_from(std::size_t level, float* c, const float* b);
  void smooth(std::size_t level, float* c, const float* b, Bound bound) const;
  void relax_plane(std::size_t level, float* c, const float* b, int z, int colour,
                   Bound bound) const;
  void relax_general(const Neighbourhood& at, float* c, const float* b) const;
  template <class Real>
  void residual_general(const Coefficients<Real>& k, const Neighbourhood& at, const float* c,
                        const float* b, Real* residual) const;
  template <class Real>
  void residual_at(std::size_t level, const Coefficients<Real>& coefficients,
                   const std::array<Real, lane_count>& coupling, const Row& row, int x,
                   const float* c, const float* b, Real* residual) const;
  template <class Real, class Visit>
  void for_each_residual(const Coefficients<Real>& k, const float* c, const float* b,
                         const Visit& visit) const;
  void restrict_residual(std::size_t level, const float* c, const float* b);
  void prolong(std::size_t level, float* c) const;
  void prolong_varying(std::size_t level, float* c) const;
  [[nodiscard]] const float* pair_weight(std::size_t voxel, const Lattice::Extent& at,
                                         std::size_t axis) const;

  std::vector<LaneSpec> lanes_;
  std::vector<std::uint8_t> tissue_class_;
  std::size_t classes_ = 0;
  /// 16 for each ordered pair of classes: D at their common face over the spacing [µm/min].
  AlignedVector<float> pair_conductance_;
  AlignedVector<float> pair_weight_;  ///< of the second class's side in an interpolation [1]
  std::vector<Level> levels_;
  Coefficients<float> rounded_;
  Coefficients<double> exact_;
  const LinearisedUptake* uptake_ = nullptr;
};

}  // namespace isletsim::detail
