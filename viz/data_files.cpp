// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "viz/data_files.hpp"

#include <algorithm>
#include <limits>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <vtkAbstractArray.h>
#include <vtkCallbackCommand.h>
#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkCommand.h>
#include <vtkDoubleArray.h>
#include <vtkErrorCode.h>
#include <vtkFieldData.h>
#include <vtkFloatArray.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkSmartPointer.h>
#include <vtkStringArray.h>
#include <vtkTypeInt32Array.h>
#include <vtkTypeInt64Array.h>
#include <vtkTypeUInt64Array.h>
#include <vtkTypeUInt8Array.h>
#include <vtkXMLImageDataWriter.h>
#include <vtkXMLPolyDataWriter.h>

#include "core/base/error.hpp"
#include "viz/atomic_file.hpp"

namespace isletsim::detail {

namespace {

/// Large blocks compress better, and a frame's arrays are small.
constexpr std::size_t compression_block = 1 << 20;  // [byte]

/// Calls visit with the values of a column as a span of their type.
template <class Visit>
void visit_values(const AnyColumn& column, Visit visit) {
  const auto as = [&]<class T>(T) {
    const std::span<const std::byte> bytes = column.bytes();
    visit(std::span<const T>(reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)));
  };
  switch (column.type()) {
    case ElementType::u8: return as(std::uint8_t{});
    case ElementType::u16: return as(std::uint16_t{});
    case ElementType::u32: return as(std::uint32_t{});
    case ElementType::u64: return as(std::uint64_t{});
    case ElementType::i32: return as(std::int32_t{});
    case ElementType::i64: return as(std::int64_t{});
    case ElementType::f32: return as(float{});
    case ElementType::f64: return as(double{});
  }
  throw InternalError("unknown element type");
}

[[nodiscard]] bool is_real(ElementType type) {
  return type == ElementType::f32 || type == ElementType::f64;
}

/// Whether a type needs more than 32 bits with a sign, to keep its values and −1.
[[nodiscard]] bool is_wide(ElementType type) {
  return type == ElementType::u32 || type == ElementType::u64 || type == ElementType::i64;
}

[[nodiscard]] bool same_meaning(const ColumnInfo& a, const ColumnInfo& b) {
  return a.unit == b.unit && a.component_units == b.component_units &&
         a.components == b.components &&
         std::equal(a.labels.begin(), a.labels.end(), b.labels.begin(), b.labels.end(),
                    [](const Label& x, const Label& y) {
                      return x.value == y.value && x.name == y.name && x.colour == y.colour;
                    });
}

vtkStringArray* string_field(vtkFieldData& fields, const std::string& name) {
  if (auto* known = vtkStringArray::SafeDownCast(fields.GetAbstractArray(name.c_str())))
    return known;
  vtkNew<vtkStringArray> made;
  made->SetName(name.c_str());
  fields.AddArray(made);
  return made;
}

/// Adds an array's unit and meaning to the field data, one line per array.
void describe_array(vtkDataSet& data, vtkAbstractArray& array, const ColumnInfo& info) {
  vtkFieldData& fields = *data.GetFieldData();
  string_field(fields, "array_name")->InsertNextValue(array.GetName());
  string_field(fields, "array_unit")->InsertNextValue(info.units_in_words());
  string_field(fields, "array_doc")->InsertNextValue(info.doc);
  if (info.components > 1 && array.GetNumberOfComponents() > 1)
    for (std::size_t c = 0; c < info.component_names.size(); ++c)
      array.SetComponentName(static_cast<vtkIdType>(c), info.component_names[c].c_str());
}

/// Adds values, names and colours of an enumeration to the field data.
void describe_labels(vtkDataSet& data, const std::string& array, std::span<const Label> labels) {
  vtkFieldData& fields = *data.GetFieldData();
  vtkNew<vtkTypeInt64Array> values;
  values->SetName((array + "_values").c_str());
  vtkNew<vtkTypeUInt8Array> colours;
  colours->SetName((array + "_colours").c_str());
  colours->SetNumberOfComponents(3);
  vtkStringArray* names = string_field(fields, array + "_names");
  for (const Label& label : labels) {
    values->InsertNextValue(label.value);
    names->InsertNextValue(label.name);
    for (const unsigned shift : {16U, 8U, 0U})
      colours->InsertNextValue(static_cast<vtkTypeUInt8>(label.colour >> shift & 0xffU));
  }
  fields.AddArray(values);
  fields.AddArray(colours);
}

/// A column that one or more populations have.
struct CellArray {
  std::string name;
  std::vector<std::pair<std::size_t, const AnyColumn*>> columns;  ///< population, column
};

/// Merges columns of equal name and meaning; in the order of first appearance.
std::vector<CellArray> cell_arrays_of(std::span<Table* const> populations) {
  std::vector<CellArray> arrays;
  for (std::size_t p = 0; p < populations.size(); ++p)
    for (const AnyColumn* column : std::as_const(*populations[p]).columns()) {
      const ColumnInfo& info = column->info();
      if (!info.shown || info.name == "id" || info.name == "position" || info.name == "diameter")
        continue;
      const auto known = std::find_if(arrays.begin(), arrays.end(),
                                      [&](const CellArray& a) { return a.name == info.name; });
      if (known == arrays.end())
        arrays.push_back({info.name, {{p, column}}});
      else
        known->columns.emplace_back(p, column);
    }
  std::vector<CellArray> split;
  for (CellArray& array : arrays) {
    const ColumnInfo& first = array.columns.front().second->info();
    if (std::all_of(array.columns.begin(), array.columns.end(),
                    [&](const auto& c) { return same_meaning(first, c.second->info()); }))
      split.push_back(std::move(array));
    else
      for (const auto& [p, column] : array.columns)
        split.push_back({populations[p]->name() + "_" + array.name, {{p, column}}});
  }
  return split;
}

/// The rows of a population that are in the islet, in the order of their ids.
std::vector<std::size_t> rows_drawn(Table& table) {
  const std::span<const std::uint64_t> ids = table.ids();
  const AnyColumn* site = table.find("site");
  std::vector<std::size_t> rows;
  rows.reserve(table.rows());
  for (std::size_t row = 0; row < table.rows(); ++row)
    if (site == nullptr || site->value(row) != static_cast<double>(Site::invalid_value))
      rows.push_back(row);
  if (!ids.empty())
    std::sort(rows.begin(), rows.end(),
              [&](std::size_t a, std::size_t b) { return ids[a] < ids[b]; });
  return rows;
}

/// Fills the part of a cell array that belongs to one population.
template <class Array>
void fill_rows(Array& array, vtkIdType first, std::span<const std::size_t> rows,
               const AnyColumn& column) {
  using Value = typename Array::ValueType;
  const std::size_t components = column.info().components;
  Value* to = array.GetPointer(first * static_cast<vtkIdType>(components));
  visit_values(column, [&](auto values) {
    for (const std::size_t row : rows)
      for (std::size_t c = 0; c < components; ++c)
        *to++ = static_cast<Value>(values[row * components + c]);
  });
}

template <class Array>
vtkSmartPointer<Array> make_cell_array(const CellArray& array, vtkIdType size,
                                       std::span<const std::vector<std::size_t>> rows,
                                       std::span<const vtkIdType> first,
                                       typename Array::ValueType missing) {
  const auto made = vtkSmartPointer<Array>::New();
  made->SetName(array.name.c_str());
  made->SetNumberOfComponents(static_cast<int>(array.columns.front().second->info().components));
  made->SetNumberOfTuples(size);
  made->FillValue(missing);
  for (const auto& [p, column] : array.columns)
    if (!rows[p].empty()) fill_rows(*made, first[p], rows[p], *column);
  return made;
}

vtkSmartPointer<vtkDataArray> make_image_array(const ImageArray& array, vtkIdType size) {
  const auto type_of = [](ElementType type) {
    switch (type) {
      case ElementType::u8: return VTK_TYPE_UINT8;
      case ElementType::u16: return VTK_TYPE_UINT16;
      case ElementType::u32: return VTK_TYPE_UINT32;
      case ElementType::u64: return VTK_TYPE_UINT64;
      case ElementType::i32: return VTK_TYPE_INT32;
      case ElementType::i64: return VTK_TYPE_INT64;
      case ElementType::f32: return VTK_TYPE_FLOAT32;
      case ElementType::f64: return VTK_TYPE_FLOAT64;
    }
    throw InternalError("unknown element type");
  };
  const AnyColumn& column = *array.column;
  const std::size_t components = column.info().components;
  const auto made =
      vtkSmartPointer<vtkDataArray>::Take(vtkDataArray::CreateDataArray(type_of(column.type())));
  made->SetName(array.name.c_str());
  made->SetNumberOfComponents(array.whole_row ? static_cast<int>(components) : 1);
  made->SetNumberOfTuples(size);
  visit_values(column, [&](auto values) {
    using Value = typename decltype(values)::value_type;
    auto* to = static_cast<Value*>(made->GetVoidPointer(0));
    if (array.whole_row)
      std::copy(values.begin(), values.end(), to);
    else
      for (std::size_t i = array.component; i < values.size(); i += components) *to++ = values[i];
  });
  return made;
}

}  // namespace

