// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/parameters/quantity.hpp"

#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "core/base/error.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

namespace {

/// The message with which a text is refused for a unit; empty where it is accepted.
std::string refusal(std::string_view text, const char* unit,
                    std::optional<double> molar_mass = std::nullopt) {
  try {
    static_cast<void>(QuantityUnit(unit).parse(text, molar_mass));
  } catch (const ConfigError& error) {
    return error.what();
  }
  return {};
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("quantities become numbers in native units, exactly where the factor is a decimal") {
  const auto native = [](std::string_view text, const char* unit) {
    return QuantityUnit(unit).parse(text);
  };
  CHECK(native("30 day", "day") == 43200);                    // 30 · 24 · 60
  CHECK(native("1 week", "h") == 10080);                      // 7 · 24 · 60
  CHECK(native("1.5 h", "min") == 90);                        // 1.5 · 60
  CHECK(native("90 s", "min") == 1.5);                        // 90 / 60
  CHECK(native("1 year", "day") == 525949.2);                 // 365.2425 · 1440
  CHECK(native("1 month", "day") == 43829.1);                 // 365.2425 / 12 · 1440
  CHECK(native("0.3 1/day", "1/min") == 0.3 / 1440);          //
  CHECK(native("0.3/day", "1/min") == 0.3 / 1440);            // the same, shorter
  CHECK(native("0.3 day^-1", "1/min") == 0.3 / 1440);         //
  CHECK(native("50 um^2/s", "um^2/s") == 3000);               // 50 · 60
  CHECK(native("50 \u00b5m^2/s", "um^2/s") == 3000);          // micro sign
  CHECK(native("50 \u03bcm^2/s", "um^2/s") == 3000);          // Greek mu
  CHECK(native("0.3 mm", "um") == 300);                       //
  CHECK(native("20 nmol/l", "nM") == 20);                     //
  CHECK(native("20 pM", "nM") == 0.02);                       //
  CHECK(native("65 uM", "nM") == 65000);                      //
  CHECK(native("1 mM", "nM") == 1e6);                         //
  CHECK(native("0.034 mol/m^3/s", "nM/min") == 0.034 * 6e7);  // 1 mol/m³ = 1 mM = 1e6 nM; · 60
  CHECK(native("1.2 1/nM/h", "1/nM/min") == 0.02);            // 1.2 / 60
  CHECK(native("6000 molecules/cell/h", "molecule/cell/h") == 100);  // 6000 / 60
  CHECK(native("8 cells/islet/day", "cell/islet/day") == 8.0 / 1440);
  CHECK(native("1e6 cells/kg", "cell/kg") == 1e6);
  CHECK(native("25 g", "kg") == 0.025);
  CHECK(native("1.25 g/l", "mg/dl") == 125);  // 1250 mg / 10 dl
  CHECK(native("10 mU/l", "uU/ml") == 10);    // 10 000 µU / 1000 ml
  CHECK(native("10 mIU/l", "uU/ml") == 10);
  CHECK(native("0.72 ml/uU/day", "ml/uU/day") == 0.72 / 1440);
  CHECK(native("0.5 U/kg/day", "U/kg/day") == 0.5 / 1440);
  CHECK(native("8 kDa", "kDa") == 8);
  CHECK(native("352 g/mol", "kDa") == 0.352);
  CHECK(native("40 %", "1") == 0.4);
  CHECK(native("40%", "1") == 0.4);
  CHECK(native("0.4", "1") == 0.4);
  CHECK(native("-3", "1") == -3);
  CHECK(native("+3", "1") == 3);
  CHECK(native(".5 h", "h") == 30);
  CHECK(native("  2   h ", "h") == 120);
  CHECK(native("300 1/mm^2", "1/mm^2") == 300);
  CHECK(native("12 cells", "cell") == 12);
  CHECK(native("12 Cells", "cell") == 12);  // names regard no case
  CHECK(native("12", "cell") == 12);        // a number of cells may stand bare
}

TEST_CASE("with a molar mass, mass is amount") {
  const QuantityUnit concentration("nM", true);
  // 1 ng/ml = 1e-6 g/l; / 8000 g/mol = 1.25e-10 mol/l = 0.125 nM
  CHECK(concentration.parse("1 ng/ml", 8) == 0.125);
  // 100 pg/ml = 0.1 ng/ml; / 17.2 kDa
  CHECK(concentration.parse("100 pg/ml", 17.2) == approximately(0.1 / 17.2).epsilon(1e-15));
  CHECK(concentration.parse("1 nM", 8) == 1);

  const QuantityUnit secretion("molecule/cell/h", true);
  // 10e-9 g / 17 000 g/mol · 6.02214076e23 = 3.54243574e11 molecules, of 1e6 cells in 1440 min
  CHECK(secretion.parse("10 ng/10^6 cells/day", 17) ==
        approximately(10e-9 / 17000 * 6.02214076e23 / 1e6 / 1440).epsilon(1e-13));
  CHECK(secretion.parse("10 ng/10^6 cells/day", 17) == secretion.parse("10 ng/1e6 cells/day", 17));
  CHECK(secretion.parse("1 pg/cell/day", 17) ==
        approximately(secretion.parse("1000 ng/10^6 cells/day", 17)).epsilon(1e-13));

  const QuantityUnit inverse("1/nM", true);
  CHECK(inverse.parse("1 ml/ng", 8) == 8);
  // glucose: 5.5 mmol/l · 180.156 g/mol = 990.858 mg/l = 99.0858 mg/dl
  CHECK(QuantityUnit("mg/dl").parse("5.5 mmol/l", 0.180156) ==
        approximately(99.0858).epsilon(1e-14));

  // declared in mass, computed in amount
  CHECK(QuantityUnit("ng/ml", true).native().unit == "nM");
  CHECK(QuantityUnit("ng/10^6 cells/day", true).native().unit == "molecule/cell/min");
  CHECK(QuantityUnit("nM", true).native().unit == "nM");
  CHECK(QuantityUnit("um^2/s", true).native().unit == "um^2/min");
  CHECK(QuantityUnit("mg/dl").native().unit == "mg/dl");
}

TEST_CASE("every native unit is its own") {
  for (const NativeUnit& native : native_units()) {
    CAPTURE(native.unit);
    const QuantityUnit unit{std::string(native.unit)};
    CHECK(unit.native().unit == native.unit);
    CHECK(unit.parse("3.7 " + std::string(native.unit == "1" ? "" : native.unit)) == 3.7);
  }
}

TEST_CASE("a declaration in an unknown unit is a bug") {
  CHECK_THROWS_AS(QuantityUnit("furlong"), InternalError);
  CHECK_THROWS_AS(QuantityUnit("kg^3"), InternalError);
}

TEST_CASE("what is no quantity is refused with a reason") {
  CHECK(refusal("30 kg", "day") ==
        "wrong dimension '30 kg' (time expected, this is mass) — use a unit such as 'day'");
  CHECK(refusal("30", "day") == "unit missing '30' (time expected) — write \"30 day\"");
  CHECK(contains(refusal("30 dayz", "day"), "did you mean 'day'?"));
  CHECK(contains(refusal("30 Min", "min"), "did you mean 'min'?"));
  CHECK(contains(refusal("30 cels", "cell"), "did you mean 'cell'?"));
  CHECK(contains(refusal("1,000 min", "min"), "comma"));
  CHECK(contains(refusal("1,5 min", "min"), "comma"));
  for (const char* text : {"nan", "inf", "-inf", "NaN min", "infinity", "", " ", "min", "-", "fast",
                           "-min", "+ 3 min"})
    CHECK(contains(refusal(text, "min"), "not a finite number"));
  CHECK(contains(refusal("1e400 min", "min"), "number out of range"));
  CHECK(contains(refusal("1e307 year", "min"), "number out of range"));
  // a time is no rate, though UDUNITS would invert it
  CHECK(contains(refusal("30 min", "1/min"), "rate expected, this is time"));
  CHECK(contains(refusal("30 1/min", "min"), "time expected, this is rate"));
  // cells are no times, molecules are no cells
  CHECK(contains(refusal("30 cells/min", "1/min"), "wrong dimension"));
  CHECK(contains(refusal("30 molecules", "cell"), "wrong dimension"));
  CHECK(contains(refusal("0.5 min", "1"), "write a number without unit"));
  CHECK(contains(refusal("1 ng/ml", "nM"), "no molar mass is known here"));
  CHECK(contains(refusal("1 h 30 min", "min"), "unit not understood"));
  CHECK(contains(refusal("1 min 3", "min"), "unit not understood"));
  CHECK(contains(refusal("5 3 min", "min"), "unit not understood"));
  CHECK(contains(refusal("1.5.2 min", "min"), "not a number"));
  CHECK(contains(refusal("1_000 min", "min"), "not a number"));
  CHECK(contains(refusal("0x10 min", "min"), "unknown unit"));
  CHECK(contains(refusal("5 min since 2000", "min"), "unit not understood"));
  CHECK(contains(refusal("5 min @ 3", "min"), "unit not understood"));
  CHECK(contains(refusal("5 m^99999", "um"), "unit not understood"));
  CHECK(contains(refusal("5 min/", "min"), "unit not understood"));
  CHECK(contains(refusal("5 min)", "min"), "unit not understood"));
  CHECK(contains(refusal("5 (min", "min"), "unit not understood"));
  CHECK(contains(refusal("5 min) (min", "min"), "unit not understood"));
  CHECK(contains(refusal("5 min\xff", "min"), "unit not understood"));
  CHECK(!refusal("5 min--1", "min").empty());
  CHECK(!refusal("5 min/0 s", "1").empty());
  CHECK(contains(refusal(std::string(100000, '('), "min"), "quantity too long"));
  CHECK(contains(refusal("1 H", "min"), "did you mean 'h'?"));
}

TEST_CASE("a unit takes the prefixes that are used with it and no others") {
  struct Taken {
    std::vector<const char*> symbols;
    std::vector<const char*> names;
    std::string prefixes;  // with a symbol
    const char* native;
  };
  const std::vector<Taken> units{
      {{"m"}, {"metre", "metres", "meter", "meters"}, "pnumcdk", "um"},
      {{"s"}, {"second", "seconds", "sec"}, "fpnum", "min"},
      {{"g"}, {"gram", "grams"}, "fpnumk", "kg"},
      {{"mol"}, {"mole", "moles"}, "fpnumk", "molecule"},
      {{"U", "IU"}, {}, "pnumk", "U"},
      {{"l", "L"}, {"litre", "litres", "liter", "liters"}, "fpnumcd", "um^3"},
      {{"M"}, {"molar"}, "fpnum", "nM"},
      {{"Da"}, {"dalton", "daltons"}, "kM", "kDa"},
      {{"min"}, {"minute", "minutes", "mins"}, "", "min"},
      {{"h"}, {"hour", "hours", "hr", "hrs"}, "", "min"},
      {{"d"}, {"day", "days"}, "", "min"},
      {{}, {"week", "weeks"}, "", "min"},
      {{}, {"month", "months"}, "", "min"},
      {{}, {"year", "years"}, "", "min"},
      {{}, {"cell", "cells"}, "", "cell"},
      {{}, {"islet", "islets"}, "", "islet"},
      {{}, {"molecule", "molecules"}, "", "molecule"},
      {{"%"}, {"percent"}, "", "1"},
  };
  struct Prefix {
    char letter;
    std::vector<std::string> symbols;
    std::string name;
    double factor;
  };
  // All of the SI's: those that no unit takes are refused with each.
  const std::vector<Prefix> prefixes{
      {'y', {"y"}, "yocto", 1e-24},
      {'z', {"z"}, "zepto", 1e-21},
      {'a', {"a"}, "atto", 1e-18},
      {'f', {"f"}, "femto", 1e-15},
      {'p', {"p"}, "pico", 1e-12},
      {'n', {"n"}, "nano", 1e-9},
      {'u', {"u", "\u00b5", "\u03bc"}, "micro", 1e-6},
      {'m', {"m"}, "milli", 1e-3},
      {'c', {"c"}, "centi", 1e-2},
      {'d', {"d"}, "deci", 1e-1},
      {'D', {"da"}, "deca", 1e1},
      {'h', {"h"}, "hecto", 1e2},
      {'k', {"k"}, "kilo", 1e3},
      {'M', {"M"}, "mega", 1e6},
      {'G', {"G"}, "giga", 1e9},
      {'T', {"T"}, "tera", 1e12},
      {'P', {"P"}, "peta", 1e15},
      {'E', {"E"}, "exa", 1e18},
  };
  int accepted = 0;
  for (const Taken& taken : units) {
    const QuantityUnit unit{std::string(taken.native)};
    for (const Prefix& prefix : prefixes) {
      const bool allowed = taken.prefixes.find(prefix.letter) != std::string::npos;
      const auto check = [&](const std::string& word, const std::string& bare) {
        CAPTURE(word);
        const std::string message = refusal("2 " + word, taken.native);
        CHECK(message.empty() == allowed);
        if (!allowed || !message.empty()) return;
        ++accepted;
        CHECK(unit.parse("2 " + word) ==
              approximately(prefix.factor * unit.parse("2 " + bare)).epsilon(1e-12));
      };
      for (const std::string symbol : taken.symbols)
        for (const std::string& prefix_symbol : prefix.symbols)
          check(prefix_symbol + symbol, symbol);
      for (const std::string name : taken.names) check(prefix.name + name, name);
      // Half a word is no prefix of the other kind.
      for (const std::string name : taken.names)
        for (const std::string& prefix_symbol : prefix.symbols)
          CHECK_FALSE(refusal("2 " + prefix_symbol + name, taken.native).empty());
      for (const std::string symbol : taken.symbols)
        CHECK_FALSE(refusal("2 " + prefix.name + symbol, taken.native).empty());
    }
  }
  CHECK(accepted > 150);
}

TEST_CASE("words that only a prefix would make a unit are refused with the units there are") {
  const std::string times = "units of time are s, fs, ps, ns, us, ms, min, h, d, week, year, month";
  CHECK(refusal("14 cd", "day") ==
        "unknown unit '14 cd' ('cd' is no unit here) — did you mean 'd'? " + times);
  for (const char* word : {"mmin", "nmin", "dd", "md", "ph", "mh", "kh", "kday", "Pa", "ha", "a",
                           "kyear", "min2in", "Ms", "ks", "pm2"})
    CHECK_FALSE(refusal(std::string("2 ") + word, "min").empty());
  CHECK(contains(refusal("2 ph", "min"), times));
  for (const char* word : {"kcell", "Mcell", "kilocells", "pcells"})
    CHECK(contains(refusal(std::string("2 ") + word, "cell"), "units of number of cells are cell"));
  CHECK(contains(refusal("2 MM", "nM"), "units of concentration are M, fM, pM, nM, uM, mM"));
  CHECK(contains(refusal("2 Mg", "kg"), "units of mass are g, fg, pg, ng, ug, mg, kg"));
  CHECK(contains(refusal("2 um^2/cd", "um^2/min"), "'cd' is no unit here"));
}

TEST_CASE("numbers are printed in the declared unit and read back the same") {
  CHECK(QuantityUnit("um^2/s").format(3000) == "50 um^2/s");
  CHECK(QuantityUnit("1/day").format(0.3 / 1440) == "0.3 1/day");
  CHECK(QuantityUnit("1").format(0.1) == "0.1");
  CHECK(QuantityUnit("day").format(43200) == "30 day");
  CHECK(QuantityUnit("ng/ml", true).format(0.125, 8) == "1 ng/ml");
  double value = 1.2345678901234567e-7;
  for (int i = 0; i < 50; ++i, value *= 3.7) {
    const QuantityUnit native("nM");
    CHECK(native.parse(native.format(value)) == value);
    const QuantityUnit shown("pM");
    CHECK(shown.parse(shown.format(value)) == approximately(value).epsilon(1e-15));
  }
  CHECK(shortest_digits(0.1) == "0.1");
  CHECK(shortest_digits(1e22) == "1e+22");
  CHECK(shortest_digits(5) == "5");
}

TEST_CASE("quantities are read from any number of threads") {
  std::vector<std::thread> threads;
  std::vector<int> right(4);
  for (std::size_t t = 0; t < right.size(); ++t)
    threads.emplace_back([&right, t] {
      const QuantityUnit unit("um^2/s");
      for (int i = 0; i < 200; ++i) right[t] += unit.parse("50 um^2/s") == 3000 ? 1 : 0;
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(right == std::vector<int>{200, 200, 200, 200});
}
