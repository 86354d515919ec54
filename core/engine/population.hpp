// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/draw.hpp"
#include "core/base/ids.hpp"
#include "core/state/column.hpp"

namespace isletsim {

/// Which of a site's two places a cell takes.
enum class Layer : std::uint8_t {
  tissue,  ///< β, α, δ, endothelial cells: they stay
  motile,  ///< T cells, macrophages, dendritic cells, MSCs
  none,    ///< cells of the host, which have no site
};

class Population;
class RandomStream;
struct RandomSource;

/// A persistent state variable of a cell with first-order dynamics: rules pull it, the engine moves
/// it once per phenotype step, exactly for constant pulls: u' = Σ (target − u)/τ.
class StateVariable {
 public:
  StateVariable(Population& population, ColumnInfo info, float initial);

  [[nodiscard]] float operator[](std::size_t row) const { return column_[row]; }
  void set(std::size_t row, double value) { column_[row] = static_cast<float>(value); }

  /// Pulls the variable of a cell towards `target` with time constant `tau` [min] during the
  /// present step.
  void relax(std::size_t row, double target, double tau) {
    ISLETSIM_EXPECT(row < inflow_.size());
    inflow_[row] += target / tau;
    loss_[row] += 1 / tau;
  }
  /// Adds a constant inflow [unit/min] during the present step.
  void drive(std::size_t row, double inflow) {
    ISLETSIM_EXPECT(row < inflow_.size());
    inflow_[row] += inflow;
  }
  /// Where the pulls on a cell would take it in the long run, and how fast [1/min]; for tests.
  [[nodiscard]] double target(std::size_t row) const { return this->inflow(row) / this->rate(row); }
  [[nodiscard]] double rate(std::size_t row) const {
    ISLETSIM_EXPECT(row < loss_.size());
    return loss_[row];
  }
  [[nodiscard]] double inflow(std::size_t row) const {
    ISLETSIM_EXPECT(row < inflow_.size());
    return inflow_[row];
  }

 private:
  friend class Population;
  void clear(std::size_t rows);
  void commit(double dt);

  Column<float> column_;
  std::vector<double> inflow_;
  std::vector<double> loss_;
};

/// Hazards of the fates of each cell of a population during the present phenotype step. They are
/// competing risks: one draw decides whether any happens, and which.
class CompetingRisks {
 public:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  static constexpr Draws<1> draws{"competing_risks"};

  CompetingRisks(Population& population, std::size_t fates);

  /// Adds a hazard [1/min] towards a fate.
  template <class Fate>
  void add(std::size_t row, Fate fate, double hazard) {
    ISLETSIM_EXPECT(hazard >= 0);
    hazards_[this->index(row, static_cast<std::size_t>(fate))] += hazard;
  }
  /// Multiplies what has been added towards a fate when the draw is made; factors of several rules
  /// multiply.
  template <class Fate>
  void scale(std::size_t row, Fate fate, double factor) {
    ISLETSIM_EXPECT(factor >= 0);
    factors_[this->index(row, static_cast<std::size_t>(fate))] *= factor;
  }
  template <class Fate>
  [[nodiscard]] double hazard(std::size_t row, Fate fate) const {
    const std::size_t at = this->index(row, static_cast<std::size_t>(fate));
    return hazards_[at] * factors_[at];
  }
  /// The fate that befalls the cell within dt [min], or `none`.
  [[nodiscard]] std::size_t draw(std::size_t row, double dt, RandomStream random) const;
  /// Draws for every cell of its population; calls apply(row, fate) for those that a fate befalls
  /// within dt [min].
  template <class Fate, class Apply>
  void draw_each(const Population& cells, double dt, const RandomSource& random,
                 Apply apply) const {
    for (const Drawn& drawn : this->draw_all(cells, dt, random))
      apply(drawn.row, static_cast<Fate>(drawn.fate));
  }

 private:
  friend class Population;
  struct Drawn {
    std::size_t row;
    std::size_t fate;
  };
  void clear(std::size_t rows);
  [[nodiscard]] std::vector<Drawn> draw_all(const Population& cells, double dt,
                                            const RandomSource& random) const;
  [[nodiscard]] std::size_t index(std::size_t row, std::size_t fate) const {
    const std::size_t at = row * fates_ + fate;
    ISLETSIM_EXPECT(fate < fates_ && at < hazards_.size());
    return at;
  }

  std::size_t fates_;
  std::vector<double> hazards_;
  std::vector<double> factors_;
};

/// The cells of one type in one islet, as a structure of arrays. Rows move when cells go; ids never
/// do.
class Population : public Table {
 public:
  Population(std::string name, std::string doc, Layer layer, double diameter, std::uint32_t colour);

  Column<std::uint64_t> id{
      *this, {.name = "id", .unit = "1", .doc = "24 bits islet, 40 bits number; never reused"}};
  Column<std::uint32_t> site{
      *this,
      {.name = "site", .unit = "1", .doc = "site of the 10-µm lattice", .shown = false},
      Site::invalid_value};
  Column<std::int64_t> birth_step{*this,
                                  {.name = "birth_step",
                                   .unit = "1",
                                   .doc = "motility step of birth or entry",
                                   .role = ColumnRole::tally,
                                   .shown = false}};

