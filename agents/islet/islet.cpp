// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/islet/islet.hpp"

#include <algorithm>
#include <cmath>
#include <queue>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "agents/factor_lanes.hpp"
#include "agents/factors.hpp"
#include "core/base/exact_sum.hpp"
#include "core/base/math.hpp"
#include "core/base/random.hpp"
#include "core/base/time_units.hpp"

namespace isletsim {

namespace {

constexpr std::size_t population_count = std::tuple_size_v<IsletPopulations>;

FactorBlockSpec block_spec(const IsletModel& model, const IsletArchitecture& architecture,
                           bool spread) {
  FactorBlockSpec spec{.name = spread ? "spread" : "local",
                       .sites = architecture.lattice,
                       .spacing_in_sites = spread ? 2 : 1,
                       .islet_centre = architecture.centre,
                       .lanes = {},
                       .lanes_together = 8};
  for (const Factor factor : factors_by_lane(spread)) {
    const FactorSettings& settings = model.factors[static_cast<std::size_t>(factor)];
    LaneSpec lane{
        .key = std::string(factor_table()[static_cast<std::size_t>(factor)].key),
        .diffusivity = settings.diffusivity,
        .decay_rate = math::log(2.0) / settings.half_life,
        .storage = settings.storage == "transient" ? Storage::transient : Storage::quasi_steady,
        .initial = settings.initial};
    for (std::size_t face = 0; face < 6; ++face) {
      const auto of_face = [face](const auto& values) {
        return values[values.size() == 6 ? face : 0];
      };
      const std::string kind = of_face(settings.boundary);
      lane.faces[face] = {kind == "open"     ? BoundaryKind::open
                          : kind == "closed" ? BoundaryKind::closed
                                             : BoundaryKind::fixed,
                          of_face(settings.boundary_value)};
    }
    spec.lanes.push_back(std::move(lane));
  }
  const std::vector<double> losses = slowest_losses(spec);
  for (std::size_t l = 0; l < losses.size(); ++l) spec.lanes[l].fitted_loss = losses[l];
  return spec;
}

// The native unit of each factor of a block, which knows them as lanes of one unit, nM.
void state_units(FactorBlock& block, bool spread) {
  constexpr std::string_view lane_unit = "nM";
  for (Table* table : block.tables()) {
    for (AnyColumn* column : table->columns()) {
      const std::string& unit = column->info().unit;
      if (!unit.starts_with(lane_unit)) continue;
      const std::string per_time = unit.substr(lane_unit.size());
      std::vector<std::string> units(column->info().components, unit);
      for (const FactorDeclaration& factor : factor_table()) {
        if (in_spread_block(factor.factor) == spread)
          units[lane_of(factor.factor)] = std::string(factor.unit) + per_time;
      }
      column->set_component_units(std::move(units));
    }
  }
}

std::array<Population*, population_count> pointers(IsletPopulations& populations) {
  return std::apply(
      [](auto&... cells) { return std::array<Population*, population_count>{&cells...}; },
      populations);
}

}  // namespace

class Islet::FieldDeposits final : public Deposits {
 public:
  using Shares = std::array<double, factor_count>;

  /// Chooses the blocks that take deposits now, nullptr: none does, and the share of each factor's
  /// that counts.
  void open(FactorBlock* spread, FactorBlock* local, const Shares& shares) {
    blocks_ = {spread, local};
    shares_ = shares;
  }

  void secrete(Factor factor, Site site, double rate) override {
    if (this->takes(factor) && rate > 0) {
      this->block(factor).add_source(lane_of(factor), site, this->share(factor) * rate);
    }
  }
  void exchange(Factor factor, Site site, double rate, double level) override {
    if (!this->takes(factor)) return;
    const double spacing = this->block(factor).spec().sites.spacing();
    const double clearance = this->share(factor) * rate * spacing * spacing * spacing;
    this->block(factor).add_exchange(lane_of(factor), site, clearance, level);
  }
  void take_up(Factor factor, Site site, double maximum, double half_saturation) override {
    if (this->takes(factor)) {
      this->block(factor).add_saturable_uptake(lane_of(factor), site, this->share(factor) * maximum,
                                               half_saturation);
    }
  }

 private:
  [[nodiscard]] bool takes(Factor factor) const {
    return blocks_[in_spread_block(factor) ? 0 : 1] != nullptr && this->share(factor) > 0;
  }
  [[nodiscard]] double share(Factor factor) const {
    return shares_[static_cast<std::size_t>(factor)];
  }
  [[nodiscard]] FactorBlock& block(Factor factor) {
    return *blocks_[in_spread_block(factor) ? 0 : 1];
  }

  std::array<FactorBlock*, 2> blocks_{};
  Shares shares_{};
};

class Islet::FieldGradients final : public Gradients {
 public:
  FieldGradients(const FactorBlock& spread, const FactorBlock& local) : blocks_{&spread, &local} {}

  [[nodiscard]] double level(Factor factor, Site site) const override {
    return this->block(factor).concentration(lane_of(factor), site);
  }
  [[nodiscard]] Vector3 gradient(Factor factor, Site site) const override {
    return this->block(factor).gradient(lane_of(factor), site);
  }

