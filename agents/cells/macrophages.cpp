// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/cells/macrophages.hpp"

#include "agents/islet/islet.hpp"
#include "core/base/error.hpp"

namespace isletsim {

Macrophages::Macrophages()
    : Leukocytes("macrophages", "macrophages", Layer::motile, 18.6, 0xD55E00) {}

void Macrophages::apply_fates(Islet& islet, const Now& now, const RandomSource& random) {
  fate.draw_each<MacrophageFate>(
      *this, now.phenotype_step, random, [&](std::size_t row, MacrophageFate what) {
        switch (what) {
          case MacrophageFate::to_m1:
            phenotype[row] = static_cast<std::uint8_t>(MacrophagePhenotype::m1);
            break;
          case MacrophageFate::to_m2:
            phenotype[row] = static_cast<std::uint8_t>(MacrophagePhenotype::m2);
            break;
          case MacrophageFate::departure:
            // The hazard asks for M1: mature, and with all of CD80 and CD86.
            islet.outbox().departed.push_back({.id = id[row],
                                               .kind = ApcKind::macrophage,
                                               .antigen = static_cast<double>(antigen[row]),
                                               .maturity = 1,
                                               .costimulation = 1});
            islet.record(now.time, "macrophage_departure", "");
            islet.remove_later<Macrophages>(row);
            break;
          case MacrophageFate::death: islet.remove_later<Macrophages>(row); break;
          case MacrophageFate::count: throw InternalError("no fate of a macrophage");
        }
      });
}

}  // namespace isletsim
