// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "agents/architecture/architecture.hpp"
#include "agents/cells/b_cells.hpp"
#include "agents/cells/beta_cells.hpp"
#include "agents/cells/cd4_t_cells.hpp"
#include "agents/cells/cd8_t_cells.hpp"
#include "agents/cells/dendritic_cells.hpp"
#include "agents/cells/endocrine_cells.hpp"
#include "agents/cells/macrophages.hpp"
#include "agents/cells/mesenchymal_stem_cells.hpp"
#include "agents/islet/arrivals.hpp"
#include "agents/islet/basement_membrane.hpp"
#include "agents/islet/exchange.hpp"
#include "agents/islet/islet_state.hpp"
#include "agents/islet/rule.hpp"
#include "agents/islet/section.hpp"
#include "agents/settings.hpp"
#include "core/engine/contest.hpp"
#include "core/engine/movement.hpp"
#include "core/engine/occupancy.hpp"
#include "core/engine/step.hpp"
#include "core/fields/factor_block.hpp"

namespace isletsim {

/// The cell types of an islet. A type's place in the list is its `number`; cells are placed,
/// admitted and called in this order.
using IsletPopulations =
    std::tuple<BetaCells, AlphaCells, DeltaCells, EndothelialCells, Cd8TCells, Cd4TCells, BCells,
               Macrophages, DendriticCells, MesenchymalStemCells>;
using IsletRule = ChunkRule<IsletPopulations>;

/// A mechanism of Shape::arrival, bound to its parameters; called once per phenotype step.
struct ArrivalRule {
  const Mechanism* info;
  std::function<void(Arrivals&, const VenuleState&)> call;
};

/// A mechanism of Shape::tissue, bound to its parameters; called once per phenotype step.
struct TissueRule {
  const Mechanism* info;
  std::function<void(BasementMembrane&)> call;
};

/// A mechanism of Shape::observation in an islet, bound to its parameters; called at each exchange.
struct SectionRule {
  const Mechanism* info;
  std::function<void(const IsletArchitecture&, const IsletPopulations&, SectionCounts&)> call;
};

/// Factor blocks that the cells of an islet feed, and how long their steps are.
struct FedBlocks {
  FactorBlock* spread;
  FactorBlock* local;
  double spread_step;  ///< [min]
  double local_step;   ///< [min]
  SolverSettings solver;
  int parts = 1;  ///< solves per step, if that is one motility step
};

/// What all islets of a run have in common: settings and the rules that are on.
struct IsletModel {
  Species species;
  Seed seed;
  TimeSettings time;
  double age_at_start;  ///< of the patient [min]
  BlockSettings blocks;
  std::array<FactorSettings, factor_count> factors;
  std::array<double, std::tuple_size_v<IsletPopulations>> initial_cells;  ///< by population number
  BetaSettings beta;
  Cd8Settings cd8;
  MscSettings msc;
  /// Relative to the median precursor of the median patient; 0 for bystanders. CD4⁺ T cells have
  /// the patient's median.
  std::array<double, clone_classes> clone_avidity;
  Gains gains;
  TgfBetaActivation tgf_beta_activation;
  std::vector<IsletRule> rules;
  std::vector<ArrivalRule> arrivals;
  std::vector<TissueRule> tissue_rules;
  std::vector<SectionRule> sections;
};

/// One islet: sites, cells, factors and the step that moves them on. Its future depends on its own
/// state and on what the inbox says, on nothing else.
class Islet final : private Stepped {
 public:
  /// Settled β cells; places at the start; places of arrival; arrivals; division; engulfment.
  static constexpr Draws<6> draws{"islet"};

  /// Makes the islet with number `number` (from 1) as it is at the start of the run.
  Islet(std::shared_ptr<const IsletModel> model, IsletArchitecture architecture,
        std::uint32_t number,
        const std::shared_ptr<WorkArrays>& work_arrays = std::make_shared<WorkArrays>());
  Islet(const Islet&) = delete;
  Islet& operator=(const Islet&) = delete;
  ~Islet() override;

  /// Takes in what the host sends for the coming interval.
  void accept(const Inbox& inbox);
  /// Runs to motility step `until`.
  Outbox advance(std::int64_t until);
  /// What the host needs to know of the present state; no events, no leavers.
  [[nodiscard]] Outbox report() const;

  [[nodiscard]] std::uint32_t number() const { return number_; }
  [[nodiscard]] std::int64_t step() const { return ledger_.steps_done[0]; }
  [[nodiscard]] const IsletArchitecture& architecture() const { return architecture_; }
  template <class P>
  [[nodiscard]] P& cells() {
    return std::get<P>(populations_);
  }
  template <class P>
  [[nodiscard]] const P& cells() const {
    return std::get<P>(populations_);
  }
  /// All cell types, by population number.
  [[nodiscard]] std::span<const Population* const> populations() const {
    return {population_list_.data(), population_list_.size()};
  }
  [[nodiscard]] IsletLedger& ledger() { return ledger_; }
  [[nodiscard]] const IsletLedger& ledger() const { return ledger_; }
  [[nodiscard]] FactorBlock& spread() { return *spread_; }
  [[nodiscard]] FactorBlock& local() { return *local_; }
  [[nodiscard]] const PhaseTimes& times() const { return times_; }
  /// Everything that persists, in its fixed order.
  [[nodiscard]] StateSection section();
  /// Rebuilds what is derived from the columns, after they were restored or storage was shuffled.
  void rebuild_derived();
  /// Events since the last call.
  [[nodiscard]] std::vector<Event> take_events();
  /// Calls `observer` after every step, with the number of the step.
  void observe_steps(std::function<void(std::int64_t)> observer) {
    observer_ = std::move(observer);
  }
  /// Lets the cells feed these blocks as well, which they do not read: to compare with their own.
  void feed_too(const FedBlocks& blocks) { fed_.push_back(blocks); }

