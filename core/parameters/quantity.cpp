// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/parameters/quantity.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <udunits2.h>

#include "core/base/error.hpp"

namespace isletsim {

namespace {

constexpr std::array all_native_units{
    NativeUnit{"1", "number"},
    NativeUnit{"min", "time"},
    NativeUnit{"1/min", "rate"},
    NativeUnit{"um", "length"},
    NativeUnit{"um/min", "speed"},
    NativeUnit{"1/um", "inverse length"},
    NativeUnit{"um^2", "area"},
    NativeUnit{"1/mm^2", "number per area"},
    NativeUnit{"um^2/min", "diffusivity"},
    NativeUnit{"um^2/nM/min", "chemotactic sensitivity"},
    NativeUnit{"um^3", "volume"},
    NativeUnit{"um^3/min", "volume flow"},
    NativeUnit{"nM", "concentration"},
    NativeUnit{"1/nM", "inverse concentration"},
    NativeUnit{"nM/min", "concentration rate"},
    NativeUnit{"nM/um", "concentration gradient"},
    NativeUnit{"1/nM/min", "association rate"},
    NativeUnit{"molecule", "amount"},
    NativeUnit{"molecule/min", "amount rate"},
    NativeUnit{"molecule/cell", "amount per cell"},
    NativeUnit{"molecule/cell/min", "secretion rate"},
    NativeUnit{"cell", "number of cells"},
    NativeUnit{"cell/min", "cell rate"},
    NativeUnit{"1/cell", "inverse number of cells"},
    NativeUnit{"1/cell/min", "rate per cell"},
    NativeUnit{"cell/ml", "cell density"},
    NativeUnit{"um^3/cell/min", "clearance rate per cell"},
    NativeUnit{"islet", "number of islets"},
    NativeUnit{"cell/islet", "cells per islet"},
    NativeUnit{"cell/islet/min", "cell rate per islet"},
    NativeUnit{"kg", "mass"},
    NativeUnit{"kg/min", "mass rate"},
    NativeUnit{"cell/kg", "cell dose"},
    NativeUnit{"kDa", "molar mass"},
    NativeUnit{"mg/dl", "mass concentration"},
    NativeUnit{"mg/dl/min", "mass concentration rate"},
    NativeUnit{"dl/mg", "inverse mass concentration"},
    NativeUnit{"dl/mg/min", "rate per mass concentration"},
    NativeUnit{"mg^2/dl^2", "squared mass concentration"},
    NativeUnit{"dl^2/mg^2/min", "rate per squared mass concentration"},
    NativeUnit{"U", "insulin"},
    NativeUnit{"uU/ml", "insulin concentration"},
    NativeUnit{"uU/ml/min", "insulin concentration rate"},
    NativeUnit{"uU/ml/kg/min", "insulin secretion rate per mass"},
    NativeUnit{"ml/uU/min", "insulin sensitivity"},
    NativeUnit{"U/kg", "insulin dose"},
    NativeUnit{"U/kg/min", "insulin dose rate"},
    NativeUnit{"ml/kg", "volume per mass"},
    NativeUnit{"ml/kg/min", "clearance per mass"},
    NativeUnit{"molecule/kg/min", "amount rate per mass"},
};

/// A unit that users may write. Symbols are case-sensitive and stand alone in text; names are not
/// and have plurals.
struct KnownUnit {
  std::string_view definition;  ///< empty for a base unit
  std::array<const char*, 2> symbols;
  std::array<const char*, 5> names;
  std::string_view prefixes{};  ///< symbols of those that it takes
};

// Only these: a system that knows every unit reads "Min" as mega-inch, "a" as are, "H" as henry.
// And with these prefixes only: with any prefix, "cd" would be read as centiday where candela is
// meant, "MM" as megamolar where millimolar is meant, and "Mg" as a tonne.
constexpr std::array known_units{
    KnownUnit{"", {"m"}, {"metre", "metres", "meter", "meters"}, "pnumcdk"},
    KnownUnit{"", {"s"}, {"second", "seconds", "sec"}, "fpnum"},
    KnownUnit{"", {"g"}, {"gram", "grams"}, "fpnumk"},
    KnownUnit{"", {"mol"}, {"mole", "moles"}, "fpnumk"},
    KnownUnit{"", {}, {"cell", "cells"}},
    KnownUnit{"", {}, {"islet", "islets"}},
    KnownUnit{"", {"U", "IU"}, {}, "pnumk"},
    KnownUnit{"60 s", {"min"}, {"minute", "minutes", "mins"}},
    KnownUnit{"60 min", {"h"}, {"hour", "hours", "hr", "hrs"}},
    KnownUnit{"24 h", {"d"}, {"day", "days"}},
    KnownUnit{"7 d", {}, {"week", "weeks"}},
    KnownUnit{"365.2425 d", {}, {"year", "years"}},
    KnownUnit{"30.436875 d", {}, {"month", "months"}},
    KnownUnit{"1e-3 m^3", {"l", "L"}, {"litre", "litres", "liter", "liters"}, "fpnumcd"},
    KnownUnit{"mol/l", {"M"}, {"molar"}, "fpnum"},
    KnownUnit{"1.66053906717384666e-24 mol", {}, {"molecule", "molecules"}},
    KnownUnit{"g/mol", {"Da"}, {"dalton", "daltons"}, "kM"},
    KnownUnit{"0.01", {"%"}, {"percent"}},
};

struct Prefix {
  const char* symbol;
  const char* name;
  double factor;
};

constexpr std::array prefixes{
    Prefix{"f", "femto", 1e-15}, Prefix{"p", "pico", 1e-12}, Prefix{"n", "nano", 1e-9},
    Prefix{"u", "micro", 1e-6},  Prefix{"m", "milli", 1e-3}, Prefix{"c", "centi", 1e-2},
    Prefix{"d", "deci", 1e-1},   Prefix{"k", "kilo", 1e3},   Prefix{"M", "mega", 1e6},
};

/// Other ways to write the prefix u: the micro sign and the Greek letter.
constexpr std::array micro_signs{"\u00b5", "\u03bc"};

struct FreeUnit {
  void operator()(ut_unit* unit) const { ut_free(unit); }
};
using Unit = std::unique_ptr<ut_unit, FreeUnit>;

/// A factor between two units, or its inverse, whichever has fewer decimal digits: 0.3 1/day is
/// exactly 0.3 / 1440 per minute.
struct Ratio {
  double value;
  bool divides;
  [[nodiscard]] double apply(double number) const {
    return divides ? number / value : number * value;
  }
};

/// Reduces a factor to 14 significant digits. UDUNITS computes powers with the C library, whose
/// last bit depends on the CPU; no CPU's noise survives this.
Ratio to_ratio(double factor) {
  const auto digits = [](double number) {
    const std::string text = fmt::format("{:.13e}", number);
    const std::size_t exponent = text.find('e');
    const std::size_t last = text.find_last_not_of('0', exponent - 1);
    return std::pair{last, text};
  };
  const auto [length, text] = digits(factor);
  const auto [inverse_length, inverse_text] = digits(1 / factor);
  const bool divides = inverse_length < length;
  const std::string& chosen = divides ? inverse_text : text;
  double value = 0;
  std::from_chars(chosen.data(), chosen.data() + chosen.size(), value);
  return {value, divides};
}

/// The units that users may write. UDUNITS is not thread-safe: code that uses this must hold the
/// mutex.
class UnitSystem {
 public:
  UnitSystem() {
    ut_set_error_message_handler(ut_ignore);
    system_.reset(ut_new_system());
    ISLETSIM_VALIDATE(system_ != nullptr, "UDUNITS has no memory");
    for (const KnownUnit& known : known_units) this->add(known);
    molar_mass_ = this->parse("kDa");
    for (const NativeUnit& native : all_native_units) {
      natives_.push_back(this->parse(native.unit));
      ISLETSIM_VALIDATE(natives_.back() != nullptr, std::string(native.unit));
      words_.emplace_back(native.unit);
    }
  }

