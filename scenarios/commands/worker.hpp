// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

namespace isletsim {

/// isletsim worker: what a sweep starts to carry out its runs; not for people.
struct WorkerOptions {};

int run(const WorkerOptions& options);

}  // namespace isletsim
