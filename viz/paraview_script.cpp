// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "viz/paraview_script.hpp"

#include <string_view>

#include <fmt/format.h>

#include "core/base/error.hpp"
#include "viz/data_files.hpp"
#include "viz/paraview_template.hpp"

namespace isletsim::detail {

namespace {

/// A Python string literal.
std::string python_string(std::string_view text) {
  std::string literal = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') literal += '\\';
    if (static_cast<unsigned char>(c) < 0x20)
      literal += fmt::format("\\x{:02x}", static_cast<unsigned>(c));
    else
      literal += c;
  }
  return literal + '"';
}

}  // namespace

std::string paraview_script(const std::filesystem::path& run_directory,
                            const FrameProvenance& provenance, const FrameSelection& selection,
                            std::span<const StateSection> sections) {
  std::string cell_types;
  std::string factors;
  std::string islets;
  for (const StateSection& section : sections) {
    if (!is_selected(section, selection)) continue;
    std::string box = "None";
    for (const Axis axis : {Axis::sites, Axis::voxels})
      if (const auto tables = lattice_tables_of(section, axis); !tables.empty()) {
        const Lattice& lattice = *tables.front()->lattice();
        const auto [nx, ny, nz] = lattice.extent();
        box = fmt::format("({}, {}, {})", nx * lattice.spacing(), ny * lattice.spacing(),
                          nz * lattice.spacing());
        break;
      }
    islets += fmt::format("        ({}, {}),\n", python_string(islet_name(section)), box);
    if (!cell_types.empty() || !factors.empty()) continue;  // islets have the same tables
    for (const Table* table : populations_of(section)) {
      const std::string& label = table->doc().empty() ? table->name() : table->doc();
      cell_types +=
          fmt::format("        ({}, \"{:06x}\"),\n", python_string(label), table->colour());
    }
    for (const Table* table : lattice_tables_of(section, Axis::voxels))
      for (const ImageArray& array : image_arrays_of(*table, selection.factors))
        if (!array.whole_row)
          factors += fmt::format("        ({}, {}, {}),\n", python_string(array.name),
                                 python_string(array.column->info().unit_of(array.component)),
                                 python_string(table->name()));
  }
  const std::filesystem::path folder = std::filesystem::absolute(run_directory);
  const std::string scene = fmt::format(
      "{{\n"
      "    \"program\": {},\n"
      "    \"scenario\": {},\n"
      "    \"seed\": {},\n"
      "    # where the run was written\n"
      "    \"folder\": {},\n"
      "    # label, colour; in the order of the array cell_type\n"
      "    \"cell_types\": [\n{}    ],\n"
      "    # array, unit, block\n"
      "    \"factors\": [\n{}    ],\n"
      "    # name, edges of the box [um]\n"
      "    \"islets\": [\n{}    ],\n"
      "}}",
      python_string(provenance.program), python_string(provenance.scenario), provenance.seed,
      python_string(folder.lexically_normal().string()), cell_types, factors, islets);
  std::string script{paraview_template};
  constexpr std::string_view mark = "@SCENE@";
  const std::size_t at = script.find(mark);
  ISLETSIM_VALIDATE(at != std::string::npos, "the template of paraview.py has no scene");
  return script.replace(at, mark.size(), scene);
}

}  // namespace isletsim::detail
