// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measure/experiment_json.h"

#include "core/base/file.h"
#include "tests/core/measure/sample_experiment.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

#include <cmath>

using namespace tare::measure;
using tare::Errc;

class ExperimentJsonTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void roundTrip();
    void absentIntervalIsNull();
    void summariesAreNotBelieved();
    void hostile_data();
    void hostile();
    void sampleLine();
    void begunLine();
    void savedNewestFirst();
    void savedRefusesAPath();
};

void ExperimentJsonTest::roundTrip()
{
    const Experiment before = sampleExperiment(6);
    const std::string json = experimentToJson(before);
    const auto after = experimentFromJson(json);
    TARE_OK(after);
    QCOMPARE(experimentToJson(*after), json);
    QCOMPARE(after->samples.size(), before.samples.size());
    QCOMPARE(after->samples[4].stages[1].duration, before.samples[4].stages[1].duration);
    QCOMPARE(after->spec.command, before.spec.command);
    QCOMPARE(after->spec.seed, before.spec.seed);
    QVERIFY(after->vmEmulated);
}

void ExperimentJsonTest::absentIntervalIsNull()
{
    const std::string json = experimentToJson(sampleExperiment(3));
    QVERIFY(json.find("\"low\": null") != std::string::npos);
    QVERIFY(json.find("nan") == std::string::npos);
}

void ExperimentJsonTest::summariesAreNotBelieved()
{
    std::string json = experimentToJson(sampleExperiment(6));
    const std::size_t at = json.find("\"median\": ");
    json.replace(at, 11, "\"median\": 9");
    const auto read = experimentFromJson(json);
    TARE_OK(read);
    QCOMPARE(read->summaries.at(0).start.median, sampleExperiment(6).summaries.at(0).start.median);
}

void ExperimentJsonTest::hostile_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("array") << QByteArray("[]");
    QTest::newRow("other format") << QByteArray(R"({"format":2})");
    QTest::newRow("unknown subject") << QByteArray(R"({"format":1,"samples":[{"subject":"moon"}]})");
    QTest::newRow("negative") << QByteArray(R"({"format":1,"samples":[{"subject":"vm","start":-1}]})");
    QTest::newRow("huge") << QByteArray(
        R"({"format":1,"samples":[{"subject":"vm","start":9000000000000000000}]})");
    QTest::newRow("stage") << QByteArray(
        R"({"format":1,"samples":[{"subject":"vm","stages":[{"name":"x","duration":-5}]}]})");
    QTest::newRow("deep") << QByteArray(100'000, '[');
}

void ExperimentJsonTest::hostile()
{
    QFETCH(QByteArray, json);
    QVERIFY(!experimentFromJson(json.toStdString()));
}

void ExperimentJsonTest::sampleLine()
{
    Sample sample = sampleExperiment(1).samples[2];
    sample.error = "bad \xff byte\n";
    const std::string line = sampleToJson(sample);
    QVERIFY(line.find('\n') == std::string::npos);
    const auto read = sampleFromJson(line);
    TARE_OK(read);
    QCOMPARE(read->start, sample.start);
    QCOMPARE(read->stages.size(), sample.stages.size());
    QVERIFY(!read->error.empty());
    QVERIFY(!sampleFromJson("{\"sample\":3}"));
}

void ExperimentJsonTest::begunLine()
{
    Experiment before = sampleExperiment(1);
    before.samples.clear();
    summarize(before);
    const std::string line = begunToJson(before);
    QVERIFY(line.starts_with("{\"begun\":{"));
    QVERIFY(line.find('\n') == std::string::npos);
    const auto after = experimentFromJson(line.substr(9, line.size() - 10));
    TARE_OK(after);
    QVERIFY(after->vmEmulated);
    QCOMPARE(after->vmReason, before.vmReason);
    QVERIFY(after->samples.empty());
}

void ExperimentJsonTest::savedNewestFirst()
{
    const TempHome home;
    const std::string folder = home.paths().experiments();
    Experiment e = sampleExperiment(2);
    TARE_OK(saveExperiment(e, folder));
    e.id = "later";
    e.started += 5;
    TARE_OK(saveExperiment(e, folder));
    TARE_OK(tare::writeFileAtomic(folder + "/foreign.json", "not ours"));
    const auto saved = savedExperiments(folder);
    TARE_OK(saved);
    QCOMPARE(saved->size(), std::size_t(2));
    QCOMPARE(saved->front().id, std::string("later"));
    const auto none = savedExperiments(home.file("absent"));
    TARE_OK(none);
    QVERIFY(none->empty());
}

void ExperimentJsonTest::savedRefusesAPath()
{
    const TempHome home;
    Experiment e = sampleExperiment(1);
    e.id = "../escape";
    TARE_FAILS(saveExperiment(e, home.paths().experiments()), Errc::InvalidArgument);
}

QTEST_GUILESS_MAIN(ExperimentJsonTest)
#include "experiment_json_test.moc"
