// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "viz/frame_index.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <vtkCallbackCommand.h>
#include <vtkCommand.h>
#include <vtkNew.h>
#include <vtkXMLDataElement.h>
#include <vtkXMLDataParser.h>

#include "core/base/error.hpp"
#include "viz/atomic_file.hpp"

namespace isletsim::detail {

void FrameIndex::load() {
  frames_.clear();
  if (!std::filesystem::exists(path_)) return;
  const auto fault = [&] {
    return IoError(path_.string(), "is no index of frames", "remove it, or start the run anew");
  };
  vtkNew<vtkXMLDataParser> parser;
  vtkNew<vtkCallbackCommand> silence;  // an observer keeps VTK from printing what we throw
  silence->SetCallback([](vtkObject*, unsigned long, void*, void*) {});
  parser->AddObserver(vtkCommand::ErrorEvent, silence);
  parser->SetFileName(path_.c_str());
  vtkXMLDataElement* root = parser->Parse() == 1 ? parser->GetRootElement() : nullptr;
  vtkXMLDataElement* collection =
      root == nullptr ? nullptr : root->FindNestedElementWithName("Collection");
  if (collection == nullptr) throw fault();
  for (int i = 0; i < collection->GetNumberOfNestedElements(); ++i) {
    vtkXMLDataElement* entry = collection->GetNestedElement(i);
    double time = 0;
    vtkTypeInt64 number = 0;
    const char* file = entry->GetAttribute("file");
    const char* name = entry->GetAttribute("name");
    if (file == nullptr || name == nullptr || entry->GetScalarAttribute("timestep", time) != 1 ||
        entry->GetScalarAttribute("frame", number) != 1)
      throw fault();
    if (frames_.empty() || frames_.back().number != number) {
      if (!frames_.empty() && (frames_.back().number > number || frames_.back().time >= time))
        throw fault();
      frames_.push_back({number, time, {}});
    }
    frames_.back().parts.push_back({file, name});
  }
}

void FrameIndex::save() const {
  std::string text =
      "<?xml version=\"1.0\"?>\n"
      "<VTKFile type=\"Collection\" version=\"1.0\" byte_order=\"LittleEndian\">\n"
      "  <Collection>\n";
  for (const IndexedFrame& frame : frames_)
    for (std::size_t part = 0; part < frame.parts.size(); ++part)
      text += fmt::format(
          "    <DataSet timestep=\"{}\" frame=\"{}\" group=\"\" part=\"{}\" name=\"{}\" "
          "file=\"{}\"/>\n",
          frame.time, frame.number, part, frame.parts[part].name, frame.parts[part].file);
  text += "  </Collection>\n</VTKFile>\n";
  write_whole(path_, text);
}

void FrameIndex::append(IndexedFrame frame) {
  ISLETSIM_EXPECT(frames_.empty() ||
                  (frames_.back().number < frame.number && frames_.back().time < frame.time));
  frames_.push_back(std::move(frame));
}

std::vector<std::string> FrameIndex::drop_from(std::int64_t number, double time) {
  const auto first = std::find_if(frames_.begin(), frames_.end(), [&](const IndexedFrame& frame) {
    return frame.number >= number || frame.time >= time;
  });
  std::set<std::string> orphans;
  for (auto frame = first; frame != frames_.end(); ++frame)
    for (const FramePart& part : frame->parts) orphans.insert(part.file);
  frames_.erase(first, frames_.end());
  for (const IndexedFrame& frame : frames_)
    for (const FramePart& part : frame.parts) orphans.erase(part.file);
  return {orphans.begin(), orphans.end()};
}

}  // namespace isletsim::detail
