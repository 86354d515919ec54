// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/ids.hpp"
#include "core/fields/lanes.hpp"
#include "core/fields/near_field.hpp"
#include "core/fields/sparse_accumulator.hpp"
#include "core/fields/work_arrays.hpp"
#include "core/space/lattice.hpp"
#include "core/state/column.hpp"

namespace isletsim {

namespace detail {
class Acceleration;
struct LaneGroup;
class Multigrid;
struct SolveArrays;
struct SolveSources;
}  // namespace detail

/// Whether a factor remembers: transient has the storage term ∂c/∂t, quasi-steady is at rest with
/// its sources at every step.
enum class Storage : std::uint8_t { transient, quasi_steady };

/// What a face of the box does to a factor.
enum class BoundaryKind : std::uint8_t {
  open,  ///< as if the medium went on for ever around the islet: D ∂c/∂n = −D (1/λ+1/r) cosθ c
  closed,    ///< nothing passes
  fixed,     ///< the face is held at `value`
  reservoir  ///< the face touches a well-mixed medium that fills and empties through it
};

struct FaceBoundary {
  BoundaryKind kind = BoundaryKind::open;
  double value = 0;  ///< concentration held, or in the reservoir at first [nM]
};

/// The six faces of the box in the order −x +x −y +y −z +z.
using Faces = std::array<FaceBoundary, 6>;

[[nodiscard]] constexpr Faces all_faces(BoundaryKind kind, double value = 0) {
  const FaceBoundary face{kind, value};
  return {face, face, face, face, face, face};
}

/// One factor of a block.
struct LaneSpec {
  std::string key;
  double diffusivity = 0;  ///< D [µm²/min]
  double decay_rate = 0;   ///< k [1/min]
  Storage storage = Storage::transient;
  Faces faces = all_faces(BoundaryKind::open);
  double initial = 0;           ///< concentration everywhere at first [nM]
  double reservoir_volume = 0;  ///< of the medium at the reservoir faces, all one [µm³]
  /// D in each tissue class [µm²/min]; empty: `diffusivity` everywhere.
  std::vector<double> class_diffusivity = {};
  /// Slowest rate at which the factor is lost, from `slowest_losses`: steps of first order then
  /// follow it exactly, however long they are; 0: plain backward Euler [1/min].
  double fitted_loss = 0;
};

struct FactorBlockSpec {
  std::string name;
  Lattice sites;             ///< the islet's sites
  int spacing_in_sites = 1;  ///< edge of a voxel: 1, 2 or 4 sites; divides the extents
  Vector3 islet_centre;      ///< from which the open boundary counts r [µm]
  std::vector<LaneSpec> lanes;
  /// Tissue class of each voxel; empty where no lane has `class_diffusivity`.
  std::vector<std::uint8_t> tissue_class = {};
  /// Lanes that are solved together, 8 or 16: a group of 8 without any factor costs nothing.
  std::size_t lanes_together = lane_count;
};

struct SolverSettings {
  double tolerance = 1e-3;  ///< of ‖b − Ac‖₂ / ‖b‖₂ in every lane [1]
  int cycle_limit = 30;     ///< V-cycles after which a stage is given up and reported
  /// In time: 1 backward Euler, fitted where lanes say so; 2 the two-stage L-stable method.
  int order = 1;
};

/// Slowest rate of loss of each lane, by decay and through the faces: that of the slowest mode of
/// the box without uptake; 0 where a reservoir returns the factor, and for a quasi-steady lane
/// [1/min].
[[nodiscard]] std::vector<double> slowest_losses(FactorBlockSpec spec);

/// How a solve ended.
struct SolveReport {
  int cycles = 0;
  /// Lanes that ended above both the tolerance and what single precision can reach.
  int lanes_not_converged = 0;
  std::array<double, lane_count> relative_residual{};  ///< ‖b − Ac‖₂ / ‖b‖₂ [1]