bool is_selected(const StateSection& section, const FrameSelection& selection) {
  return section.owner != 0 &&
         (selection.islets.empty() || std::find(selection.islets.begin(), selection.islets.end(),
                                                section.owner) != selection.islets.end());
}

std::string islet_name(const StateSection& section) { return fmt::format("i{:04}", section.owner); }

std::vector<Table*> populations_of(const StateSection& section) {
  std::vector<Table*> found;
  for (Table* table : section.tables)
    if (table->axis() == Axis::cells &&
        (table->find("site") != nullptr || table->find("position") != nullptr))
      found.push_back(table);
  return found;
}

std::vector<Table*> lattice_tables_of(const StateSection& section, Axis axis) {
  std::vector<Table*> found;
  for (Table* table : section.tables)
    if (table->axis() == axis && table->lattice().has_value()) found.push_back(table);
  return found;
}

std::vector<ImageArray> image_arrays_of(const Table& table, std::span<const std::string> factors) {
  std::vector<ImageArray> arrays;
  for (const AnyColumn* column : table.columns()) {
    const ColumnInfo& info = column->info();
    if (!info.shown) continue;
    if (info.component_names.empty()) {
      arrays.push_back({column, 0, true, info.name});
      continue;
    }
    const std::string prefix = info.name == "concentration" ? "" : info.name + "_";
    for (std::size_t c = 0; c < info.component_names.size(); ++c)
      if (!info.component_names[c].empty() &&
          (factors.empty() ||
           std::find(factors.begin(), factors.end(), info.component_names[c]) != factors.end()))
        arrays.push_back({column, c, false, prefix + info.component_names[c]});
  }
  return arrays;
}

