// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/host/host.hpp"

#include <algorithm>
#include <cmath>

#include "core/base/random.hpp"

namespace isletsim {

namespace {

ColumnInfo by_clone(std::string name, std::string doc, bool shown,
                    ColumnRole role = ColumnRole::state) {
  return {.name = std::move(name),
          .unit = "cell",
          .doc = std::move(doc),
          .role = role,
          .components = clone_classes,
          .component_names = clone_names(),
          .shown = shown};
}

}  // namespace

HostPools::HostPools()
    : Table("host", Axis::records, "whole-body pools of lymph node and blood"),
      naive(*this, by_clone("naive", "naive autoreactive T cells", true)),
      visiting(*this, by_clone("visiting",
                               "naive autoreactive T cells in the pancreatic lymph node", false)),
      anergic(*this, by_clone("anergic", "anergic autoreactive T cells", false)),
      blood(*this, by_clone("blood", "effector T cells and B cells in the blood", true)),
      exported(*this, by_clone("exported", "lymphocytes exported by the lymph node so far", false,
                               ColumnRole::tally)),
      born(*this, by_clone("born", "lymphocytes born in islets so far, whole body", false,
                           ColumnRole::tally)),
      died(*this,
           by_clone("died", "lymphocytes dead so far, whole body", false, ColumnRole::tally)),
      stage(*this, {.name = "stage",
                    .unit = "1",
                    .doc = "stage of disease: 0 none, 1 autoimmunity, 2 dysglycaemia, 3 diabetes",
                    .role = ColumnRole::tally}) {
  this->resize(1);
}

ExpansionQueue::ExpansionQueue()
    : Table("expansion", Axis::records, "T cells that divide in the lymph node, by intervals left"),
      cells(*this, by_clone("cells", "T cells that leave in this many intervals", false)) {}

IsletAccounts::IsletAccounts()
    : Table("accounts", Axis::records, "the host's account with each islet"),
      t_cell_remainder(*this,
                       by_clone("t_cell_remainder",
                                "lymphocytes not yet enough for one per simulated islet", false)),
      msc_remainder(*this, {.name = "msc_remainder",
                            .unit = "cell",
                            .doc = "MSCs not yet enough for one per simulated islet",
                            .components = 4,
                            .component_names = {"none", "cxcr4", "cx3cr1", "both"},
                            .shown = false}) {}

RandomStream Exchange::random(Draw draw, std::uint64_t part) const {
  return {seed, draw, CellId{0, part}, step};
}

RandomStream HostModel::random_at_start(Draw draw, std::uint64_t part) const {
  return {seed, draw, CellId{0, part}, 0};
}

Host::Host(std::shared_ptr<const HostModel> model) : model_(std::move(model)) {
  const PatientSettings& patient = model_->patient;
  const auto islets = static_cast<std::size_t>(patient.islets_simulated);
  accounts.resize(islets);
  pools.avidity[0] = model_->patient_avidity;
  // Weights differ by at most one and add up to the islets represented.
  for (std::size_t i = 0; i < islets; ++i) {
    accounts.weight[i] =
        patient.islets_represented / patient.islets_simulated +
        (static_cast<std::int64_t>(i) < patient.islets_represented % patient.islets_simulated ? 1
                                                                                              : 0);
  }
  for (const HostRule& rule : model_->rules) {
    if (rule.start) rule.start(*this);
  }
}

double Host::scale() const {
  constexpr double reference_islets = 2500;
  return static_cast<double>(model_->patient.islets_represented) / reference_islets;
}

double Host::naive_stimulators(std::size_t apc) const {
  const bool macrophage = apcs.kind[apc] == static_cast<std::uint8_t>(ApcKind::macrophage);
  return static_cast<double>(apcs.weight[apc]) *
         (macrophage ? model_->lymph_node.macrophage_potency : 1);
}

StateSection Host::section() {
  return {0, {&pools, &expansion, &apcs, &b_cells, &cohorts, &accounts}};
}

std::int64_t Host::transfer(std::int64_t count, std::int64_t& account, std::int64_t weight) {
  const std::int64_t total = account + count;
  account = total % weight;
  return total / weight;
}

void Host::advance(std::span<const Outbox> outboxes, std::span<Inbox> inboxes, double begin,
                   std::int64_t step, std::vector<Event>& events) {
  Exchange exchange{.begin = begin,
                    .end = begin + model_->exchange_interval,
                    .age = model_->patient.age + begin,
                    .step = step,
                    .seed = model_->seed,
                    .outboxes = outboxes,
                    .inboxes = inboxes,
                    .events = events};
  this->receive(exchange);
  for (const HostRule& rule : model_->rules) {
    if (rule.call) rule.call(*this, exchange);
  }
  for (std::size_t i = 0; i < inboxes.size(); ++i) {
    inboxes[i].systemic = {.glucose = pools.glucose[0],
                           .secretory_load = pools.secretory_load[0],
                           .infected = accounts.infected_until[i] > begin,
                           .bacteria = accounts.bacteria_until[i] > begin};
  }
}

void Host::receive(const Exchange& exchange) {
  for (std::size_t i = 0; i < exchange.outboxes.size(); ++i) {
    const Outbox& outbox = exchange.outboxes[i];
    const std::int64_t weight = accounts.weight[i];
    for (std::size_t k = 0; k < clone_classes; ++k) {
      pools.blood[k] += weight * outbox.t_cells[k];
      pools.born[k] += weight * outbox.t_cell_births[k];
      pools.died[k] += weight * outbox.t_cell_deaths[k];
    }
    for (const DepartedCell& cell : outbox.departed) {
      const std::size_t row = apcs.append(CellId{cell.id}, Site{}, exchange.step);
      apcs.weight[row] = weight;
      apcs.kind[row] = static_cast<std::uint8_t>(cell.kind);
      apcs.antigen[row] = cell.antigen;
      apcs.maturity[row] = cell.maturity;
      apcs.costimulation[row] = cell.costimulation;
      apcs.msc_suppression[row] = cell.msc_suppression;
      apcs.arrival_time[row] = exchange.begin;
    }
    for (const DepartedBCell& cell : outbox.departed_b_cells) {
      const std::size_t row = b_cells.append(CellId{cell.id}, Site{}, exchange.step);
      b_cells.weight[row] = weight;
      b_cells.suppression[row] = cell.suppression;
      b_cells.arrival_time[row] = exchange.begin;
    }
  }
}

}  // namespace isletsim
