// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace isletsim::detail {

/// Sums of squares, one per lane, that a pass adds to.
struct StepSquares {
  double* right_hand_side;
  double* residual;
};

struct CycleSquares {
  double* concentration;
  double* residual;
};

/// One level of the multigrid as the kernels see it: pointers into arrays of 8 or 16 floats per
/// voxel, slot or table entry, at the first of the lanes that a pass is over. A row is a line of
/// voxels along x, a plane all rows of one z. Plain pointers, as the files compiled for one
/// instruction set may instantiate nothing that the linker could share with others.
///
/// The operator is A e = (m + τ k + τ loss + τ uptake) e − τ Σ conductance (neighbour − e). The
/// special coefficients of a voxel at the border or with uptake are in an entry of a table; entry 0
/// is for all other voxels.
struct StencilLevel {
  int nx, ny, nz;
  /// Rows and voxels [1, regular_end) along each axis have all their neighbours at one distance.
  int regular_end[3];
  /// By position along each axis, 0 at the border. Uniform D: coupling to the neighbour as a
  /// multiple of that between regular voxels [1]. Varying D: 1/width [1/µm].
  const float *lower[3], *upper[3];
  const float* mass;  ///< m: 1 transient, 0 quasi-steady
  const float* loss;  ///< τ k [1]
  const float*
      coupling;  ///< uniform D: τ D / width² between regular voxels [1]; varying D: τ [min]

  const std::uint32_t* entry_of_voxel;
  const float *diagonal, *inverse_diagonal;  ///< of A, by entry [1]
  const float* extra;  ///< τ (loss through faces + uptake), by entry [1]; finest level only
  std::ptrdiff_t uptake_entries;  ///< the first entry of a voxel with uptake

  /// Varying D, finest level: class of each voxel, and the conductance of each pair of classes
  /// [µm/min].
  const std::uint8_t* tissue_class;
  const float* pair_conductance;
  std::size_t classes;
  /// Varying D, coarse levels: conductance of each voxel's lower face along each axis [µm/min].
  const float* conductance[3];
  const float* zeros;        ///< one per lane
  float interpolation_gain;  ///< on what is interpolated from the coarser level [1]
  float last_weight;         ///< of the half-sweep that finishes a cycle [1]

  float* rhs;         ///< what is left to solve for
  float* correction;  ///< e

  // To and from the next coarser level

  const float* share[3];         ///< of the coarse cell's volume along an axis [1]
  const int* other_parent[3];    ///< coarse cell to interpolate with
  const float* other_weight[3];  ///< its weight [1]
  /// Varying D: that weight by voxel, on coarse levels; by pair of classes on the finest.
  const float* varying_weight[3];
  const float* pair_weight;
  /// Half of the relative fall from a coarse cell's centre to its faces on the border: entry of
  /// each coarse voxel (0: none) and the values [1].
  const std::uint32_t* decline_of_voxel;
  const float* decline;
  int coarse_nx, coarse_ny;
  float* coarse_rhs;
  const float* coarse_correction;
};

/// What the finest level needs beyond a level's own.
struct StencilStart {
  float* concentration;
  const float* weight;                 ///< of the rate of change in the residual [1]
  const std::uint32_t* slot_of_voxel;  ///< `SparseAccumulator::no_slot` where there is no source
  const double* source;                ///< τ s [nM]
  const double* shift;                 ///< τ times that of the linearised uptake [nM]; nullptr: 0
};

/// A share of one number per lane that goes to one of some places.
struct Share {
  std::uint32_t place;   ///< which of the places
  std::uint32_t offset;  ///< from there, in voxels
  float share;
};

/// Some rows of one plane.
struct Rows {
  int z;
  int begin, end;  ///< y
};

/// The passes over some rows. Each pass needs the pass before it on these rows, on the rows beside
/// them and on the planes beside them, and `restrict_residual` one row and plane more below; colour
/// 0 are voxels of even x + y + z. Levels are passed by value: through a reference, the compiler
/// would have to assume that every store may change them, and would read them again.
struct StencilPasses {
  /// rhs ← mass · rhs + weight · τ (dc/dt of the present concentrations), and the first half-sweep
  /// from 0. Squares: of the right-hand side mass · (c + rhs) + weight · source, and of rhs.
  void (*assemble)(StencilLevel, StencilStart, Rows, StepSquares);
  /// The first half-sweep from 0: e ← rhs / diagonal on colour 0.
  void (*begin_sweep)(StencilLevel, Rows);
  /// Gauss–Seidel on one colour, `weight` times the change that solves: above 1 overshoots. Voxels
  /// with uptake, which hang less on their neighbours, are solved.
  void (*relax)(StencilLevel, Rows, int colour, float weight);
  /// Volume-weighted mean of the residuals into the coarse rows whose last row is among these;
  /// cheaper where e was 0 before the two half-sweeps.
  void (*restrict_residual)(StencilLevel, Rows, bool from_zero);
  /// e += interpolated coarse correction on colour 1; colour 0 is relaxed next without need of it.
  void (*prolong)(StencilLevel, Rows);
  /// Relaxes colour 1 by `last_weight`, and bounds e so that no concentration falls below 0.
  void (*finish_sweep)(StencilLevel, const float* concentration, Rows);
  /// c += e and rhs −= A e. Squares: of c and of rhs.
  void (*apply_correction)(StencilLevel, float* concentration, Rows, CycleSquares);
  /// Adds its shares of one value per lane to places, leaving out those that are nullptr.
  void (*distribute)(const float* values, const Share* shares, std::size_t count,
                     float* const* places);
};

/// The passes for one instruction set, by the number of lanes that they are over and of those that
/// a voxel has room for. A lane's bits are the same with all of them.
struct StencilKernels {
  std::string_view name;
  StencilPasses of_16, of_8, of_8_in_16;

  [[nodiscard]] const StencilPasses& passes(std::size_t lanes, std::size_t room) const;
};

/// The kernels that this processor can run, the portable first and the widest last. All give the
/// same bits: they differ in the width of vertical arithmetic only.
[[nodiscard]] std::vector<const StencilKernels*> available_stencil_kernels();

}  // namespace isletsim::detail
