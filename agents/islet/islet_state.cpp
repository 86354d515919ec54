// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/islet/islet_state.hpp"

#include "agents/cells/beta_cells.hpp"

namespace isletsim {

std::vector<std::string> clone_names() {
  std::vector<std::string> names;
  for (std::size_t k = 0; k < avidity_classes; ++k)
    names.push_back("avidity_" + std::to_string(k + 1));
  for (const char* name : {"bystander", "Th0", "Th1", "Th17", "Treg", "CD4_bystander", "B_naive",
                           "B_activated", "B_regulatory"})
    names.emplace_back(name);
  return names;
}

namespace {

std::vector<std::string> cause_names() {
  std::vector<std::string> names;
  for (std::size_t cause = 0; cause < causes_of_death; ++cause)
    names.emplace_back(to_string(static_cast<BetaFate>(cause)));
  return names;
}

}  // namespace

SiteLayers::SiteLayers(const IsletArchitecture& architecture)
    : Table("sites", Axis::sites, "the sites of the islet's box"),
      tissue_class(*this, {.name = "tissue_class",
                           .unit = "1",
                           .doc = "what the site belongs to",
                           .labels = tissue_class_labels()}),
      basement_membrane(*this, {.name = "basement_membrane",
                                .unit = "1",
                                .doc = "integrity of the peri-islet basement membrane, 1 intact; 0 "
                                       "where there is none"}) {
  this->set_lattice(architecture.lattice);
  this->resize(architecture.lattice.size());
  for (std::size_t i = 0; i < architecture.tissue_class.size(); ++i) {
    tissue_class[i] = static_cast<std::uint8_t>(architecture.tissue_class[i]);
  }
  for (const Site site : architecture.basement_membrane) basement_membrane[site.value()] = 1;
}

IsletLedger::IsletLedger()
    : Table("islet", Axis::records, "what persists of the islet as a whole"),
      waiting_t_cells(*this, {.name = "waiting_t_cells",
                              .unit = "cell",
                              .doc = "lymphocytes that wait for a vacant place at a venule",
                              .components = clone_classes,
                              .component_names = clone_names()}),
      beta_deaths_by(*this, {.name = "beta_deaths_by",
                             .unit = "cell",
                             .doc = "β cells dead so far, by cause",
                             .role = ColumnRole::tally,
                             .components = causes_of_death,
                             .component_names = cause_names()}) {
  this->resize(1);
}

}  // namespace isletsim