  [[nodiscard]] std::size_t size() const { return this->rows(); }
  [[nodiscard]] Layer layer() const { return layer_; }
  /// Diameter of a cell [µm], for drawing.
  [[nodiscard]] double diameter() const override { return diameter_; }
  [[nodiscard]] std::uint32_t colour() const override { return colour_; }
  [[nodiscard]] std::span<const std::uint64_t> ids() const override { return id.values(); }
  [[nodiscard]] CellId id_of(std::size_t row) const { return CellId{id[row]}; }
  [[nodiscard]] Site site_of(std::size_t row) const { return Site{site[row]}; }

  /// Adds a cell with every other column at its initial value; returns its row.
  std::size_t append(CellId cell, Site at, std::int64_t step);
  /// Removes a row; the last row takes its place.
  void remove(std::size_t row);
  /// Rows in the order of their cells' ids: for results that must not depend on storage.
  [[nodiscard]] std::vector<std::size_t> rows_by_id() const;
  /// Reorders storage: the new row i is the old row order[i]. No later result may change.
  void permute(std::span<const std::size_t> order);

  /// Empties what rules add up during a step; called before *plan* of a phenotype step. Rules then
  /// reach the cells that are there now: one appended later has no scratch until the next call.
  void clear_scratch();
  /// Moves every state variable by dt [min]; called in *apply*.
  void commit_states(double dt);

  void columns_restored() override { this->clear_scratch(); }

 private:
  friend class StateVariable;
  friend class CompetingRisks;
  Layer layer_;
  double diameter_;
  std::uint32_t colour_;
  std::vector<StateVariable*> states_;
  std::vector<CompetingRisks*> risks_;
};

/// A population whose cells move: a continuous position inside the site, a direction, and the step
/// they intend.
class MotilePopulation : public Population {
 public:
  using Population::Population;

  Column<float> position{*this,
                         {.name = "position",
                          .unit = "um",
                          .doc = "position in the box",
                          .components = 3,
                          .component_names = {"x", "y", "z"}}};
  Column<float> direction{*this,
                          {.name = "direction",
                           .unit = "1",
                           .doc = "unit vector of the persistent walk; 0 until the first step",
                           .components = 3,
                           .component_names = {"x", "y", "z"},
                           .shown = false}};

  /// Sets where a cell is, and its site.
  void place(std::size_t row, const Vector3& point, Site at);
  [[nodiscard]] Vector3 position_of(std::size_t row) const;
  [[nodiscard]] Vector3 direction_of(std::size_t row) const;

  /// Lets the cell walk in this step: speed [µm/min], and mean cosine of the turn since the last
  /// step.
  void walk(std::size_t row, double speed, double turn_cosine) {
    ISLETSIM_EXPECT(row < speed_.size());
    speed_[row] = speed;
    turn_cosine_[row] = turn_cosine;
  }
  /// Biases this step: with probability |bias| the cell goes along it. Biases of several rules add.
  void bias(std::size_t row, const Vector3& chemotaxis) {
    ISLETSIM_EXPECT(row < bias_.size());
    for (std::size_t axis = 0; axis < 3; ++axis) bias_[row][axis] += chemotaxis[axis];
  }
  /// Keeps the cell from stepping, in this step, into another site of these regions (of Movement,
  /// a bit each). What several rules bar adds up.
  void bar(std::size_t row, unsigned regions) {
    ISLETSIM_EXPECT(row < barred_.size());
    barred_[row] = static_cast<std::uint8_t>(barred_[row] | regions);
  }
  [[nodiscard]] unsigned barred(std::size_t row) const {
    ISLETSIM_EXPECT(row < barred_.size());
    return barred_[row];
  }
  [[nodiscard]] double speed(std::size_t row) const {
    ISLETSIM_EXPECT(row < speed_.size());
    return speed_[row];
  }
  [[nodiscard]] double turn_cosine(std::size_t row) const {
    ISLETSIM_EXPECT(row < turn_cosine_.size());
    return turn_cosine_[row];
  }
  [[nodiscard]] const Vector3& bias_of(std::size_t row) const {
    ISLETSIM_EXPECT(row < bias_.size());
    return bias_[row];
  }

  /// Empties the intentions to move; called before *plan* of every step.
  void clear_moves();

 private:
  std::vector<double> speed_;
  std::vector<double> turn_cosine_;
  std::vector<Vector3> bias_;
  std::vector<std::uint8_t> barred_;
};

/// At most 512 cells of one population: what a rule is called with. Iterates over rows.
template <class P>
class Chunk {
 public:
  static constexpr std::size_t capacity = 512;

  /// Counts rows; libstdc++'s iota_view, which would do, does not compile under clang 14.
  struct Iterator {
    std::size_t row;
    std::size_t operator*() const { return row; }
    Iterator& operator++() {
      ++row;
      return *this;
    }
    bool operator==(const Iterator&) const = default;
  };

  Chunk(P& population, std::size_t begin, std::size_t end)
      : population_(&population), begin_(begin), end_(end) {
    ISLETSIM_EXPECT(begin <= end && end <= population.size() && end - begin <= capacity);
  }
  /// The whole of a small population, for tests.
  explicit Chunk(P& population) : Chunk(population, 0, population.size()) {}

  [[nodiscard]] P* operator->() const { return population_; }
  [[nodiscard]] P& operator*() const { return *population_; }
  [[nodiscard]] Iterator begin() const { return {begin_}; }
  [[nodiscard]] Iterator end() const { return {end_}; }
  [[nodiscard]] std::size_t first_row() const { return begin_; }
  [[nodiscard]] std::size_t size() const { return end_ - begin_; }

 private:
  P* population_;
  std::size_t begin_;
  std::size_t end_;
};

}  // namespace isletsim
