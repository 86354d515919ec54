// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/fields/factor_block.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/math.hpp"
#include "core/fields/acceleration.hpp"
#include "core/fields/multigrid.hpp"

namespace isletsim {

namespace {

FactorBlockSpec checked(FactorBlockSpec spec) {
  const auto require = [&](bool condition, const std::string& problem) {
    if (!condition) throw InternalError("factor block " + spec.name + ": " + problem);
  };
  require(spec.lanes.size() <= lane_count, "more than 16 factors");
  require(spec.lanes_together == 8 || spec.lanes_together == 16, "8 or 16 lanes go together");
  require(spec.spacing_in_sites == 1 || spec.spacing_in_sites == 2 || spec.spacing_in_sites == 4,
          "a voxel is 1, 2 or 4 sites wide");
  std::size_t voxels = 1;
  for (const int n : spec.sites.extent()) {
    require(n % spec.spacing_in_sites == 0, "the voxels do not fill the box");
    voxels *= static_cast<std::size_t>(n / spec.spacing_in_sites);
  }
  for (LaneSpec& lane : spec.lanes) {
    // In single precision, as in the kernels: decay over many steps then agrees with the spec.
    lane.decay_rate = double{static_cast<float>(lane.decay_rate)};
    const auto require_number = [&](double value, const char* name) {
      require(std::isfinite(value) && value >= 0, lane.key + ": " + name + " is not a number ≥ 0");
    };
    require_number(lane.diffusivity, "diffusivity");
    require_number(lane.decay_rate, "decay rate");
    require_number(lane.initial, "initial concentration");
    require_number(lane.fitted_loss, "fitted loss");
    for (const double of_class : lane.class_diffusivity) require_number(of_class, "diffusivity");
    for (const FaceBoundary& face : lane.faces) {
      require_number(face.value, "value at the boundary");
      require(face.kind != BoundaryKind::reservoir || lane.reservoir_volume > 0,
              lane.key + ": the reservoir has no volume");
    }
    if (lane.class_diffusivity.empty()) continue;
    require(spec.tissue_class.size() == voxels, "there is not one tissue class per voxel");
    require(*std::max_element(spec.tissue_class.begin(), spec.tissue_class.end()) <
                lane.class_diffusivity.size(),
            lane.key + ": a tissue class has no diffusivity");
  }
  return spec;
}

Lattice voxel_lattice(const FactorBlockSpec& spec) {
  Lattice::Extent extent = spec.sites.extent();
  for (int& n : extent) n /= spec.spacing_in_sites;
  return {extent, spec.sites.spacing() * spec.spacing_in_sites};
}

std::vector<std::string> lane_names(const std::vector<LaneSpec>& lanes) {
  std::vector<std::string> names(lanes_of_voxel(lanes.size()));
  for (std::size_t l = 0; l < std::min(lanes.size(), names.size()); ++l) names[l] = lanes[l].key;
  return names;
}

std::vector<Lanes> inverse_diffusivities(const FactorBlockSpec& spec) {
  const std::size_t classes =
      spec.tissue_class.empty()
          ? 1
          : std::size_t{1} + *std::max_element(spec.tissue_class.begin(), spec.tissue_class.end());
  std::vector<Lanes> inverse(classes);
  for (std::size_t c = 0; c < classes; ++c)
    for (std::size_t l = 0; l < spec.lanes.size(); ++l) {
      const LaneSpec& lane = spec.lanes[l];
      const double diffusivity =
          lane.class_diffusivity.empty() ? lane.diffusivity : lane.class_diffusivity[c];
      inverse[c][l] = diffusivity > 0 ? static_cast<float>(1 / diffusivity) : 0;
    }
  return inverse;
}

/// Two neighbours on an axis and the weight of the second.
struct Interpolation {
  std::array<int, 2> index;
  double weight;
};

Interpolation interpolation(double position, int size) {
  const double clamped = std::clamp(position, 0.0, size - 1.0);
  const int first = std::min(static_cast<int>(clamped), std::max(size - 2, 0));
  return {{first, std::min(first + 1, size - 1)}, clamped - first};
}

/// Calls visit(voxel) for each voxel at a face of the box.
template <class Visit>
void for_each_voxel_at_face(const Lattice& voxels, std::size_t face, Visit visit) {
  const Lattice::Extent& n = voxels.extent();
  const std::size_t a = face / 2;
  const std::size_t b = (a + 1) % 3;
  const std::size_t c = (a + 2) % 3;
  Lattice::Extent at;
  at[a] = face % 2 == 1 ? n[a] - 1 : 0;
  for (at[c] = 0; at[c] < n[c]; ++at[c])
    for (at[b] = 0; at[b] < n[b]; ++at[b]) visit(voxels.index(at));
}

}  // namespace

FactorBlock::Reservoir::Reservoir(const std::string& block, const std::vector<LaneSpec>& lanes)
    : Table(block + "_reservoir", Axis::records, "well-mixed media at the faces of " + block),
      concentration(*this, {.name = "concentration",
                            .unit = "nM",
                            .doc = "concentration in the medium",
                            .components = lanes_of_voxel(lanes.size()),
                            .component_names = lane_names(lanes)}) {
  const auto is_reservoir = [](const FaceBoundary& f) { return f.kind == BoundaryKind::reservoir; };
  for (std::size_t l = 0; l < lanes.size(); ++l) {
    const auto face = std::find_if(lanes[l].faces.begin(), lanes[l].faces.end(), is_reservoir);
    if (face == lanes[l].faces.end()) continue;
    if (this->rows() == 0) this->resize(1);
    concentration[l] = face->value;
  }
}

FactorBlock::FactorBlock(FactorBlockSpec spec, std::shared_ptr<WorkArrays> work_arrays)
    : Table(spec.name, Axis::voxels, "diffusing factors"),
      concentrations(*this, {.name = "concentration",
                             .unit = "nM",
                             .doc = "concentration of each factor",
                             .components = lanes_of_voxel(spec.lanes.size()),
                             .component_names = lane_names(spec.lanes)}),
      residual(*this, {.name = "residual",
                       .unit = "nM",
                       .doc = "what the last solve left, carried into the next",
                       .components = lanes_of_voxel(spec.lanes.size()),
                       .component_names = lane_names(spec.lanes),
                       .shown = false}),
      spec_(checked(std::move(spec))),
      room_(lanes_of_voxel(spec_.lanes.size())),
      lanes_together_(std::min(spec_.lanes_together, room_)),
      groups_(room_ / lanes_together_),
      voxel_volume_(0),
      reservoir_(spec_.name, spec_.lanes),
      near_field_(spec_.name, spec_.sites, voxel_lattice(spec_), lane_names(spec_.lanes),
                  inverse_diffusivities(spec_), spec_.tissue_class,
                  *detail::available_stencil_kernels().back()),
      sources_(voxel_lattice(spec_).size(), room_),
      site_sources_(0, room_),
      uptake_(0, 2 * room_),
      work_arrays_(std::move(work_arrays)),
      solve_sources_(std::make_unique<detail::SolveSources>()),
      solver_(
          std::make_unique<detail::Multigrid>(spec_, *detail::available_stencil_kernels().back())) {
  if (!spec_.tissue_class.empty()) acceleration_ = std::make_unique<detail::Acceleration>(room_);
  this->set_lattice(voxel_lattice(spec_));
  const double spacing = this->voxels().spacing();
  voxel_volume_ = spacing * spacing * spacing;
  for (std::size_t a = 0, stride = 1; a < 3; ++a) {
    const int width = spec_.spacing_in_sites;
    for (int i = 0; i < spec_.sites.extent()[a]; ++i) {
      const Interpolation along =
          interpolation((i + 0.5) / width - 0.5, this->voxels().extent()[a]);
      const auto upper = static_cast<float>(along.weight);
      between_[a].push_back({{static_cast<std::size_t>(along.index[0]) * stride,
                              static_cast<std::size_t>(along.index[1]) * stride},
                             {1 - upper, upper}});
    }
    stride *= static_cast<std::size_t>(this->voxels().extent()[a]);
  }
  this->resize(this->voxels().size());
  for (std::size_t l = 0; l < this->lanes(); ++l)
    for (std::size_t face = 0; face < 6; ++face)
      if (spec_.lanes[l].faces[face].kind == BoundaryKind::fixed ||
          spec_.lanes[l].faces[face].kind == BoundaryKind::reservoir) {
        held_faces_.push_back({l, face});
        this->group_of(l).has_held_face = true;
      }
  for (std::size_t v = 0; v < this->rows(); ++v)
    for (std::size_t l = 0; l < spec_.lanes.size(); ++l)
      concentrations[this->index(v, l)] = static_cast<float>(spec_.lanes[l].initial);
}

FactorBlock::~FactorBlock() = default;

std::optional<std::size_t> FactorBlock::find_lane(std::string_view key) const {
  for (std::size_t l = 0; l < spec_.lanes.size(); ++l)
    if (spec_.lanes[l].key == key) return l;
  return std::nullopt;
}

Voxel FactorBlock::voxel(Site site) const {
  ISLETSIM_EXPECT(site.value() < spec_.sites.size());
  if (spec_.spacing_in_sites == 1) return Voxel{site.value()};
  Lattice::Extent at = spec_.sites.coordinates(site);
  for (int& i : at) i /= spec_.spacing_in_sites;
  return Voxel{this->voxels().index(at)};
}

void FactorBlock::begin_deposits() {
  sources_.clear();
  site_sources_.clear();
  uptake_.clear();
  half_saturation_.fill(0);
  for (Group& group : groups_) group.has_deposits = false;
}

void FactorBlock::add_source(std::size_t lane, Site site, double molecules_per_min) {
  if (spec_.spacing_in_sites != 2) {
    this->add_source_to_voxel(lane, this->voxel(site).value(), molecules_per_min);
    return;
  }
  ISLETSIM_EXPECT(site.value() < spec_.sites.size());
  const Lattice::Extent at = spec_.sites.coordinates(site);
  const std::size_t voxel = this->voxels().index({at[0] / 2, at[1] / 2, at[2] / 2});
  sources_.touch(voxel);
  site_sources_.add(8 * sources_.slots()[voxel] + NearField::within_voxel(at), lane,
                    molecules_per_min);
  this->group_of(lane).has_deposits = true;
}

void FactorBlock::add_source_to_voxel(std::size_t lane, std::size_t voxel,
                                      double molecules_per_min) {
  sources_.add(voxel, lane, molecules_per_min);
  this->group_of(lane).has_deposits = true;
}

std::size_t FactorBlock::uptake_place(Site site) {
  const std::size_t voxel = this->voxel(site).value();
  sources_.touch(voxel);
  return sources_.slots()[voxel];
}

void FactorBlock::add_exchange(std::size_t lane, Site site, double clearance, double level) {
  this->add_uptake(lane, site, clearance);
  this->add_source_to_voxel(lane, this->voxel(site).value(),
                            clearance * level * molecules_per_nM_um3);
}

void FactorBlock::add_uptake(std::size_t lane, Site site, double clearance) {
  uptake_.add(this->uptake_place(site), lane, clearance);
}

void FactorBlock::add_saturable_uptake(std::size_t lane, Site site, double maximum,
                                       double half_saturation) {
  ISLETSIM_VALIDATE(half_saturation > 0 &&
                        (half_saturation_[lane] == 0 || half_saturation_[lane] == half_saturation),
                    "saturable uptake has one half-saturation > 0 per lane");
  half_saturation_[lane] = half_saturation;
  uptake_.add(this->uptake_place(site), room_ + lane, maximum);
}

double FactorBlock::share_of_last(std::size_t lane, double part, double dt) const {
  const LaneSpec& spec = spec_.lanes[lane];
  if (spec.storage == Storage::quasi_steady) return 1;
  if (spec.fitted_loss <= 0) return part / dt;
  return math::expm1(-spec.fitted_loss * part) / math::expm1(-spec.fitted_loss * dt);
}

Lanes FactorBlock::at(Site site) const {
  Lanes result;
  if (spec_.spacing_in_sites == 1) {
    std::copy_n(&concentrations[this->index(site.value(), 0)], room_, result.value.begin());
    return result;
  }
  for (std::size_t first = 0; first < room_; first += lane_count / 2) {
    const EightLanes eight = this->eight_at(site, first);
    std::copy(eight.begin(), eight.end(), &result[first]);
  }
  return result;
}

EightLanes FactorBlock::eight_at(Site site, std::size_t first_lane) const {
  EightLanes result{};
  if (spec_.spacing_in_sites == 1) {
    std::copy_n(&concentrations[this->index(site.value(), first_lane)], result.size(),
                result.begin());
    return result;
  }
  const Lattice::Extent at = spec_.sites.coordinates(site);
  if (!groups_[first_lane / lanes_together_].at_rest) {
    const Between& x = between_[0][static_cast<std::size_t>(at[0])];
    const Between& y = between_[1][static_cast<std::size_t>(at[1])];
    const Between& z = between_[2][static_cast<std::size_t>(at[2])];
    for (std::size_t k = 0; k < 2; ++k)
      for (std::size_t j = 0; j < 2; ++j)
        for (std::size_t i = 0; i < 2; ++i) {
          const std::size_t voxel = x.first_voxel[i] + y.first_voxel[j] + z.first_voxel[k];
          const float weight = x.weight[i] * y.weight[j] * z.weight[k];
          const float* from = &concentrations[this->index(voxel, first_lane)];
          for (std::size_t l = 0; l < result.size(); ++l) result[l] += weight * from[l];
        }
  }
  near_field_.add_to(at, first_lane, result);
  return result;
}

double FactorBlock::concentration(std::size_t lane, Site site) const {
  constexpr std::size_t eight = std::tuple_size_v<EightLanes>;
  return double{this->eight_at(site, lane / eight * eight)[lane % eight]};
}

Vector3 FactorBlock::gradient(std::size_t lane, Site site) const {
  const Lattice& sites = spec_.sites;
  const Lattice::Extent centre = sites.coordinates(site);
  const int reach = std::max(1, spec_.spacing_in_sites / 2);
  const double first = 0.5 * this->voxels().spacing();
  Vector3 result{};
  for (std::size_t a = 0; a < 3; ++a) {
    Lattice::Extent below = centre;
    Lattice::Extent above = centre;
    below[a] = std::max(centre[a] - reach, 0);
    above[a] = std::min(centre[a] + reach, sites.extent()[a] - 1);
    // Beyond the outermost voxel centres the concentration is constant.
    const double last = sites.extent()[a] * sites.spacing() - first;
    const auto place = [&](const Lattice::Extent& at) {
      return std::clamp((at[a] + 0.5) * sites.spacing(), first, last);
    };
    const double distance = place(above) - place(below);
    if (!(distance > 0)) continue;
    result[a] = (this->concentration(lane, sites.site(above)) -
                 this->concentration(lane, sites.site(below))) /
                distance;
  }
  return result;
}

std::array<double, lane_count> FactorBlock::mean() const {
  std::array<double, lane_count> sums{};
  for (std::size_t v = 0; v < this->rows(); ++v)
    for (std::size_t l = 0; l < room_; ++l) sums[l] += double{concentrations[this->index(v, l)]};
  for (double& sum : sums) sum /= static_cast<double>(this->rows());
  return sums;
}

std::array<double, lane_count> FactorBlock::maximum() const {
  std::array<double, lane_count> result{};
  for (std::size_t v = 0; v < this->rows(); ++v)
    for (std::size_t l = 0; l < room_; ++l)
      result[l] = std::max(result[l], double{concentrations[this->index(v, l)]});
  return result;
}

double FactorBlock::reservoir_concentration(std::size_t lane) const {
  ISLETSIM_EXPECT(reservoir_.rows() == 1);
  return reservoir_.concentration[lane];
}

void FactorBlock::columns_restored() {
  for (Group& group : groups_) group.at_rest = false;
}

std::size_t FactorBlock::memory(const Lattice::Extent& voxels, std::size_t factors,
                                int spacing_in_sites) {
  // Two columns; two arrays and two maps on coarse levels, of 1/7 of the voxels; a map of entries,
  // one of sources, and one of the near field where there is one; and at the faces, an eighth of
  // which differs, four tables, with those of the coarse levels 4/3 as many.
  const auto x = static_cast<std::size_t>(voxels[0]);
  const auto y = static_cast<std::size_t>(voxels[1]);
  const auto z = static_cast<std::size_t>(voxels[2]);
  const std::size_t lanes_bytes = lanes_of_voxel(factors) * sizeof(float);
  const std::size_t map_bytes = sizeof(std::uint32_t);
  const std::size_t maps = spacing_in_sites == 2 ? 3 : 2;
  const std::size_t images = x == y && y == z ? 28 : 8;
  return x * y * z * (2 * lanes_bytes + maps * map_bytes) +
         x * y * z * 2 * (lanes_bytes + map_bytes) / 7 +
         2 * (x * y + y * z + z * x) / images * 4 * lanes_bytes * 4 / 3;
}

std::size_t FactorBlock::working_memory(const Lattice::Extent& voxels, std::size_t factors) {
  return static_cast<std::size_t>(voxels[0]) * static_cast<std::size_t>(voxels[1]) *
         static_cast<std::size_t>(voxels[2]) * lanes_of_voxel(factors) * sizeof(float);
}

// Sorted by site: sums over the sources that count in one voxel then run in one order.
void FactorBlock::gather_sources() {
  std::vector<std::pair<std::uint32_t, std::size_t>> slot_of_site;
  for (std::size_t slot = 0; slot < site_sources_.voxels().size(); ++slot) {
    const std::uint32_t key = site_sources_.voxels()[slot];
    slot_of_site.emplace_back(near_field_.site_in_voxel(sources_.voxels()[key / 8], key % 8), slot);
  }
  std::sort(slot_of_site.begin(), slot_of_site.end());
  near_field_.resize(slot_of_site.size());
  std::fill(near_field_.rate.values().begin(), near_field_.rate.values().end(), 0.0F);
  for (std::size_t row = 0; row < slot_of_site.size(); ++row) {
    const auto [site, slot] = slot_of_site[row];
    near_field_.site[row] = site;
    site_sources_.for_each_sum(slot, [&](std::size_t lane, double molecules) {
      near_field_.rate[row * room_ + lane] = static_cast<float>(molecules / molecules_per_nM_um3);
    });
  }
  near_field_.columns_restored();
  for (const std::uint32_t voxel : near_field_.voxels()) sources_.touch(voxel);

  const double per_molecule = 1 / (voxel_volume_ * molecules_per_nM_um3);
  source_rate_.assign(sources_.voxels().size() * room_, 0.0);
  for (std::size_t slot = 0; slot < sources_.voxels().size(); ++slot)
    sources_.for_each_sum(slot, [&](std::size_t lane, double molecules) {
      source_rate_[slot * room_ + lane] = molecules * per_molecule;
    });
  for (std::size_t row = 0; row < slot_of_site.size(); ++row) {
    const NearField::Corners corners = near_field_.corners_of(row);
    site_sources_.for_each_sum(slot_of_site[row].second, [&](std::size_t lane, double molecules) {
      for (const auto& [voxel, weight] : corners)
        source_rate_[sources_.slots()[voxel] * room_ + lane] += weight * (molecules * per_molecule);
    });
  }
}

// Without a right-hand side the solution is 0, which an iteration only approaches; and one that
// decays for days would reach numbers whose squares are too small for single precision.
bool FactorBlock::clear_idle_lanes(Group& group, const detail::LaneGroup& lanes,
                                   const LaneSums& right_hand_side, const LaneSums& residuals) {
  constexpr double negligible = 1e-10;  // nM: a hundredth of a molecule in an islet's box
  const double least = negligible * std::sqrt(static_cast<double>(this->rows()));
  std::array<bool, lane_count> idle{};
  bool clear = false;
  group.at_rest = !group.has_held_face;
  for (std::size_t l = lanes.begin; l < lanes.end(); ++l) {
    idle[l] = right_hand_side[l] <= least;
    group.at_rest = group.at_rest && idle[l];
    clear = clear || (idle[l] && residuals[l] + right_hand_side[l] > 0);
  }
  if (!clear && !group.at_rest) return false;
  for (std::size_t v = 0; v < this->rows(); ++v)
    for (std::size_t l = lanes.begin; l < lanes.end(); ++l) {
      float& c = concentrations[this->index(v, l)];
      float& r = residual[this->index(v, l)];
      c = idle[l] ? 0 : c;
      r = idle[l] ? 0 : r;
    }
  return true;
}

/// A group's solve under way.
struct FactorBlock::GroupSolve {
  Group& group;
  detail::LaneGroup lanes;
  bool saturable;  ///< whether any uptake is
  detail::Multigrid::Norms norms{};
  LaneSums size{};         ///< ‖b‖₂ [nM]
  LaneSums left_before{};  ///< ‖b − Ac‖₂ a cycle ago [nM]
  bool begun = false;      ///< whether its next cycle is
  int cycles = 0;
  int at_once = 1;  ///< cycles that come next, on one residual
};

// Steps with a loose tolerance leave residuals of both signs, which remain where a source has
// stopped. Where the concentration is 0, no change of concentration can remove a negative residual:
// it is cancelled against the positive residuals. Where these are too few, the rest is dropped: a
// few molecules, since only loose steps of far larger amounts leave it.
bool FactorBlock::cancel_negative_residuals(std::size_t lane, LaneSums& squares) {
  const auto is_negative = [&](std::size_t i) { return concentrations[i] == 0 && residual[i] < 0; };
  double negative = 0;
  double positive = 0;
  for (std::size_t v = 0; v < this->rows(); ++v) {
    const std::size_t i = this->index(v, lane);
    if (is_negative(i)) negative -= double{residual[i]};
    positive += std::max(double{residual[i]}, 0.0);
  }
  if (negative == 0) return false;
  const double left = positive > negative ? 1 - negative / positive : 0;
  squares[lane] = 0;
  for (std::size_t v = 0; v < this->rows(); ++v) {
    const std::size_t i = this->index(v, lane);
    float& r = residual[i];
    if (is_negative(i))
      r = 0;
    else if (r > 0)
      r = static_cast<float>(left * double{r});
    squares[lane] += double{r} * double{r};
  }
  return true;
}

bool FactorBlock::cancel_negatives_of_stalled(GroupSolve& solve, double tolerance) {
  constexpr double stalled = 0.9;
  LaneSums& squares = solve.norms.residual;
  bool cancelled = false;
  for (std::size_t l = solve.lanes.begin; l < std::min(solve.lanes.end(), this->lanes()); ++l) {
    const double left = std::sqrt(std::max(squares[l], 0.0));
    if (left > stalled * solve.left_before[l] && left > tolerance * solve.size[l])
      cancelled = this->cancel_negative_residuals(l, squares) || cancelled;
  }
  return cancelled;
}

double FactorBlock::held_concentration(const HeldFace& held) const {
  const FaceBoundary& face = spec_.lanes[held.lane].faces[held.face];
  return face.kind == BoundaryKind::fixed ? face.value : reservoir_.concentration[held.lane];
}

// Newton's linearisation f(c₀) + f'(c₀)(c − c₀) of f = v c / (K + c). As f is concave, the iterates
// rise to the solution from below, and none overshoots.
void FactorBlock::linearise_uptake() {
  for (std::size_t slot = 0; slot < uptake_.voxels().size(); ++slot) {
    const std::size_t source_slot = uptake_.voxels()[slot];
    const std::size_t voxel = sources_.voxels()[source_slot];
    LaneSums rate{};
    uptake_.for_each_sum(slot, [&](std::size_t component, double amount) {
      if (component < room_) {
        rate[component] = amount / voxel_volume_;
        return;
      }
      const std::size_t l = component - room_;
      const double maximum = amount / (voxel_volume_ * molecules_per_nM_um3);
      const double c = double{concentrations[this->index(voxel, l)]};
      const double sum = half_saturation_[l] + c;
      rate[l] += maximum * half_saturation_[l] / (sum * sum);
      solve_sources_->shift[source_slot * room_ + l] =
          solver_->tau(l) * maximum * c * c / (sum * sum);
    });
    for (std::size_t l = 0; l < room_; ++l)
      uptake_rate_[slot * room_ + l] = static_cast<float>(rate[l]);
  }
  solver_->set_uptake({.source_of_voxel = sources_.slots(),
                       .slot_of_source = uptake_.slots(),
                       .rate = uptake_rate_});
}

// The residual counted the uptake as it was linearised about the iterate before.
void FactorBlock::linearise_uptake_anew(const detail::LaneGroup& lanes, LaneSums& squares) {
  const AlignedVector<float>& rate = solve_sources_->earlier_rate = uptake_rate_;
  const AlignedVector<double>& shift = solve_sources_->earlier_shift = solve_sources_->shift;
  this->linearise_uptake();
  for (std::size_t v = 0; v < this->rows(); ++v) {
    const std::uint32_t source_slot = sources_.slots()[v];
    if (source_slot >= uptake_.slots().size()) continue;
    const std::uint32_t slot = uptake_.slots()[source_slot];
    if (slot == SparseAccumulator::no_slot) continue;
    for (std::size_t l = lanes.begin; l < lanes.end(); ++l) {
      if (half_saturation_[l] <= 0) continue;
      const std::size_t i = slot * room_ + l;
      const std::size_t j = source_slot * room_ + l;
      const double c = double{concentrations[this->index(v, l)]};
      const double before = solver_->tau(l) * double{rate[i]} * c + shift[j];
      const double now = solver_->tau(l) * double{uptake_rate_[i]} * c + solve_sources_->shift[j];
      this->add_to_residual(v, l, before - now, squares);
    }
  }
}

// Implicit in the medium's concentration, which follows the latest iterate in the box; the residual
// follows it. What leaves the box is what the medium gains.
void FactorBlock::fill_reservoirs(const detail::LaneGroup& lanes, double dt,
                                  std::span<const double> base, LaneSums& squares) {
  for (std::size_t lane = lanes.begin; lane < std::min(lanes.end(), this->lanes()); ++lane) {
    const LaneSpec& spec = spec_.lanes[lane];
    if (spec.reservoir_volume <= 0) continue;
    double conductance = 0;  // [µm³/min]
    double inflow = 0;       // [nM µm³/min]
    const auto for_each_touching = [&](auto visit) {
      for (std::size_t face = 0; face < spec.faces.size(); ++face)
        if (spec.faces[face].kind == BoundaryKind::reservoir)
          for_each_voxel_at_face(this->voxels(), face, visit);
    };
    for_each_touching([&](std::size_t voxel) {
      const double rate = solver_->held_face_rate(lane, voxel) * voxel_volume_;
      conductance += rate;
      inflow += rate * double{concentrations[this->index(voxel, lane)]};
    });
    const double previous = reservoir_.concentration[lane];
    const double now = (spec.reservoir_volume * base[lane] + dt * inflow) /
                       (spec.reservoir_volume + dt * conductance);
    reservoir_.concentration[lane] = now;
    for_each_touching([&](std::size_t voxel) {
      this->add_to_residual(
          voxel, lane, solver_->tau(lane) * solver_->held_face_rate(lane, voxel) * (now - previous),
          squares);
    });
  }
}

void FactorBlock::add_to_residual(std::size_t voxel, std::size_t lane, double term,
                                  LaneSums& squares) {
  float& r = residual[this->index(voxel, lane)];
  const double before = double{r};
  r = static_cast<float>(before + term);
  squares[lane] += double{r} * double{r} - before * before;
}

void FactorBlock::assemble_sources() {
  for (const HeldFace& held : held_faces_)
    for_each_voxel_at_face(this->voxels(), held.face,
                           [&](std::size_t voxel) { sources_.touch(voxel); });
  solve_sources_->slot_of_voxel = sources_.slots();
  const std::size_t size = sources_.voxels().size() * room_;
  solve_sources_->source.resize(size);
  for (std::size_t i = 0; i < source_rate_.size(); i += room_)
    for (std::size_t l = 0; l < room_; ++l)
      solve_sources_->source[i + l] = solver_->tau(l) * source_rate_[i + l];
  // Voxels at faces may come after those of cells.
  std::fill(solve_sources_->source.begin() + static_cast<std::ptrdiff_t>(source_rate_.size()),
            solve_sources_->source.end(), 0.0);
  const bool saturable = std::any_of(half_saturation_.begin(), half_saturation_.end(),
                                     [](double constant) { return constant > 0; });
  solve_sources_->shift.assign(saturable ? size : 0, 0);
  for (const HeldFace& held : held_faces_)
    for_each_voxel_at_face(this->voxels(), held.face, [&](std::size_t voxel) {
      solve_sources_->source[sources_.slots()[voxel] * room_ + held.lane] +=
          solver_->tau(held.lane) * solver_->held_face_rate(held.lane, voxel) *
          this->held_concentration(held);
    });
}

// An implicit stage over dt: what was carried, weight · dt · dc/dt of the present concentrations,
// and the correction that makes the end of the stage consistent.
void FactorBlock::solve_stage(double dt, double weight, std::span<const double> reservoir_base,
                              const SolverSettings& settings, float* correction,
                              SolveReport& report) {
  solver_->set_time_step(dt, settings.order == 1);
  this->assemble_sources();
  uptake_rate_.resize(uptake_.voxels().size() * room_);
  if (!uptake_.empty()) this->linearise_uptake();
  report.lanes_not_converged = 0;
  std::vector<GroupSolve> solves;
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    if (groups_[g].at_rest && !groups_[g].has_deposits) continue;
    const detail::LaneGroup lanes{g * lanes_together_, lanes_together_};
    const bool saturable =
        std::any_of(&half_saturation_[lanes.begin], half_saturation_.data() + lanes.end(),
                    [](double constant) { return constant > 0; });
    solves.push_back({.group = groups_[g], .lanes = lanes, .saturable = saturable});
  }
  const bool independent =
      !acceleration_ && reservoir_base.empty() &&
      std::none_of(solves.begin(), solves.end(), [](const GroupSolve& s) { return s.saturable; });
  const Stage stage{dt, weight, reservoir_base, correction};
  int most_cycles = 0;
  if (independent) {
    most_cycles = this->solve_groups(solves, stage, settings, report);
  } else {
    for (GroupSolve& solve : solves)
      most_cycles = std::max(most_cycles, this->solve_groups({&solve, 1}, stage, settings, report));
  }
  report.cycles += most_cycles;
}

