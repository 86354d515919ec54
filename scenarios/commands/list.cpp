// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/commands/list.hpp"

#include "core/base/error.hpp"
#include "scenarios/commands/listing.hpp"
#include "scenarios/console.hpp"
#include "scenarios/exit_code.hpp"
#include "scenarios/runner/run_settings.hpp"

namespace isletsim {

namespace {

Catalogue catalogue_of(Listing what) {
  const Schema& schema = scenario_schema();
  switch (what) {
    case Listing::scenarios: return list_scenarios(schema);
    case Listing::mechanisms: return list_mechanisms(schema);
    case Listing::cells: return list_cells(schema);
    case Listing::factors: return list_factors();
    case Listing::parameters: return list_parameters(schema);
    case Listing::outputs: return list_outputs(schema);
  }
  throw InternalError("unknown listing");
}

}  // namespace

int run(const ListOptions& options) {
  switch (options.format) {
    case ListFormat::table: print(to_table(catalogue_of(options.what))); break;
    case ListFormat::json: print(write_json(catalogue_of(options.what).entries) + '\n'); break;
    case ListFormat::markdown: print(to_markdown(catalogue_of(options.what))); break;
    case ListFormat::schema:
      if (options.what != Listing::parameters) {
        throw ConfigError(Fault{.problem = "no such format",
                                .value = "schema",
                                .why = "only parameters have one, that of scenario files",
                                .suggestion = "see `isletsim list parameters --format schema`",
                                .key = "--format"});
      }
      print(write_json(scenario_json_schema(scenario_schema())) + '\n');
  }
  return exit_code::done;
}

}  // namespace isletsim
