// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

namespace isletsim {

// The model computes in minutes and reports days; the machine's time is in seconds.
inline constexpr double minutes_per_day = 1440;
inline constexpr double minutes_per_week = 7 * minutes_per_day;
inline constexpr double days_per_year = 365.2425;

inline constexpr double seconds_per_minute = 60;
inline constexpr double seconds_per_hour = 60 * seconds_per_minute;
inline constexpr double seconds_per_day = 24 * seconds_per_hour;

}  // namespace isletsim
