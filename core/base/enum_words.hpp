// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace isletsim {

/// An enumerator, and the word that users read and write for it.
template <class Enum>
struct EnumWord {
  Enum value;
  std::string_view word;
};
template <class Enum>
EnumWord(Enum, std::string_view) -> EnumWord<Enum>;

/// The words of all enumerators 0, 1, … of an enumeration: what is read and what is printed follow
/// from the one table. A table in another order does not compile.
template <class Enum, std::size_t Count>
class EnumWords {
 public:
  consteval explicit EnumWords(const EnumWord<Enum> (&words)[Count]) {
    for (std::size_t i = 0; i < Count; ++i) {
      if (static_cast<std::size_t>(words[i].value) != i) throw "not in the order of enumerators";
      words_[i] = words[i].word;
    }
  }

  [[nodiscard]] constexpr std::string_view word(Enum value) const {
    return words_.at(static_cast<std::size_t>(value));
  }
  /// Nothing where no enumerator has this word.
  [[nodiscard]] constexpr std::optional<Enum> find(std::string_view word) const {
    for (std::size_t i = 0; i < Count; ++i)
      if (words_[i] == word) return static_cast<Enum>(i);
    return std::nullopt;
  }
  [[nodiscard]] std::vector<std::string> all() const { return {words_.begin(), words_.end()}; }

 private:
  std::array<std::string_view, Count> words_{};
};

}  // namespace isletsim
