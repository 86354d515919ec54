// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "viz/frame_writer.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "core/base/error.hpp"
#include "core/base/time_units.hpp"
#include "core/state/state_hash.hpp"
#include "viz/atomic_file.hpp"
#include "viz/data_files.hpp"
#include "viz/frame_index.hpp"
#include "viz/paraview_script.hpp"

namespace isletsim {

namespace {

StateHash content_hash(std::span<Table* const> tables) {
  std::vector<StateHash> hashes;
  for (const Table* table : tables)
    for (const AnyColumn* column : table->columns())
      if (column->info().shown) hashes.push_back(hash_bytes(column->bytes()));
  return hash_bytes(std::as_bytes(std::span(hashes)));
}

}  // namespace

std::vector<std::string> drawable_factors(std::span<const StateSection> sections) {
  std::vector<std::string> names;
  for (const StateSection& section : sections)
    for (const Table* table : detail::lattice_tables_of(section, Axis::voxels))
      for (const detail::ImageArray& array : detail::image_arrays_of(*table, {})) {
        if (array.whole_row) continue;
        const std::string& name = array.column->info().component_names[array.component];
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
      }
  return names;
}

std::uintmax_t frame_size(std::span<const StateSection> sections, const FrameSelection& selection) {
  constexpr std::size_t bytes_per_cell =
      3 * 4 + 8 + 1 + 4 + 2 * 4;  // position, id, type, diameter, vertex
  constexpr std::size_t header = 8192;
  std::uintmax_t bytes = 0;
  for (const StateSection& section : sections) {
    if (!detail::is_selected(section, selection)) continue;
    std::uintmax_t cells = 0;
    std::uintmax_t column_bytes = 0;
    for (const Table* table : detail::populations_of(section)) {
      cells += table->rows();
      for (const AnyColumn* column : table->columns())
        if (column->info().shown) column_bytes += std::max<std::size_t>(4, column->row_size());
    }
    bytes += header + cells * (bytes_per_cell + column_bytes);
    for (const Axis axis : {Axis::voxels, Axis::sites})
      for (const Table* table : detail::lattice_tables_of(section, axis)) {
        bytes += header;
        for (const detail::ImageArray& array : detail::image_arrays_of(*table, selection.factors))
          bytes += table->rows() *
                   (array.whole_row ? array.column->row_size() : size_of(array.column->type()));
      }
  }
  return bytes;
}

class FrameWriter::Implementation {
 public:
  Implementation(std::filesystem::path directory, FrameProvenance provenance,
                 FrameSelection selection)
      : directory_(std::move(directory)),
        provenance_(std::move(provenance)),
        selection_(std::move(selection)),
        cells_(directory_ / "cells.pvd"),
        factors_(directory_ / "factors.pvd"),
        sites_(directory_ / "sites.pvd") {}

  void keep_frames_until(double time) {
    for (detail::FrameIndex* index : this->indices()) index->load();
    // The next representable time: a frame at `time` itself stays.
    this->drop_from(
        std::numeric_limits<std::int64_t>::max(),
        std::nextafter(time / minutes_per_day, std::numeric_limits<double>::infinity()));
    sites_written_.clear();
  }

