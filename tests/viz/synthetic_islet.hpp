// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

#include "core/engine/population.hpp"
#include "core/space/lattice.hpp"
#include "core/state/column.hpp"

namespace isletsim::test {

/// Cells that stay, with one column of their own.
class StillCells final : public Population {
 public:
  StillCells() : Population("still_cell", "cells that stay", Layer::tissue, 12.0, 0x4caf50) {}
  Column<float> stress{*this, {.name = "stress", .unit = "1", .doc = "stress of the cell"}, 0.25F};
  Column<std::uint8_t> hits{*this, {.name = "hits", .unit = "1", .doc = "hits taken"}};
  Column<std::uint8_t> state{
      *this, {.name = "state", .unit = "1", .doc = "state", .labels = {{0, "well", 0x00ff00}}}};
};

/// Cells that move, with columns of the same names, one of another meaning.
class MovingCells final : public MotilePopulation {
 public:
  MovingCells()
      : MotilePopulation("moving_cell", "cells that move", Layer::motile, 7.0, 0xe53935) {}
  Column<std::uint8_t> hits{*this, {.name = "hits", .unit = "1", .doc = "hits given"}};
  Column<std::uint64_t> target{
      *this, {.name = "target", .unit = "1", .doc = "cell that it is bound to"}, ~std::uint64_t{0}};
  Column<std::uint8_t> state{*this,
                             {.name = "state",
                              .unit = "1",
                              .doc = "state",
                              .labels = {{0, "walking", 0x0000ff}, {1, "bound", 0xff00ff}}}};
};

class SiteLayers final : public Table {
 public:
  explicit SiteLayers(const Lattice& lattice) : Table("sites", Axis::sites, "site layers") {
    this->set_lattice(lattice);
    this->resize(lattice.size());
  }
  Column<std::uint8_t> tissue{*this,
                              {.name = "tissue",
                               .unit = "1",
                               .doc = "class of the site",
                               .labels = {{0, "exocrine", 0xd7ccc8}, {1, "islet", 0xfff59d}}}};
  Column<float> membrane{*this, {.name = "membrane", .unit = "1", .doc = "basement membrane"}};
};

/// A block of 16 lanes of which the first few are named.
class FactorLanes final : public Table {
 public:
  FactorLanes(std::string name, const Lattice& lattice, std::vector<std::string> names)
      : Table(std::move(name), Axis::voxels, "factors"),
        concentration(*this, {.name = "concentration",
                              .unit = "nM",
                              .doc = "concentration",
                              .components = 16,
                              .component_names = std::move(names)}) {
    this->set_lattice(lattice);
    this->resize(lattice.size());
  }
  Column<float> concentration;
  Column<float> residual{*this,
                         {.name = "residual",
                          .unit = "nM",
                          .doc = "carried residual",
                          .components = 16,
                          .shown = false}};
};

/// A round islet of still cells in a box of sites of 10 µm, moving cells around it, and two blocks.
struct SyntheticIslet {
  explicit SyntheticIslet(std::uint32_t owner, int sites_per_edge = 32, double radius = 70)
      : islet(owner),
        lattice({sites_per_edge, sites_per_edge, sites_per_edge}, 10.0),
        sites(lattice),
        spread("spread",
               Lattice({sites_per_edge / 2, sites_per_edge / 2, sites_per_edge / 2}, 20.0),
               {"CXCL12", "CXCL10", "", "IL-10"}),
        local("local", lattice, {"O2", "NO"}) {
    std::uint64_t number = 0;
    const Vector3 centre = lattice.centre();
    for (std::uint32_t i = 0; i < lattice.size(); ++i) {
      const double distance = this->distance(lattice.position(i), centre);
      if (distance > radius) continue;
      sites.tissue[i] = 1;
      still.append(CellId{owner, ++number}, Site{i}, 0);
    }
    for (int i = 0; i < 60; ++i) {
      const double angle = 2.4 * i;
      const double z = 1 - (2 * i + 1) / 60.0;
      const double r = std::sqrt(1 - z * z);
      const double away = radius * (0.8 + 0.01 * i);
      const Vector3 point{centre[0] + away * r * std::cos(angle),
                          centre[1] + away * r * std::sin(angle), centre[2] + away * z};
      const std::size_t row = moving.append(CellId{owner, ++number}, Site{0}, 0);
      moving.place(row, point, lattice.site(lattice.coordinates(point)));
    }
    this->advance(0);
  }

  static double distance(const Vector3& a, const Vector3& b) {
    return std::sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) +
                     (a[2] - b[2]) * (a[2] - b[2]));
  }

  /// Fills the blocks: lane l of voxel v holds 1000 l + v + time, or a smooth hill for lane 0.
  void advance(double time) {
    for (FactorLanes* block : {&spread, &local})
      for (std::uint32_t v = 0; v < block->rows(); ++v) {
        const Vector3 at = block->lattice()->position(v);
        const Vector3 source{lattice.centre()[0] + 30, lattice.centre()[1], lattice.centre()[2]};
        block->concentration.row(v)[0] =
            static_cast<float>((1 + time) * std::exp(-this->distance(at, source) / 60));
        for (std::size_t lane = 1; lane < 16; ++lane)
          block->concentration.row(v)[lane] =
              static_cast<float>(1000 * static_cast<double>(lane) + v + time);
      }
  }

  [[nodiscard]] StateSection section() {
    return {islet, {&still, &moving, &sites, &spread, &local}};
  }

  std::uint32_t islet;
  Lattice lattice;
  StillCells still;
  MovingCells moving;
  SiteLayers sites;
  FactorLanes spread;
  FactorLanes local;
};

}  // namespace isletsim::test
