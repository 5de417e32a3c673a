// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measure/statistics.h"

#include "tests/core/measure/sample_experiment.h"

#include <QTest>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <cmath>
#include <random>
#include <set>

using namespace tare::measure;

class StatisticsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void quantilesAreTypeSeven();
    void knownValues();
    void noIntervalBelowFive();
    void intervalIsReproducibleAndHoldsItsMedian();
    void intervalOfOddFiveIsNearItsExtremes();
    void intervalIsTheExactBootstraps();
    void intervalAsAnotherProgramComputesIt();
    void coverageOnSkewedData();
    void ratiosArePairedByBlock();
    void ratioOfAnyTwo();
    void failedSamplesDoNotCount();
    void permutationsAreComplete();
};

void StatisticsTest::quantilesAreTypeSeven()
{
    // R: quantile(c(1, 2, 4, 8, 16), c(0.1, 0.25, 0.9), type = 7)
    QCOMPARE(quantile({16, 1, 8, 2, 4}, 0.1), 1.4);
    QCOMPARE(quantile({16, 1, 8, 2, 4}, 0.25), 2.0);
    QCOMPARE(quantile({16, 1, 8, 2, 4}, 0.9), 12.8);
    QCOMPARE(quantile({3}, 0.5), 3.0);
    QVERIFY(std::isnan(quantile({}, 0.5)));
    QVERIFY(std::isnan(quantile({1}, 1.5)));
}

void StatisticsTest::knownValues()
{
    const Estimate e = estimate({4, 1, 3, 2, 10, 7}, 1);
    QCOMPARE(e.n, 6);
    QCOMPARE(e.median, 3.5);
    QCOMPARE(e.mean, 4.5);
    QCOMPARE(e.minimum, 1.0);
    QCOMPARE(e.maximum, 10.0);
}

void StatisticsTest::noIntervalBelowFive()
{
    const Estimate four = estimate({1, 2, 3, 4}, 1);
    QVERIFY(std::isnan(four.low) && std::isnan(four.high));
    QCOMPARE(four.median, 2.5);
    const Estimate five = estimate({1, 2, 3, 4, 5}, 1);
    QVERIFY(std::isfinite(five.low) && std::isfinite(five.high));
    QVERIFY(std::isnan(estimate({}, 1).median));
}

void StatisticsTest::intervalIsReproducibleAndHoldsItsMedian()
{
    const std::vector<double> values = {5, 9, 1, 7, 7, 3, 12, 40, 2, 8};
    const Estimate a = estimate(values, 99);
    const Estimate b = estimate(values, 99);
    QCOMPARE(a.low, b.low);
    QCOMPARE(a.high, b.high);
    QVERIFY(a.low < a.median && a.median < a.high);
    QVERIFY(a.low >= a.minimum && a.high <= a.maximum);
    const Estimate same = estimate({6, 6, 6, 6, 6, 6}, 3);
    QCOMPARE(same.low, 6.0);
    QCOMPARE(same.high, 6.0);
}

void StatisticsTest::intervalOfOddFiveIsNearItsExtremes()
{
    // The bootstrap median of n = 5 is the smallest value exactly when three or more draws of five hit it.
    const double smallest =
        1 - boost::math::cdf(boost::math::binomial_distribution<double>(5, 0.2), 2); // 0.058 > 0.025
    QVERIFY(smallest > 0.025);
    const Estimate e = estimate({10, 20, 30, 40, 50}, 5);
    QCOMPARE(e.low, 10.0);
    QCOMPARE(e.high, 50.0);
}

void StatisticsTest::intervalIsTheExactBootstraps()
{
    // With an odd n the median of a resample is one of the values, and is at most the k-th smallest when more
    // than half of n draws are: a binomial probability. No random number is needed to know the quantiles.
    for (const int n : {5, 7, 9, 11, 21}) {
        std::vector<double> values;
        for (int i = 1; i <= n; ++i)
            values.push_back(i * i);
        int low = 0;
        double below = 0;
        while (below < 0.025) {
            ++low;
            const boost::math::binomial_distribution<double> draws(n, static_cast<double>(low) / n);
            below = 1 - boost::math::cdf(draws, (n - 1) / 2);
        }
        QVERIFY(std::abs(below - 0.025) > 0.004); // 10 000 resamples tell these apart
        const int high = n + 1 - low;             // by symmetry
        const Estimate e = estimate(values, 77);
        QCOMPARE(e.low, static_cast<double>(low * low));
        QCOMPARE(e.high, static_cast<double>(high * high));
    }
}

