// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstddef>
#include <mutex>
#include <utility>
#include <vector>

#include "core/state/column.hpp"

namespace isletsim {

/// Arrays that solves work in: as many as solves run at once, not as many as there are blocks.
class WorkArrays {
 public:
  /// An array, until this goes out of scope.
  class Lease {
   public:
    Lease(WorkArrays& from, AlignedVector<float> array) : from_(from), array_(std::move(array)) {}
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease() { from_.give_back(std::move(array_)); }
    [[nodiscard]] float* data() { return array_.data(); }

   private:
    WorkArrays& from_;
    AlignedVector<float> array_;
  };

  /// At least that many numbers, whatever they are. Safe from many threads.
  [[nodiscard]] Lease take(std::size_t size) {
    AlignedVector<float> array;
    {
      const std::lock_guard lock(mutex_);
      if (!free_.empty()) {
        array = std::move(free_.back());
        free_.pop_back();
      }
    }
    if (array.size() < size) array = AlignedVector<float>(size);
    return Lease(*this, std::move(array));
  }

 private:
  void give_back(AlignedVector<float> array) {
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(array));
  }

  std::mutex mutex_;
  std::vector<AlignedVector<float>> free_;
};

}  // namespace isletsim
