// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/benchmarks/field_benchmarks.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <functional>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

#include "agents/factors.hpp"
#include "agents/simulation.hpp"
#include "core/base/random.hpp"
#include "core/base/time_units.hpp"
#include "core/engine/parallel.hpp"
#include "core/fields/factor_block.hpp"
#include "scenarios/experiments/statistics.hpp"
#include "scenarios/runner/run_plan.hpp"

namespace isletsim {

namespace {

using Clock = std::chrono::steady_clock;

double seconds_of(const std::function<void()>& work) {
  const auto begin = Clock::now();
  work();
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

double quantile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  const auto at = values.begin() + std::lround(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

std::string cube(int edge) { return fmt::format("{0}x{0}x{0}", edge); }

double voxel_factors(int edge) {
  return static_cast<double>(edge) * edge * edge * static_cast<double>(lane_count);
}

/// Sixteen times the same factor.
FactorBlockSpec uniform_block(int edge, double spacing, const LaneSpec& lane) {
  const Lattice sites({edge, edge, edge}, spacing);
  FactorBlockSpec spec{
      .name = "bench", .sites = sites, .islet_centre = sites.centre(), .lanes = {}};
  spec.lanes.assign(lane_count, lane);
  for (std::size_t l = 0; l < lane_count; ++l) spec.lanes[l].key = fmt::format("factor_{}", l);
  return spec;
}

/// The factors of the block `spread` of a mouse islet in a cube of voxels as wide as theirs.
FactorBlockSpec spread_block(int edge) {
  Simulation patient(plan_run("nod_mouse", {}).model);
  const FactorBlockSpec& islet = patient.islets().front()->spread().spec();
  const Lattice sites({edge, edge, edge}, islet.sites.spacing() * islet.spacing_in_sites);
  return {.name = "bench", .sites = sites, .islet_centre = sites.centre(), .lanes = islet.lanes};
}

/// Time to read and write every value of an array that large, in place.
double in_place_seconds(int edge, int repetitions) {
  AlignedVector<float> values(static_cast<std::size_t>(voxel_factors(edge)), 1.0F);
  std::vector<double> seconds;
  for (int i = 0; i < repetitions; ++i)
    seconds.push_back(seconds_of([&] {
      tbb::parallel_for(tbb::blocked_range<std::size_t>(0, values.size(), 1 << 16),
                        [&](const tbb::blocked_range<std::size_t>& some) {
                          for (std::size_t k = some.begin(); k < some.end(); ++k)
                            values[k] *= 1.0001F;
                        });
    }));
  return median(seconds);
}

constexpr Draws<1> draws{"field_benchmark"};

// One step of 1 min to residual 1e-3, with sources on 5 % of the voxels that move at every step.
void measure_solve(int edge, int threads, const MeasurementSink& sink) {
  ThreadPool(threads).run([&] {
    FactorBlock block(spread_block(edge));
    const int steps = std::clamp(static_cast<int>(2e8 / voxel_factors(edge)), 8, 200);
    std::vector<double> seconds;
    std::vector<double> cycles;
    for (int step = 0; step < steps; ++step) {
      RandomStream random(Seed{1}, draws[0], CellId(1, 1), step);
      for (std::size_t i = 0; i < block.rows() / 20; ++i) {
        const Site at{static_cast<std::uint32_t>(random.below(block.rows()))};
        for (std::size_t l = 0; l < block.lanes(); ++l) block.add_source(l, at, 100);
      }
      SolveReport report;
      const double time = seconds_of([&] { report = block.advance(1, {.tolerance = 1e-3}); });
      if (step < steps / 4) continue;
      seconds.push_back(time);
      cycles.push_back(report.cycles);
    }
    const double solve = median(seconds) / voxel_factors(edge) * 1e9;
    const double in_place =
        in_place_seconds(edge, edge < 100 ? 50 : 10) / voxel_factors(edge) * 1e9;
    const auto report = [&](const char* metric, double value, const char* unit) {
      sink({"solve", cube(edge), threads, metric, value, unit});
    };
    report("ns_per_voxel_factor", solve, "ns");
    report("inplace_ns_per_voxel_factor", in_place, "ns");
    report("ratio_to_inplace", solve / in_place, "1");
    report("cycles_per_solve", median(cycles), "1");
  });
}

/// Closed box, one axis: dc/dt = D c'' − k c / 3 on cells of that width, from a Gaussian, by the
/// classical Runge–Kutta method in steps far below what its stability asks.
std::vector<double> spread_along_axis(int cells, double width, double sigma, double diffusivity,
                                      double decay_rate, double time) {
  std::vector<double> c(static_cast<std::size_t>(cells));
  for (std::size_t i = 0; i < c.size(); ++i) {
    const double x = (static_cast<double>(i) + 0.5 - 0.5 * cells) * width;
    c[i] = std::exp(-x * x / (2 * sigma * sigma));
  }
  const auto slope = [&](const std::vector<double>& u) {
    std::vector<double> result(u.size());
    for (std::size_t i = 0; i < u.size(); ++i) {
      const double below = u[i == 0 ? 0 : i - 1];
      const double above = u[i + 1 == u.size() ? i : i + 1];
      result[i] =
          diffusivity * ((below - u[i]) + (above - u[i])) / (width * width) - decay_rate / 3 * u[i];
    }
    return result;
  };
  const auto moved = [&](const std::vector<double>& u, const std::vector<double>& by, double dt) {
    std::vector<double> result(u);
    for (std::size_t i = 0; i < u.size(); ++i) result[i] += dt * by[i];
    return result;
  };
  const int steps = 2000;
  const double dt = time / steps;
  for (int step = 0; step < steps; ++step) {
    const auto k1 = slope(c);
    const auto k2 = slope(moved(c, k1, dt / 2));
    const auto k3 = slope(moved(c, k2, dt / 2));
    const auto k4 = slope(moved(c, k3, dt));
    for (std::size_t i = 0; i < c.size(); ++i)
      c[i] += dt / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
  }
  return c;
}

// A Gaussian blob that spreads for a minute, against the semi-discrete solution, which is the
// product of three that depend on one axis each.
void measure_transient(const MeasurementSink& sink) {
  constexpr int edge = 64;
  constexpr double width = 10;
  constexpr double sigma = 40;
  LaneSpec lane{
      .key = "", .diffusivity = 1000, .decay_rate = 0.1, .faces = all_faces(BoundaryKind::closed)};
  const std::vector<double> start = spread_along_axis(edge, width, sigma, 0, 0, 1);
  const std::vector<double> end =
      spread_along_axis(edge, width, sigma, lane.diffusivity, lane.decay_rate, 1);
  for (const int steps : {4, 5, 8}) {
    FactorBlock block(uniform_block(edge, width, lane));
    const auto product = [&](const std::vector<double>& profile, std::uint32_t voxel) {
      const Lattice::Extent at = block.voxels().coordinates(Site{voxel});
      return profile[static_cast<std::size_t>(at[0])] * profile[static_cast<std::size_t>(at[1])] *
             profile[static_cast<std::size_t>(at[2])];
    };
    for (std::uint32_t v = 0; v < block.rows(); ++v)
      for (std::size_t l = 0; l < lane_count; ++l)
        block.concentrations[block.index(v, l)] = static_cast<float>(product(start, v));
    ThreadPool(1).run([&] {
      const double seconds = seconds_of([&] {
        for (int step = 0; step < steps; ++step)
          block.advance(1.0 / steps, {.tolerance = 2e-3, .order = 2});
      });
      double error = 0;
      double size = 0;
      for (std::uint32_t v = 0; v < block.rows(); ++v) {
        const double exact = product(end, v);
        const double difference = double{block.concentrations[block.index(v, 0)]} - exact;
        error += difference * difference;
        size += exact * exact;
      }
      const std::string what = fmt::format("transient_{}_steps", steps);
      sink({what, cube(edge), 1, "relative_l2_error", std::sqrt(error / size), "1"});
      sink({what, cube(edge), 1, "ns_per_voxel_factor", seconds / voxel_factors(edge) * 1e9, "ns"});
    });
  }
}

// Strong uptake in a ball under pinned faces: what is left of the error at rest, by step length.
void measure_steady(const MeasurementSink& sink) {
  constexpr int edge = 32;
  constexpr double width = 20;
  constexpr double radius = 10 * width;
  const LaneSpec lane{.key = "",
                      .diffusivity = 1e5,
                      .decay_rate = 0.1,
                      .faces = all_faces(BoundaryKind::fixed, 1),
                      .initial = 1};
  const auto deposit = [&](FactorBlock& block) {
    for (std::uint32_t v = 0; v < block.rows(); ++v) {
      const Vector3 p = block.voxels().position(v);
      const Vector3 c = block.spec().islet_centre;
      if (std::hypot(p[0] - c[0], p[1] - c[1], p[2] - c[2]) < radius)
        for (std::size_t l = 0; l < lane_count; ++l)
          block.add_uptake(l, Site{v}, 10 * block.voxel_volume());
    }
  };
  LaneSpec at_rest = lane;
  at_rest.storage = Storage::quasi_steady;
  FactorBlock exact(uniform_block(edge, width, at_rest));
  ThreadPool(1).run([&] {
    for (int i = 0; i < 3; ++i) {
      deposit(exact);
      exact.advance(1, {.tolerance = 1e-7, .cycle_limit = 100});
    }
    for (const double dt : {0.01, 0.1, 1.0, 10.0}) {
      FactorBlock block(uniform_block(edge, width, lane));
      const double minutes = 20;
      double seconds = 0;
      for (int step = 0; step < std::lround(minutes / dt); ++step) {
        deposit(block);
        seconds += seconds_of([&] { block.advance(dt, {.tolerance = 1e-5}); });
      }
      double error = 0;
      double size = 0;
      for (std::size_t v = 0; v < block.rows(); ++v) {
        const double at = double{exact.concentrations[exact.index(v, 0)]};
        const double difference = double{block.concentrations[block.index(v, 0)]} - at;
        error += difference * difference;
        size += at * at;
      }
      const std::string what = fmt::format("steady_steps_of_{}_min", dt);
      sink({what, cube(edge), 1, "relative_l2_error", std::sqrt(error / size), "1"});
      sink({what, cube(edge), 1, "ns_per_voxel_factor_minute",
            seconds / minutes / voxel_factors(edge) * 1e9, "ns"});
    }
  });
}

/// Factors that other blocks compute from the same cells, to compare with. They start as the
/// islet's own are, carried over to smaller voxels where they are smaller.
struct Reference {
  Reference(Islet& islet, int spacing_in_sites) {
    for (const FactorBlock* own : {&islet.spread(), &islet.local()}) {
      FactorBlockSpec spec = own->spec();
      spec.spacing_in_sites = std::min(spec.spacing_in_sites, spacing_in_sites);
      blocks.push_back(std::make_unique<FactorBlock>(std::move(spec)));
      FactorBlock& other = *blocks.back();
      for (std::uint32_t v = 0; v < other.rows(); ++v)
        for (std::size_t l = 0; l < own->lanes(); ++l)
          other.concentrations[other.index(v, l)] =
              other.spec().spacing_in_sites == own->spec().spacing_in_sites
                  ? own->concentrations[own->index(v, l)]
                  : static_cast<float>(own->concentration(l, Site{v}));
    }
  }
  std::vector<std::unique_ptr<FactorBlock>> blocks;  ///< spread, local
};

/// Level of a factor at every cell.
std::vector<double> levels_at_cells(const FactorBlock& block, std::size_t lane,
                                    const std::vector<Site>& cells) {
  std::vector<double> levels;
  for (const Site at : cells) levels.push_back(double{block.at(at)[lane]});
  return levels;
}

/// Differences between the factors of an islet and those of a reference, at its cells.
struct Differences {
  std::vector<double> where_present;  ///< |c − reference| / reference while a molecule is there
  std::vector<double> anywhere;       ///< the same wherever the reference is not 0
  double sum = 0;                     ///< Σ c [nM]
  double reference_sum = 0;           ///< Σ reference [nM]

  void add(const std::vector<double>& own, const std::vector<double>& reference, bool present) {
    for (std::size_t i = 0; i < own.size(); ++i) {
      sum += own[i];
      reference_sum += reference[i];
      if (reference[i] <= 0) continue;
      anywhere.push_back(std::abs(own[i] - reference[i]) / reference[i]);
      if (present) where_present.push_back(anywhere.back());
    }
  }
};

// Cost of a simulated minute, and, after `days`, accuracy of one more day against steps of 0.05 min
// on the same voxels and against voxels of one site in the same steps.
void measure_islet(const std::string& scenario, double days, bool accuracy,
                   const MeasurementSink& sink) {
  Simulation patient(plan_run(scenario, {}).model);
  ThreadPool(1).run([&] {
    while (patient.time() < days * minutes_per_day) patient.advance();
    Islet& islet = *patient.islets().front();
    const auto& extent = islet.architecture().lattice.extent();
    const std::string size = fmt::format("{}x{}x{}", extent[0], extent[1], extent[2]);
    const PhaseTimes times = patient.phase_times();
    double field_seconds = 0;
    for (const Phase phase : {Phase::secrete, Phase::deposit, Phase::diffuse})
      field_seconds += times[static_cast<std::size_t>(phase)];
    const double islet_minutes = static_cast<double>(patient.islets().size()) * patient.time();
    sink({scenario, size, 1, "ms_per_islet_minute", field_seconds / islet_minutes * 1e3, "ms"});
    if (!accuracy) return;

    const IsletModel& model = *patient.model().islet;
    const double minute = model.time.motility_step;
    const SolverSettings exact{.tolerance = 1e-5};
    const Reference in_time(islet, 2);
    const Reference in_space(islet, 1);
    islet.feed_too({.spread = in_time.blocks[0].get(),
                    .local = in_time.blocks[1].get(),
                    .spread_step = minute,
                    .local_step = minute,
                    .solver = exact,
                    .parts = static_cast<int>(std::lround(minute / 0.05))});
    islet.feed_too({.spread = in_space.blocks[0].get(),
                    .local = in_space.blocks[1].get(),
                    .spread_step = model.blocks.spread_step,
                    .local_step = model.blocks.local_step,
                    .solver = exact});
    std::array<Differences, factor_count> time_differences;
    std::array<Differences, factor_count> space_differences;
    for (int hour = 0; hour < 24; ++hour) {
      patient.advance();
      std::vector<Site> cells;
      for (const Table* table : islet.section().tables)
        if (const auto* population = dynamic_cast<const Population*>(table))
          for (std::size_t row = 0; row < population->rows(); ++row)
            cells.push_back(population->site_of(row));
      for (std::size_t f = 0; f < factor_count; ++f) {
        const auto factor = static_cast<Factor>(f);
        const std::size_t b = in_spread_block(factor) ? 0 : 1;
        const std::size_t lane = lane_of(factor);
        const auto own = levels_at_cells(b == 0 ? islet.spread() : islet.local(), lane, cells);
        const auto add = [&](Differences& to, const Reference& reference) {
          const FactorBlock& block = *reference.blocks[b];
          const double molecules = block.mean()[lane] * static_cast<double>(block.rows()) *
                                   block.voxel_volume() * molecules_per_nM_um3;
          to.add(own, levels_at_cells(block, lane, cells), molecules >= 1);
        };
        add(time_differences[f], in_time);
        add(space_differences[f], in_space);
      }
    }
    for (std::size_t f = 0; f < factor_count; ++f) {
      const Differences& time = time_differences[f];
      const Differences& space = space_differences[f];
      if (time.reference_sum <= 0) continue;
      const std::string what = fmt::format("{}_{}", scenario, factor_table()[f].key);
      const auto report = [&](const char* metric, double value) {
        sink({what, size, 1, metric, value, "1"});
      };
      report("time_median_relative_difference", median(time.where_present));
      report("time_95_percent_relative_difference", quantile(time.where_present, 0.95));
      report("time_median_relative_difference_with_traces", median(time.anywhere));
      report("time_mean_relative_difference", time.sum / time.reference_sum - 1);
      report("space_mean_relative_difference", space.sum / space.reference_sum - 1);
      report("space_95_percent_relative_difference", quantile(space.where_present, 0.95));
    }
  });
}

}  // namespace

void benchmark_fields(bool quick, const MeasurementSink& sink) {
  const int processors = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  std::vector<int> thread_counts{1, 2};
  if (!quick)
    for (int threads = 4; threads <= processors; threads *= 2) thread_counts.push_back(threads);
  for (const int edge : quick ? std::vector{32, 128} : std::vector{16, 32, 64, 96, 128})
    for (const int threads : thread_counts) measure_solve(edge, threads, sink);
  measure_transient(sink);
  measure_steady(sink);
  for (const char* scenario : {"nod_mouse", "human_islet"})
    measure_islet(scenario, quick ? 2 : 21, !quick, sink);
}

}  // namespace isletsim
