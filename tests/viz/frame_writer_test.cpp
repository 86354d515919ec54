// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "viz/frame_writer.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <set>
#include <sstream>
#include <string>
#include <sys/syscall.h>
#include <system_error>
#include <unistd.h>
#include <vector>

#include <doctest/doctest.h>
#include <vtkCellData.h>
#include <vtkDataArray.h>
#include <vtkFieldData.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>
#include <vtkStringArray.h>
#include <vtkXMLImageDataReader.h>
#include <vtkXMLPolyDataReader.h>

#include "core/base/error.hpp"
#include "tests/viz/synthetic_islet.hpp"

using namespace isletsim;
using test::SyntheticIslet;

namespace {

std::string watched_folder;       // with '/' at its end; empty: none is watched
std::vector<std::string> synced;  // files and folders in it, in order, relative to it

}  // namespace

/// Stands in front of the system's, and notes what is synced.
extern "C" int fsync(int descriptor) {
  if (!watched_folder.empty()) {
    std::error_code error;
    const std::filesystem::path path =
        std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(descriptor), error);
    const std::string name = path.string() + (path.string() + "/" == watched_folder ? "/" : "");
    if (name.starts_with(watched_folder)) synced.push_back(name.substr(watched_folder.size()));
  }
  return static_cast<int>(::syscall(SYS_fsync, descriptor));
}

namespace {

/// A folder of its own that goes with the test.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "isletsim-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder() { std::filesystem::remove_all(path_); }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

const FrameProvenance provenance{"isletsim 1.2.3", "made_up", 18446744073709551615U};

template <class Reader>
auto read(const std::filesystem::path& path) {
  REQUIRE(std::filesystem::exists(path));
  vtkNew<Reader> reader;
  reader->SetFileName(path.c_str());
  reader->Update();
  return vtkSmartPointer<std::remove_pointer_t<decltype(reader->GetOutput())>>(reader->GetOutput());
}
auto read_image(const std::filesystem::path& path) { return read<vtkXMLImageDataReader>(path); }
auto read_cells(const std::filesystem::path& path) { return read<vtkXMLPolyDataReader>(path); }

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string field_text(vtkDataSet& data, const char* name, vtkIdType i = 0) {
  auto* array = vtkStringArray::SafeDownCast(data.GetFieldData()->GetAbstractArray(name));
  REQUIRE(array != nullptr);
  return array->GetValue(i);
}

std::size_t count(const std::string& text, const std::string& word) {
  std::size_t n = 0;
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++n;
  return n;
}

}  // namespace

TEST_CASE("factor images hold each named lane at its voxel, from the box's corner") {
  const ScratchFolder run;
  SyntheticIslet islet(3, 8, 20);
  std::vector<std::string> units(16, "nM");
  units[3] = "pg/ml";
  islet.spread.concentration.set_component_units(units);
  const StateSection section = islet.section();
  FrameWriter frames(run.path(), provenance, {});
  frames.write(12, 2160, {&section, 1});

  const auto image = read_image(run.path() / "frames/i0003/spread_00012.vti");
  int dimensions[3];
  image->GetDimensions(dimensions);
  CHECK(dimensions[0] == 5);  // 4 voxels have 5 faces
  CHECK(image->GetOrigin()[0] == 0);
  CHECK(image->GetSpacing()[2] == 20);
  CHECK(image->GetPointData()->GetNumberOfArrays() == 0);
  REQUIRE(image->GetCellData()->GetNumberOfArrays() == 3);  // the unnamed lane is left out
  CHECK(std::string(image->GetCellData()->GetArrayName(2)) == "IL-10");
  for (const std::uint32_t voxel : {0U, 5U, 63U}) {
    // The synthetic islet fills lane l of voxel v with 1000 l + v + time.
    CHECK(image->GetCellData()->GetArray("CXCL10")->GetTuple1(voxel) == 1000 + voxel);
    CHECK(image->GetCellData()->GetArray("IL-10")->GetTuple1(voxel) == 3000 + voxel);
    // The voxel's cell in the image is centred where the lattice says.
    double bounds[6];
    image->GetCellBounds(voxel, bounds);
    const Vector3 centre = islet.spread.lattice()->position(voxel);
    for (int axis = 0; axis < 3; ++axis)
      CHECK((bounds[2 * axis] + bounds[2 * axis + 1]) / 2 ==
            centre[static_cast<std::size_t>(axis)]);
  }
  CHECK(image->GetFieldData()->GetArray("TimeValue")->GetTuple1(0) == 1.5);  // 2160 min
  CHECK(field_text(*image, "program") == "isletsim 1.2.3");
  CHECK(field_text(*image, "seed") == "18446744073709551615");
  CHECK(field_text(*image, "array_name", 1) == "CXCL10");
  CHECK(field_text(*image, "array_unit", 1) == "nM");
  CHECK(field_text(*image, "array_unit", 2) == "pg/ml");
  CHECK(text_of(run.path() / "paraview.py").find("(\"IL-10\", \"pg/ml\", \"spread\")") !=
        std::string::npos);

  const auto sites = read_image(run.path() / "frames/i0003/sites_00012.vti");
  CHECK(sites->GetNumberOfCells() == 512);
  CHECK(field_text(*sites, "tissue_names", 1) == "islet");
  for (const std::uint32_t site : islet.still.site.values())
    CHECK(sites->GetCellData()->GetArray("tissue")->GetTuple1(site) == 1);
}

