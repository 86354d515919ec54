// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/commands/bench.hpp"

#include <fmt/format.h>

#include "io/json.hpp"
#include "scenarios/benchmarks/field_benchmarks.hpp"
#include "scenarios/benchmarks/islet_benchmarks.hpp"
#include "scenarios/benchmarks/patient_benchmark.hpp"
#include "scenarios/console.hpp"
#include "scenarios/exit_code.hpp"

namespace isletsim {

namespace {

void print_line(const Measurement& measured) {
  print(fmt::format("{:<28} {:<14} {:>7}  {:<38} {:>10.4g} {}\n", measured.what, measured.size,
                    measured.threads, measured.metric, measured.value, measured.unit));
  flush_output();
}

void print_json(const Measurement& measured) {
  print(write_json(Json(Json::Object{{"case", measured.what},
                                     {"size", measured.size},
                                     {"threads", measured.threads},
                                     {"metric", measured.metric},
                                     {"value", measured.value},
                                     {"unit", measured.unit}}),
                   JsonLayout::one_line) +
        "\n");
  flush_output();
}

}  // namespace

int run(const BenchOptions& options) {
  if (!options.json)
    print(fmt::format("{:<28} {:<14} {:>7}  {:<38} {:>10}\n", "case", "size", "threads", "metric",
                      "value"));
  const MeasurementSink sink = options.json ? print_json : print_line;
  switch (options.what) {
    case Benchmark::fields: benchmark_fields(options.quick, sink); break;
    case Benchmark::islet: benchmark_islet(options.quick, sink); break;
    case Benchmark::patient:
      benchmark_patient(options.quick, options.threads.value_or(2), sink);
      break;
  }
  return exit_code::done;
}

}  // namespace isletsim
