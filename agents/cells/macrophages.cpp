// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/cells/macrophages.hpp"

#include "core/base/error.hpp"

namespace isletsim {

std::string_view to_string(MacrophageFate fate) {
  switch (fate) {
    case MacrophageFate::death: return "death";
    case MacrophageFate::to_m1: return "to_m1";
    case MacrophageFate::to_m2: return "to_m2";
    case MacrophageFate::count: break;
  }
  throw InternalError("unknown fate of a macrophage");
}

Macrophages::Macrophages()
    : MotilePopulation("macrophages", "macrophages", Layer::motile, 18.6, 0xD55E00) {}

}  // namespace isletsim
