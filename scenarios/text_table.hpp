// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace isletsim {

/// Characters of a text in UTF-8, not bytes; each that occurs here is one column wide.
[[nodiscard]] std::size_t width_of(std::string_view text);

/// Lines of cells, printed in aligned columns.
class TextTable {
 public:
  void add(std::vector<std::string> line) { lines_.push_back(std::move(line)); }
  /// Two spaces between columns; nothing behind the last.
  [[nodiscard]] std::string to_string() const;

 private:
  std::vector<std::vector<std::string>> lines_;
};

}  // namespace isletsim
