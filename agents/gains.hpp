// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <string>

#include "core/parameters/parameter.hpp"

namespace isletsim {

/// [cytokines]: the named choice between literal fields and effective ones.
struct CytokineSettings {
  std::string mode;  ///< "effective" or "strict"

  static auto describe() {
    return parameters(
        row("mode", &CytokineSettings::mode, "effective", choice("effective", "strict"),
            "assumed: islets are open, and literal concentrations of what MSCs and macrophages "
            "release stay far below those at which cells answered in culture",
            "effective: cells answer to concentrations times the gains of parameters.gains; "
            "strict: to concentrations as they are, both gains are 1"));
  }
};

/// The documented gains between literal fields and numbers and what cells answer to. At 1 the
/// fields are literal, as `cytokines.mode` *strict* demands; the defaults are *effective*. A gain
/// is applied only where a rule names it.
struct Gains {
  double local_retention;       ///< γ_loc: on what MSCs release: TGF-β, HGF, VEGF, IL-6, PGE2 [1]
  double macrophage_cytokines;  ///< γ_cyt: on what macrophages release, and on TGF-β
                                ///< and IL-12 where helpers differentiate [1]
  double msc_contact = 1;       ///< on numbers of MSCs in contact or within 40 µm [1]

  static auto describe() {
    return parameters(
        row("local_retention", &Gains::local_retention, "280", range("0", "1000"),
            "derived: fit of the dose curve of T-cell suppression (Di Nicola et al. 2002) with "
            "loss in the well",
            "retention and contact gain on what MSCs release; 1 = literal fields, 0 = none"),
        row("macrophage_cytokines", &Gains::macrophage_cytokines, "45", range("1", "200"),
            "assumed: cytokines cause 10-30 % of β-cell deaths",
            "contact-range gain on IL-1β, TNF-α and IL-6 of macrophages, and on the IL-12 and "
            "TGF-β "
            "by which helpers differentiate; 1 = literal fields"),
        row("msc_contact", &Gains::msc_contact, "1", range("0", "1"),
            "assumed: contact counts in full; 0 is the null test of soluble and systemic effects",
            "gain on numbers of MSCs in contact or within 40 um; 0 = no effect by contact"));
  }
};

}  // namespace isletsim
