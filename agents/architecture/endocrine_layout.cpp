// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/architecture/endocrine_layout.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <utility>

#include "agents/architecture/shuffle.hpp"
#include "core/base/error.hpp"
#include "core/base/math.hpp"
#include "core/base/random.hpp"

namespace isletsim {

namespace {

std::vector<TissueCell> cells_of(const EndocrineCounts& counts) {
  std::vector<TissueCell> types(counts.beta, TissueCell::beta);
  types.insert(types.end(), counts.alpha, TissueCell::alpha);
  types.insert(types.end(), counts.delta, TissueCell::delta);
  return types;
}

}  // namespace

EndocrineCounts endocrine_counts(const IsletSettings& settings, std::size_t total) {
  const std::array<double, 3> shares{settings.beta_fraction, settings.alpha_fraction,
                                     settings.delta_fraction};
  const double sum = shares[0] + shares[1] + shares[2];
  ISLETSIM_EXPECT(sum > 0);
  std::array<std::size_t, 3> counts{};
  std::array<double, 3> remainders{};
  for (std::size_t i = 0; i < 3; ++i) {
    const double exact = static_cast<double>(total) * shares[i] / sum;
    counts[i] = static_cast<std::size_t>(exact);
    remainders[i] = exact - std::floor(exact);
  }
  while (counts[0] + counts[1] + counts[2] < total) {
    const auto most = std::max_element(remainders.begin(), remainders.end());
    ++counts[static_cast<std::size_t>(most - remainders.begin())];
    *most -= 1;
  }
  return {counts[0], counts[1], counts[2]};
}

std::vector<TissueCell> core_mantle_layout(const IsletRegion& region,
                                           const std::vector<Site>& sites,
                                           const EndocrineCounts& counts, double core_radius,
                                           RandomStream random) {
  ISLETSIM_EXPECT(counts.beta + counts.alpha + counts.delta == sites.size());
  struct Distance {
    double squared;
    std::uint64_t tie_break;
    std::size_t index;
    auto operator<=>(const Distance&) const = default;
  };
  std::vector<Distance> outwards(sites.size());
  for (std::size_t i = 0; i < sites.size(); ++i) {
    const Vector3 at = region.lattice.position(sites[i]);
    const double x = at[0] - region.centre[0];
    const double y = at[1] - region.centre[1];
    const double z = at[2] - region.centre[2];
    outwards[i] = {x * x + y * y + z * z, random.bits(), i};
  }
  std::sort(outwards.begin(), outwards.end());
  const double core = core_radius * region.radius;
  const auto in_core = static_cast<std::size_t>(std::count_if(
      outwards.begin(), outwards.end(), [&](const auto& d) { return d.squared < core * core; }));
  const std::size_t core_cells = std::min(in_core, counts.beta);

  std::vector<TissueCell> types = cells_of(counts);
  shuffle(types.begin() + static_cast<std::ptrdiff_t>(core_cells), types.end(), random);
  std::vector<TissueCell> result(sites.size());
  for (std::size_t i = 0; i < sites.size(); ++i) result[outwards[i].index] = types[i];
  return result;
}

std::vector<TissueCell> intermingled_layout(const Lattice& lattice, const std::vector<Site>& sites,
                                            const EndocrineCounts& counts, double clustering,
                                            RandomStream random) {
  ISLETSIM_EXPECT(counts.beta + counts.alpha + counts.delta == sites.size());
  std::vector<TissueCell> types = cells_of(counts);
  shuffle(types.begin(), types.end(), random);
  const std::size_t others = counts.alpha + counts.delta;
  if (counts.beta < 2 || others == 0) return types;

  std::vector<std::uint8_t> beta_at(lattice.size(), 0);
  std::vector<std::uint8_t> cell_at(lattice.size(), 0);
  for (std::size_t i = 0; i < sites.size(); ++i) {
    cell_at[sites[i].value()] = 1;
    beta_at[sites[i].value()] = types[i] == TissueCell::beta ? 1 : 0;
  }
  const auto neighbours = [&](const std::vector<std::uint8_t>& layer, Site site) {
    int count = 0;
    lattice.for_each_face_neighbour(site, [&](Site s) { count += layer[s.value()]; });
    return count;
  };
  // Contacts are counted from both sides.
  double all_contacts = 0;
  double contacts = 0;
  for (Site site : sites) {
    all_contacts += neighbours(cell_at, site);
    if (beta_at[site.value()] != 0) contacts += neighbours(beta_at, site);
  }
  const auto n = static_cast<double>(sites.size());
  const auto n_beta = static_cast<double>(counts.beta);
  const double expected = all_contacts * n_beta * (n_beta - 1) / (n * (n - 1));
  const double wanted = (1 + clustering) * expected;

  std::array<double, 13> acceptance{};  // by contacts lost
  for (std::size_t i = 0; i < acceptance.size(); ++i) {
    acceptance[i] = math::exp(-static_cast<double>(i));
  }
  const std::size_t attempts = 100 * sites.size();
  for (std::size_t attempt = 0; attempt < attempts && contacts < wanted; ++attempt) {
    const std::size_t i = random.below(sites.size());
    const std::size_t j = random.below(sites.size());
    const bool i_is_beta = types[i] == TissueCell::beta;
    const bool j_is_beta = types[j] == TissueCell::beta;
    if (i_is_beta == j_is_beta) continue;
    const Site from = i_is_beta ? sites[i] : sites[j];
    const Site to = i_is_beta ? sites[j] : sites[i];
    const int lost = neighbours(beta_at, from);
    beta_at[from.value()] = 0;
    const int gained = neighbours(beta_at, to);
    if (gained < lost && random.uniform() >= acceptance[static_cast<std::size_t>(lost - gained)]) {
      beta_at[from.value()] = 1;
      continue;
    }
    beta_at[to.value()] = 1;
    std::swap(types[i], types[j]);
    contacts += 2 * (gained - lost);
  }
  return types;
}

}  // namespace isletsim