  // For the cell types, in *apply*:

  [[nodiscard]] const IsletModel& model() const { return *model_; }
  /// Lets a cell go at the end of *apply*; its row stays valid until then.
  template <class P>
  void remove_later(std::size_t row) {
    leaving_[P::number].push_back(row);
  }
  /// Lets a cell divide at the end of *apply*, if there is room.
  template <class P>
  void divide_later(std::size_t row) {
    dividing_[P::number].push_back(row);
  }
  void record(double time, std::string_view event, std::string_view cause) {
    events_.push_back({time, number_, event, cause});
  }
  [[nodiscard]] Outbox& outbox() { return outbox_; }

 private:
  void run(Phase phase, std::int64_t step) override;
  void begin(std::int64_t step);
  void plan(std::int64_t step);
  void resolve(std::int64_t step);
  void move(std::int64_t step);
  void apply(std::int64_t step);
  /// Sources of a factor step: as they were until the last change of cell states, or since then.
  enum class Sources : std::uint8_t { until_change, since_change };
  void deposit(std::int64_t step, Sources sources);
  void deposit_into(const FedBlocks& blocks, std::int64_t step, Sources sources);
  void diffuse(std::int64_t step);
  void check();

  /// When a rule is called: with movement, with cell states, or when a factor block is due.
  enum class Occasion : std::uint8_t { motility, phenotype, deposit };
  void call_rules(Occasion occasion, std::int64_t step);
  void count_nearby();
  void call_arrivals(std::int64_t step);
  void admit_waiting(std::int64_t step);
  void bind_and_detach(std::int64_t step);
  void engulf(std::int64_t step);
  void release_the_bound(std::int64_t step);
  void remove_leaving();
  void divide(std::int64_t step);
  void divide_tissue_cell(Population& cells, std::size_t number, std::size_t row,
                          std::int64_t step);
  void divide_motile_cell(MotilePopulation& cells, std::size_t number, std::size_t row,
                          std::int64_t step);
  std::size_t append_daughter(Population& cells, std::size_t number, std::size_t mother, Site at,
                              std::int64_t step);
  [[nodiscard]] Site make_room(Site mother, RandomStream random);
  void count_bound();
  [[nodiscard]] CellId new_id();
  void place_tissue_cells();
  void settle_beta_cells();
  /// Brings the readings of the ledger up to date.
  void take_readings();
  [[nodiscard]] std::int64_t count_cd8_inside() const;
  void place_motile_cells();
  template <class P>
  void place_at_start(P& cells, const std::vector<Site>& places);
  std::size_t add_motile(std::size_t population, Site at, std::int64_t step);
  /// Makes a T cell one of that clone class.
  void set_clone(std::size_t row, std::size_t clone);
  [[nodiscard]] Site vacant_place(const std::vector<Site>& sites, RandomStream random) const;
  [[nodiscard]] std::array<double, factor_count> mean_levels(const std::vector<Site>& sites) const;
  /// Whether an interval of that length [min] ends with this step.
  [[nodiscard]] bool ends(std::int64_t step, double interval) const;

  std::shared_ptr<const IsletModel> model_;
  IsletArchitecture architecture_;
  std::uint32_t number_;
  std::vector<Site> venules_;
  std::vector<Site> endothelium_;

  SiteLayers layers_;
  BasementMembrane membrane_;
  IsletLedger ledger_;
  IsletPopulations populations_;
  std::unique_ptr<FactorBlock> spread_;
  std::unique_ptr<FactorBlock> local_;
  std::vector<FedBlocks> fed_;  ///< the own ones first

  std::vector<Population*> population_list_;
  std::vector<MotilePopulation*> motile_list_;
  Occupancy occupancy_;
  Contacts contacts_;
  Nearby nearby_;
  Movement movement_;
  Contest engulfment_;
  class FieldDeposits;
  class FieldGradients;
  std::unique_ptr<FieldDeposits> deposits_;
  std::unique_ptr<FieldGradients> gradients_;
  Environment environment_{0};
  std::array<std::vector<std::size_t>, std::tuple_size_v<IsletPopulations>> leaving_;
  std::array<std::vector<std::size_t>, std::tuple_size_v<IsletPopulations>> dividing_;
  Now now_{};
  SystemicState systemic_;
  Outbox outbox_;
  std::vector<Event> events_;
  PhaseTimes times_{};
  std::function<void(std::int64_t)> observer_;
};

}  // namespace isletsim