  [[nodiscard]] bool converged() const { return lanes_not_converged == 0; }
};

/// Up to 16 diffusing factors, of which a block of at most 8 keeps 8 numbers per voxel, on the
/// voxels of one islet's box, and the implicit step that moves them:
///
///   m ∂c/∂t = ∇·D∇c − k c − u c − v c / (K + c) + s
///
///   c  concentration [nM]              m  1 transient, 0 quasi-steady
///   s  sources [nM/min]                k  decay [1/min]
///   u  first-order uptake [1/min]      v, K  saturable uptake: maximal rate [nM/min], K_m [nM]
///
/// Implicit in time, cell-centred finite volumes in space, all terms in one solve by geometric
/// multigrid. The residual of a solve is carried into the next one: no amount is lost, however
/// loose the tolerance, and a step whose residual is already small needs no cycle. A quasi-steady
/// lane has nothing to conserve and carries nothing. Negative residuals where the concentration is
/// 0 cancel against positive ones; where these are too few, the rest is dropped and the lane gains
/// it.
///
/// An advance uses up the deposits: they are not part of the state, as cells deposit before each
/// advance. Reading is const and safe from many threads; depositing and advancing are not.
class FactorBlock final : public Table {
 public:
  /// Throws InternalError where the spec is impossible: more than 16 lanes, extents that the
  /// spacing does not divide, a negative coefficient, a tissue class without diffusivity.
  explicit FactorBlock(FactorBlockSpec spec,
                       std::shared_ptr<WorkArrays> work_arrays = std::make_shared<WorkArrays>());
  ~FactorBlock() override;
  FactorBlock(const FactorBlock&) = delete;
  FactorBlock& operator=(const FactorBlock&) = delete;

  [[nodiscard]] const FactorBlockSpec& spec() const { return spec_; }
  [[nodiscard]] std::size_t lanes() const { return spec_.lanes.size(); }
  /// Numbers per voxel: 8, or 16 where there are more than 8 lanes.
  [[nodiscard]] std::size_t room() const { return room_; }
  /// Place of a lane of a voxel in `concentrations` and `residual`.
  [[nodiscard]] std::size_t index(std::size_t voxel, std::size_t lane) const {
    return voxel * room_ + lane;
  }
  /// The lane of that factor; empty if the block does not hold it.
  [[nodiscard]] std::optional<std::size_t> find_lane(std::string_view key) const;
  [[nodiscard]] const Lattice& voxels() const { return *this->lattice(); }
  [[nodiscard]] double voxel_volume() const { return voxel_volume_; }  ///< [µm³]
  [[nodiscard]] Voxel voxel(Site site) const;
  /// What persists of this block, in order.
  [[nodiscard]] std::array<Table*, 3> tables() { return {this, &reservoir_, &near_field_}; }
  /// Bytes that a block of so many factors takes, without deposits and tissue classes, its islet in
  /// the middle; and bytes more while it advances, as many as its concentrations.
  [[nodiscard]] static std::size_t memory(const Lattice::Extent& voxels, std::size_t factors,
                                          int spacing_in_sites);
  [[nodiscard]] static std::size_t working_memory(const Lattice::Extent& voxels,
                                                  std::size_t factors);

  // Deposits

  /// Forgets all deposits since the last advance.
  void begin_deposits();
  /// A source of molecules [molecule/min], in the voxel of the site; where voxels are two sites
  /// wide, in the eight about the site's centre (see NearField).
  void add_source(std::size_t lane, Site site, double molecules_per_min);
  /// Exchange with a pool at `level` [nM], as with blood: `clearance` · (level − c) flows in;
  /// clearance [µm³/min].
  void add_exchange(std::size_t lane, Site site, double clearance, double level);
  /// First-order uptake: the volume that is cleared of the factor [µm³/min].
  void add_uptake(std::size_t lane, Site site, double clearance);
  /// Michaelis–Menten uptake of at most `maximum` [molecule/min], half of it at
  /// `half_saturation` > 0 [nM], which is one value per lane.
  void add_saturable_uptake(std::size_t lane, Site site, double maximum, double half_saturation);

  /// Of the amount of a steady source that is left at the end of a step of dt [min], the share that
  /// came within the last `part` [min]: sources that change before a step's end are deposited by
  /// their shares.
  [[nodiscard]] double share_of_last(std::size_t lane, double part, double dt) const;

  // Reading

  /// Concentrations at the centre of a site: trilinear between voxel centres, and near sources what
  /// voxels of two sites' width smear [nM].
  [[nodiscard]] Lanes at(Site site) const;
  /// The same of the eight lanes from 0 or 8 on.
  [[nodiscard]] EightLanes eight_at(Site site, std::size_t first_lane) const;
  /// The same of one lane.
  [[nodiscard]] double concentration(std::size_t lane, Site site) const;
  /// Gradient between the concentrations at the sites on either side along each axis, one-sided at
  /// the faces of the box [nM/µm].
  [[nodiscard]] Vector3 gradient(std::size_t lane, Site site) const;
  [[nodiscard]] std::array<double, lane_count> mean() const;     ///< over the box [nM]
  [[nodiscard]] std::array<double, lane_count> maximum() const;  ///< [nM]
  /// Concentration in the medium at the reservoir faces [nM].
  [[nodiscard]] double reservoir_concentration(std::size_t lane) const;

