// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/scenarios/exercise.hpp"

using namespace isletsim;

namespace {

/// What tracking of cells minute by minute gives.
struct Tracks {
  double speed;             ///< path for each minute [µm/min]
  double persistence;       ///< −Δt/ln⟨cos of the turn⟩ [min]
  double chemotaxis_index;  ///< displacement towards x = 0 for each length of path [1]
};

constexpr double width = 160;  // of the slab, along the gradient [µm]

// Cells in a slab of medium in which each ligand falls from four times its dissociation constant at
// x = 0 to nothing at the far face, 160 µm away; without the ligand in `uniform` medium.
RunPlan slab_with_cells(bool uniform, int cells_of_a_type, int seed,
                        const std::vector<std::string>& off) {
  const auto gradient = [&](const std::string& factor, const std::string& level) {
    const std::string key = "factors." + factor;
    return std::vector<std::string>{
        key + ".boundary=[\"fixed\",\"fixed\",\"closed\",\"closed\",\"closed\",\"closed\"]",
        key + ".boundary_value=[\"" + (uniform ? "0 nM" : level) +
            "\",\"0 nM\",\"0 nM\",\"0 nM\",\"0 nM\",\"0 nM\"]",
        key + ".half_life=\"10 day\"", key + ".storage=\"quasi_steady\""};
  };
  std::vector<std::string> set{
      "islet.box=\"" + std::to_string(width) + " um\"", "islet.slab_thickness=\"640 um\"",
      "run.duration=\"8 h\"", "run.seed=" + std::to_string(seed), "time.exchange_interval=\"1 h\""};
  for (const char* cells : {"cd8_t_cell", "cd4_t_cell", "b_cell", "macrophage", "dendritic_cell",
                            "mesenchymal_stem_cell"})
    set.push_back("cells." + std::string(cells) + ".initial=" + std::to_string(cells_of_a_type));
  for (const auto& [factor, level] : std::map<std::string, std::string>{
           {"CXCL10", "2 nM"}, {"CCL2", "0.92 nM"}, {"CXCL12", "16 nM"}}) {
    const auto rows = gradient(factor, level);
    set.insert(set.end(), rows.begin(), rows.end());
  }
  std::vector<std::string> without{
      "t_cell_death",    "b_cell_death",         "regulatory_b_cell_conversion",
      "t_cell_egress",   "t_cell_proliferation", "macrophage_death",
      "dendritic_death", "dendritic_departure"};
  without.insert(without.end(), off.begin(), off.end());
  return plan_from_file(std::string(ISLETSIM_SOURCE_DIR) + "/scenarios/chemotaxis_assay.toml",
                        {.set = set, .without = without});
}

class Tracker {
 public:
  /// Ids begin again in another simulation.
  void start_anew() { tracks_.clear(); }
  template <class P>
  void follow(const P& cells) {
    for (std::size_t row = 0; row < cells.size(); ++row) {
      const Vector3 now = cells.position_of(row);
      Track& track = tracks_[cells.id[row]];
      if (track.points > 0) {
        const Vector3 step{now[0] - track.at[0], now[1] - track.at[1], now[2] - track.at[2]};
        const double length = std::sqrt(dot(step, step));
        path_ += length;
        minutes_ += 1;
        // In the middle half, where no face stops the climb.
        if (std::abs(track.at[0] - width / 2) < width / 4) {
          path_within_ += length;
          climbed_ -= step[0];
        }
        if (track.points > 1 && length > 0 && track.length > 0) {
          cosines_ += dot(step, track.step) / (length * track.length);
          turns_ += 1;
        }
        track.step = step;
        track.length = length;
      }
      track.at = now;
      ++track.points;
    }
  }
  [[nodiscard]] Tracks found() const {
    return {path_ / minutes_, -1 / std::log(cosines_ / turns_), climbed_ / path_within_};
  }

 private:
  struct Track {
    Vector3 at{};
    Vector3 step{};
    double length = 0;
    int points = 0;
  };
  static double dot(const Vector3& a, const Vector3& b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }

