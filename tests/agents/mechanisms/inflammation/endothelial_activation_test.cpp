// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/inflammation/endothelial_activation.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_host.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

namespace {

constexpr EndothelialActivation::Parameters tenth_at_rest{
    .basal_share = 0.1, .tnf_half_saturation = 0.02, .ifn_gamma_half_saturation = 0.03};

// Adhesion to the endothelium of an islet with these concentrations [nM] at its venules.
double adhesion_at(double tnf, double ifn_gamma, double gain = 1) {
  HostModel model = host_without_rules();
  model.gains.macrophage_cytokines = gain;
  HandMadeHost body(model);
  body.outboxes[0].at_venules[static_cast<std::size_t>(Factor::tnf_alpha)] = tnf;
  body.outboxes[0].at_venules[static_cast<std::size_t>(Factor::ifn_gamma)] = ifn_gamma;
  Exchange exchange = body.exchange();
  EndothelialActivation{}(tenth_at_rest, body.host, exchange);
  return body.host.accounts.adhesion[0];
}

}  // namespace

TEST_CASE("endothelium is activated by half at either cytokine's half-saturation") {
  CHECK(adhesion_at(0.02, 0) == approximately(0.55));
  CHECK(adhesion_at(0, 0.03) == approximately(0.55));
  CHECK(adhesion_at(0.06, 0) == approximately(0.1 + 0.9 * 0.75));
}

TEST_CASE("the stronger of both cytokines activates endothelium, they do not add up") {
  CHECK(adhesion_at(0.06, 0.03) == adhesion_at(0.06, 0));
  CHECK(adhesion_at(0.02, 0.09) == adhesion_at(0, 0.09));
}

TEST_CASE("adhesion lies between rest and full activation") {
  CHECK(adhesion_at(0, 0) == approximately(0.1));
  CHECK(adhesion_at(1e6, 1e6) <= 1);
  CHECK(adhesion_at(1e6, 1e6) == approximately(1.0).epsilon(1e-6));
}

TEST_CASE("the gain of macrophage cytokines multiplies TNF-alpha, not IFN-gamma") {
  CHECK(adhesion_at(0.005, 0, 4) == approximately(0.55));
  CHECK(adhesion_at(0, 0.03, 4) == approximately(0.55));
}

TEST_CASE("every islet's endothelium is activated by its own cytokines") {
  HandMadeHost body(host_without_rules(2, 2));
  body.outboxes[1].at_venules[static_cast<std::size_t>(Factor::ifn_gamma)] = 0.03;
  Exchange exchange = body.exchange();
  EndothelialActivation{}(tenth_at_rest, body.host, exchange);
  CHECK(body.host.accounts.adhesion[0] == approximately(0.1));
  CHECK(body.host.accounts.adhesion[1] == approximately(0.55));
}
