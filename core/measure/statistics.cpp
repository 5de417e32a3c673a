// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measure/statistics.h"

#include <algorithm>
#include <boost/math/statistics/univariate_statistics.hpp>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

namespace tare::measure {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// The standard leaves std::uniform_int_distribution to the library; an interval must not depend on it.
std::size_t below(std::mt19937_64 &random, std::size_t n)
{
    const std::uint64_t bound = n;
    const std::uint64_t limit = std::numeric_limits<std::uint64_t>::max() / bound * bound;
    std::uint64_t value = random();
    while (value >= limit)
        value = random();
    return static_cast<std::size_t>(value % bound);
}

double quantileOfSorted(const std::vector<double> &sorted, double p)
{
    const double rank = p * static_cast<double>(sorted.size() - 1);
    const auto lower = static_cast<std::size_t>(std::floor(rank));
    const std::size_t upper = std::min(lower + 1, sorted.size() - 1);
    return sorted[lower] + (rank - std::floor(rank)) * (sorted[upper] - sorted[lower]);
}

} // namespace

double quantile(std::vector<double> values, double p)
{
    if (values.empty() || !(p >= 0 && p <= 1))
        return nan;
    std::sort(values.begin(), values.end());
    return quantileOfSorted(values, p);
}

Estimate estimate(const std::vector<double> &values, std::uint64_t seed)
{
    Estimate e;
    e.n = static_cast<int>(values.size());
    e.median = e.mean = e.low = e.high = e.minimum = e.maximum = nan;
    if (values.empty())
        return e;
    std::vector<double> scratch = values;
    e.median = boost::math::statistics::median(scratch);
    e.mean = boost::math::statistics::mean(values);
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    e.minimum = *least;
    e.maximum = *most;
    if (e.n < leastForInterval)
        return e;

    std::mt19937_64 random(seed);
    std::vector<double> medians;
    medians.reserve(resamples);
    for (int i = 0; i < resamples; ++i) {
        for (double &value : scratch)
            value = values[below(random, values.size())];
        medians.push_back(boost::math::statistics::median(scratch));
    }
    std::sort(medians.begin(), medians.end());
    e.low = quantileOfSorted(medians, 0.025);
    e.high = quantileOfSorted(medians, 0.975);
    return e;
}

std::vector<int> permutation(int n, std::uint64_t seed)
{
    std::vector<int> order(static_cast<std::size_t>(std::max(n, 0)));
    std::iota(order.begin(), order.end(), 0);
    std::mt19937_64 random(seed);
    for (std::size_t i = order.size(); i > 1; --i)
        std::swap(order[i - 1], order[below(random, i)]);
    return order;
}

} // namespace tare::measure
