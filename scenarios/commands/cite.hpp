// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <filesystem>

namespace isletsim {

/// `isletsim cite`: what a paper must say of a run.
struct CiteOptions {
  std::filesystem::path directory;
};

/// Prints a sentence for the methods, BibTeX of the program, and the sources of the rules and
/// numbers that the run used.
int run(const CiteOptions& options);

}  // namespace isletsim
