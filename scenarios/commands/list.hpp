// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

namespace isletsim {

/// What `isletsim list` can print.
enum class Listing { scenarios };

/// isletsim list WHAT
struct ListOptions {
  Listing what;
};

/// Prints what there is to choose from.
int run(const ListOptions& options);

}  // namespace isletsim
