// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <string>
#include <variant>

#include "scenarios/commands/ablate.hpp"
#include "scenarios/commands/bench.hpp"
#include "scenarios/commands/check.hpp"
#include "scenarios/commands/cite.hpp"
#include "scenarios/commands/diff.hpp"
#include "scenarios/commands/export.hpp"
#include "scenarios/commands/list.hpp"
#include "scenarios/commands/new.hpp"
#include "scenarios/commands/resume.hpp"
#include "scenarios/commands/run.hpp"
#include "scenarios/commands/show.hpp"
#include "scenarios/commands/sweep.hpp"
#include "scenarios/commands/worker.hpp"

namespace isletsim {

/// --help or --version: a text to print.
struct TextOptions {
  std::string text;
};

int run(const TextOptions& options);

/// One subcommand with its options.
using Command = std::variant<TextOptions, RunOptions, ResumeOptions, CheckOptions, ShowOptions,
                             NewOptions, ListOptions, SweepOptions, AblateOptions, ExportOptions,
                             DiffOptions, CiteOptions, WorkerOptions, BenchOptions>;

/// Reads the arguments of main(). Throws ConfigError with every fault found.
[[nodiscard]] Command parse_command_line(int argc, const char* const* argv);

}  // namespace isletsim