 private:
  [[nodiscard]] const FactorBlock& block(Factor factor) const {
    return *blocks_[in_spread_block(factor) ? 0 : 1];
  }
  std::array<const FactorBlock*, 2> blocks_;
};

Islet::Islet(std::shared_ptr<const IsletModel> model, IsletArchitecture architecture,
             std::uint32_t number, const std::shared_ptr<WorkArrays>& work_arrays)
    : model_(std::move(model)),
      architecture_(std::move(architecture)),
      number_(number),
      venules_(architecture_.venule_entries),
      layers_(architecture_),
      membrane_(layers_, architecture_),
      spread_(std::make_unique<FactorBlock>(block_spec(*model_, architecture_, true), work_arrays)),
      local_(std::make_unique<FactorBlock>(block_spec(*model_, architecture_, false), work_arrays)),
      occupancy_(architecture_.lattice),
      contacts_(occupancy_),
      nearby_(architecture_.lattice),
      movement_(architecture_.lattice, model_->seed, membrane_.regions()),
      engulfment_(architecture_.lattice.size(), model_->seed, draws[5]),
      deposits_(std::make_unique<FieldDeposits>()),
      gradients_(std::make_unique<FieldGradients>(*spread_, *local_)) {
  fed_.push_back({.spread = spread_.get(),
                  .local = local_.get(),
                  .spread_step = model_->blocks.spread_step,
                  .local_step = model_->blocks.local_step,
                  .solver = {.tolerance = model_->blocks.solver_tolerance}});
  state_units(*spread_, true);
  state_units(*local_, false);
  for (Population* cells : pointers(populations_)) {
    population_list_.push_back(cells);
    if (auto* motile = dynamic_cast<MotilePopulation*>(cells)) motile_list_.push_back(motile);
  }
  for (const PlacedCell& cell : architecture_.cells) {
    if (cell.type == TissueCell::endothelial) endothelium_.push_back(cell.site);
  }
  this->place_tissue_cells();
  if (architecture_.radius <= 0) this->settle_beta_cells();
  this->place_motile_cells();
  ledger_.initial_beta[0] = static_cast<std::int64_t>(this->cells<BetaCells>().size());
  this->rebuild_derived();
}

Islet::~Islet() = default;

void Islet::place_tissue_cells() {
  for (const PlacedCell& cell : architecture_.cells) {
    const std::size_t number = cell.type == TissueCell::beta    ? BetaCells::number
                               : cell.type == TissueCell::alpha ? AlphaCells::number
                               : cell.type == TissueCell::delta ? DeltaCells::number
                                                                : EndothelialCells::number;
    const std::size_t row = occupancy_.add(population_list_, number, this->new_id(), cell.site, 0);
    if (number == EndothelialCells::number) {
      this->cells<EndothelialCells>().venule[row] =
          std::binary_search(venules_.begin(), venules_.end(), cell.site) ? 1 : 0;
    }
  }
}

// In a well: β cells at random in as few layers, from the bottom, as hold them.
void Islet::settle_beta_cells() {
  RandomStream random(model_->seed, draws[0], CellId{number_, 0}, 0);
  const auto wanted = static_cast<std::size_t>(random.poisson(model_->beta.initial));
  if (wanted == 0) return;
  const auto extent = architecture_.lattice.extent();
  const auto layer = static_cast<std::size_t>(extent[0]) * static_cast<std::size_t>(extent[1]);
  const std::size_t held = (wanted + layer - 1) / layer * layer;
  if (held > architecture_.lattice.size()) {
    throw ConfigError(Fault{.problem = "more β cells at the start than there are places",
                            .value = fmt::format("{}", wanted),
                            .why = "a site holds one β cell",
                            .suggestion = "lower 'initial', or choose a larger box",
                            .key = "cells.beta_cell.initial"});
  }
  std::vector<std::uint32_t> sites(held);
  for (std::size_t i = 0; i < held; ++i) sites[i] = static_cast<std::uint32_t>(i);
  auto& beta = this->cells<BetaCells>();
  for (std::size_t i = 0; i < wanted; ++i) {
    std::swap(sites[i], sites[i + random.below(held - i)]);
    const std::size_t row =
        occupancy_.add(population_list_, BetaCells::number, this->new_id(), Site{sites[i]}, 0);
    if (random.bernoulli(model_->beta.apoptotic_share)) {
      beta.viability[row] = static_cast<std::uint8_t>(Viability::apoptotic);
    }
  }
}

void Islet::place_motile_cells() {
  std::vector<Site> places;
  const bool has_islet = architecture_.radius > 0;
  for (std::uint32_t i = 0; i < architecture_.lattice.size(); ++i) {
    const TissueClass tissue = architecture_.tissue_class[i];
    if (has_islet ? tissue == TissueClass::islet : !in_vessel(tissue)) places.emplace_back(i);
  }
  std::apply([&](auto&... cells) { (this->place_at_start(cells, places), ...); }, populations_);
}

template <class P>
void Islet::place_at_start(P& cells, const std::vector<Site>& places) {
  if constexpr (P::place == Layer::motile) {
    RandomStream random(model_->seed, P::draws[0], CellId{number_, 0}, 0);
    const std::int64_t wanted = random.poisson(model_->initial_cells[P::number]);
    for (std::int64_t k = 0; k < wanted; ++k) {
      const CellId next{number_, static_cast<std::uint64_t>(ledger_.next_id[0])};
      const Site at = this->vacant_place(places, RandomStream(model_->seed, draws[1], next, 0));
      if (!at.valid()) {
        throw ConfigError(
            Fault{.problem = "more motile cells at the start than there are places",
                  .value = fmt::format("{}", places.size()),
                  .why = "a site holds one motile cell",
                  .suggestion = "lower 'initial' in the [cells] tables, or choose a larger islet",
                  .key = "cells"});
      }
      const std::size_t row = this->add_motile(P::number, at, 0);
      if constexpr (std::is_same_v<P, Cd8TCells>) {
        const bool cognate = random.bernoulli(model_->cd8.cognate_share);
        this->set_clone(row, cognate ? random.below(avidity_classes) : bystander_clone);
      }
      if constexpr (std::is_same_v<P, MesenchymalStemCells>) {
        cells.state[row] = static_cast<std::uint8_t>(MscState::extravasated);
        cells.cxcr4[row] = random.bernoulli(model_->msc.cxcr4_positive) ? 1 : 0;
        cells.cx3cr1[row] = random.bernoulli(model_->msc.cx3cr1_positive) ? 1 : 0;
      }
    }
  }
}

CellId Islet::new_id() { return CellId{number_, static_cast<std::uint64_t>(ledger_.next_id[0]++)}; }

std::size_t Islet::add_motile(std::size_t population, Site at, std::int64_t step) {
  const CellId id = this->new_id();
  const std::size_t row = occupancy_.add(population_list_, population, id, at, step);
  auto& cells = dynamic_cast<MotilePopulation&>(*population_list_[population]);
  cells.place(row, architecture_.lattice.position(at), at);
  return row;
}

void Islet::set_clone(std::size_t row, std::size_t clone) {
  auto& cd8 = this->cells<Cd8TCells>();
  cd8.clone[row] = static_cast<std::uint8_t>(clone);
  cd8.cognate[row] = clone == bystander_clone ? 0 : 1;
  cd8.avidity[row] = static_cast<float>(model_->clone_avidity[clone]);
}

Site Islet::vacant_place(const std::vector<Site>& sites, RandomStream random) const {
  constexpr int tries = 64;
  for (int k = 0; k < tries && !sites.empty(); ++k) {
    const Site at = sites[random.below(sites.size())];
    if (occupancy_.motile(at).vacant()) return at;
  }
  for (const Site at : sites) {
    if (occupancy_.motile(at).vacant()) return at;
  }
  return Site{};
}

void Islet::rebuild_derived() {
  occupancy_.rebuild(population_list_);
  for (Population* cells : population_list_) cells->clear_scratch();
  membrane_.clear_scratch();
  systemic_ = {ledger_.glucose[0], ledger_.secretory_load[0], ledger_.infected[0] != 0,
               ledger_.bacteria[0] != 0};
  this->take_readings();
}

StateSection Islet::section() {
  StateSection section{number_, {&ledger_, &layers_}};
  section.tables.insert(section.tables.end(), population_list_.begin(), population_list_.end());
  for (Table* table : spread_->tables()) section.tables.push_back(table);
  for (Table* table : local_->tables()) section.tables.push_back(table);
  return section;
}

std::vector<Event> Islet::take_events() { return std::exchange(events_, {}); }

void Islet::accept(const Inbox& inbox) {
  ledger_.glucose[0] = inbox.systemic.glucose;
  ledger_.secretory_load[0] = inbox.systemic.secretory_load;
  ledger_.infected[0] = inbox.systemic.infected ? 1 : 0;
  ledger_.bacteria[0] = inbox.systemic.bacteria ? 1 : 0;
  for (std::size_t k = 0; k < clone_classes; ++k) ledger_.waiting_t_cells[k] += inbox.t_cells[k];
  for (std::size_t k = 0; k < inbox.msc.size(); ++k) ledger_.waiting_msc[k] += inbox.msc[k];
  systemic_ = inbox.systemic;
}

Outbox Islet::advance(std::int64_t until) {
  outbox_ = {};
  const auto steps = static_cast<double>(until - this->step());
  run_steps(*this, this->step(), until, times_);
  ledger_.steps_done[0] = until;
  ledger_.cd8_time[0] += static_cast<double>(this->count_cd8_inside()) * steps *
                         model_->time.motility_step / minutes_per_day;
  this->take_readings();
  Outbox result = this->report();
  result.departed = std::move(outbox_.departed);
  std::sort(result.departed.begin(), result.departed.end(),
            [](const DepartedCell& a, const DepartedCell& b) { return a.id < b.id; });
  result.departed_b_cells = std::move(outbox_.departed_b_cells);
  std::sort(result.departed_b_cells.begin(), result.departed_b_cells.end(),
            [](const DepartedBCell& a, const DepartedBCell& b) { return a.id < b.id; });
  result.t_cells = outbox_.t_cells;
  result.t_cell_deaths = outbox_.t_cell_deaths;
  result.t_cell_births = outbox_.t_cell_births;
  return result;
}

void Islet::take_readings() {
  ledger_.membrane_integrity[0] = membrane_.mean_integrity();
  SectionCounts counts;
  for (const SectionRule& rule : model_->sections) rule.call(architecture_, populations_, counts);
  ledger_.section_cd45[0] = counts.cd45;
  ledger_.section_cd8[0] = counts.cd8;
  ledger_.section_cd4[0] = counts.cd4;
  ledger_.section_cd20[0] = counts.cd20;
  ledger_.section_cd68[0] = counts.cd68;
  ledger_.section_insulin[0] = counts.insulin;
  ledger_.section_endocrine[0] = counts.endocrine;
  ledger_.insulitic[0] = counts.insulitic ? 1 : 0;

  const auto& cd8 = this->cells<Cd8TCells>();
  std::int64_t killers = 0;
  std::int64_t arrested = 0;
  for (std::size_t row = 0; row < cd8.size(); ++row) {
    if (!in_islet(architecture_.tissue_class[cd8.site[row]])) continue;
    if (cd8.cognate[row] == 0 || !cd8.effector(row)) continue;
    ++killers;
    arrested += cd8.bound(row) ? 1 : 0;
  }
  const auto ratio = [](double part, double whole) { return whole > 0 ? part / whole : 0; };
  ledger_.cd8_in_islet[0] = this->count_cd8_inside();
  ledger_.ctl_in_islet[0] = killers;
  ledger_.arrested_ctl_fraction[0] =
      ratio(static_cast<double>(arrested), static_cast<double>(killers));
  ledger_.kills_per_cd8[0] = ratio(static_cast<double>(ledger_.kills[0]), ledger_.cd8_time[0]);
}

std::int64_t Islet::count_cd8_inside() const {
  const auto& cd8 = this->cells<Cd8TCells>();
  const auto sites = cd8.site.values();
  return std::count_if(sites.begin(), sites.end(), [&](std::uint32_t site) {
    return in_islet(architecture_.tissue_class[site]);
  });
}

Outbox Islet::report() const {
  Outbox report;
  report.at_venules = this->mean_levels(venules_);
  report.at_endothelium = this->mean_levels(endothelium_);
  const auto& beta = this->cells<BetaCells>();
  ExactSum capacity;
  ExactSum stressed;
  for (std::size_t i = 0; i < beta.size(); ++i) {
    if (!beta.alive(i)) continue;
    const auto pdx1 = static_cast<double>(beta.pdx1[i]);
    capacity.add(pdx1);
    stressed.add(pdx1 * std::clamp(static_cast<double>(beta.stress[i]), 0.0, 1.0));
  }
  report.beta_at_start = ledger_.initial_beta[0];
  report.beta_capacity = capacity.value();
  report.stressed_capacity = stressed.value();
  const double radius = architecture_.radius;
  report.t_cells_inside = static_cast<std::int64_t>(this->cells<Cd8TCells>().size());
  report.insulitic = ledger_.insulitic[0] != 0;
  report.surface = 4 * 3.14159265358979323846 * radius * radius;
  return report;
}

std::array<double, factor_count> Islet::mean_levels(const std::vector<Site>& sites) const {
  std::array<double, factor_count> mean{};
  if (sites.empty()) return mean;
  for (const Site site : sites) {
    const std::array blocks{spread_->at(site), local_->at(site)};
    for (std::size_t k = 0; k < factor_count; ++k) {
      const auto factor = static_cast<Factor>(k);
      mean[k] += double{blocks[in_spread_block(factor) ? 0 : 1][lane_of(factor)]};
    }
  }
  for (double& level : mean) level /= static_cast<double>(sites.size());
  return mean;
}

bool Islet::ends(std::int64_t step, double interval) const {
  return (step + 1) % std::llround(interval / model_->time.motility_step) == 0;
}

void Islet::run(Phase phase, std::int64_t step) {
  switch (phase) {
    case Phase::begin: return this->begin(step);
    case Phase::plan: return this->plan(step);
    case Phase::resolve: return this->resolve(step);
    case Phase::move: return this->move(step);
    case Phase::secrete: return this->deposit(step, Sources::until_change);
    case Phase::apply: return this->apply(step);
    case Phase::deposit: return this->deposit(step, Sources::since_change);
    case Phase::diffuse: return this->diffuse(step);
    case Phase::check:
      this->check();
      if (observer_) observer_(step);
      return;
  }
}

void Islet::begin(std::int64_t step) {
  const double time = static_cast<double>(step) * model_->time.motility_step;
  now_ = {step, time, model_->age_at_start + time, model_->time.motility_step,
          model_->time.phenotype_step};
  this->admit_waiting(step);
}

void Islet::admit_waiting(std::int64_t step) {
  const auto admit = [&](std::int64_t& waiting, std::size_t population,
                         const std::vector<Site>& doors, auto set_up) {
    while (waiting > 0) {
      const CellId next{number_, static_cast<std::uint64_t>(ledger_.next_id[0])};
      const Site at = this->vacant_place(doors, RandomStream(model_->seed, draws[2], next, step));
      if (!at.valid()) return;
      set_up(this->add_motile(population, at, step));
      --waiting;
    }
  };
  for (std::size_t clone = 0; clone < clone_classes; ++clone) {
    if (clone < first_cd4_clone) {
      admit(ledger_.waiting_t_cells[clone], Cd8TCells::number, venules_,
            [&](std::size_t row) { this->set_clone(row, clone); });
    } else if (clone >= first_b_cell_clone) {
      admit(ledger_.waiting_t_cells[clone], BCells::number, venules_,
            [&](std::size_t row) { this->cells<BCells>().set_clone_class(row, clone); });
    } else {
      admit(ledger_.waiting_t_cells[clone], Cd4TCells::number, venules_,
            [&](std::size_t row) { this->cells<Cd4TCells>().set_clone_class(row, clone); });
    }
  }
  const auto leave_as_is = [](std::size_t) {};
  admit(ledger_.waiting_macrophages[0], Macrophages::number, venules_, leave_as_is);
  admit(ledger_.waiting_dendritic_cells[0], DendriticCells::number, venules_, leave_as_is);
  auto& msc = this->cells<MesenchymalStemCells>();
  for (std::size_t receptors = 0; receptors < 4; ++receptors) {
    admit(ledger_.waiting_msc[receptors], MesenchymalStemCells::number, endothelium_,
          [&](std::size_t row) {
            msc.state[row] = static_cast<std::uint8_t>(MscState::arrested);
            msc.cxcr4[row] = receptors & 1U ? 1 : 0;
            msc.cx3cr1[row] = receptors & 2U ? 1 : 0;
            this->record(now_.time, "msc_arrival", "");
          });
  }
}

void Islet::plan(std::int64_t step) {
  for (MotilePopulation* cells : motile_list_) cells->clear_moves();
  this->cells<BetaCells>().clear_intents();
  this->cells<Cd8TCells>().clear_intents();
  this->cells<Cd4TCells>().clear_intents();
  this->cells<Macrophages>().clear_intents();
  if (this->ends(step, model_->time.phenotype_step)) {
    for (Population* cells : population_list_) cells->clear_scratch();
    membrane_.clear_scratch();
    this->count_nearby();
    this->call_arrivals(step);
    for (const TissueRule& rule : model_->tissue_rules) rule.call(membrane_);
    this->call_rules(Occasion::phenotype, step);
  }
  this->call_rules(Occasion::motility, step);
}

void Islet::count_nearby() {
  nearby_.mesenchymal_stem_cells.clear();
  nearby_.t_cells.clear();
  nearby_.regulatory_t_cells.clear();
  nearby_.effector_t_cells.clear();
  nearby_.monocytes.clear();
  nearby_.m1_macrophages.clear();
  nearby_.b_cells.clear();
  nearby_.dead_beta.clear();
  nearby_.necrotic_beta.clear();
  nearby_.activated_b_cells.clear();
  const auto scatter = [](const Population& cells, NearbyCount& count) {
    for (std::size_t row = 0; row < cells.size(); ++row) count.scatter(cells.site_of(row));
  };
  scatter(this->cells<MesenchymalStemCells>(), nearby_.mesenchymal_stem_cells);
  scatter(this->cells<Cd8TCells>(), nearby_.t_cells);
  scatter(this->cells<Cd4TCells>(), nearby_.t_cells);
  const auto& cd8 = this->cells<Cd8TCells>();
  for (std::size_t row = 0; row < cd8.size(); ++row) {
    if (cd8.effector(row)) nearby_.effector_t_cells.scatter(cd8.site_of(row));
  }
  const auto& cd4 = this->cells<Cd4TCells>();
  for (std::size_t row = 0; row < cd4.size(); ++row) {
    (cd4.effector(row) ? nearby_.effector_t_cells : nearby_.regulatory_t_cells)
        .scatter(cd4.site_of(row));
  }
  scatter(this->cells<Macrophages>(), nearby_.monocytes);
  scatter(this->cells<DendriticCells>(), nearby_.monocytes);
  const auto& macrophages = this->cells<Macrophages>();
  for (std::size_t row = 0; row < macrophages.size(); ++row) {
    if (macrophages.is(MacrophagePhenotype::m1, row))
      nearby_.m1_macrophages.scatter(macrophages.site_of(row));
  }
  scatter(this->cells<BCells>(), nearby_.b_cells);
  const auto& b_cells = this->cells<BCells>();
  for (std::size_t row = 0; row < b_cells.size(); ++row) {
    if (b_cells.is(BCellState::activated, row))
      nearby_.activated_b_cells.scatter(b_cells.site_of(row));
  }
  const auto& beta = this->cells<BetaCells>();
  for (std::size_t row = 0; row < beta.size(); ++row) {
    if (!beta.alive(row)) nearby_.dead_beta.scatter(beta.site_of(row));
    if (beta.necrotic(row)) nearby_.necrotic_beta.scatter(beta.site_of(row));
  }
}

void Islet::call_arrivals(std::int64_t step) {
  if (model_->arrivals.empty() || venules_.empty()) return;
  const VenuleState venules{this->mean_levels(venules_)};
  Arrivals arrivals;
  for (const ArrivalRule& rule : model_->arrivals) rule.call(arrivals, venules);
  RandomStream random(model_->seed, draws[3], CellId{number_, 0}, step);
  const double dt = model_->time.phenotype_step;
  ledger_.waiting_macrophages[0] += random.poisson(arrivals.macrophages.rate * dt);
  ledger_.waiting_dendritic_cells[0] += random.poisson(arrivals.dendritic_cells.rate * dt);
}

void Islet::call_rules(Occasion occasion, std::int64_t step) {
  const auto is_called = [&](const Mechanism& info) {
    if (info.shape == Shape::secretion) return occasion == Occasion::deposit;
    return occasion ==
           (info.cadence == Cadence::motility ? Occasion::motility : Occasion::phenotype);
  };
  const RandomSource random{model_->seed, step};
  std::vector<const IsletRule*> rules;
  for (std::size_t number = 0; number < population_count; ++number) {
    const Population& cells = *population_list_[number];
    rules.clear();
    for (const IsletRule& rule : model_->rules) {
      if (rule.population == number && is_called(*rule.info)) rules.push_back(&rule);
    }
    if (rules.empty() || cells.size() == 0) continue;
    for (std::size_t begin = 0; begin < cells.size(); begin += Chunk<BetaCells>::capacity) {
      const std::size_t end = std::min(cells.size(), begin + Chunk<BetaCells>::capacity);
      environment_.turn_to(*spread_, *local_, cells, begin, end);
      const RuleContext context{now_,        random,        environment_,
                                *gradients_, contacts_,     nearby_,
                                systemic_,   model_->gains, model_->tgf_beta_activation,
                                *deposits_,  membrane_};
      for (const IsletRule* rule : rules) rule->call(populations_, begin, end, context);
    }
  }
}

void Islet::resolve(std::int64_t step) {
  // A cell that holds on to another stays with it.
  auto& cd8 = this->cells<Cd8TCells>();
  for (const auto& binding : cd8.binding_intents()) cd8.walk(binding.row, 0, 0);
  auto& cd4 = this->cells<Cd4TCells>();
  for (const auto& engagement : cd4.engagement_intents()) cd4.walk(engagement.row, 0, 0);
  auto& macrophages = this->cells<Macrophages>();
  const auto& beta = this->cells<BetaCells>();
  for (const auto& meal : macrophages.engulfing_intents()) {
    macrophages.walk(meal.row, 0, 0);
    contacts_.for_each<BetaCells>(macrophages.site_of(meal.row), [&](std::size_t row) {
      if (beta.id[row] == meal.beta) {
        engulfment_.enter(beta.site[row], macrophages.id_of(meal.row), step);
      }
    });
  }
  movement_.plan(motile_list_, occupancy_, step, model_->time.motility_step);
}

void Islet::move(std::int64_t step) {
  this->engulf(step);
  this->bind_and_detach(step);
  movement_.apply(population_list_, motile_list_, occupancy_, step);
}

void Islet::apply(std::int64_t step) {
  if (this->ends(step, model_->time.phenotype_step)) {
    const RandomSource random{model_->seed, step};
    for (Population* cells : population_list_) cells->commit_states(model_->time.phenotype_step);
    membrane_.commit(model_->time.phenotype_step);
    std::apply(
        [&](auto&... cells) {
          const auto apply_to = [&](auto& population) {
            if constexpr (requires { population.apply_fates(*this, now_, random); }) {
              population.apply_fates(*this, now_, random);
            }
          };
          (apply_to(cells), ...);
        },
        populations_);
  }
  this->release_the_bound(step);
  this->divide(step);
  this->remove_leaving();
  this->count_bound();
}

void Islet::engulf(std::int64_t step) {
  auto& macrophages = this->cells<Macrophages>();
  auto& beta = this->cells<BetaCells>();
  for (const auto& meal : macrophages.engulfing_intents()) {
    contacts_.for_each<BetaCells>(macrophages.site_of(meal.row), [&](std::size_t row) {
      if (beta.id[row] != meal.beta ||
          !engulfment_.wins(beta.site[row], macrophages.id_of(meal.row), step)) {
        return;
      }
      macrophages.swallow(meal.row, beta.necrotic(row));
      ++ledger_.engulfed[0];
      this->remove_later<BetaCells>(row);
    });
  }
  engulfment_.clear();
}

void Islet::bind_and_detach(std::int64_t step) {
  auto& cd8 = this->cells<Cd8TCells>();
  for (const std::size_t row : cd8.detaching_rows()) cd8.bound_to[row] = Cd8TCells::unbound;
  for (const std::size_t row : cd8.engaging_rows()) cd8.last_engagement[row] = step;
  for (const auto& binding : cd8.binding_intents()) {
    cd8.bound_to[binding.row] = binding.beta;
    cd8.last_engagement[binding.row] = step;
  }
  auto& cd4 = this->cells<Cd4TCells>();
  for (const auto& engagement : cd4.engagement_intents()) {
    cd4.last_engagement[engagement.row] = step;
    cd4.held_until[engagement.row] = step + engagement.steps;
  }
}

// A T cell lets go of a β cell that died, was engulfed, or was pushed out of its reach.
void Islet::release_the_bound(std::int64_t step) {
  auto& cd8 = this->cells<Cd8TCells>();
  const auto& beta = this->cells<BetaCells>();
  for (std::size_t row = 0; row < cd8.size(); ++row) {
    if (!cd8.bound(row)) continue;
    bool holds = false;
    contacts_.for_each<BetaCells>(cd8.site_of(row), [&](std::size_t target) {
      if (beta.id[target] != cd8.bound_to[row]) return;
      holds = beta.alive(target);
      if (beta.cause_of_death[target] == static_cast<std::uint8_t>(BetaFate::killed)) {
        cd8.last_engagement[row] = step;
      }
    });
    if (!holds) cd8.bound_to[row] = Cd8TCells::unbound;
  }
}

void Islet::count_bound() {
  auto& cd8 = this->cells<Cd8TCells>();
  auto& beta = this->cells<BetaCells>();
  for (std::int32_t& bound : beta.bound_ctl.values()) bound = 0;
  for (std::int32_t& bound : beta.bound_cytotoxicity.values()) bound = 0;
  for (std::size_t row = 0; row < cd8.size(); ++row) {
    if (!cd8.bound(row)) continue;
    bool found = false;
    contacts_.for_each<BetaCells>(cd8.site_of(row), [&](std::size_t target) {
      if (beta.id[target] != cd8.bound_to[row]) return;
      ++beta.bound_ctl[target];
      beta.bound_cytotoxicity[target] += cd8.cytotoxicity(row);
      found = true;
    });
    if (!found) cd8.bound_to[row] = Cd8TCells::unbound;
  }
}

void Islet::remove_leaving() {
  for (std::size_t number = 0; number < population_count; ++number) {
    auto& rows = leaving_[number];
    if (rows.empty()) continue;
    // From the last row down, so that the row that moves into a gap is never one that is yet to go.
    std::sort(rows.begin(), rows.end(), std::greater<>());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    for (const std::size_t row : rows) occupancy_.remove(population_list_, number, row);
    rows.clear();
  }
}

void Islet::divide(std::int64_t step) {
  for (std::size_t number = 0; number < population_count; ++number) {
    auto& mothers = dividing_[number];
    if (mothers.empty()) continue;
    Population& cells = *population_list_[number];
    const auto& leaving = leaving_[number];
    // Daughters get their ids in the order of their mothers' ids.
    std::sort(mothers.begin(), mothers.end(),
              [&](std::size_t a, std::size_t b) { return cells.id[a] < cells.id[b]; });
    for (const std::size_t mother : mothers) {
      if (std::find(leaving.begin(), leaving.end(), mother) != leaving.end()) continue;
      if (cells.layer() == Layer::tissue) {
        this->divide_tissue_cell(cells, number, mother, step);
      } else {
        this->divide_motile_cell(dynamic_cast<MotilePopulation&>(cells), number, mother, step);
      }
    }
    mothers.clear();
  }
}

std::size_t Islet::append_daughter(Population& cells, std::size_t number, std::size_t mother,
                                   Site at, std::int64_t step) {
  const CellId id = this->new_id();
  const std::size_t daughter = occupancy_.add(population_list_, number, id, at, step);
  for (AnyColumn* column : cells.columns()) column->copy_row(mother, daughter);
  cells.id[daughter] = id.value();
  cells.site[daughter] = at.value();
  cells.birth_step[daughter] = step;
  return daughter;
}

void Islet::divide_tissue_cell(Population& cells, std::size_t number, std::size_t row,
                               std::int64_t step) {
  const Site room = this->make_room(cells.site_of(row),
                                    RandomStream(model_->seed, draws[4], cells.id_of(row), step));
  auto* beta_cells = number == BetaCells::number ? &this->cells<BetaCells>() : nullptr;
  if (!room.valid()) {
    const bool waited = beta_cells != nullptr && beta_cells->phase(row) == CyclePhase::waiting;
    if (!waited) ++ledger_.divisions_without_room[0];
    if (beta_cells != nullptr) beta_cells->set_phase(row, CyclePhase::waiting);
    return;
  }
  const std::size_t daughter = this->append_daughter(cells, number, row, room, step);
  if (beta_cells != nullptr) {
    auto& beta = *beta_cells;
    beta.set_phase(row, CyclePhase::resting);
    beta.set_phase(daughter, CyclePhase::resting);
    beta.last_division[row] = step;
    beta.last_division[daughter] = step;
    ++ledger_.beta_divisions[0];
  }
}

void Islet::divide_motile_cell(MotilePopulation& cells, std::size_t number, std::size_t row,
                               std::int64_t step) {
  std::vector<Site> vacant;
  const bool inside = membrane_.inside(cells.site_of(row));
  // The daughter stays on her mother's side of the basement membrane.
  architecture_.lattice.for_each_face_neighbour(cells.site_of(row), [&](Site at) {
    if (occupancy_.motile(at).vacant() && membrane_.inside(at) == inside) vacant.push_back(at);
  });
  if (vacant.empty()) {
    ++ledger_.divisions_without_room[0];
    return;
  }
  RandomStream random(model_->seed, draws[4], cells.id_of(row), step);
  const Site at = vacant[random.below(vacant.size())];
  const std::size_t daughter = this->append_daughter(cells, number, row, at, step);
  cells.place(daughter, architecture_.lattice.position(at), at);
  if (number == Cd8TCells::number) {
    auto& cd8 = this->cells<Cd8TCells>();
    cd8.bound_to[daughter] = Cd8TCells::unbound;
    ++cd8.divisions[row];
    ++cd8.divisions[daughter];
    ++ledger_.t_cell_divisions[0];
    ++outbox_.t_cell_births[cd8.clone[row]];
  } else if (number == Cd4TCells::number) {
    auto& cd4 = this->cells<Cd4TCells>();
    ++cd4.divisions[row];
    ++cd4.divisions[daughter];
    ++ledger_.cd4_t_cell_divisions[0];
    ++outbox_.t_cell_births[cd4.clone_class(row)];
  }
}

Site Islet::make_room(Site mother, RandomStream random) {
  constexpr int reach = 3;
  struct Step {
    Site site;
    std::size_t from;
  };
  // Breadth first through islet sites whose cells can be shifted: vessels stand in the way.
  std::vector<Step> path{{mother, 0}};
  std::vector<std::size_t> vacant;
  std::size_t ring_begin = 0;
  for (int distance = 1; distance <= reach && vacant.empty(); ++distance) {
    const std::size_t ring_end = path.size();
    for (std::size_t from = ring_begin; from < ring_end; ++from) {
      architecture_.lattice.for_each_face_neighbour(path[from].site, [&](Site at) {
        if (architecture_.tissue_class[at.value()] != TissueClass::islet) return;
        const bool seen = std::any_of(path.begin(), path.end(),
                                      [at](const Step& step) { return step.site == at; });
        if (seen) return;
        if (occupancy_.tissue(at).vacant()) vacant.push_back(path.size());
        path.push_back({at, from});
      });
    }
    ring_begin = ring_end;
  }
  if (vacant.empty()) return Site{};
  std::size_t hole = vacant[random.below(vacant.size())];
  while (path[hole].from != 0) {
    const Step& from = path[path[hole].from];
    const Occupant shifted = occupancy_.tissue(from.site);
    population_list_[shifted.population()]->site[shifted.row()] = path[hole].site.value();
    occupancy_.set(Layer::tissue, path[hole].site, shifted);
    occupancy_.set(Layer::tissue, from.site, Occupant{});
    hole = path[hole].from;
  }
  return path[hole].site;
}

void Islet::deposit(std::int64_t step, Sources sources) {
  for (const FedBlocks& blocks : fed_) this->deposit_into(blocks, step, sources);
}

// Cell states, and with them sources, change in the last motility step of a factor step.
void Islet::deposit_into(const FedBlocks& blocks, std::int64_t step, Sources sources) {
  const bool change = this->ends(step, model_->time.phenotype_step);
  if (sources == Sources::until_change && !change) return;
  const auto due = [&](FactorBlock* block, double interval) {
    return this->ends(step, interval) ? block : nullptr;
  };
  FactorBlock* spread = due(blocks.spread, blocks.spread_step);
  FactorBlock* local = due(blocks.local, blocks.local_step);
  if (spread == nullptr && local == nullptr) return;
  FieldDeposits::Shares shares{};
  for (std::size_t k = 0; k < factor_count; ++k) {
    const auto factor = static_cast<Factor>(k);
    const FactorBlock& block = in_spread_block(factor) ? *blocks.spread : *blocks.local;
    const double interval = in_spread_block(factor) ? blocks.spread_step : blocks.local_step;
    const double since =
        change ? block.share_of_last(lane_of(factor), model_->time.motility_step, interval) : 1;
    shares[k] = sources == Sources::since_change ? since : 1 - since;
  }
  deposits_->open(spread, local, shares);
  this->call_rules(Occasion::deposit, step);
}

void Islet::diffuse(std::int64_t step) {
  for (const FedBlocks& blocks : fed_) {
    for (int part = 0; part < blocks.parts; ++part) {
      if (part > 0) this->deposit_into(blocks, step, Sources::since_change);
      const auto advance = [&](FactorBlock& block, double interval) {
        if (!this->ends(step, interval)) return;
        const bool converged = block.advance(interval / blocks.parts, blocks.solver).converged();
        if (!converged && &blocks == &fed_.front()) ++ledger_.solver_failures[0];
      };
      advance(*blocks.spread, blocks.spread_step);
      advance(*blocks.local, blocks.local_step);
    }
  }
}

void Islet::check() {
#ifdef ISLETSIM_CHECKS
  occupancy_.check(population_list_);
  for (const FactorBlock* block : {spread_.get(), local_.get()}) {
    for (const float level : block->concentrations.values()) {
      ISLETSIM_ENSURE(level >= 0 && std::isfinite(level));
    }
  }
#endif
}

}  // namespace isletsim
