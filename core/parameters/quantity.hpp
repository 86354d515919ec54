// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace isletsim {

/// One of the units in which the model computes, and what is measured in it.
struct NativeUnit {
  std::string_view unit;      ///< "um^2/min"
  std::string_view quantity;  ///< "diffusivity"
};

/// Every unit in which the model computes: the only place to add another. Where several have one
/// dimension (ml/kg and dl/mg), a declared unit goes with the nearest in size.
[[nodiscard]] std::span<const NativeUnit> native_units();

/// A written quantity, taken apart: 50 and "um^2/s".
struct WrittenQuantity {
  double number;
  std::string unit;  ///< empty where only a number is written
};

/// Takes "50 um^2/s" apart. The number is read without regard to the locale: no thousands
/// separators, no hexadecimal digits, no nan or inf. Throws ConfigError, without a place.
[[nodiscard]] WrittenQuantity split_quantity(std::string_view text);

/// Prints the fewest digits that give the same number when read again, without regard to the
/// locale.
[[nodiscard]] std::string shortest_digits(double number);

/// The unit in which a parameter is declared and shown, tied to the native unit of its dimension.
///
/// Units are those of the SI that biology uses, with the prefixes that it uses with each: m, s, g,
/// mol, l, M, Da, U (IU); without prefixes min, h, day, week, month (year/12), year (365.2425 day),
/// molecule, cell, islet, %. A divisor may have a number: "ng/10^6 cells/day".
///
/// With the molar mass of a factor, mass is accepted for amount and amount for mass:
/// 1 ng/ml = 1/M nM, where M is the molar mass [kDa].
class QuantityUnit {
 public:
  /// `of_factor` says that a molar mass will be known, so that ng/ml is computed in nM. Throws
  /// InternalError where the unit cannot be read or has no native unit.
  explicit QuantityUnit(std::string unit, bool of_factor = false);

  [[nodiscard]] const std::string& unit() const { return unit_; }
  [[nodiscard]] const NativeUnit& native() const { return *native_; }
  [[nodiscard]] bool dimensionless() const;

  /// The quantity in the native unit. A bare number is read only where the quantity is
  /// dimensionless or a number of cells. Throws ConfigError, without a place.
  [[nodiscard]] double parse(std::string_view text,
                             std::optional<double> molar_mass = std::nullopt) const;
  /// The same for a bare number. Throws ConfigError, without a place.
  [[nodiscard]] double parse_bare(double number) const;
  /// A number in the native unit as text in the declared unit. It reads back exactly where the
  /// declared unit has enough digits for that.
  [[nodiscard]] std::string format(double native_value,
                                   std::optional<double> molar_mass = std::nullopt) const;

 private:
  std::string unit_;
  const NativeUnit* native_;
};

}  // namespace isletsim
