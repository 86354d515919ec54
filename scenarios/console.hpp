// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <string_view>

namespace isletsim {

/// Writes results to standard output. Throws IoError where that fails: a full disk, a closed pipe.
void print(std::string_view text);

/// Writes out what standard output still buffers. Throws IoError as print() does.
void flush_output();

/// Writes one line to standard error.
void print_error(std::string_view text);

}  // namespace isletsim
