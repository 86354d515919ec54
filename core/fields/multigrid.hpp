// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "core/fields/factor_block.hpp"
#include "core/fields/lanes.hpp"
#include "core/fields/stencil.hpp"
#include "core/space/lattice.hpp"
#include "core/state/column.hpp"

namespace isletsim::detail {

/// Cells along one axis of one level. All are of one width but the last, which is narrower where an
/// odd number of cells was paired.
struct GridAxis {
  GridAxis(std::vector<double> cell_width, double regular_width);
  [[nodiscard]] int size() const { return static_cast<int>(width.size()); }

  std::vector<double> width;   ///< [µm]
  std::vector<double> centre;  ///< from the box's corner [µm]
  /// Coupling to the neighbour as a multiple of that between regular cells, 0 at the faces [1].
  std::vector<float> lower, upper;
  std::vector<float> inverse_width;  ///< [1/µm]
  /// The same, 0 at the lower and at the upper face of the box [1/µm].
  std::vector<float> inverse_lower_width, inverse_upper_width;
  std::vector<float> share;         ///< of the coarse cell's volume along this axis [1]
  std::vector<int> other_parent;    ///< coarse cell beside the parent i/2 to interpolate with
  std::vector<float> other_weight;  ///< its weight in the interpolation [1]
  int regular_end = 0;              ///< cells [0, regular_end) have all neighbours at one distance
};

/// First-order uptake in the voxels that have any.
struct UptakeRates {
  std::span<const std::uint32_t> source_of_voxel;  ///< its slot among the sources
  std::span<const std::uint32_t> slot_of_source;   ///< may lack the last ones
  std::span<const float> rate;                     ///< by slot and lane [1/min]
};

/// Lanes that are solved together: 8, or all 16 of a voxel.
struct LaneGroup {
  std::size_t begin, size;

  [[nodiscard]] std::size_t end() const { return begin + size; }
};

/// The lanes and the arrays of one solve.
struct SolveArrays {
  LaneGroup lanes;
  float* concentration;  ///< [nM]
  float* residual;       ///< carried here from the last solve; afterwards what is left [nM]
  float* correction;     ///< to work in
};

/// Sources of one solve, in the voxels that have any.
struct SolveSources {
  std::span<const std::uint32_t> slot_of_voxel;
  AlignedVector<double> source;  ///< τ s, by slot and lane [nM]
  /// τ times the part of the uptake that its rate leaves out [nM]; empty where it leaves out none.
  AlignedVector<double> shift;
  /// What the shift and the rates of uptake were about the iterate before.
  AlignedVector<double> earlier_shift;
  AlignedVector<float> earlier_rate;
};

/// Moves 8 or 16 lanes at once towards A c = b, A = m + τ (k + u − ∇·D∇), by geometric multigrid.
///
/// Lane τ is the time step where m = 1, fitted to what the lane loses slowest, and 1 min where m =
/// 0. What is iterated is the residual r = b − A c, never b: one V-cycle or more solve A e = r for
/// a correction from e = 0, which is added to c, and A e taken from r. So r stays exact to rounding
/// of the corrections, and b = m (c + r) + … never has to be distinguished from c in single
/// precision.
///
/// Coarse cells are pairs of cells along every axis; D and the face conditions are applied anew on
/// every level. A cycle is V(1,2) with red–black Gauss–Seidel, residuals averaged over volumes,
/// corrections interpolated trilinearly, all passes over the finest level fused into two sweeps; of
/// two cycles on one residual, the upward sweep of the first and the downward of the second are
/// one, with no half-sweeps of the second's own. Every result is the same bits at any number of
/// threads and with any kernels.
class Multigrid {
 public:
  using LaneSums = std::array<double, lane_count>;
  struct Norms {
    LaneSums residual{};         ///< Σ r²
    LaneSums concentration{};    ///< Σ c², after a cycle
    LaneSums right_hand_side{};  ///< Σ b², after `begin_step`
  };

  Multigrid(const FactorBlockSpec& spec, const StencilKernels& kernels);

  /// A transient lane's τ is (e^(q Δt) − 1)/q where a step is to follow its `fitted_loss` q, else
  /// Δt.
  void set_time_step(double dt, bool fitted = false);
  /// Replaces the uptake on all levels.
  void set_uptake(const UptakeRates& uptake);
  void clear_uptake();

  /// r ← m r + weight · τ dc/dt; where a cycle is expected, it is begun on the way.
  [[nodiscard]] Norms begin_step(const SolveArrays& arrays, const SolveSources& sources,
                                 double weight, bool with_cycle);
  /// Finishes the cycle that `begin_step` or `begin_cycle` began, and `cycles` − 1 more on the same
  /// residual before c and r are touched; no value of c is below 0 afterwards.
  [[nodiscard]] Norms finish_cycles(const SolveArrays& arrays, int cycles);
  void begin_cycle(const SolveArrays& arrays);

