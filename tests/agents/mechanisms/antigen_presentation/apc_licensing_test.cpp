// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/antigen_presentation/apc_licensing.hpp"

#include <cmath>
#include <cstdint>

#include <doctest/doctest.h>

#include "agents/mechanisms/antigen_presentation/apc_costimulation.hpp"
#include "agents/mechanisms/autoimmunity/clonal_expansion.hpp"
#include "agents/mechanisms/autoimmunity/t_cell_priming.hpp"
#include "tests/agents/hand_made_host.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

namespace {

constexpr ApcLicensing::Parameters parameters_of_licensing{.division_time = 120};

HostModel with_lymph_node(const LymphNode& node) {
  HostModel model = host_without_rules();
  model.lymph_node = node;
  return model;
}

void add_unlicensed_apc(Host& host, double antigen, double maturity = 1) {
  const std::size_t row = host.apcs.append(CellId{1, host.apcs.size() + 1}, Site{}, 0);
  host.apcs.weight[row] = 10;
  host.apcs.antigen[row] = antigen;
  host.apcs.maturity[row] = maturity;
}

}  // namespace

TEST_CASE("helpers license APCs by the rate at which they meet, after their antigen") {
  HandMadeHost body(with_lymph_node({.slots = 30,
                                     .scan_time = 3,
                                     .size = 1e6,
                                     .half_saturation = 1,
                                     .antigen_half_life = 600,
                                     .macrophage_potency = 0.01}));
  body.host.expansion.resize(3);
  const auto leaving = [&](std::size_t intervals, Cd4Subset subset) -> std::int64_t& {
    return body.host.expansion.cells[intervals * clone_classes + clone_of(subset)];
  };
  leaving(0, Cd4Subset::th0) = 100;
  leaving(0, Cd4Subset::th1) = 200;
  leaving(2, Cd4Subset::th17) = 400;      // 120 min before they leave, a division: 200 of them
  leaving(0, Cd4Subset::treg) = 10'000;   // do not help
  body.host.expansion.cells[0] = 10'000;  // nor do CD8⁺ T cells
  add_unlicensed_apc(body.host, 1);
  add_unlicensed_apc(body.host, 2);
  add_unlicensed_apc(body.host, 0);
  body.host.apcs.licensed[1] = 0.5;
  body.host.apcs.arrival_time[0] = 600;
  Exchange exchange = body.exchange(600);
  ApcLicensing{}(parameters_of_licensing, body.host, exchange);
  // 30/3 contacts per min, 500 of 1e6 are helpers: 0.3 in an hour; H(1; 1, 2) = 1/2, for the second
  // after a half-life as well.
  CHECK(body.host.apcs.licensed[0] == approximately(1 - std::exp(-0.15)));
  CHECK(body.host.apcs.licensed[1] == approximately(1 - 0.5 * std::exp(-0.15)));
  CHECK(body.host.apcs.licensed[2] == 0);
}

TEST_CASE("without helpers no APC is licensed") {
  HandMadeHost body;
  add_unlicensed_apc(body.host, 5);
  Exchange exchange = body.exchange();
  ApcLicensing{}(parameters_of_licensing, body.host, exchange);
  CHECK(body.host.apcs.licensed[0] == 0);
}

// Hour after hour, half-mature APCs prime CD8⁺ T cells and helpers, which divide.
std::int64_t cd8_primed(bool licensing, std::int64_t helpers) {
  HandMadeHost body;
  body.host.pools.naive[0] = body.host.pools.visiting[0] = 1'000'000;
  const std::size_t th0 = clone_of(Cd4Subset::th0);
  body.host.pools.naive[th0] = body.host.pools.visiting[th0] = helpers;
  add_unlicensed_apc(body.host, 1, 0.3);
  std::int64_t primed = 0;
  for (int hour = 0; hour < 48; ++hour) {
    Exchange exchange = body.exchange(60.0 * hour);
    if (licensing) ApcLicensing{}(parameters_of_licensing, body.host, exchange);
    ApcCostimulation{}({.time_constant = 1440}, body.host, exchange);
    TCellPriming{}({.anergy_share = 0.1, .suppression_recovery = 2880}, body.host, exchange);
    primed += exchange.primed[0];
    ClonalExpansion{}(
        {.divisions = 8, .export_delay = 1440, .cognate_fraction = 1, .helper_divisions = 7},
        body.host, exchange);
  }
  return primed;
}

TEST_CASE("help speeds the priming of CD8 T cells up, which goes on without it") {
  const std::int64_t alone = cd8_primed(true, 0);
  CHECK(alone > 0);
  CHECK(cd8_primed(false, 1'000'000) == alone);
  CHECK(cd8_primed(true, 1'000'000) > 1.5 * static_cast<double>(alone));
}
