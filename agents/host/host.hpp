// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "agents/gains.hpp"
#include "agents/host/lymph_node.hpp"
#include "agents/host/treatment.hpp"
#include "agents/islet/exchange.hpp"
#include "agents/settings.hpp"
#include "core/base/draw.hpp"
#include "core/base/seed.hpp"
#include "core/engine/mechanism.hpp"
#include "core/engine/population.hpp"

namespace isletsim {

/// Antigen-presenting cells in the pancreatic lymph node. Each row stands for as many as its islet
/// stands for islets.
class LymphNodeApcs final : public Population {
 public:
  LymphNodeApcs()
      : Population("lymph_node_apcs", "antigen-presenting cells in the pancreatic lymph node",
                   Layer::none, 13.9, 0x9467BD) {}

  Column<std::int64_t> weight{
      *this, {.name = "weight", .unit = "cell", .doc = "cells that the row stands for"}};
  Column<std::uint8_t> kind{
      *this,
      {.name = "kind",
       .unit = "1",
       .doc = "dendritic cell or macrophage",
       .labels = {{0, "dendritic cell", 0x9467BD}, {1, "macrophage", 0xD55E00}}}};
  Column<double> antigen{
      *this,
      {.name = "antigen", .unit = "1", .doc = "antigen carried on arrival, in β-cell equivalents"}};
  Column<double> maturity{*this,
                          {.name = "maturity", .unit = "1", .doc = "maturity on arrival, 0 to 1"}};
  Column<double> costimulation{
      *this, {.name = "costimulation", .unit = "1", .doc = "CD80 and CD86, 0 to 1"}};
  Column<double> licensed{
      *this,
      {.name = "licensed",
       .unit = "1",
       .doc = "share that helper T cells have licensed, of the cells that the row stands for"}};
  Column<double> msc_suppression{
      *this,
      {.name = "msc_suppression", .unit = "1", .doc = "suppression by MSCs on arrival, 0 to 1"}};
  Column<double> arrival_time{*this,
                              {.name = "arrival_time", .unit = "min", .doc = "time of arrival"}};
};

/// Activated B cells with islet antigen in the pancreatic lymph node. Each row stands for as many
/// as its islet stands for islets.
class LymphNodeBCells final : public Population {
 public:
  LymphNodeBCells()
      : Population("lymph_node_b_cells", "activated B cells in the pancreatic lymph node",
                   Layer::none, 9, 0x8C6D00) {}

  Column<std::int64_t> weight{
      *this, {.name = "weight", .unit = "cell", .doc = "cells that the row stands for"}};
  Column<double> suppression{
      *this,
      {.name = "suppression", .unit = "1", .doc = "suppression by MSCs on departure, 0 to 1"}};
  Column<double> arrival_time{*this,
                              {.name = "arrival_time", .unit = "min", .doc = "time of arrival"}};
};

/// Whole-body pools of lymphocytes and MSCs, and what the body sends to the islets: one row.
class HostPools final : public Table {
 public:
  HostPools();

