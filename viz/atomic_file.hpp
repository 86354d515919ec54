// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <filesystem>
#include <string_view>

namespace isletsim::detail {

/// Name under which a file is written before it takes its own: in the same folder.
[[nodiscard]] std::filesystem::path unfinished(const std::filesystem::path& path);

// io has similar functions for its own files (io/file.hpp): io and viz do not include each other,
// and core opens no files.

/// Brings a finished file to the disk and gives it its own name, replacing any file of that name.
/// Throws IoError, and removes the file under its other name.
void put_in_place(const std::filesystem::path& path);

/// Makes the names of the files in a folder outlast a power failure.
void sync_folder(const std::filesystem::path& folder);

/// Writes a text file that appears whole or not at all, and outlasts a power failure. Throws
/// IoError.
void write_whole(const std::filesystem::path& path, std::string_view text);

}  // namespace isletsim::detail
