// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/build_info.hpp"

#include <build_options.hpp>
#include <git_state.hpp>

namespace isletsim {

BuildInfo build_info() {
  return {.version = ISLETSIM_VERSION,
          .results_epoch = ISLETSIM_RESULTS_EPOCH,
          .git = ISLETSIM_GIT_STATE,
          .compiler = ISLETSIM_COMPILER,
          .build_type = ISLETSIM_BUILD_TYPE,
          .flags = ISLETSIM_COMPILER_FLAGS,
          .checks = ISLETSIM_CHECKS_STATE,
          .sanitizers = ISLETSIM_SANITIZERS};
}

}  // namespace isletsim