  void write(std::int64_t number, double time, std::span<const StateSection> sections,
             const Announce& announce) {
    const double day = time / minutes_per_day;
    for (const char* file : {"cells.pvd", "factors.pvd", "sites.pvd", "paraview.py"}) {
      announce(file);
    }
    this->drop_from(number, day);
    if (!checked_) this->check_selection(sections);
    detail::IndexedFrame cells{number, day, {}};
    detail::IndexedFrame factors{number, day, {}};
    detail::IndexedFrame sites{number, day, {}};
    for (const StateSection& section : sections) {
      if (!detail::is_selected(section, selection_)) continue;
      const std::string islet = detail::islet_name(section);
      const std::string folder = "frames/" + islet;
      std::error_code error;
      std::filesystem::create_directories(directory_ / folder, error);
      if (error)
        throw IoError((directory_ / folder).string(), "cannot be made (" + error.message() + ")");
      const detail::FileStamp stamp{provenance_, section.owner, day};
      const auto name_of = [&](const std::string& stem, const char* extension) {
        return fmt::format("{}/{}_{:05}.{}", folder, stem, number, extension);
      };

      const std::string cell_file = name_of("cells", "vtp");
      announce(cell_file);
      detail::write_cells(directory_ / cell_file, section, stamp);
      cells.parts.push_back({cell_file, islet});

      for (Table* table : detail::lattice_tables_of(section, Axis::voxels)) {
        if (detail::image_arrays_of(*table, selection_.factors).empty()) continue;
        const std::string file = name_of(table->name(), "vti");
        announce(file);
        detail::write_image(directory_ / file, {&table, 1}, selection_.factors, stamp);
        factors.parts.push_back({file, islet + "_" + table->name()});
      }

      const std::vector<Table*> layers = detail::lattice_tables_of(section, Axis::sites);
      if (!layers.empty()) {
        const StateHash hash = content_hash(layers);
        WrittenLayers& written = sites_written_[section.owner];
        if (written.file.empty() || written.hash != hash) {
          const std::string file = name_of("sites", "vti");
          announce(file);
          detail::write_image(directory_ / file, layers, {}, stamp);
          written = {hash, file};
        }
        sites.parts.push_back({written.file, islet});
      }
      detail::sync_folder(directory_ / folder);
    }
    detail::sync_folder(directory_ / "frames");
    // The files are safe: now the indices may name them.
    cells_.append(std::move(cells));
    factors_.append(std::move(factors));
    sites_.append(std::move(sites));
    this->save_indices();
    if (!checked_) {
      detail::write_whole(directory_ / "paraview.py",
                          detail::paraview_script(directory_, provenance_, selection_, sections));
      checked_ = true;
    }
  }

 private:
  struct WrittenLayers {
    StateHash hash;
    std::string file;
  };

  std::array<detail::FrameIndex*, 3> indices() { return {&cells_, &factors_, &sites_}; }

  void save_indices() {
    for (const detail::FrameIndex* index : this->indices()) index->save();
  }

  /// Indices first, then files: an index never names what is gone.
  void drop_from(std::int64_t number, double day) {
    std::vector<std::string> orphans;
    bool dropped = false;
    for (detail::FrameIndex* index : this->indices()) {
      const std::size_t before = index->frames().size();
      for (std::string& file : index->drop_from(number, day)) orphans.push_back(std::move(file));
      dropped = dropped || index->frames().size() != before;
    }
    if (!dropped) return;
    this->save_indices();
    sites_written_.clear();
    for (const std::string& file : orphans) {
      std::error_code ignored;
      std::filesystem::remove(directory_ / file, ignored);
    }
  }

  void check_selection(std::span<const StateSection> sections) const {
    const std::vector<std::string> known = drawable_factors(sections);
    for (const std::string& factor : selection_.factors)
      ISLETSIM_VALIDATE(std::find(known.begin(), known.end(), factor) != known.end(),
                        "frames of a factor that is not there: " + factor);
  }

  std::filesystem::path directory_;
  FrameProvenance provenance_;
  FrameSelection selection_;
  detail::FrameIndex cells_;
  detail::FrameIndex factors_;
  detail::FrameIndex sites_;
  std::map<std::uint32_t, WrittenLayers> sites_written_;
  bool checked_ = false;
};

FrameWriter::FrameWriter(std::filesystem::path run_directory, FrameProvenance provenance,
                         FrameSelection selection)
    : implementation_(std::make_unique<Implementation>(
          std::move(run_directory), std::move(provenance), std::move(selection))) {}
FrameWriter::FrameWriter(FrameWriter&&) noexcept = default;
FrameWriter& FrameWriter::operator=(FrameWriter&&) noexcept = default;
FrameWriter::~FrameWriter() = default;

void FrameWriter::keep_frames_until(double time) { implementation_->keep_frames_until(time); }

void FrameWriter::write(std::int64_t frame, double time, std::span<const StateSection> sections,
                        const Announce& announce) {
  implementation_->write(frame, time, sections, announce);
}

}  // namespace isletsim
