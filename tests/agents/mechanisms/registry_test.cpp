// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/registry.hpp"

#include <set>
#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "agents/factors.hpp"
#include "core/parameters/schema.hpp"

using namespace isletsim;

namespace {

struct FactorTable {
  double molar_mass;
};

/// A schema with the factors that rows name.
Schema schema_of_factors() {
  Schema schema;
  for (const FactorDeclaration& factor : factor_table()) {
    if (factor.molar_mass == 0) continue;
    schema.add<FactorTable>(fmt::format("factors.{}", factor.key), "a factor",
                            parameters(row("molar_mass", &FactorTable::molar_mass,
                                           fmt::format("{} kDa", factor.molar_mass),
                                           at_least("0 kDa"), "a source", "molar mass")));
  }
  return schema;
}

template <class M>
void check_declaration(Schema& schema, std::set<std::string_view>& keys) {
  CAPTURE(M::info.key);
  CHECK(keys.insert(M::info.key).second);
  CHECK(!M::info.group.empty());
  CHECK(!M::info.claim.empty());
  CHECK(!M::info.equation.empty());
  CHECK(!M::info.source.empty());
  // The schema throws where a default cannot be read, is out of its range, or has no source.
  CHECK_NOTHROW(schema.add<typename M::Parameters>(fmt::format("parameters.{}", M::info.key),
                                                   std::string(M::info.claim)));
}

template <class... M>
std::size_t check_declarations(MechanismList<M...>) {
  Schema schema = schema_of_factors();
  std::set<std::string_view> keys;
  (check_declaration<M>(schema, keys), ...);
  return keys.size();
}

}  // namespace

TEST_CASE("every mechanism declares itself and its parameters in full, under a key of its own") {
  CHECK(check_declarations(Rules{}) > 0);
}
