// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/commands/list.hpp"

#include "scenarios/console.hpp"
#include "scenarios/exit_code.hpp"
#include "scenarios/scenario_folder.hpp"

namespace isletsim {

int run(const ListOptions& options) {
  switch (options.what) {
    case Listing::scenarios:
      for (const std::string& name : shipped_scenarios()) print(name + '\n');
  }
  return exit_code::done;
}

}  // namespace isletsim
