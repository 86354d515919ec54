// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <span>
#include <string>
#include <vector>

namespace isletsim {

/// The publications that sources name, each once, sorted by author. A source is text of phrases
/// that semicolons part, such as "Doe et al. 2001 J Foo 12:34 (3-5 1/day); rate assumed". Of
/// several wordings for one author and year the longest stands; what a source says about the
/// publication is left out, and so are phrases on what is assumed.
[[nodiscard]] std::vector<std::string> publications_of(std::span<const std::string> sources);

}  // namespace isletsim
