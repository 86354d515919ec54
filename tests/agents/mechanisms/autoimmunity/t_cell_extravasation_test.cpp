// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/t_cell_extravasation.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_host.hpp"

using namespace isletsim;

namespace {

constexpr TCellExtravasation::Parameters parameters_of_entry{
    .entry_rate = 0.02, .half_saturation = 0.5, .presentation = 30};

void present(Outbox& outbox, double cxcl10, double surface) {
  outbox.at_venules[static_cast<std::size_t>(Factor::cxcl10)] = cxcl10;
  outbox.surface = surface;
}

// T cells of a class that entered an islet, whole body.
std::int64_t entered(const HandMadeHost& body, std::size_t islet, std::size_t clone) {
  return body.host.accounts.weight[islet] * body.inboxes[islet].t_cells[clone] +
         body.host.accounts.t_cell_remainder[islet * clone_classes + clone];
}

}  // namespace

TEST_CASE("entries into islets compete, by presentation and surface") {
  HandMadeHost body(host_without_rules(2, 5));  // weights 3 and 2
  present(body.outboxes[0], 0.5 / 30, 1000);    // half of the receptors are bound
  present(body.outboxes[1], 1.5 / 30, 2000);    // three quarters
  for (std::size_t k = 0; k < clone_classes; ++k) body.host.pools.blood[k] = 1'000'000;
  Exchange exchange = body.exchange();
  TCellExtravasation{}(parameters_of_entry, body.host, exchange);
  // Shares of the surface 3/7 and 4/7: hazards 0.02 · 1/2 · 3/7 = 3/700 and 0.02 · 3/4 · 4/7 =
  // 6/700. In 60 min 1 − exp(−540/700) enter, a third of them the first islet.
  const double any = 1 - std::exp(-540.0 / 700);
  for (std::size_t k = 0; k < clone_classes; ++k) {
    CAPTURE(k);
    CHECK(std::abs(static_cast<double>(entered(body, 0, k)) - 1e6 * any / 3) <
          binomial_bound(1e6, any / 3));
    CHECK(std::abs(static_cast<double>(entered(body, 1, k)) - 1e6 * any * 2 / 3) <
          binomial_bound(1e6, any * 2 / 3));
    CHECK(body.host.pools.blood[k] + entered(body, 0, k) + entered(body, 1, k) == 1'000'000);
    for (std::size_t i = 0; i < 2; ++i) {
      const std::int64_t rest = body.host.accounts.t_cell_remainder[i * clone_classes + k];
      CHECK(rest >= 0);
      CHECK(rest < body.host.accounts.weight[i]);
    }
  }
}

TEST_CASE("of the T cells that an islet attracts, as many enter as adhere") {
  HandMadeHost body(host_without_rules(1, 5));
  present(body.outboxes[0], 0.5 / 30, 1000);  // half of the receptors are bound
  body.host.pools.blood[0] = 1'000'000;
  body.host.accounts.adhesion[0] = 0.25;
  Exchange exchange = body.exchange();
  TCellExtravasation{}(parameters_of_entry, body.host, exchange);
  const double any = 1 - std::exp(-60 * 0.02 * 0.5 * 0.25);
  CHECK(std::abs(static_cast<double>(entered(body, 0, 0)) - 1e6 * any) < binomial_bound(1e6, any));
}

TEST_CASE("a remainder enters once it is enough for one simulated islet") {
  HandMadeHost body(host_without_rules(1, 10));
  present(body.outboxes[0], 1e9, 1000);
  const TCellExtravasation::Parameters all_at_once{
      .entry_rate = 1, .half_saturation = 0.5, .presentation = 30};
  for (int hour = 1; hour <= 3; ++hour) {
    body.host.pools.blood[0] += 4;  // all enter: exp(−60) remain
    Exchange exchange = body.exchange(60.0 * hour);
    TCellExtravasation{}(all_at_once, body.host, exchange);
    CHECK(body.inboxes[0].t_cells[0] == (hour < 3 ? 0 : 1));  // 4, 8, 12 cells at weight 10
  }
  CHECK(body.host.accounts.t_cell_remainder[0] == 2);
}

// A class of which few cells enter comes as often to the simulated islets as to those they stand
// for: of 20 000 cells that enter 400 islets of weight 100, 200 ± 10 are seen, to within the phase
// of each.
TEST_CASE("accounts begin at random, so that rare classes come in time") {
  HandMadeHost body(host_without_rules(400, 40'000));
  TCellExtravasation{}.start(parameters_of_entry, body.host);
  for (auto& outbox : body.outboxes) present(outbox, 1e9, 1000);
  body.host.pools.blood[0] = 20'000;
  Exchange exchange = body.exchange();
  const TCellExtravasation::Parameters all_at_once{
      .entry_rate = 1, .half_saturation = 0.5, .presentation = 30};
  TCellExtravasation{}(all_at_once, body.host, exchange);
  std::int64_t seen = 0;
  for (const Inbox& inbox : body.inboxes) seen += inbox.t_cells[0];
  CHECK(std::abs(static_cast<double>(seen) - 200) < 4 * 10);
}

TEST_CASE("no T cell enters where there is no CXCL10 or no islet surface") {
  HandMadeHost body(host_without_rules(2, 2));
  body.host.pools.blood[0] = 1'000'000;
  Exchange exchange = body.exchange();
  present(body.outboxes[0], 1, 0);
  present(body.outboxes[1], 1, 0);
  TCellExtravasation{}(parameters_of_entry, body.host, exchange);
  present(body.outboxes[0], 0, 1000);
  present(body.outboxes[1], 0, 1000);
  TCellExtravasation{}(parameters_of_entry, body.host, exchange);
  CHECK(body.host.pools.blood[0] == 1'000'000);
}