// Passes over both groups at once cost less than over one after the other, and give the same bits.
int FactorBlock::solve_groups(std::span<GroupSolve> solves, const Stage& stage,
                              const SolverSettings& settings, SolveReport& report) {
  std::vector<GroupSolve*> pending;
  for (GroupSolve& solve : solves) pending.push_back(&solve);
  const auto pass_over = [&](const auto& key_of, const auto& pass) {
    const auto call = [&](std::span<GroupSolve* const> alike) {
      const std::size_t begin = alike.front()->lanes.begin;
      const detail::SolveArrays arrays{.lanes = {begin, alike.back()->lanes.end() - begin},
                                       .concentration = concentrations.values().data(),
                                       .residual = residual.values().data(),
                                       .correction = stage.correction};
      const detail::Multigrid::Norms norms = pass(arrays, *alike.front());
      for (GroupSolve* solve : alike) solve->norms = norms;
    };
    const bool alike = std::all_of(pending.begin(), pending.end(), [&](const GroupSolve* solve) {
      return key_of(*solve) == key_of(*pending.front());
    });
    if (alike && !pending.empty()) return call(pending);
    for (GroupSolve* const& solve : pending) call({&solve, 1});
  };

  pass_over([](const GroupSolve& solve) { return solve.group.cycles_expected; },
            [&](const detail::SolveArrays& arrays, const GroupSolve& first) {
              return solver_->begin_step(arrays, *solve_sources_, stage.weight,
                                         first.group.cycles_expected);
            });
  for (GroupSolve* solve : pending) {
    for (std::size_t l = solve->lanes.begin; l < solve->lanes.end(); ++l)
      solve->size[l] = std::sqrt(solve->norms.right_hand_side[l]);
    const bool cleared =
        this->clear_idle_lanes(solve->group, solve->lanes, solve->size, solve->norms.residual);
    solve->begun = !cleared && solve->group.cycles_expected;
    solve->group.cycles_expected = false;
  }
  std::erase_if(pending, [](const GroupSolve* solve) { return solve->group.at_rest; });

  const auto fill_reservoirs = [&](GroupSolve& solve) {
    if (!stage.reservoir_base.empty())
      this->fill_reservoirs(solve.lanes, stage.dt, stage.reservoir_base, solve.norms.residual);
  };
  for (GroupSolve* solve : pending) fill_reservoirs(*solve);

  const bool accelerate =
      acceleration_ && stage.reservoir_base.empty() && !solves.front().saturable;
  if (accelerate) acceleration_->restart(concentrations.values(), residual.values());
  int most_cycles = 0;
  const auto ends = [&](GroupSolve* solve) {
    const int lanes_left = this->lanes_not_converged(*solve, settings, report);
    if (lanes_left > 0 && solve->cycles < settings.cycle_limit) return false;
    solve->group.cycles_expected = solve->cycles > 0;
    report.lanes_not_converged += lanes_left;
    most_cycles = std::max(most_cycles, solve->cycles);
    return true;
  };
  while (std::erase_if(pending, ends), !pending.empty()) {
    for (GroupSolve* solve : pending)
      solve->at_once = accelerate || !stage.reservoir_base.empty()
                           ? 1
                           : this->cycles_at_once(*solve, settings, report);
    pass_over([](const GroupSolve& solve) { return std::pair(solve.at_once, solve.begun); },
              [&](const detail::SolveArrays& arrays, const GroupSolve& first) {
                if (!first.begun) solver_->begin_cycle(arrays);
                return solver_->finish_cycles(arrays, first.at_once);
              });
    for (GroupSolve* solve : pending) {
      solve->begun = false;
      solve->cycles += solve->at_once;
      if (accelerate)
        solve->norms.residual = acceleration_->improve(concentrations.values(), residual.values());
      if (solve->saturable) this->linearise_uptake_anew(solve->lanes, solve->norms.residual);
      fill_reservoirs(*solve);
      if (this->cancel_negatives_of_stalled(*solve, settings.tolerance) && accelerate)
        acceleration_->restart(concentrations.values(), residual.values());
    }
  }
  return most_cycles;
}