  /// Null where the text is no unit. Remembers what it parsed: each run of a sweep has the same
  /// units.
  [[nodiscard]] Unit parse(std::string_view text) const {
    const auto known = parsed_.find(text);
    const Unit& unit = known != parsed_.end()
                           ? known->second
                           : parsed_.emplace(text, this->parse_anew(text)).first->second;
    return Unit(unit == nullptr ? nullptr : ut_clone(unit.get()));
  }

  [[nodiscard]] Unit parse_anew(std::string_view text) const {
    Unit unit(ut_parse(system_.get(), std::string(text).c_str(), UT_UTF8));
    // UDUNITS leaves out what follows a unit and is none, as in "day)"; it leaves out a factor
    // behind that, too.
    const Unit half(ut_parse(system_.get(), fmt::format("({}) 0.5", text).c_str(), UT_UTF8));
    if (unit == nullptr || half == nullptr) return nullptr;
    const Unit scaled(ut_scale(0.5, unit.get()));
    return ut_compare(half.get(), scaled.get()) == 0 ? std::move(unit) : nullptr;
  }

  [[nodiscard]] Unit times_molar_mass(const Unit& unit) const {
    return Unit(ut_multiply(unit.get(), molar_mass_.get()));
  }
  [[nodiscard]] Unit per_molar_mass(const Unit& unit) const {
    return Unit(ut_divide(unit.get(), molar_mass_.get()));
  }