  Column<std::int64_t> naive;
  Column<std::int64_t> visiting;  ///< part of `naive`
  Column<std::int64_t> anergic;
  Column<std::int64_t> blood;
  Column<std::int64_t> exported;
  Column<std::int64_t> born;
  Column<std::int64_t> died;
  Column<double> precursors_at_start{*this,
                                     {.name = "precursors_at_start",
                                      .unit = "cell",
                                      .doc = "autoreactive CD8⁺ precursors at the start"}};
  Column<double> avidity{
      *this,
      {.name = "avidity",
       .unit = "1",
       .doc = "avidity of the patient's T cells, relative to the median patient"},
      1};
  Column<double> helper_precursors_at_start{*this,
                                            {.name = "helper_precursors_at_start",
                                             .unit = "cell",
                                             .doc = "autoreactive CD4⁺ precursors at the start",
                                             .shown = false}};
  Column<double> regulatory_ratio{
      *this,
      {.name = "regulatory_ratio",
       .unit = "1",
       .doc = "regulatory for each effector T cell that leaves the lymph node"}};
  Column<double> regulatory_suppression{
      *this,
      {.name = "regulatory_suppression",
       .unit = "1",
       .doc = "share of commitments that regulatory T cells prevent in the lymph node"}};
  Column<double> b_cell_help{
      *this,
      {.name = "b_cell_help",
       .unit = "1",
       .doc = "factor by which B cells raise the commitment of CD4⁺ T cells in the lymph node"},
      1};
  Column<std::int64_t> follicular_b_cells{
      *this,
      {.name = "follicular_b_cells",
       .unit = "cell",
       .doc = "B cells that mature in follicles of the lymph node with the help of T cells"}};
  Column<std::int64_t> plasma_cells{
      *this,
      {.name = "plasma_cells", .unit = "cell", .doc = "plasma cells that secrete autoantibodies"}};
  Column<double> autoantibodies{
      *this,
      {.name = "autoantibodies",
       .unit = "1",
       .doc = "islet autoantibodies in plasma, relative to what the reference number of plasma "
              "cells keeps up"}};
  Column<std::int64_t> primed_total{*this,
                                    {.name = "primed_total",
                                     .unit = "cell",
                                     .doc = "naive T cells primed so far",
                                     .role = ColumnRole::tally}};
  Column<double> glucose{
      *this,
      {.name = "glucose", .unit = "mg/dl", .doc = "plasma glucose at its steady state"},
      100};
  Column<double> insulin{*this,
                         {.name = "insulin",
                          .unit = "uU/ml",
                          .doc = "plasma insulin at its steady state",
                          .role = ColumnRole::tally},
                         10};
  Column<double> secretory_load{
      *this,
      {.name = "secretory_load",
       .unit = "1",
       .doc = "insulin demand on each working β cell, relative to health"},
      1};
  Column<double> insulin_demand{
      *this,
      {.name = "insulin_demand",
       .unit = "1",
       .doc = "insulin needed for the same uptake of glucose, relative to health"},
      1};
  Column<double> insulin_demand_until{*this,
                                      {.name = "insulin_demand_until",
                                       .unit = "min",
                                       .doc = "until when the insulin demand is raised",
                                       .shown = false},
                                      -1};
  Column<double> beta_function{*this,
                               {.name = "beta_function",
                                .unit = "1",
                                .doc = "working β-cell mass relative to the start",
                                .role = ColumnRole::tally},
                               1};
  Column<std::uint8_t> stage;
  Column<std::uint8_t> highest_stage{*this,
                                     {.name = "highest_stage",
                                      .unit = "1",
                                      .doc = "highest stage of disease so far",
                                      .role = ColumnRole::tally,
                                      .shown = false}};
  Column<std::int64_t> insulitic_islets{
      *this,
      {.name = "insulitic_islets",
       .unit = "1",
       .doc = "islets of the body of which a section shows insulitis",
       .role = ColumnRole::tally}};
  Column<std::uint8_t> insulitis{*this,
                                 {.name = "insulitis",
                                  .unit = "1",
                                  .doc = "whether the pancreas has insulitis",
                                  .role = ColumnRole::tally}};
  Column<std::int64_t> msc_infused{*this,
                                   {.name = "msc_infused",
                                    .unit = "cell",
                                    .doc = "MSCs infused so far",
                                    .role = ColumnRole::tally}};
  Column<std::int64_t> msc_in_lung{
      *this, {.name = "msc_in_lung", .unit = "cell", .doc = "MSCs held in the lung"}};
  Column<std::int64_t> msc_lost{*this,
                                {.name = "msc_lost",
                                 .unit = "cell",
                                 .doc = "MSCs lost on the way so far",
                                 .role = ColumnRole::tally}};
};

/// T cells that divide in the lymph node: row j leaves after j + 1 exchange intervals.
class ExpansionQueue final : public Table {
 public:
  ExpansionQueue();
  Column<std::int64_t> cells;
};

/// MSCs on their way to the pancreas: one row per infusion.
class MscCohorts final : public Table {
 public:
  MscCohorts() : Table("msc_cohorts", Axis::records, "MSCs on their way to the pancreas") {}
  Column<double> infused_at{
      *this, {.name = "infused_at", .unit = "min", .doc = "time of the infusion", .shown = false}};
  Column<std::int64_t> passing{*this,
                               {.name = "passing",
                                .unit = "cell",
                                .doc = "cells still to pass the pancreas",
                                .shown = false}};
  Column<double> retention{*this,
                           {.name = "retention",
                            .unit = "1",
                            .doc = "chance of a passing cell to stay, at reference presentation",
                            .shown = false}};
};

/// The host's account with each islet: one row per islet.
class IsletAccounts final : public Table {
 public:
  IsletAccounts();
  Column<std::int64_t> weight{
      *this,
      {.name = "weight", .unit = "1", .doc = "islets that the islet stands for", .shown = false}};
  Column<std::int64_t> t_cell_remainder;
  Column<std::int64_t> msc_remainder;
  Column<double> adhesion{
      *this,
      {.name = "adhesion",
       .unit = "1",
       .doc = "adhesion of lymphocytes to the endothelium, 1 where it is fully activated",
       .shown = false},
      1};
  Column<double> infected_until{*this,
                                {.name = "infected_until",
                                 .unit = "min",
                                 .doc = "until when a virus is in the islet",
                                 .shown = false},
                                -1};
  Column<double> bacteria_until{*this,
                                {.name = "bacteria_until",
                                 .unit = "min",
                                 .doc = "until when bacteria are in the islet",
                                 .shown = false},
                                -1};
};

class Host;
class RandomStream;

/// One exchange interval, as the host's rules see it.
struct Exchange {
  double begin;       ///< [min]
  double end;         ///< [min]
  double age;         ///< of the patient at `begin` [min]
  std::int64_t step;  ///< motility step at `begin`
  Seed seed;
  std::span<const Outbox> outboxes;
  std::span<Inbox> inboxes;
  std::vector<Event>& events;
  CloneCounts primed{};  ///< T cells primed in this interval, before they divide

