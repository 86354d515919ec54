// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/scenario_folder.hpp"

#include <system_error>

#include "core/base/error.hpp"

namespace isletsim {

namespace fs = std::filesystem;

fs::path scenario_folder() {
  std::error_code failed;
  const fs::path program = fs::read_symlink("/proc/self/exe", failed);
  for (const char* way : {ISLETSIM_INSTALLED_SCENARIOS, ISLETSIM_CHECKOUT_SCENARIOS}) {
    const fs::path folder = (program.parent_path() / way).lexically_normal();
    if (fs::is_directory(folder, failed)) return folder;
  }
  throw IoError(program.string(), "no scenario folder beside the program",
                "install isletsim with `cmake --install`, or give the path of a scenario file");
}

}  // namespace isletsim