int FactorBlock::lanes_not_converged(GroupSolve& solve, const SolverSettings& settings,
                                     SolveReport& report) const {
  int count = 0;
  for (std::size_t l = solve.lanes.begin; l < std::min(solve.lanes.end(), this->lanes()); ++l) {
    const double left = std::sqrt(std::max(solve.norms.residual[l], 0.0));
    report.relative_residual[l] = solve.size[l] > 0 ? left / solve.size[l] : 0;
    const double attainable = solver_->rounding_gain(l) * std::sqrt(solve.norms.concentration[l]);
    const bool stalls = left > 0.5 * solve.left_before[l] && left <= attainable;
    if (!(left <= settings.tolerance * solve.size[l] || stalls)) ++count;
    solve.left_before[l] = left;
  }
  return count;
}

// Cycles on one residual cost less than as many by themselves. Uptake that is to be linearised anew
// waits for none.
int FactorBlock::cycles_at_once(const GroupSolve& solve, const SolverSettings& settings,
                                const SolveReport& report) const {
  constexpr std::array<double, 3> left_by{1, 0.03, 6.5e-4};
  if (solve.cycles > 0) return 1;
  double largest = 0;
  for (std::size_t l = solve.lanes.begin; l < solve.lanes.end(); ++l) {
    const double left = report.relative_residual[l];
    if (half_saturation_[l] > 0 && left > settings.tolerance) return 1;
    largest = std::max(largest, left);
  }
  int wanted = 1;
  while (wanted < 3 && left_by[static_cast<std::size_t>(wanted)] * largest > settings.tolerance)
    ++wanted;
  return std::min(wanted, settings.cycle_limit);
}