  /// Residual that one rounding of every c to single precision makes, as a multiple of c [1].
  [[nodiscard]] double rounding_gain(std::size_t lane) const;
  [[nodiscard]] double tau(std::size_t lane) const { return tau_[lane]; }
  [[nodiscard]] double mass(std::size_t lane) const { return mass_[lane]; }
  /// Rate at which a voxel follows the concentration held at its face [1/min].
  [[nodiscard]] double held_face_rate(std::size_t lane, std::size_t voxel) const;

 private:
  /// Entry in the tables of a voxel with special coefficients; 0 for all others.
  using EntryMap = std::vector<std::uint32_t>;
  struct Level {
    Level(const std::array<std::vector<double>, 3>& width, double regular, std::size_t room);
    [[nodiscard]] std::size_t voxels() const;
    [[nodiscard]] std::size_t voxel(const Lattice::Extent& at) const {
      return (static_cast<std::size_t>(at[2]) * static_cast<std::size_t>(extent[1]) +
              static_cast<std::size_t>(at[1])) *
                 static_cast<std::size_t>(extent[0]) +
             static_cast<std::size_t>(at[0]);
    }

    std::size_t room;      ///< numbers per voxel
    double regular_width;  ///< of all cells but those that an odd number left single [µm]
    std::array<GridAxis, 3> axis;
    Lattice::Extent extent;
    EntryMap entry_of_voxel;
    /// By lasting entry and lane: loss through faces and Σ conductance to the neighbours [1/min].
    AlignedVector<float> loss, exchange;
    /// By entry, the lasting and after them those of voxels with uptake.
    AlignedVector<float> diagonal, inverse_diagonal, extra;
    EntryMap decline_of_voxel;             ///< coarse levels: the lasting entries
    AlignedVector<float> decline;          ///< by lasting entry [1]; coarse levels only
    AlignedVector<float> correction, rhs;  ///< empty on the finest level
    struct UptakeVoxel {
      std::uint32_t voxel;
      std::uint32_t lasting_entry;
    };
    std::vector<UptakeVoxel> uptake_voxels;
    AlignedVector<float> uptake;  ///< of each of them [1/min]
    /// Where D varies, on coarse levels: D at the lower face of each voxel over the distance of the
    /// centres [µm/min].
    std::array<AlignedVector<float>, 3> conductance;
    /// There too: weight of the other parent along each axis [1].
    std::array<AlignedVector<float>, 3> other_weight;
    Lanes coupling;  ///< uniform D: τ D / width², between regular cells [1]; varying D: τ [min]

    [[nodiscard]] std::size_t lasting_entries() const { return loss.size() / room; }
  };

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
  void build_entries(std::size_t level, const Vector3& islet_centre,
                     const std::vector<HalfResistances>& resistance);
  [[nodiscard]] static std::uint32_t share_last_entry(
      Level& grid, std::unordered_multimap<std::size_t, std::uint32_t>& entries_by_hash);
  [[nodiscard]] LaneSums exchange_of(std::size_t level, const Lattice::Extent& at) const;
  void set_entry(Level& level, std::size_t entry, std::size_t lasting_entry, const float* uptake);

  [[nodiscard]] StencilLevel view(std::size_t level, const LaneGroup& lanes);
  [[nodiscard]] StencilLevel view_of_finest(const SolveArrays& arrays);
  void cycle_below(std::size_t fine_level, const LaneGroup& lanes);
  void continue_cycle(StencilLevel grid, const LaneGroup& lanes);
  template <class First>
  void first_half(std::size_t level, const LaneGroup& lanes, const StencilLevel& grid,
                  const First& first);

  const StencilKernels& kernels_;
  std::vector<LaneSpec> lanes_;
  std::size_t room_;  ///< numbers per voxel
  std::vector<std::uint8_t> tissue_class_;
  std::size_t classes_ = 0;
  /// For each ordered pair of classes: D at their common face over the spacing [µm/min].
  AlignedVector<float> pair_conductance_;
  AlignedVector<float> pair_weight_;  ///< of the second class's side in an interpolation [1]
  std::vector<Level> levels_;
  double time_step_ = 0;             ///< [min]
  bool fitted_ = false;              ///< whether τ follows the lanes' `fitted_loss`
  LaneSums tau_{};                   ///< [min]
  LaneSums mass_{};                  ///< m, 0 in lanes without a factor
  Lanes mass_lanes_, base_, decay_;  ///< as the kernels want them
};

}  // namespace isletsim::detail