  std::map<std::uint64_t, Track> tracks_;
  double path_ = 0;
  double minutes_ = 0;
  double path_within_ = 0;
  double climbed_ = 0;
  double cosines_ = 0;
  double turns_ = 0;
};

struct AllTracks {
  Tracks cd8;
  Tracks cd4;
  Tracks b_cells;
  Tracks macrophages;
  Tracks dendritic;
  Tracks mscs;
};

AllTracks tracked(bool uniform, int cells_of_a_type, const std::vector<std::string>& off = {}) {
  std::array<Tracker, 6> trackers;
  for (int seed = 1; seed <= 12; ++seed) {
    for (Tracker& tracker : trackers) tracker.start_anew();
    Simulation simulation(slab_with_cells(uniform, cells_of_a_type, seed, off).model);
    Islet& islet = *simulation.islets().front();
    // The gradient forms in the first step of the factors; then cells climb until they crowd at
    // x = 0.
    islet.advance(10);
    for (int minute = 0; minute < 40; ++minute) {
      trackers[0].follow(islet.cells<Cd8TCells>());
      trackers[1].follow(islet.cells<Cd4TCells>());
      trackers[2].follow(islet.cells<BCells>());
      trackers[3].follow(islet.cells<Macrophages>());
      trackers[4].follow(islet.cells<DendriticCells>());
      trackers[5].follow(islet.cells<MesenchymalStemCells>());
      islet.advance(islet.step() + 1);
    }
  }
  const AllTracks found{trackers[0].found(), trackers[1].found(), trackers[2].found(),
                        trackers[3].found(), trackers[4].found(), trackers[5].found()};
  const auto report = [](const std::string& cells, const Tracks& tracks) {
    MESSAGE(cells, ": ", tracks.speed, " um/min, persistence ", tracks.persistence,
            " min, chemotaxis index ", tracks.chemotaxis_index);
  };
  report("CD8", found.cd8);
  report("CD4", found.cd4);
  report("B cells", found.b_cells);
  report("macrophages", found.macrophages);
  report("dendritic cells", found.dendritic);
  report("MSCs", found.mscs);
  return found;
}

void check_within(double found, double low, double high) {
  CHECK(found >= low);
  CHECK(found <= high);
}

// Of a value that was published without a range.
void check_within_a_quarter(double found, double published) {
  check_within(found, 0.75 * published, 1.25 * published);
}

}  // namespace

// Published speeds: CD8⁺ T cells outside islets 3-10 um/min, Coppieters et al. 2012 J Clin Invest
// 122:119; macrophages 0.5-3, Chen et al. 2019; dendritic cells 1-8, Lindquist et al. 2004 Nat
// Immunol 5:1243; CD4⁺ T cells 4 and B cells 1.6, Liu et al. 2016, these four in
// popellab/SPQSP_PDAC 07f71908; MSCs 10-50 um/h in collagen. Persistence: T cells 1-3 min, Beltman
// et al. 2009 Nat Rev Immunol 9:789; B cells assumed alike; MSCs 30-180 min, assumed; none is known
// of macrophages and dendritic cells. Crowding makes both shorter than the rules say.
TEST_CASE(
    "tracked in a medium without gradients, cells move as fast and as straight as published") {
  const AllTracks found = tracked(true, 500);
  check_within(found.cd8.speed, 3, 10);
  check_within(found.cd8.persistence, 1, 3);
  check_within_a_quarter(found.cd4.speed, 4);
  check_within(found.cd4.persistence, 1, 3);
  check_within_a_quarter(found.b_cells.speed, 1.6);
  check_within(found.b_cells.persistence, 1, 3);
  check_within(found.macrophages.speed, 0.5, 3);
  check_within(found.dendritic.speed, 1, 8);
  check_within(found.mscs.speed, 0.15, 0.8);
  check_within(found.mscs.persistence, 30, 180);
  for (const Tracks& tracks :
       {found.cd8, found.cd4, found.b_cells, found.macrophages, found.dendritic, found.mscs})
    CHECK(std::abs(tracks.chemotaxis_index) < 0.025);
}

// Stationary and linear, in collagen where cells are few, are the gradients of assays: here 25
// dissociation constants per millimetre, as where Haessler et al. 2011
// (doi:10.1073/pnas.1014920108) imposed 60 nM/mm and more of ligands of CCR7. Published indices: T
// cells 0.13-0.20 by CCR5, Galeano Niño et al. 2020 (doi:10.7554/eLife.56554); regulatory T cells
// 0.13; B cells 0.075, Liu et al. 2016; macrophages 0.11-0.29, Lee et al. 2020 and Cui et al. 2018;
// dendritic cells 0.15-0.62, 0.18 in three dimensions, Haessler et al. 2011; MSCs 0.10-0.35,
// assumed.
TEST_CASE("in an imposed gradient cells climb as published") {
  const AllTracks found = tracked(false, 150);
  check_within(found.cd8.chemotaxis_index, 0.13, 0.20);
  check_within_a_quarter(found.cd4.chemotaxis_index, 0.13);
  check_within_a_quarter(found.b_cells.chemotaxis_index, 0.075);
  check_within(found.macrophages.chemotaxis_index, 0.11, 0.29);
  check_within(found.dendritic.chemotaxis_index, 0.15, 0.62);
  check_within(found.mscs.chemotaxis_index, 0.10, 0.35);
}

// The bounds are those of the medium without gradients, below the least index in a gradient.
TEST_CASE("without their rules of chemotaxis cells do not climb the gradient") {
  const AllTracks found =
      tracked(false, 150,
              {"t_cell_chemotaxis", "b_cell_chemotaxis", "macrophage_chemotaxis",
               "dendritic_chemotaxis", "cxcr4_chemotaxis"});
  for (const Tracks& tracks :
       {found.cd8, found.cd4, found.b_cells, found.macrophages, found.dendritic, found.mscs})
    CHECK(std::abs(tracks.chemotaxis_index) < 0.025);
}
