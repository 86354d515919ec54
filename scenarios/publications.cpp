// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/publications.hpp"

#include <algorithm>
#include <map>
#include <regex>
#include <string_view>

namespace isletsim {

namespace {

/// One phrase a source consists of, without what it says about the publication.
std::string without_remark(std::string_view phrase) {
  return std::string(phrase.substr(0, std::min(phrase.find(": "), phrase.find(" ("))));
}

/// Anything that was published has a number of four digits: a year, an accession or a commit.
bool has_four_digits(std::string_view text) {
  int digits = 0;
  return std::any_of(text.begin(), text.end(), [&](char c) {
    digits = c >= '0' && c <= '9' ? digits + 1 : 0;
    return digits == 4;
  });
}

}  // namespace

std::vector<std::string> publications_of(std::span<const std::string> sources) {
  // Authors and year, which distinguish publications; journal, volume and page; identifier; where
  // the number was read if not there.
  static const std::regex citation(
      R"(((?:van )?[A-Z][^ ,;:()]*(?: [A-Z][^ ,;:()]*)?)"
      R"((?: et al\.| (?:and|&) [A-Z][^ ,;:()]*)? (?:19|20)\d\d))"
      R"((?: (?!PMC\d)[A-Z][A-Za-z]*(?: (?!PMC\d)[A-Z][A-Za-z]*)*(?: \d+:e?\d+)?)?)"
      R"((?:,? (?:doi:)?10\.\d+/[^ ;,]*[^ ;,:)]|,? PMC\d+| \((?:(?:doi:)?10\.[^ )]*|PMC\d+)\))?)"
      R"((?:, [^;:(]*in popellab/[^;:(]*[^ ;:(])?)");
  std::map<std::string, std::string> found;
  const auto add = [&](const std::string& key, const std::string& publication) {
    std::string& kept = found[key];
    if (publication.size() > kept.size()) kept = publication;
  };
  for (const std::string& source : sources) {
    std::string_view rest = source;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(';'), rest.size());
      std::string phrase(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      phrase.erase(0, std::min(phrase.find_first_not_of(' '), phrase.size()));
      if (phrase.starts_with("assumed")) continue;
      bool cited = false;
      for (std::sregex_iterator match(phrase.begin(), phrase.end(), citation), none; match != none;
           ++match) {
        // After a title, as in "Trafficking of T cells, Blood 2012", a journal is no author.
        const std::string author = (*match)[1];
        const bool several = author.find(" et al.") != std::string::npos ||
                             author.find(" and ") != std::string::npos ||
                             author.find(" & ") != std::string::npos;
        if (!several && phrase.substr(0, phrase.find(author)).ends_with(", ")) continue;
        cited = true;
        add(author, (*match)[0]);
      }
      if (cited) continue;
      const std::string publication = without_remark(phrase);
      if (has_four_digits(publication)) add(publication, publication);
    }
  }
  std::vector<std::string> publications;
  for (const auto& [key, publication] : found) publications.push_back(publication);
  return publications;
}

}  // namespace isletsim
