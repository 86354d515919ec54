// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/state/column.hpp"
#include "viz/frame_writer.hpp"

namespace isletsim::detail {

/// Whether a section is an islet that is drawn. The host never is.
[[nodiscard]] bool is_selected(const StateSection& section, const FrameSelection& selection);

/// The islet's folder and block: "i0003".
[[nodiscard]] std::string islet_name(const StateSection& section);

/// Tables of an islet whose rows are drawn as cells: those with a site or a position.
[[nodiscard]] std::vector<Table*> populations_of(const StateSection& section);

/// Tables of an islet with a lattice on that axis.
[[nodiscard]] std::vector<Table*> lattice_tables_of(const StateSection& section, Axis axis);

/// One array of an image, as the registry names it.
struct ImageArray {
  const AnyColumn* column;
  std::size_t component;
  bool whole_row;    ///< all components in one array
  std::string name;  ///< of the component, or of the column
};

/// Arrays that a table on a lattice shows: one per named component of a column, one per column
/// without names. Components of a column other than `concentration` carry the column's name in
/// front. Named components are left out unless `factors` is empty or holds the name.
[[nodiscard]] std::vector<ImageArray> image_arrays_of(const Table& table,
                                                      std::span<const std::string> factors);

/// The origin of each file, as written in its field data.
struct FileStamp {
  const FrameProvenance& provenance;
  std::uint32_t islet;
  double time;  ///< [day]
};

/// Writes the cells of an islet as points, with one vertex each, in the order of population and id.
/// The file appears whole or not at all. Throws IoError.
void write_cells(const std::filesystem::path& path, const StateSection& section,
                 const FileStamp& stamp);

/// Writes the rows of tables on one lattice as cell data of an image. The file appears whole or not
/// at all. Throws IoError.
void write_image(const std::filesystem::path& path, std::span<Table* const> tables,
                 std::span<const std::string> factors, const FileStamp& stamp);

}  // namespace isletsim::detail