SolveReport FactorBlock::advance(double dt, const SolverSettings& settings) {
  ISLETSIM_EXPECT(dt > 0 && settings.cycle_limit > 0);
  const auto media = [&] {
    return std::vector<double>(reservoir_.concentration.values().begin(),
                               reservoir_.concentration.values().end());
  };
  SolveReport report;
  this->gather_sources();
  WorkArrays::Lease correction = work_arrays_->take(this->rows() * room_);
  const std::vector<double> at_start = media();
  if (settings.order == 1) {
    this->solve_stage(dt, 1, at_start, settings, correction.data(), report);
  } else {
    // The L-stable method of two stages; the second starts from what the first says of dc/dt.
    const double share = 1 - std::sqrt(0.5);
    const double weight = (1 - share) / share;
    this->solve_stage(share * dt, 1, at_start, settings, correction.data(), report);
    std::vector<double> base = media();
    for (std::size_t i = 0; i < base.size(); ++i)
      base[i] = at_start[i] + weight * (base[i] - at_start[i]);
    this->solve_stage(share * dt, weight, base, settings, correction.data(), report);
  }
  this->begin_deposits();
  return report;
}

std::vector<double> slowest_losses(FactorBlockSpec spec) {
  const std::vector<LaneSpec> lanes = spec.lanes;
  const auto gives_back = [](const LaneSpec& lane) {
    return std::any_of(lane.faces.begin(), lane.faces.end(), [](const FaceBoundary& face) {
      return face.kind == BoundaryKind::reservoir;
    });
  };
  for (LaneSpec& lane : spec.lanes) {
    lane.storage = Storage::transient;
    lane.initial = 1;
    lane.fitted_loss = 0;
    if (gives_back(lane)) lane.faces = all_faces(BoundaryKind::closed);
    for (FaceBoundary& face : lane.faces) face.value = 0;
  }
  FactorBlock block(std::move(spec));
  // Each long step leaves of faster modes less than of the slowest.
  constexpr double dt = 100;  // min
  constexpr int steps = 6;
  std::vector<double> losses(lanes.size());
  for (int step = 0; step < steps; ++step) {
    const std::array<double, lane_count> before = block.mean();
    block.advance(dt, {.tolerance = 1e-4});
    const std::array<double, lane_count> after = block.mean();
    for (std::size_t l = 0; l < lanes.size(); ++l) {
      if (after[l] <= 0) continue;
      losses[l] = std::max((before[l] / after[l] - 1) / dt, 0.0);
      const auto scale = static_cast<float>(1 / after[l]);
      for (std::size_t v = 0; v < block.rows(); ++v) {
        block.concentrations[block.index(v, l)] *= scale;
        block.residual[block.index(v, l)] = 0;
      }
    }
  }
  for (std::size_t l = 0; l < lanes.size(); ++l)
    if (lanes[l].storage == Storage::quasi_steady || gives_back(lanes[l])) losses[l] = 0;
  return losses;
}

}  // namespace isletsim
