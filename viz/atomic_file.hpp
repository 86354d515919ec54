// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <filesystem>
#include <string_view>

namespace isletsim::detail {

/// Name under which a file is written before it takes its own: in the same folder.
[[nodiscard]] std::filesystem::path unfinished(const std::filesystem::path& path);

/// Gives a finished file its own name, replacing what stood there. Throws IoError.
void put_in_place(const std::filesystem::path& path);

/// Writes a text file that appears whole or not at all. Throws IoError.
void write_whole(const std::filesystem::path& path, std::string_view text);

}  // namespace isletsim::detail