void StatisticsTest::intervalAsAnotherProgramComputesIt()
{
    // The same algorithm written in Python from the definitions (its own 64-bit Mersenne Twister, checked by
    // the C++ standard's 10 000th number, its own median and quantile).
    const Estimate a = estimate({31.0, 29.5, 40.25, 33.0, 30.75, 58.5, 29.0, 35.5}, 4711);
    QCOMPARE(a.median, 32.0);
    QCOMPARE(a.low, 29.5);
    QCOMPARE(a.high, 40.25);
    const Estimate b = estimate({12.1, 12.4, 11.9, 13.0, 12.2, 19.7, 12.3, 12.0, 12.6, 12.5}, 1);
    QCOMPARE(b.median, 12.35);
    QCOMPARE(b.low, 12.1);
    QCOMPARE(b.high, 12.75);
}

void StatisticsTest::coverageOnSkewedData()
{
    // Log-normal start times: the true median must lie in the interval about 95 times of 100. With 400
    // experiments the count is binomial; the bounds leave room for a method that is a little off and none for
    // a wrong one.
    const boost::math::lognormal_distribution<double> truth(std::log(30.0), 0.4);
    std::mt19937_64 random(7);
    std::uniform_real_distribution<double> uniform(1e-9, 1 - 1e-9);
    int covered = 0;
    const int experiments = 400;
    for (int i = 0; i < experiments; ++i) {
        std::vector<double> values;
        for (int k = 0; k < 15; ++k)
            values.push_back(boost::math::quantile(truth, uniform(random)));
        const Estimate e = estimate(values, static_cast<std::uint64_t>(i));
        covered += e.low <= 30.0 && 30.0 <= e.high ? 1 : 0;
    }
    QVERIFY2(covered >= 0.90 * experiments, qPrintable(QString::number(covered)));
    QVERIFY2(covered <= 0.99 * experiments, qPrintable(QString::number(covered)));
}

void StatisticsTest::ratiosArePairedByBlock()
{
    // Blocks drift by a factor of three, the ratio within each is exactly ten.
    Experiment e;
    e.spec.seed = 5;
    for (int block = 0; block < 6; ++block)
        for (const Subject subject : {Subject::Host, Subject::Container}) {
            Sample s;
            s.subject = subject;
            s.block = block;
            s.start = (1'000'000 + 400'000 * block) * (subject == Subject::Host ? 1 : 10);
            e.samples.push_back(s);
        }
    summarize(e);
    const Estimate &ratio = e.summaries.at(1).ratioToHost;
    QCOMPARE(ratio.n, 6);
    QCOMPARE(ratio.median, 10.0);
    QCOMPARE(ratio.low, 10.0);
    QCOMPARE(ratio.high, 10.0);
    QVERIFY(e.summaries.at(1).start.low < e.summaries.at(1).start.high);
}

void StatisticsTest::ratioOfAnyTwo()
{
    Experiment e = sampleExperiment(6);
    const Estimate ratio = pairedRatio(e, Subject::Vm, Subject::Container, 1);
    QCOMPARE(ratio.n, 6);
    QCOMPARE(ratio.median, 200.0);
    for (Sample &sample : e.samples)
        if (sample.subject == Subject::Container && sample.block < 4)
            sample.error = "no";
    QCOMPARE(pairedRatio(e, Subject::Vm, Subject::Container, 1).n, 2);
    QVERIFY(std::isnan(pairedRatio(e, Subject::Vm, Subject::Container, 1).low));
}

void StatisticsTest::failedSamplesDoNotCount()
{
    Experiment e = sampleExperiment(6);
    e.samples[1].error = "no";
    e.samples[0].error = "no";
    summarize(e);
    QCOMPARE(e.summaries.at(0).start.n, 5);
    QCOMPARE(e.summaries.at(1).start.n, 5);
    QCOMPARE(e.summaries.at(2).start.n, 6);
    QCOMPARE(e.summaries.at(2).ratioToHost.n, 5); // its partner in block 0 is gone
    QCOMPARE(e.summaries.at(1).stages.size(), std::size_t(3));
    QCOMPARE(e.summaries.at(1).stages.front().name, std::string("create"));
}

void StatisticsTest::permutationsAreComplete()
{
    std::set<std::vector<int>> seen;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const std::vector<int> order = permutation(3, seed);
        QCOMPARE(std::set<int>(order.begin(), order.end()), (std::set<int>{0, 1, 2}));
        QCOMPARE(order, permutation(3, seed));
        seen.insert(order);
    }
    QCOMPARE(seen.size(), std::size_t(6));
}

QTEST_GUILESS_MAIN(StatisticsTest)
#include "statistics_test.moc"
