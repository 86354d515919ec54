// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "agents/architecture/architecture.hpp"
#include "agents/host/host.hpp"
#include "agents/islet/islet.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/schema.hpp"
#include "core/parameters/settings.hpp"

namespace isletsim {

/// Every mechanism of the program, in the order of agents/mechanisms/rules.list.
[[nodiscard]] std::vector<const Mechanism*> all_mechanisms();

/// Whether a mechanism is switched off by a list of keys and groups.
[[nodiscard]] bool is_disabled(const Mechanism& mechanism, std::span<const std::string> disabled);

/// Adds every table that the model reads to a schema: factors, time, patient, islet, cells, gains,
/// the parameters of each mechanism, treatments.
void add_model(Schema& schema);

/// Sets the gains to 1 where `cytokines.mode` is strict and nothing else is said of them.
void settle_gains(Settings& settings);

/// Everything that a scenario says about the model, bound and checked.
struct Model {
  std::shared_ptr<const IsletModel> islet;
  std::shared_ptr<const HostModel> host;
  IsletSettings architecture;
  /// Of the file that `architecture.cells` names; the code that reads files fills them in.
  std::vector<SegmentedCell> segmented_cells{};
};

/// Binds settings to the rules that are on. Throws ConfigError with every contradiction between
/// keys: steps that are no multiples, gains in strict mode, speeds beyond a site per step, more
/// islets simulated than represented, an islet larger than its box.
[[nodiscard]] Model build_model(const Settings& settings, Seed seed,
                                std::span<const std::string> disabled);

}  // namespace isletsim