  /// Nothing where the dimensions differ.
  [[nodiscard]] static std::optional<Ratio> ratio(const Unit& from, const Unit& to) {
    const std::unique_ptr<cv_converter, void (*)(cv_converter*)> converter(
        ut_get_converter(from.get(), to.get()), cv_free);
    if (converter == nullptr) return std::nullopt;
    // UDUNITS also converts a time into a rate, and knows offsets and logarithms: none of these is
    // accepted here.
    if (cv_convert_double(converter.get(), 0) != 0) return std::nullopt;
    const double factor = cv_convert_double(converter.get(), 1);
    if (!(factor > 0 && std::isfinite(factor))) return std::nullopt;
    return to_ratio(factor);
  }

  [[nodiscard]] const Unit& native(const NativeUnit& native) const {
    return natives_[static_cast<std::size_t>(&native - all_native_units.data())];
  }

  /// The native unit of that dimension, of several the nearest in size; nullptr if there is none.
  [[nodiscard]] const NativeUnit* find_native(const Unit& unit) const {
    const NativeUnit* nearest = nullptr;
    double least = 0;
    for (const NativeUnit& native : all_native_units) {
      const auto ratio = UnitSystem::ratio(unit, this->native(native));
      if (!ratio) continue;
      const double distance = std::abs(std::log(ratio->value));
      if (nearest == nullptr || distance < least) {
        nearest = &native;
        least = distance;
      }
    }
    return nearest;
  }

  /// The same, of amount rather than of mass where a molar mass can turn one into the other.
  [[nodiscard]] const NativeUnit* find_native_of_factor(const Unit& unit) const {
    const auto of_amount = [](const NativeUnit* native) {
      return native != nullptr && (native->unit.find("nM") != std::string_view::npos ||
                                   native->unit.find("molecule") != std::string_view::npos);
    };
    const NativeUnit* plain = this->find_native(unit);
    if (of_amount(plain)) return plain;
    const NativeUnit* native = this->find_native(this->per_molar_mass(unit));
    if (of_amount(native)) return native;
    native = this->find_native(this->times_molar_mass(unit));
    return of_amount(native) ? native : plain;
  }

  /// Every word that users may write for a unit.
  [[nodiscard]] const std::vector<std::string>& words() const { return words_; }

  /// Those of the dimension of `native`; none where it takes several words, as a speed does.
  [[nodiscard]] std::vector<std::string> words_for(const NativeUnit& native) const {
    std::vector<std::string> words;
    for (const std::string& word : words_)
      if (is_word(word) && UnitSystem::ratio(this->parse(word), this->native(native)))
        words.push_back(word);
    return words;
  }
  /// Of those the shortest for each unit.
  [[nodiscard]] std::vector<std::string> symbols_for(const NativeUnit& native) const {
    std::vector<std::string> symbols;
    for (const std::string& symbol : symbols_)
      if (UnitSystem::ratio(this->parse(symbol), this->native(native))) symbols.push_back(symbol);
    return symbols;
  }

 private:
  static bool is_word(std::string_view text) {
    return text.find_first_of("/^1") == std::string_view::npos;
  }