TEST_CASE("cells are points in the site that holds them, with the columns of all populations") {
  const ScratchFolder run;
  SyntheticIslet islet(3, 16, 50);
  islet.still.stress[0] = 0.75F;
  islet.still.hits[0] = 9;
  islet.moving.target[4] = islet.still.id[2];
  const StateSection section = islet.section();
  FrameWriter frames(run.path(), provenance, {});
  frames.write(0, 0, {&section, 1});

  const auto cells = read_cells(run.path() / "frames/i0003/cells_00000.vtp");
  const auto still = static_cast<vtkIdType>(islet.still.size());
  const auto all = still + static_cast<vtkIdType>(islet.moving.size());
  REQUIRE(cells->GetNumberOfPoints() == all);
  CHECK(cells->GetNumberOfVerts() == all);
  vtkPointData& arrays = *cells->GetPointData();
  // Ids were given in the order of rows, so that point i is row i of its population.
  for (vtkIdType i = 0; i < all; ++i) {
    Population& population =
        i < still ? static_cast<Population&>(islet.still) : static_cast<Population&>(islet.moving);
    const auto row = static_cast<std::size_t>(i < still ? i : i - still);
    double at[3];
    cells->GetPoint(i, at);
    CHECK(islet.lattice.site(islet.lattice.coordinates(Vector3{at[0], at[1], at[2]})) ==
          population.site_of(row));
    CHECK(arrays.GetArray("cell_type")->GetTuple1(i) == (i < still ? 0 : 1));
    CHECK(arrays.GetArray("diameter")->GetTuple1(i) == (i < still ? 12 : 7));
    CHECK(arrays.GetArray("id")->GetTuple1(i) == static_cast<double>(population.id[row]));
  }
  CHECK(field_text(*cells, "cell_type_names", 1) == "moving_cell");
  CHECK(cells->GetFieldData()->GetArray("cell_type_colours")->GetComponent(1, 0) == 0xe5);

  CHECK(arrays.GetArray("stress")->GetTuple1(0) == 0.75);
  CHECK(std::isnan(arrays.GetArray("stress")->GetTuple1(still)));
  CHECK(arrays.GetArray("hits")->GetTuple1(0) == 9);  // same name, same meaning: merged
  CHECK(arrays.GetArray("hits")->GetTuple1(still) == 0);
  CHECK(arrays.GetArray("target")->GetTuple1(0) == -1);
  CHECK(arrays.GetArray("target")->GetTuple1(still + 4) == static_cast<double>(islet.still.id[2]));
  CHECK(arrays.GetArray("target")->GetTuple1(still) == -1);  // bound to none
  CHECK(arrays.GetArray("state") == nullptr);                // same name, other labels: kept apart
  CHECK(arrays.GetArray("still_cell_state")->GetTuple1(still) == -1);
  CHECK(field_text(*cells, "moving_cell_state_names", 1) == "bound");
  CHECK(arrays.GetArray("site") == nullptr);  // not shown
}