  /// Moves all factors on by dt [min] with the deposits made since the last advance.
  SolveReport advance(double dt, const SolverSettings& settings);

  /// To be called whenever the columns were written after an advance.
  void columns_restored() override;

  Column<float> concentrations;  ///< [nM]
  Column<float> residual;        ///< carried into the next advance [nM]

 private:
  class Reservoir final : public Table {
   public:
    Reservoir(const std::string& block, const std::vector<LaneSpec>& lanes);
    Column<double> concentration;
  };

  struct HeldFace {
    std::size_t lane;
    std::size_t face;
  };

  /// Between which layers of voxels along an axis a site's centre lies, and their weights.
  struct Between {
    std::array<std::size_t, 2> first_voxel;
    std::array<float, 2> weight;
  };

  using LaneSums = std::array<double, lane_count>;

  struct GroupSolve;
  /// Lanes that are solved together, of which there are one or two groups.
  struct Group {
    /// Whether all is 0 and stays so without deposits; not part of the state, as solving would
    /// change no bit.
    bool at_rest = false;
    bool has_deposits = false;
    bool has_held_face = false;
    /// Whether the last solve took any cycles; not part of the state, as it changes no result.
    bool cycles_expected = true;
  };

  void solve_stage(double dt, double weight, std::span<const double> reservoir_base,
                   const SolverSettings& settings, float* correction, SolveReport& report);
  struct Stage {
    double dt;      ///< [min]
    double weight;  ///< of the present rate of change [1]
    std::span<const double> reservoir_base;
    float* correction;  ///< to work in
  };
  /// Returns the most cycles that any took.
  int solve_groups(std::span<GroupSolve> solves, const Stage& stage, const SolverSettings& settings,
                   SolveReport& report);
  [[nodiscard]] int lanes_not_converged(GroupSolve& solve, const SolverSettings& settings,
                                        SolveReport& report) const;
  [[nodiscard]] int cycles_at_once(const GroupSolve& solve, const SolverSettings& settings,
                                   const SolveReport& report) const;
  void add_source_to_voxel(std::size_t lane, std::size_t voxel, double molecules_per_min);
  /// Place of a voxel's uptake among the uptakes.
  [[nodiscard]] std::size_t uptake_place(Site site);
  [[nodiscard]] Group& group_of(std::size_t lane) { return groups_[lane / lanes_together_]; }
  void assemble_sources();
  void add_to_residual(std::size_t voxel, std::size_t lane, double term, LaneSums& squares);
  void gather_sources();
  /// Whether any had something to clear.
  bool clear_idle_lanes(Group& group, const detail::LaneGroup& lanes,
                        const LaneSums& right_hand_side, const LaneSums& residuals);
  /// Whether there were any negative residuals.
  bool cancel_negative_residuals(std::size_t lane, LaneSums& squares);
  /// The same in lanes above the tolerance whose residual the last cycle hardly changed.
  bool cancel_negatives_of_stalled(GroupSolve& solve, double tolerance);
  [[nodiscard]] double held_concentration(const HeldFace& held) const;
  void linearise_uptake();
  void linearise_uptake_anew(const detail::LaneGroup& lanes, LaneSums& squares);
  void fill_reservoirs(const detail::LaneGroup& lanes, double dt, std::span<const double> base,
                       LaneSums& squares);

  FactorBlockSpec spec_;
  std::size_t room_;
  std::size_t lanes_together_;
  std::vector<Group> groups_;
  double voxel_volume_;
  std::array<std::vector<Between>, 3> between_;  ///< by coordinate of a site
  Reservoir reservoir_;
  NearField near_field_;
  SparseAccumulator sources_;  ///< by voxel; without those of `site_sources_`
  /// Where voxels are two sites wide, what cells secrete: 8 sites for each slot of `sources_`.
  SparseAccumulator site_sources_;
  AlignedVector<double> source_rate_;  ///< of both, by slot of `sources_` and lane [nM/min]
  /// By slot of `sources_`: of each lane the clearance, then of each the maximal rate.
  SparseAccumulator uptake_;
  std::array<double, lane_count> half_saturation_{};
  std::vector<HeldFace> held_faces_;
  AlignedVector<float> uptake_rate_;  ///< by slot and lane [1/min]
  std::shared_ptr<WorkArrays> work_arrays_;
  std::unique_ptr<detail::SolveSources> solve_sources_;
  std::unique_ptr<detail::Multigrid> solver_;
  std::unique_ptr<detail::Acceleration> acceleration_;  ///< where D varies
};

}  // namespace isletsim
