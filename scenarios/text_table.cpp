// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/text_table.hpp"

#include <algorithm>

namespace isletsim {

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string TextTable::to_string() const {
  std::vector<std::size_t> widths;
  for (const auto& line : lines_) {
    if (line.size() > widths.size()) widths.resize(line.size(), 0);
    for (std::size_t i = 0; i < line.size(); ++i)
      widths[i] = std::max(widths[i], width_of(line[i]));
  }
  std::string text;
  for (const auto& line : lines_) {
    for (std::size_t i = 0; i + 1 < line.size(); ++i)
      text += line[i] + std::string(widths[i] + 2 - width_of(line[i]), ' ');
    if (!line.empty()) text += line.back();
    text += '\n';
  }
  return text;
}

}  // namespace isletsim