TEST_CASE("frames do not depend on the order in which cells are stored") {
  const ScratchFolder run;
  SyntheticIslet islet(1, 8, 25);
  const StateSection section = islet.section();
  FrameWriter(run.path(), provenance, {}).write(0, 0, {&section, 1});
  const std::string before = text_of(run.path() / "frames/i0001/cells_00000.vtp");
  std::vector<std::size_t> order(islet.still.size());
  std::iota(order.rbegin(), order.rend(), std::size_t{0});
  islet.still.permute(order);
  FrameWriter(run.path(), provenance, {}).write(0, 0, {&section, 1});
  CHECK(text_of(run.path() / "frames/i0001/cells_00000.vtp") == before);
}

TEST_CASE("every file is announced before it is made, and nothing else") {
  const ScratchFolder run;
  SyntheticIslet islet(1, 8, 25);
  const StateSection section = islet.section();
  std::set<std::string> announced;
  FrameWriter frames(run.path(), provenance, {});
  for (const std::int64_t frame : {0, 1}) {
    frames.write(frame, 60.0 * static_cast<double>(frame), {&section, 1},
                 [&](const std::string& file) {
                   if (announced.insert(file).second) {
                     CHECK_FALSE(std::filesystem::exists(run.path() / file));
                   }
                 });
  }
  std::set<std::string> made;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(run.path())) {
    if (entry.is_regular_file()) made.insert(entry.path().lexically_relative(run.path()).string());
  }
  CHECK(announced == made);
}

TEST_CASE("what is written is brought to the disk before it takes its name, indices last") {
  const ScratchFolder run;
  SyntheticIslet islet(1, 8, 25);
  const StateSection section = islet.section();
  FrameWriter frames(run.path(), provenance, {});
  synced.clear();
  watched_folder = run.path().string() + "/";
  frames.write(0, 0, {&section, 1});
  watched_folder.clear();
  const auto at = [&](const std::string& name) {
    const auto found = std::find(synced.begin(), synced.end(), name);
    CHECK_MESSAGE(found != synced.end(), name);
    return found - synced.begin();
  };
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(run.path())) {
    if (!entry.is_regular_file()) continue;
    ++files;
    const auto name = entry.path().lexically_relative(run.path());
    const auto file_at = at(name.string() + ".partial");
    const bool of_a_frame = name.has_parent_path();
    // The folder's names after the file, which is unfinished until then.
    if (of_a_frame) {
      CHECK(file_at < at(name.parent_path().string()));
      CHECK(file_at < at("cells.pvd.partial"));
    }
  }
  CHECK(files >= 7);
  CHECK(at("frames/i0001") < at("cells.pvd.partial"));
  CHECK(at("frames") < at("cells.pvd.partial"));
  CHECK(synced.back().empty());  // the run's own folder
}

TEST_CASE("an islet without cells still has its arrays") {
  const ScratchFolder run;
  SyntheticIslet islet(1, 8, 25);
  islet.still.resize(0);
  islet.moving.resize(0);
  const StateSection section = islet.section();
  FrameWriter(run.path(), provenance, {}).write(0, 0, {&section, 1});
  const auto cells = read_cells(run.path() / "frames/i0001/cells_00000.vtp");
  CHECK(cells->GetNumberOfPoints() == 0);
  CHECK(cells->GetPointData()->HasArray("cell_type") == 1);
  CHECK(cells->GetPointData()->HasArray("stress") == 1);
}

TEST_CASE("only what is selected is drawn, and never the host") {
  const ScratchFolder run;
  SyntheticIslet host(0, 8, 25);
  SyntheticIslet first(1, 8, 25);
  SyntheticIslet second(2, 8, 25);
  const std::vector<StateSection> sections{host.section(), first.section(), second.section()};
  CHECK(drawable_factors(sections) ==
        std::vector<std::string>{"CXCL12", "CXCL10", "IL-10", "O2", "NO"});
  FrameWriter(run.path(), provenance, {.factors = {"IL-10"}, .islets = {2}}).write(0, 0, sections);
  CHECK_FALSE(std::filesystem::exists(run.path() / "frames/i0000"));
  CHECK_FALSE(std::filesystem::exists(run.path() / "frames/i0001"));
  const auto image = read_image(run.path() / "frames/i0002/spread_00000.vti");
  REQUIRE(image->GetCellData()->GetNumberOfArrays() == 1);
  CHECK(std::string(image->GetCellData()->GetArrayName(0)) == "IL-10");
  // A block without a selected factor has no file.
  CHECK_FALSE(std::filesystem::exists(run.path() / "frames/i0002/local_00000.vti"));

  FrameWriter unknown(run.path(), provenance, {.factors = {"IL-99"}, .islets = {}});
  CHECK_THROWS_AS(unknown.write(0, 0, sections), InternalError);
}