  void add(const KnownUnit& known) {
    const Unit unit = known.definition.empty() ? Unit(ut_new_base_unit(system_.get()))
                                               : this->parse(known.definition);
    ISLETSIM_VALIDATE(unit != nullptr, std::string(known.definition));
    for (const char* symbol : known.symbols)
      if (symbol != nullptr) this->add_symbol(symbol, unit);
    for (const char* name : known.names)
      if (name != nullptr) this->add_name(name, unit);
    symbols_.emplace_back(known.symbols[0] != nullptr ? known.symbols[0] : known.names[0]);
    for (const Prefix& prefix : prefixes) {
      if (known.prefixes.find(prefix.symbol) == std::string_view::npos) continue;
      const Unit scaled(ut_scale(prefix.factor, unit.get()));
      for (const char* symbol : known.symbols) {
        if (symbol == nullptr) continue;
        this->add_symbol(std::string(prefix.symbol) + symbol, scaled);
        if (std::string_view(prefix.symbol) != "u") continue;
        for (const char* sign : micro_signs)
          ut_map_symbol_to_unit((std::string(sign) + symbol).c_str(), UT_UTF8, scaled.get());
      }
      for (const char* name : known.names)
        if (name != nullptr) this->add_name(std::string(prefix.name) + name, scaled);
      symbols_.push_back(std::string(prefix.symbol) + known.symbols[0]);
    }
  }

  void add_symbol(const std::string& symbol, const Unit& unit) {
    const ut_status status = ut_map_symbol_to_unit(symbol.c_str(), UT_UTF8, unit.get());
    ISLETSIM_VALIDATE(status == UT_SUCCESS, "two units are written " + symbol);
    words_.push_back(symbol);
  }

  void add_name(const std::string& name, const Unit& unit) {
    const ut_status status = ut_map_name_to_unit(name.c_str(), UT_UTF8, unit.get());
    ISLETSIM_VALIDATE(status == UT_SUCCESS, "two units are written " + name);
    words_.push_back(name);
  }

