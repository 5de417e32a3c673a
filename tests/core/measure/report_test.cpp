// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measure/words.h"

#include "tests/core/measure/sample_experiment.h"

#include <QRegularExpression>
#include <QTest>
#include <cmath>

using namespace tare::measure;

class ReportTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void words();
    void csvIsRfc4180();
    void emulationIsSaidWithEveryBar();
    void foreignTextIsEscaped();
    void suspectIsSaid();
    void noClaimWithoutData();
    void noDifferenceIsNoEquivalence();
    void withoutAVirtualMachine();
    void failedSampleIsShown();
};

void ReportTest::words()
{
    QCOMPARE(timeText(950e3), std::string("950 µs"));
    QCOMPARE(timeText(2.345e6), std::string("2.35 ms"));
    QCOMPARE(timeText(999.9e6), std::string("1.00 s"));
    QCOMPARE(timeText(std::nan("")), std::string("–"));
    QCOMPARE(memoryText(512.0 * 1024), std::string("512 KiB"));
    QCOMPARE(memoryText(256.0 * 1024 * 1024), std::string("256 MiB"));
}

void ReportTest::csvIsRfc4180()
{
    Experiment e = sampleExperiment(2);
    e.samples[0].error = "said \"no\", twice\nand left";
    const std::string csv = experimentToCsv(e);
    QVERIFY(csv.find("\"said \"\"no\"\", twice\nand left\"\r\n") != std::string::npos);
    // A header, and for both blocks a row for each total and each stage: 2 * (3 + 2 + 3 + 2).
    QCOMPARE(QString::fromStdString(csv).count(QStringLiteral("\r\n")), 1 + 20);
    const auto lines = QString::fromStdString(csv).split(QStringLiteral("\r\n"));
    QCOMPARE(lines.at(5).count(QLatin1Char(',')), lines.at(0).count(QLatin1Char(',')));
    QVERIFY(lines.at(4).contains(QStringLiteral("container,,0,1,total,")));
}

void ReportTest::emulationIsSaidWithEveryBar()
{
    const auto text = QString::fromStdString(experimentToText(sampleExperiment(6)));
    for (const QString &line : text.split(QLatin1Char('\n')))
        if (line.contains(QStringLiteral("Virtual machine")) && line.contains(QStringLiteral("█")))
            QVERIFY2(line.contains(QStringLiteral("software emulation")), qPrintable(line));
    QVERIFY(text.contains(QStringLiteral("a guest never came up on /dev/kvm")));
    const auto html = QString::fromStdString(experimentToHtml(sampleExperiment(6)));
    QCOMPARE(html.count(QStringLiteral("stroke-dasharray")), 3);
    QVERIFY(!html.contains(QStringLiteral("<script")));
    // Every stage has its piece of the bar and its word below it.
    QCOMPARE(html.count(QStringLiteral("■")), 2 + 3 + 2);
    QVERIFY(html.contains(QStringLiteral("monitor, namespaces, mounts 5.12 ms")));
    Experiment kvm = sampleExperiment(6);
    kvm.vmEmulated = false;
    kvm.vmAccelerator = "KVM";
    QVERIFY(!QString::fromStdString(experimentToText(kvm)).contains(QStringLiteral("emulation")));
}

void ReportTest::foreignTextIsEscaped()
{
    Experiment e = sampleExperiment(1);
    e.spec.image = "<b>&\x1b[2J";
    e.samples[2].error = "\x1b]0;owned\x07<i>";
    const std::string text = experimentToText(e);
    QVERIFY(text.find('\x1b') == std::string::npos);
    const std::string html = experimentToHtml(e);
    QVERIFY(html.find("<b>") == std::string::npos);
    QVERIFY(html.find("<i>") == std::string::npos);
    QVERIFY(html.find('\x1b') == std::string::npos);
}

void ReportTest::suspectIsSaid()
{
    Experiment e = sampleExperiment(6);
    QVERIFY(experimentToText(e).find("Suspect") == std::string::npos);
    for (Sample &sample : e.samples)
        if (sample.subject == Subject::Vm)
            sample.start = 1000;
    summarize(e);
    QVERIFY(experimentToText(e).find("Suspect: the vm") != std::string::npos);
}

void ReportTest::noClaimWithoutData()
{
    const auto few = QString::fromStdString(experimentToText(sampleExperiment(4)));
    QVERIFY(few.contains(QStringLiteral("Fewer than five instances")));
    QVERIFY(!few.contains(QStringLiteral("(95 % interval")));
    const auto some = QString::fromStdString(experimentToText(sampleExperiment(5)));
    QVERIFY(some.contains(QStringLiteral("200 times as long to start as the container (95 % interval")));
    QVERIFY(some.contains(QStringLiteral("Fewer than ten instances")));
    QVERIFY(!QString::fromStdString(experimentToText(sampleExperiment(10)))
                 .contains(QStringLiteral("Fewer than")));
    // A workload that had ended before it was weighed has no memory to compare.
    Experiment e = sampleExperiment(5);
    for (Sample &sample : e.samples)
        sample.memoryPss = 0;
    summarize(e);
    const auto weightless = QString::fromStdString(experimentToText(e));
    QVERIFY(!weightless.contains(QStringLiteral("times its memory")));
    QVERIFY(!weightless.contains(QStringLiteral("; it needs")));
}

void ReportTest::noDifferenceIsNoEquivalence()
{
    Experiment e = sampleExperiment(8);
    for (Sample &sample : e.samples)
        if (sample.subject == Subject::Container)
            sample.start = 1'000'000 + (sample.block % 2 == 0 ? 50'000 : -50'000);
        else if (sample.subject == Subject::Host)
            sample.start = 1'000'000;
    summarize(e);
    const auto text = QString::fromStdString(experimentToText(e));
    QVERIFY(text.contains(QStringLiteral("no difference from the host process that 8 runs can show")));
    QVERIFY(text.contains(QStringLiteral("does not prove that there is none")));
}

void ReportTest::withoutAVirtualMachine()
{
    Experiment e = sampleExperiment(5);
    std::erase(e.spec.subjects, Subject::Vm);
    std::erase_if(e.samples, [](const Sample &sample) { return sample.subject == Subject::Vm; });
    e.vmEmulated = false;
    e.vmAccelerator.clear();
    e.vmReason = "QEMU: it is not installed";
    summarize(e);
    for (const std::string &report : {experimentToText(e), experimentToHtml(e)})
        QVERIFY2(report.find("No virtual machine was weighed: QEMU: it is not installed.") !=
                     std::string::npos,
                 report.c_str());
    QVERIFY(experimentToText(e).find("emulation") == std::string::npos);
}

void ReportTest::failedSampleIsShown()
{
    Experiment e = sampleExperiment(2);
    e.samples[2].error = "the guest said nothing";
    summarize(e);
    QVERIFY(experimentToText(e).find("vm in block 1: the guest said nothing") != std::string::npos);
    QVERIFY(experimentToHtml(e).find("the guest said nothing") != std::string::npos);
}

QTEST_GUILESS_MAIN(ReportTest)
#include "report_test.moc"
