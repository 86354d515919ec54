// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

namespace isletsim {

/// What `isletsim list` can print.
enum class Listing { scenarios, mechanisms, cells, factors, parameters, outputs };

/// The reader of the list: people at a terminal, programs, documents, editors of scenario files.
enum class ListFormat { table, json, markdown, schema };

/// isletsim list WHAT [--format FORMAT]
struct ListOptions {
  Listing what;
  ListFormat format = ListFormat::table;
};

/// Prints what there is to choose from.
int run(const ListOptions& options);

}  // namespace isletsim
