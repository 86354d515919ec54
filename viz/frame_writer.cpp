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
#include <vtkCallbackCommand.h>
#include <vtkCellData.h>
#include <vtkCommand.h>
#include <vtkErrorCode.h>
#include <vtkNew.h>
#include <vtkXMLImageDataWriter.h>
#include <vtkXMLPolyDataWriter.h>

#include "core/base/error.hpp"
#include "core/state/state_hash.hpp"
#include "viz/atomic_file.hpp"
#include "viz/data_sets.hpp"
#include "viz/frame_index.hpp"
#include "viz/paraview_script.hpp"

namespace isletsim {

namespace {

constexpr double minutes_a_day = 24 * 60;

/// Large blocks compress better, and a frame's arrays are small.
constexpr std::size_t compression_block = 1 << 20;  // [byte]

template <class Writer, class Data>
void write_data_set(const std::filesystem::path& path, Data& data) {
  vtkNew<Writer> writer;
  vtkNew<vtkCallbackCommand> silence;  // an observer keeps VTK from printing what we throw
  silence->SetCallback([](vtkObject*, unsigned long, void*, void*) {});
  writer->AddObserver(vtkCommand::ErrorEvent, silence);
  writer->SetFileName(detail::unfinished(path).c_str());
  writer->SetInputData(&data);
  writer->SetDataModeToAppended();
  writer->EncodeAppendedDataOff();
  writer->SetCompressorTypeToLZ4();
  writer->SetBlockSize(compression_block);
  if (writer->Write() != 1 || writer->GetErrorCode() != vtkErrorCode::NoError) {
    std::error_code ignored;
    std::filesystem::remove(detail::unfinished(path), ignored);
    throw IoError(path.string(),
                  fmt::format("cannot be written ({})",
                              vtkErrorCode::GetStringFromErrorCode(writer->GetErrorCode())));
  }
  detail::put_in_place(path);
}

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
  std::uintmax_t bytes = 0;
  for (const StateSection& section : sections) {
    if (!detail::is_selected(section, selection)) continue;
    const auto cells = detail::make_cell_points(section);
    bytes += cells->GetActualMemorySize() * 1024;
    for (Table* table : detail::lattice_tables_of(section, Axis::voxels))
      bytes += detail::make_image({&table, 1}, selection.factors)->GetActualMemorySize() * 1024;
    const std::vector<Table*> sites = detail::lattice_tables_of(section, Axis::sites);
    if (!sites.empty()) bytes += detail::make_image(sites, {})->GetActualMemorySize() * 1024;
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
    this->drop_from(std::numeric_limits<std::int64_t>::max(),
                    std::nextafter(time / minutes_a_day, std::numeric_limits<double>::infinity()));
    sites_written_.clear();
  }

  void write(std::int64_t number, double time, std::span<const StateSection> sections) {
    const double day = time / minutes_a_day;
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
      const auto stamp = [&](vtkDataSet& data) {
        detail::add_field(data, "TimeValue", day);
        detail::add_field(data, "time_unit", "day");
        detail::add_field(data, "length_unit", "um");
        detail::add_field(data, "program", provenance_.program);
        detail::add_field(data, "scenario", provenance_.scenario);
        detail::add_field(data, "seed", std::to_string(provenance_.seed));
        detail::add_field(data, "islet", section.owner);
      };
      const auto name_of = [&](const std::string& stem, const char* extension) {
        return fmt::format("{}/{}_{:05}.{}", folder, stem, number, extension);
      };

      if (const auto data = detail::make_cell_points(section)) {
        const std::string file = name_of("cells", "vtp");
        stamp(*data);
        write_data_set<vtkXMLPolyDataWriter>(directory_ / file, *data);
        cells.parts.push_back({file, islet});
      }
      for (Table* table : detail::lattice_tables_of(section, Axis::voxels)) {
        const auto data = detail::make_image({&table, 1}, selection_.factors);
        if (data->GetCellData()->GetNumberOfArrays() == 0) continue;
        const std::string file = name_of(table->name(), "vti");
        stamp(*data);
        write_data_set<vtkXMLImageDataWriter>(directory_ / file, *data);
        factors.parts.push_back({file, islet + "_" + table->name()});
      }
      const std::vector<Table*> layers = detail::lattice_tables_of(section, Axis::sites);
      if (!layers.empty()) {
        const StateHash hash = content_hash(layers);
        WrittenLayers& written = sites_written_[section.owner];
        if (written.file.empty() || written.hash != hash) {
          const auto data = detail::make_image(layers, {});
          written = {hash, name_of("sites", "vti")};
          stamp(*data);
          write_data_set<vtkXMLImageDataWriter>(directory_ / written.file, *data);
        }
        sites.parts.push_back({written.file, islet});
      }
    }
    cells_.append(std::move(cells));
    factors_.append(std::move(factors));
    sites_.append(std::move(sites));
    this->save_indices();
    if (!checked_) {
      detail::write_whole(directory_ / "paraview.py",
                          detail::paraview_script(provenance_, selection_, sections));
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

void FrameWriter::write(std::int64_t frame, double time, std::span<const StateSection> sections) {
  implementation_->write(frame, time, sections);
}

}  // namespace isletsim