TEST_CASE("indices name every frame by its day, and site layers only where they changed") {
  const ScratchFolder run;
  SyntheticIslet islet(1, 8, 25);
  const StateSection section = islet.section();
  FrameWriter frames(run.path(), provenance, {});
  frames.write(0, 0, {&section, 1});
  frames.write(1, 720, {&section, 1});
  islet.sites.membrane[7] = 0.5F;
  frames.write(2, 1440, {&section, 1});

  const std::string cells = text_of(run.path() / "cells.pvd");
  CHECK(count(cells, "<DataSet") == 3);
  CHECK(count(cells, "timestep=\"0.5\"") == 1);
  CHECK(count(cells, "file=\"frames/i0001/cells_00002.vtp\"") == 1);
  const std::string factors = text_of(run.path() / "factors.pvd");
  CHECK(count(factors, "<DataSet") == 6);
  CHECK(count(factors, "part=\"1\"") == 3);
  const std::string sites = text_of(run.path() / "sites.pvd");
  CHECK(count(sites, "<DataSet") == 3);
  CHECK(count(sites, "sites_00000.vti") == 2);
  CHECK(count(sites, "sites_00002.vti") == 1);
  CHECK_FALSE(std::filesystem::exists(run.path() / "frames/i0001/sites_00001.vti"));
  CHECK(std::filesystem::exists(run.path() / "paraview.py"));
  for (const auto& entry : std::filesystem::recursive_directory_iterator(run.path()))
    CHECK(entry.path().extension() != ".partial");
}

TEST_CASE("a run that goes on keeps the frames up to its checkpoint and replaces later ones") {
  const ScratchFolder run;
  const ScratchFolder whole;
  SyntheticIslet islet(1, 8, 25);
  const StateSection section = islet.section();
  FrameWriter uninterrupted(whole.path(), provenance, {});
  for (const int frame : {0, 1, 2, 3}) uninterrupted.write(frame, 100.5 * frame, {&section, 1});

  {
    FrameWriter frames(run.path(), provenance, {});
    frames.write(0, 0, {&section, 1});
    frames.write(1, 100.5, {&section, 1});
    frames.write(2, 150, {&section, 1});  // the end of a shorter run, off the interval
  }
  FrameWriter frames(run.path(), provenance, {});
  frames.keep_frames_until(150);
  CHECK(count(text_of(run.path() / "cells.pvd"), "<DataSet") == 3);
  frames.keep_frames_until(100.5);
  CHECK(count(text_of(run.path() / "cells.pvd"), "<DataSet") == 2);
  CHECK_FALSE(std::filesystem::exists(run.path() / "frames/i0001/cells_00002.vtp"));
  CHECK(std::filesystem::exists(run.path() / "frames/i0001/sites_00000.vti"));
  frames.write(2, 201, {&section, 1});
  frames.write(3, 301.5, {&section, 1});
  for (const char* index : {"cells.pvd", "factors.pvd"})
    CHECK(text_of(run.path() / index) == text_of(whole.path() / index));
  for (const char* file : {"cells_00003.vtp", "spread_00002.vti"})
    CHECK(text_of(run.path() / "frames/i0001" / file) ==
          text_of(whole.path() / "frames/i0001" / file));
}

TEST_CASE("a frame that cannot be written is an error and leaves the existing files") {
  const ScratchFolder run;
  SyntheticIslet islet(1, 8, 25);
  const StateSection section = islet.section();
  FrameWriter frames(run.path(), provenance, {});
  frames.write(0, 0, {&section, 1});
  const std::string index = text_of(run.path() / "cells.pvd");
  // A folder where the next frame's file should be.
  std::filesystem::create_directories(run.path() / "frames/i0001/spread_00001.vti/blocked");
  CHECK_THROWS_AS(frames.write(1, 720, {&section, 1}), IoError);
  CHECK(text_of(run.path() / "cells.pvd") == index);
  CHECK_FALSE(std::filesystem::exists(run.path() / "frames/i0001/spread_00001.vti.partial"));

  std::ofstream(run.path() / "cells.pvd") << "not an index";
  CHECK_THROWS_AS(frames.keep_frames_until(0), IoError);
}