  [[nodiscard]] double length() const { return end - begin; }
  /// Random numbers of one use in this interval, for one of its parts: a clone class, a
  /// cohort, a treatment.
  [[nodiscard]] RandomStream random(Draw draw, std::uint64_t part = 0) const;
};

/// A mechanism of the host bound to its parameters.
struct HostRule {
  const Mechanism* info;
  std::function<void(Host&)> start;            ///< at the start of the run; may be empty
  std::function<void(Host&, Exchange&)> call;  ///< once per exchange; may be empty
};

/// What the host is made of.
struct HostModel {
  Seed seed;
  PatientSettings patient;
  double exchange_interval;  ///< [min]
  MscSettings msc;
  LymphNode lymph_node;
  Gains gains;
  double patient_avidity;
  std::array<double, clone_classes> clone_avidity;
  std::vector<Treatment> treatments;
  std::vector<HostRule> rules;

  /// Random numbers of what distinguishes one patient from another, drawn before the start.
  [[nodiscard]] RandomStream random_at_start(Draw draw, std::uint64_t part = 0) const;
};

/// Lymph node, blood and plasma of the patient. Its pools are whole-body counts; an islet with
/// weight w stands for w islets, so what it receives is k div w cells and what it returns counts w
/// times; the rest stays in its account. Host + Σ w · islet + accounts is conserved exactly.
class Host {
 public:
  explicit Host(std::shared_ptr<const HostModel> model);

  /// Takes in what the islets sent, lets the rules act, and fills the inboxes for the next interval
  /// from `begin`.
  void advance(std::span<const Outbox> outboxes, std::span<Inbox> inboxes, double begin,
               std::int64_t step, std::vector<Event>& events);

  /// Gives `count` whole-body cells to islet `islet`: what its weight divides goes to the inbox,
  /// the rest to its account. `account` is one number of the islet's row.
  static std::int64_t transfer(std::int64_t count, std::int64_t& account, std::int64_t weight);

  /// How much larger the body is than the reference of 2 500 islets for which numbers of cells are
  /// stated.
  [[nodiscard]] double scale() const;
  /// Dendritic cells that hold as many naive T cells as the antigen-presenting cells of this row of
  /// the lymph node [cells].
  [[nodiscard]] double naive_stimulators(std::size_t apc) const;
  [[nodiscard]] const HostModel& model() const { return *model_; }
  [[nodiscard]] StateSection section();

  HostPools pools;
  ExpansionQueue expansion;
  LymphNodeApcs apcs;
  LymphNodeBCells b_cells;
  MscCohorts cohorts;
  IsletAccounts accounts;

 private:
  void receive(const Exchange& exchange);

  std::shared_ptr<const HostModel> model_;
};

}  // namespace isletsim