  std::unique_ptr<ut_system, void (*)(ut_system*)> system_{nullptr, ut_free_system};
  std::vector<std::string> words_;
  std::vector<std::string> symbols_;
  mutable std::map<std::string, Unit, std::less<>> parsed_;
  Unit molar_mass_;
  std::vector<Unit> natives_;
};

std::mutex& units_mutex() {
  static std::mutex mutex;
  return mutex;
}

const UnitSystem& units_under_mutex() {
  static const UnitSystem units;
  return units;
}

/// Calls `use` with the units, one caller at a time.
template <class Use>
auto with_units(Use use) {
  const std::lock_guard lock(units_mutex());
  return use(units_under_mutex());
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_space(char c) { return c == ' ' || c == '\t'; }

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

[[noreturn]] void fail(std::string_view problem, std::string_view text, std::string_view why,
                       std::string_view suggestion) {
  throw ConfigError(Fault{.problem = std::string(problem),
                          .value = std::string(text.substr(0, 100)),
                          .why = std::string(why),
                          .suggestion = std::string(suggestion)});
}

/// Puts a divisor that has a number in brackets, since "a/10^6 b" means (a/10^6)·b to UDUNITS. Any
/// other number in a unit is refused: "1 h 30 min" would be 30 h·min.
std::string bracket_numbers(std::string_view unit, std::string_view text) {
  std::string bracketed;
  std::size_t i = 0;
  const auto skip_while = [&](auto condition) {
    const std::size_t begin = i;
    while (i < unit.size() && condition(unit[i])) ++i;
    return unit.substr(begin, i - begin);
  };
  if (unit.starts_with("1/")) i = 1, bracketed = "1";
  while (i < unit.size()) {
    const char c = unit[i];
    if (is_letter(c) || static_cast<unsigned char>(c) >= 0x80 || c == '%') {
      bracketed += skip_while([](char d) {
        return is_letter(d) || is_digit(d) || static_cast<unsigned char>(d) >= 0x80 || d == '^' ||
               d == '-' || d == '*' || d == '%';
      });
    } else if (c == '/') {
      ++i;
      bracketed += '/';
      skip_while(is_space);
      const auto number = skip_while([](char d) {
        return is_digit(d) || d == '.' || d == '^' || d == 'e' || d == 'E' || d == '+' || d == '-';
      });
      if (number.empty()) continue;
      const auto gap = skip_while(is_space);
      const auto word = skip_while([](char d) { return is_letter(d) || d == '^' || is_digit(d); });
      if (!is_digit(number.front()) || gap.empty() || word.empty())
        fail("unit not understood", text, "a number in a unit stands before the unit it counts",
             "write it as in 'ng/10^6 cells/day'");
      bracketed += fmt::format("({} {})", number, word);
    } else if (is_space(c) || c == '.' || c == '(' || c == ')') {
      bracketed += c;
      ++i;
    } else {
      fail("unit not understood", text, fmt::format("'{}' in the unit", c),
           "write one number and one unit, as in '50 um^2/s'");
    }
  }
  return bracketed;
}

/// A way out for a word that is no unit: the word that was probably meant, and the units of the
/// dimension that is expected, where it is known.
std::string way_out(const UnitSystem& units, const std::string& word, const NativeUnit* expected) {
  std::vector<std::string> candidates;
  if (expected != nullptr) candidates = units.words_for(*expected);
  const std::string nearest =
      nearest_spelling(word, candidates.empty() ? units.words() : candidates);
  std::vector<std::string> suggestions;
  if (!nearest.empty()) suggestions.push_back(fmt::format("did you mean '{}'?", nearest));
  if (!candidates.empty()) {
    suggestions.push_back(fmt::format("units of {} are {}", expected->quantity,
                                      fmt::join(units.symbols_for(*expected), ", ")));
  }
  if (suggestions.empty()) return "units are written as in '50 um^2/s', '2 h', '1 nM'";
  return fmt::format("{}", fmt::join(suggestions, " "));
}

/// Reads a unit, of the dimension of `expected` where that is known. Throws ConfigError where it is
/// none, whatever its dimension.
Unit parse_unit(const UnitSystem& units, std::string_view unit, std::string_view text,
                const NativeUnit* expected = nullptr) {
  const std::string bracketed = bracket_numbers(unit, text);
  Unit parsed = units.parse(bracketed);
  if (parsed != nullptr) return parsed;
  for (std::size_t i = 0; i < bracketed.size(); ++i) {
    if (!is_letter(bracketed[i])) continue;
    std::size_t end = i;
    while (end < bracketed.size() && is_letter(bracketed[end])) ++end;
    const std::string word = bracketed.substr(i, end - i);
    if (units.parse(word) == nullptr) {
      fail("unknown unit", text, fmt::format("'{}' is no unit here", word),
           way_out(units, word, expected));
    }
    i = end;
  }
  fail("unit not understood", text, {}, "units are written as in '50 um^2/s', '2 h', '1 nM'");
}

/// Converts into a native unit, through the molar mass where that makes the dimensions agree.
/// Nothing where they differ, or where a molar mass is missing.
std::optional<double> to_native(const UnitSystem& units, double number, const Unit& unit,
                                const NativeUnit& native, std::optional<double> molar_mass) {
  const Unit& target = units.native(native);
  if (const auto ratio = UnitSystem::ratio(unit, target)) return ratio->apply(number);
  if (!molar_mass) return std::nullopt;
  if (const auto ratio = UnitSystem::ratio(units.per_molar_mass(unit), target))
    return ratio->apply(number) / *molar_mass;
  if (const auto ratio = UnitSystem::ratio(units.times_molar_mass(unit), target))
    return ratio->apply(number) * *molar_mass;
  return std::nullopt;
}

/// The native unit of a declared one; nullptr if there is none. Throws InternalError where the
/// declaration is no unit.
const NativeUnit* native_of(const std::string& unit, bool of_factor) {
  if (unit == "1") return &all_native_units.front();
  return with_units([&](const UnitSystem& units) {
    try {
      const Unit parsed = parse_unit(units, unit, unit);
      return of_factor ? units.find_native_of_factor(parsed) : units.find_native(parsed);
    } catch (const ConfigError& error) {
      throw InternalError(error.what());
    }
  });
}

}  // namespace

std::span<const NativeUnit> native_units() { return all_native_units; }

WrittenQuantity split_quantity(std::string_view text) {
  const std::string_view trimmed = trim(text);
  constexpr std::size_t longest = 100;  // UDUNITS' parser recurses
  if (trimmed.size() > longest) fail("quantity too long", text, {}, "write as in '50 um^2/s'");
  std::string_view rest = trimmed;
  if (rest.starts_with('+')) rest.remove_prefix(1);
  const std::size_t first = rest.starts_with('-') ? 1 : 0;
  if (first >= rest.size() || !(is_digit(rest[first]) || rest[first] == '.'))
    fail("not a finite number", text, "a quantity begins with digits",
         "write a number and a unit, as in '30 day'");
  double number = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
  if (error == std::errc::result_out_of_range)
    fail("number out of range", text, "it is too large or too small to be computed with",
         "check its exponent");
  if (error != std::errc{})
    fail("not a number", text, {}, "write a number and a unit, as in '30 day'");
  rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
  if (rest.starts_with(','))
    fail("not a number", text, "a comma is neither decimal point nor thousands separator",
         "write 1000 or 1.5");
  if (!rest.empty() && !is_space(rest.front()) && !is_letter(rest.front()) && rest.front() != '/' &&
      rest.front() != '%' && static_cast<unsigned char>(rest.front()) < 0x80)
    fail("not a number", text, fmt::format("'{}' behind the number", rest.front()),
         "write a number and a unit, as in '30 day'");
  rest = trim(rest);
  if (rest.starts_with('/')) return {number, fmt::format("1{}", rest)};
  return {number, std::string(rest)};
}

std::string shortest_digits(double number) { return fmt::format("{}", number); }

QuantityUnit::QuantityUnit(std::string unit, bool of_factor)
    : unit_(std::move(unit)), native_(native_of(unit_, of_factor)) {
  ISLETSIM_VALIDATE(native_ != nullptr, fmt::format("unit '{}' has no native unit", unit_));
}

bool QuantityUnit::dimensionless() const { return native_ == &all_native_units.front(); }

double QuantityUnit::parse(std::string_view text, std::optional<double> molar_mass) const {
  const WrittenQuantity written = split_quantity(text);
  if (written.unit.empty()) return this->parse_bare(written.number);
  return with_units([&](const UnitSystem& units) {
    const Unit unit = parse_unit(units, written.unit, text, native_);
    if (const auto value = to_native(units, written.number, unit, *native_, molar_mass)) {
      if (std::isfinite(*value)) return *value;
      fail("number out of range", text, "it is too large to be computed with",
           "check its exponent");
    }
    const NativeUnit* given = units.find_native(unit);
    constexpr double any_molar_mass = 1;
    if (to_native(units, written.number, unit, *native_, any_molar_mass))
      fail("mass for amount", text, "no molar mass is known here",
           fmt::format("give it in '{}'", unit_));
    fail("wrong dimension", text,
         given != nullptr
             ? fmt::format("{} expected, this is {}", native_->quantity, given->quantity)
             : fmt::format("{} expected", native_->quantity),
         this->dimensionless() ? "write a number without unit"
                               : fmt::format("use a unit such as '{}'", unit_));
  });
}

double QuantityUnit::parse_bare(double number) const {
  if (!std::isfinite(number))
    fail("not a finite number", shortest_digits(number), {}, "write digits");
  if (!this->dimensionless() && native_->unit != "cell")
    fail("unit missing", shortest_digits(number), fmt::format("{} expected", native_->quantity),
         fmt::format("write \"{} {}\"", shortest_digits(number), unit_));
  return number;
}

std::string QuantityUnit::format(double native_value, std::optional<double> molar_mass) const {
  if (this->dimensionless() && unit_ == "1") return shortest_digits(native_value);
  const double one = this->parse("1 " + unit_, molar_mass);
  const double number = native_value / one;
  for (const int digits : {15, 16}) {
    std::string text = fmt::format("{:.{}g} {}", number, digits, unit_);
    if (this->parse(text, molar_mass) == native_value) return text;
  }
  return fmt::format("{} {}", shortest_digits(number), unit_);
}

}  // namespace isletsim
