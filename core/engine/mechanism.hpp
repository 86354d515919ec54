// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace isletsim {

/// The form of a rule: what it may change.
enum class Shape : std::uint8_t {
  hazard,       ///< adds a hazard of a fate to a cell
  relaxation,   ///< pulls a cell's state towards a target
  secretion,    ///< adds sources or uptake to the factors
  contact,      ///< binds to or engulfs a cell in contact
  move,         ///< moves a cell
  arrival,      ///< brings cells into the islet
  tissue,       ///< changes what lies between the cells
  host,         ///< acts in lymph node and blood
  treatment,    ///< acts at the times of a treatment
  patient,      ///< sets up the patient
  observation,  ///< measures, and changes nothing
};

/// How well a rule and its numbers are known.
enum class Confidence : std::uint8_t { low, medium, high };

/// How often a rule is planned: with each motility step, each phenotype step, or each exchange.
enum class Cadence : std::uint8_t { motility, phenotype, exchange };

[[nodiscard]] std::string_view to_string(Shape shape);
[[nodiscard]] std::string_view to_string(Confidence confidence);

/// What is declared of a named rule of biology. A mechanism is a struct with this as `static
/// constexpr info`, a nested `Parameters`, and an operator() whose arguments say what it reads and
/// writes.
struct Mechanism {
  std::string_view key;    ///< name in scenarios
  std::string_view group;  ///< switched off together
  std::array<std::uint8_t, 4>
      rows{};  ///< rows of the table of rules (docs/odd/rules.md) that it implements; 0 = none
  Shape shape;
  Cadence cadence = Cadence::phenotype;
  std::string_view claim;     ///< one sentence
  std::string_view equation;  ///< in the form of the code
  std::string_view source;    ///< author year, DOI; or `assumed: why`
  Confidence confidence;
};

/// The populations that one mechanism acts on alike: `using Cells = CellTypes<…>` in a mechanism
/// whose operator() takes Chunk<P> for each P of them.
template <class... P>
struct CellTypes {};

/// A list of mechanisms, in the order in which those of one phase are called.
template <class... M>
struct MechanismList {};

}  // namespace isletsim
