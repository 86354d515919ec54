// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "core/space/lattice.hpp"
#include "core/state/column.hpp"

namespace isletsim::test {

/// A population as the registry sees it.
struct SampleCells : Table {
  SampleCells() : Table("macrophage", Axis::cells) {}
  [[nodiscard]] std::span<const std::uint64_t> ids() const override { return id.values(); }
  void columns_restored() override { ++restored; }

  Column<std::uint64_t> id{*this, {.name = "id", .unit = "1", .doc = "id"}};
  Column<std::uint8_t> polarisation{*this,
                                    {.name = "polarisation",
                                     .unit = "1",
                                     .doc = "state",
                                     .labels = {{0, "M0", 0}, {1, "M1", 0}, {2, "none", 0}}}};
  Column<std::uint8_t> cargo{*this,
                             {.name = "cargo",
                              .unit = "1",
                              .doc = "what it engulfed",
                              .labels = {{0, "none", 0}, {1, "beta cell", 0}}}};
  Column<std::uint8_t> hidden{
      *this, {.name = "hidden", .unit = "1", .doc = "-", .labels = {{0, "M0", 0}}, .shown = false}};
  Column<float> position{*this, {.name = "position", .unit = "um", .doc = "-", .components = 3}};
  int restored = 0;
};

/// A factor block with a spare lane, and a column without names.
struct SampleBlock : Table {
  explicit SampleBlock(Lattice::Extent extent = {4, 3, 2}) : Table("spread", Axis::voxels) {
    this->set_lattice(Lattice(extent, 20));
    this->resize(Lattice(extent, 20).size());
  }
  Column<float> concentration{*this,
                              {.name = "concentration",
                               .unit = "nM",
                               .doc = "-",
                               .components = 3,
                               .component_names = {"CXCL12", "IL-1b", ""},
                               .component_units = {"nM", "pg/ml", "nM"}}};
  Column<double> volume{*this, {.name = "volume", .unit = "um^3", .doc = "-"}};
  Column<float> residual{
      *this, {.name = "residual", .unit = "nM", .doc = "-", .components = 3, .shown = false}};
};

struct SampleBlood : Table {
  SampleBlood() : Table("blood", Axis::records) { this->resize(1); }
  Column<std::int64_t> t_cells{*this,
                               {.name = "T cells",
                                .unit = "cells",
                                .doc = "-",
                                .components = 2,
                                .component_names = {"naive", "effector"}}};
  Column<double> clearance{*this, {.name = "clearance", .unit = "1/min", .doc = "-"}};
};

struct SampleHost : Table {
  SampleHost() : Table("host", Axis::records) { this->resize(1); }
  Column<std::uint8_t> stage{
      *this,
      {.name = "stage", .unit = "1", .doc = "-", .labels = {{1, "stage 1", 0}, {2, "stage 2", 0}}},
      1};
  Column<double> glucose{*this, {.name = "glucose", .unit = "mg/dl", .doc = "-"}, 100};
};

struct SampleDelays : Table {
  SampleDelays() : Table("delays", Axis::records) {}
  Column<std::int64_t> due{*this, {.name = "due", .unit = "1", .doc = "-"}};
};

/// A host and one islet with something in every kind of table.
struct SampleState {
  SampleBlood blood;
  SampleHost pools;
  SampleDelays delays;
  SampleCells cells;
  SampleBlock block;

  explicit SampleState(Lattice::Extent extent = {4, 3, 2}) : block(extent) {}

  void fill() {
    blood.t_cells[0] = std::int64_t{1} << 60;
    blood.t_cells[1] = -3;
    blood.clearance[0] = 0.1;
    delays.resize(2);
    delays.due[1] = std::numeric_limits<std::int64_t>::min();
    cells.resize(4);
    for (std::size_t i = 0; i < 4; ++i) {
      cells.id[i] = CellId(1, 9 - i).value();
      cells.polarisation[i] = i < 3 ? 1 : 2;
      cells.position[3 * i] = 0.5f + static_cast<float>(i);
    }
    for (std::size_t i = 0; i < block.rows(); ++i) {
      block.concentration[3 * i] = static_cast<float>(i);
      block.concentration[3 * i + 1] = -0.0f;
      block.volume[i] = 8000;
      block.residual[3 * i] = 1e-30f;
    }
  }

  [[nodiscard]] StateSection host() { return {0, {&blood, &delays, &pools}}; }
  [[nodiscard]] StateSection islet() { return {1, {&cells, &block}}; }
  [[nodiscard]] std::vector<StateSection> sections() { return {this->host(), this->islet()}; }
};

}  // namespace isletsim::test
