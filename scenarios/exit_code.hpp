// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

/// The exit codes of the program.
namespace isletsim::exit_code {

inline constexpr int done = 0;
inline constexpr int failed = 1;       ///< the run failed
inline constexpr int bad_input = 2;    ///< nothing was written
inline constexpr int interrupted = 3;  ///< a checkpoint was written

}  // namespace isletsim::exit_code
