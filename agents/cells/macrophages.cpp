// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/cells/macrophages.hpp"

#include "agents/islet/islet.hpp"
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

void Macrophages::apply_fates(Islet& islet, const Now& now, const RandomSource& random) {
  for (std::size_t row = 0; row < this->size(); ++row) {
    const std::size_t drawn =
        fate.draw(row, now.phenotype_step, random(Purpose::competing_risks, this->id_of(row)));
    if (drawn == CompetingRisks::none) continue;
    switch (static_cast<MacrophageFate>(drawn)) {
      case MacrophageFate::to_m1:
        phenotype[row] = static_cast<std::uint8_t>(MacrophagePhenotype::m1);
        break;
      case MacrophageFate::to_m2:
        phenotype[row] = static_cast<std::uint8_t>(MacrophagePhenotype::m2);
        break;
      case MacrophageFate::death: islet.remove_later<Macrophages>(row); break;
      case MacrophageFate::count: throw InternalError("no fate of a macrophage");
    }
  }
}

}  // namespace isletsim
