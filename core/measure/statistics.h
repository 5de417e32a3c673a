// SPDX-License-Identifier: GPL-3.0-or-later
// What is said about a handful of fresh instances. One instance is one value; nothing here averages within
// one.
#pragma once

#include "core/measure/experiment.h"

#include <cstdint>
#include <vector>

namespace tare::measure {

constexpr int resamples = 10'000;
constexpr int leastForInterval = 5;

// Linear interpolation between the closest ranks (Hyndman & Fan's type 7). NaN without values.
[[nodiscard]] double quantile(std::vector<double> values, double p);

// Median, mean, extremes, and a 95 % percentile bootstrap interval of the median (Efron): the same values and
// the same seed give the same interval on every machine. Interval NaN below five values, everything NaN
// without any.
[[nodiscard]] Estimate estimate(const std::vector<double> &values, std::uint64_t seed);

// How many times as long as `denominator` an instance of `numerator` took to start, by pairs of the same
// block: what slowed a whole block down does not count. Only blocks in which both have a number.
[[nodiscard]] Estimate pairedRatio(const Experiment &experiment, Subject numerator, Subject denominator,
                                   std::uint64_t seed);

// A permutation by Fisher and Yates, the same on every machine for the same seed.
[[nodiscard]] std::vector<int> permutation(int n, std::uint64_t seed);

} // namespace tare::measure