namespace {

/// The cells of an islet as points.
vtkSmartPointer<vtkPolyData> make_cell_points(const StateSection& section) {
  const std::vector<Table*> populations = populations_of(section);
  const std::vector<Table*> sites = lattice_tables_of(section, Axis::sites);

  std::vector<std::vector<std::size_t>> rows;
  std::vector<vtkIdType> first;
  vtkIdType size = 0;
  for (Table* table : populations) {
    rows.push_back(rows_drawn(*table));
    first.push_back(size);
    size += static_cast<vtkIdType>(rows.back().size());
  }

  vtkNew<vtkFloatArray> coordinates;
  coordinates->SetNumberOfComponents(3);
  coordinates->SetNumberOfTuples(size);
  vtkNew<vtkTypeUInt64Array> ids;
  ids->SetName("id");
  ids->SetNumberOfTuples(size);
  ids->FillValue(0);
  vtkNew<vtkTypeUInt8Array> types;
  types->SetName("cell_type");
  types->SetNumberOfTuples(size);
  vtkNew<vtkFloatArray> diameters;
  diameters->SetName("diameter");
  diameters->SetNumberOfTuples(size);

  std::vector<Label> type_labels;
  ISLETSIM_VALIDATE(populations.size() <= std::numeric_limits<vtkTypeUInt8>::max(),
                    "more cell types than a frame can number");
  for (std::size_t p = 0; p < populations.size(); ++p) {
    Table& table = *populations[p];
    type_labels.push_back({static_cast<std::int64_t>(p), table.name(), table.colour()});
    if (rows[p].empty()) continue;
    if (const AnyColumn* position = table.find("position")) {
      ISLETSIM_EXPECT(position->info().components == 3);
      fill_rows(*coordinates, first[p], rows[p], *position);
    } else {
      ISLETSIM_VALIDATE(!sites.empty(), "cells with a site in an islet without a lattice of sites");
      const Lattice& lattice = *sites.front()->lattice();
      const AnyColumn& site = *table.find("site");
      float* to = coordinates->GetPointer(3 * first[p]);
      for (const std::size_t row : rows[p])
        for (const double x : lattice.position(Site{static_cast<std::uint32_t>(site.value(row))}))
          *to++ = static_cast<float>(x);
    }
    if (const AnyColumn* id = table.find("id")) fill_rows(*ids, first[p], rows[p], *id);
    if (const AnyColumn* diameter = table.find("diameter"))
      fill_rows(*diameters, first[p], rows[p], *diameter);
    else
      std::fill_n(diameters->GetPointer(first[p]), rows[p].size(),
                  static_cast<float>(table.diameter()));
    std::fill_n(types->GetPointer(first[p]), rows[p].size(), static_cast<vtkTypeUInt8>(p));
  }

  auto data = vtkSmartPointer<vtkPolyData>::New();
  vtkNew<vtkPoints> points;
  points->SetData(coordinates);
  data->SetPoints(points);
  vtkNew<vtkCellArray> vertices;
  vertices->Use32BitStorage();
  vertices->AllocateExact(size, size);
  for (vtkIdType i = 0; i < size; ++i) vertices->InsertNextCell(1, &i);
  data->SetVerts(vertices);

  vtkPointData& arrays = *data->GetPointData();
  arrays.AddArray(types);
  describe_array(*data, *types,
                 {.name = "cell_type", .unit = "1", .doc = "index of the population"});
  describe_labels(*data, "cell_type", type_labels);
  arrays.AddArray(ids);
  describe_array(*data, *ids,
                 {.name = "id", .unit = "1", .doc = "identity of the cell in the run"});
  arrays.AddArray(diameters);
  describe_array(*data, *diameters,
                 {.name = "diameter", .unit = "um", .doc = "diameter of the cell"});

  for (const CellArray& array : cell_arrays_of(populations)) {
    const auto any = [&](auto predicate) {
      return std::any_of(array.columns.begin(), array.columns.end(),
                         [&](const auto& c) { return predicate(c.second->type()); });
    };
    vtkSmartPointer<vtkDataArray> made;
    if (any(is_real))
      made = make_cell_array<vtkFloatArray>(array, size, rows, first,
                                            std::numeric_limits<float>::quiet_NaN());
    else if (any(is_wide))
      made = make_cell_array<vtkTypeInt64Array>(array, size, rows, first, -1);
    else
      made = make_cell_array<vtkTypeInt32Array>(array, size, rows, first, -1);
    arrays.AddArray(made);
    const ColumnInfo& info = array.columns.front().second->info();
    describe_array(*data, *made, info);
    if (!info.labels.empty()) describe_labels(*data, array.name, info.labels);
  }
  return data;
}

/// The rows of tables on one lattice as cell data.
vtkSmartPointer<vtkImageData> make_image(std::span<Table* const> tables,
                                         std::span<const std::string> factors) {
  const Lattice& lattice = *tables.front()->lattice();
  auto image = vtkSmartPointer<vtkImageData>::New();
  const auto [nx, ny, nz] = lattice.extent();
  image->SetDimensions(nx + 1, ny + 1, nz + 1);
  image->SetOrigin(0, 0, 0);
  image->SetSpacing(lattice.spacing(), lattice.spacing(), lattice.spacing());
  vtkCellData& arrays = *image->GetCellData();
  for (const Table* table : tables) {
    ISLETSIM_VALIDATE(*table->lattice() == lattice && table->rows() == lattice.size(),
                      "rows of " + table->name() + " do not fit its lattice");
    for (ImageArray array : image_arrays_of(*table, factors)) {
      ColumnInfo info = array.column->info();
      if (!array.whole_row) {
        info.unit = info.unit_of(array.component);
        info.component_units.clear();
      }
      if (arrays.HasArray(array.name.c_str()) != 0) array.name = table->name() + "_" + array.name;
      const auto made = make_image_array(array, static_cast<vtkIdType>(lattice.size()));
      arrays.AddArray(made);
      describe_array(*image, *made, info);
      if (!info.labels.empty()) describe_labels(*image, array.name, info.labels);
    }
  }
  return image;
}

void add_field(vtkDataSet& data, const char* name, std::string_view text) {
  string_field(*data.GetFieldData(), name)->InsertNextValue(std::string(text));
}

void add_field(vtkDataSet& data, const char* name, double number) {
  vtkNew<vtkDoubleArray> array;
  array->SetName(name);
  array->InsertNextValue(number);
  data.GetFieldData()->AddArray(array);
}

void stamp_data(vtkDataSet& data, const FileStamp& stamp) {
  add_field(data, "TimeValue", stamp.time);
  add_field(data, "time_unit", "day");
  add_field(data, "length_unit", "um");
  add_field(data, "program", stamp.provenance.program);
  add_field(data, "scenario", stamp.provenance.scenario);
  add_field(data, "seed", std::to_string(stamp.provenance.seed));
  add_field(data, "islet", stamp.islet);
}

template <class Writer>
void write_data_set(const std::filesystem::path& path, vtkDataSet& data) {
  vtkNew<Writer> writer;
  vtkNew<vtkCallbackCommand> silence;  // an observer keeps VTK from printing what we throw
  silence->SetCallback([](vtkObject*, unsigned long, void*, void*) {});
  writer->AddObserver(vtkCommand::ErrorEvent, silence);
  writer->SetFileName(unfinished(path).c_str());
  writer->SetInputData(&data);
  // Data stand in their elements: VTK before 9.3 cannot read them appended with expat 2.6 or its
  // security fixes.
  writer->SetDataModeToBinary();
  writer->SetCompressorTypeToLZ4();
  writer->SetBlockSize(compression_block);
  if (writer->Write() != 1 || writer->GetErrorCode() != vtkErrorCode::NoError) {
    std::error_code ignored;
    std::filesystem::remove(unfinished(path), ignored);
    throw IoError(path.string(),
                  fmt::format("cannot be written ({})",
                              vtkErrorCode::GetStringFromErrorCode(writer->GetErrorCode())));
  }
  put_in_place(path);
}

}  // namespace

void write_cells(const std::filesystem::path& path, const StateSection& section,
                 const FileStamp& stamp) {
  const auto data = make_cell_points(section);
  stamp_data(*data, stamp);
  write_data_set<vtkXMLPolyDataWriter>(path, *data);
}

void write_image(const std::filesystem::path& path, std::span<Table* const> tables,
                 std::span<const std::string> factors, const FileStamp& stamp) {
  const auto data = make_image(tables, factors);
  stamp_data(*data, stamp);
  write_data_set<vtkXMLImageDataWriter>(path, *data);
}

}  // namespace isletsim::detail
