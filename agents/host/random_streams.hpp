// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>

#include "core/base/random.hpp"

namespace isletsim {

/// The uses that rules of the host make of chance. No enumerator has a value of its own, so that no
/// two can be one. Append only: the order is part of every result.
enum class HostStream : std::uint64_t {
  patient_avidity,
  precursors,
  helper_precursors,
  first_visits,
  regulatory_ratio,
  naive_renewal,
  naive_recirculation,
  t_cell_priming,
  helper_polarisation,
  clonal_expansion,
  regulatory_t_cells,
  b_cell_recruitment,
  plasma_cell_death,
  blood_t_cell_death,
  t_cell_extravasation,
  msc_in_lung,
  msc_homing,
  treatment,
  first_accounts,
  count
};

/// Random numbers of one use in the step `step`, for one of its parts, below 2³²: a clone class, a
/// cohort, a treatment.
[[nodiscard]] inline RandomStream random_of_host(Seed seed, HostStream stream, std::uint64_t part,
                                                 std::int64_t step) {
  constexpr unsigned part_bits = 32;
  static_assert(static_cast<std::uint64_t>(HostStream::count) <=
                std::uint64_t{1} << (CellId::local_bits - part_bits));
  return {seed, Purpose::host, CellId{0, (static_cast<std::uint64_t>(stream) << part_bits) | part},
          step};
}

}  // namespace isletsim
