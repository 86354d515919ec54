// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <map>
#include <utility>

#include "agents/islet/deposits.hpp"

namespace isletsim {

/// Keeps what rules deposit at each site: sums of secretion [molecules/min], the latest exchange
/// and uptake.
class RecordedDeposits final : public Deposits {
 public:
  struct Exchange {
    double rate = 0;
    double level = 0;
  };
  struct Uptake {
    double maximum = 0;
    double half_saturation = 0;
  };

  void secrete(Factor factor, Site site, double rate) override {
    secreted_[{factor, site.value()}] += rate;
  }
  void exchange(Factor factor, Site site, double rate, double level) override {
    exchanged_[{factor, site.value()}] = {.rate = rate, .level = level};
  }
  void take_up(Factor factor, Site site, double maximum, double half_saturation) override {
    taken_up_[{factor, site.value()}] = {.maximum = maximum, .half_saturation = half_saturation};
  }

  [[nodiscard]] double secreted(Factor factor, Site site = Site{0}) const {
    return found(secreted_, factor, site);
  }
  [[nodiscard]] Exchange exchanged(Factor factor, Site site = Site{0}) const {
    return found(exchanged_, factor, site);
  }
  [[nodiscard]] Uptake taken_up(Factor factor, Site site = Site{0}) const {
    return found(taken_up_, factor, site);
  }
  [[nodiscard]] double total(Factor factor) const {
    double sum = 0;
    for (const auto& [where, rate] : secreted_)
      if (where.first == factor) sum += rate;
    return sum;
  }

 private:
  template <class T>
  using Record = std::map<std::pair<Factor, std::uint32_t>, T>;
  template <class T>
  static T found(const Record<T>& record, Factor factor, Site site) {
    const auto at = record.find({factor, site.value()});
    return at == record.end() ? T{} : at->second;
  }

  Record<double> secreted_;
  Record<Exchange> exchanged_;
  Record<Uptake> taken_up_;
};

}  // namespace isletsim
