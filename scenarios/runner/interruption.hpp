// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

namespace isletsim {

/// While it lives, SIGINT and SIGTERM ask the run to stop at its next exchange; a second SIGINT
/// leaves at once.
class Interruption {
 public:
  Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;
  ~Interruption();
  [[nodiscard]] static bool requested();
};

}  // namespace isletsim
