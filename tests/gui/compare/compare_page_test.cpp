// SPDX-License-Identifier: GPL-3.0-or-later
// The page as a person uses it, with an experiment that takes no time.
#include "gui/app/context.h"
#include "gui/app/tasks.h"
#include "gui/compare/bar_chart.h"
#include "gui/compare/compare_page.h"
#include "gui/compare/sample_table.h"
#include "tests/core/measure/sample_experiment.h"
#include "tests/gui/support/fake_engine.h"
#include "tests/gui/support/gui_test.h"
#include "tests/support/result_test.h"

#include "core/base/file.h"

#include <QCheckBox>
#include <QComboBox>
#include <QImage>
#include <QLabel>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

using namespace tare;
using namespace tare::gui;

class ComparePageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void runsAndShowsEverySubject();
    void cancelKeepsWhatWasTaken();
    void aFailureSaysSo();
    void aMissingKernelCanBeFetchedOrLeftOut();
    void savedOnesCanBeOpened();
    void exportsPngCsvAndJson();
    void nothingToCompareCannotBeRun();
    void aLateSampleOfAGonePageIsHarmless();

private:
    [[nodiscard]] QPushButton *runButton() const { return named<QPushButton>(m_page.get(), "compare.primary"); }
    void makePage();

    std::unique_ptr<WarningTrap> m_trap;
    std::unique_ptr<WindowHome> m_home;
    std::shared_ptr<FakeEngine> m_engine;
    std::unique_ptr<Context> m_context;
    std::unique_ptr<ComparePage> m_page;
    ComparePage::Runner m_runner;
    std::atomic<bool> m_go = false;
    measure::ExperimentSpec m_asked;
    std::string m_fetchedInto;
    std::atomic<bool> m_hasKernel = true;
};

void ComparePageTest::init()
{
    m_go = false;
    m_hasKernel = true;
    m_trap = std::make_unique<WarningTrap>();
    m_home = std::make_unique<WindowHome>();
    m_engine = std::make_shared<FakeEngine>();
    m_engine->theImages = {fakeImage(1, "tare/starter:latest"), fakeImage(2, "alpine:3.20")};
    m_engine->theInfo.root = m_home->paths().root;
    m_engine->theInfo.state = m_home->paths().state;
    // Four samples at once, the rest when the test says so.
    m_runner = [this](const measure::ExperimentSpec &spec, const measure::ExperimentEvents &events,
                      const CancelToken &cancel) -> Result<measure::Experiment> {
        m_asked = spec;
        const bool vm = std::find(spec.subjects.begin(), spec.subjects.end(), measure::Subject::Vm) !=
                        spec.subjects.end();
        if (vm && !m_hasKernel)
            return fail(Errc::NotOnThisMachine, "guest kernel", "there is none");
        measure::Experiment experiment = sampleExperiment(spec.repeats);
        measure::Experiment begun = experiment;
        begun.samples.clear();
        events.begun(begun);
        for (std::size_t i = 0; i < experiment.samples.size(); ++i) {
            while (i == 4 && !m_go && !cancel.cancelled())
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            if (cancel.cancelled())
                return fail(Errc::Cancelled, "compare");
            events.sample(experiment.samples[i]);
            if (i + 1 < experiment.samples.size())
                events.progress({measure::subjectName(experiment.samples[i + 1].subject), Progress::Phase::Working, 0, 0, ""});
        }
        return experiment;
    };
    m_context = std::make_unique<Context>(m_engine, m_home->settings());
    makePage();
}

void ComparePageTest::makePage()
{
    m_page = std::make_unique<ComparePage>(
        *m_context, nullptr, m_runner,
        [this](const std::string &root, const std::string &, const ProgressSink &progress, const CancelToken &) {
            m_fetchedInto = root;
            progress({"linux-image", Progress::Phase::Downloading, 1, 2, ""});
            m_hasKernel = true;
            return Status{};
        });
    m_page->resize(1100, 700);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    QTRY_COMPARE(named<QComboBox>(m_page.get(), "compare.image")->count(), 2);
}

void ComparePageTest::cleanup()
{
    m_go = true;
    m_page.reset();
    m_context.reset();
    TARE_NO_WARNINGS();
}

void ComparePageTest::runsAndShowsEverySubject()
{
    auto *repeats = named<QSpinBox>(m_page.get(), "compare.repeats");
    repeats->setFocus();
    repeats->selectAll();
    QTest::keyClicks(repeats, QStringLiteral("3"));
    QCOMPARE(named<QComboBox>(m_page.get(), "compare.image")->currentText(), QStringLiteral("tare/starter:latest"));
    click(runButton());
    auto *text = named<QLabel>(m_page.get(), "compare.progress.text");
    QTRY_COMPARE(text->text(), QStringLiteral("Sample 5 of 9: container"));
    QCOMPARE(named<QProgressBar>(m_page.get(), "compare.progress")->value(), 4);
    QCOMPARE(m_context->tasks().tasks().size(), 1);
    auto *chart = named<BarChart>(m_page.get(), "compare.chart.start");
    QCOMPARE(chart->data().rows.size(), 3); // live, already
    QVERIFY(chart->data().rows[2].emulated); // and honest, already
    QVERIFY(chart->data().rows[2].bars[0].valueText.contains(QStringLiteral("software emulation")));

    m_go = true;
    QTRY_VERIFY(runButton()->isEnabled());
    QVERIFY(m_context->tasks().tasks().isEmpty());
    QCOMPARE(m_asked.repeats, 3);
    QCOMPARE(m_asked.root, m_home->paths().root);
    QCOMPARE(chart->data().rows.size(), 3);
    QVERIFY(chart->accessibleDescription().contains(QStringLiteral("Container")));
    QCOMPARE(named<QTableView>(m_page.get(), "compare.samples")->model()->rowCount(), 9);
    QVERIFY(named<QLabel>(m_page.get(), "compare.emulation")->text().contains(QStringLiteral("never came up on /dev/kvm")));
    QTRY_COMPARE(named<QListWidget>(m_page.get(), "compare.saved")->count(), 1);
    QVERIFY(named<QLabel>(m_page.get(), "compare.verdict")->text().contains(QStringLiteral("200 times")));
    QVERIFY(named<QWidget>(m_page.get(), "compare.facts")->accessibleDescription().contains(QStringLiteral("Example")));
}

void ComparePageTest::cancelKeepsWhatWasTaken()
{
    click(runButton());
    QTRY_COMPARE(named<QProgressBar>(m_page.get(), "compare.progress")->value(), 4);
    auto *cancel = named<QPushButton>(m_page.get(), "compare.cancel");
    QVERIFY(cancel->isVisible());
    click(cancel);
    QTRY_VERIFY(runButton()->isEnabled());
    QCOMPARE(named<QTableView>(m_page.get(), "compare.samples")->model()->rowCount(), 4);
    QVERIFY(named<QLabel>(m_page.get(), "compare.headline")->text().contains(QStringLiteral("cancelled")));
    QVERIFY(!named<QWidget>(m_page.get(), "compare.message")->isVisible());
}

void ComparePageTest::aFailureSaysSo()
{
    m_runner = [](const measure::ExperimentSpec &, const measure::ExperimentEvents &,
                  const CancelToken &) -> Result<measure::Experiment> {
        return fail(Errc::NotOnThisMachine, "virtual machines", "qemu-system-x86_64 is not installed",
                    "Install it: apt install qemu-system-x86.");
    };
    makePage();
    click(runButton());
    QTRY_VERIFY(named<QWidget>(m_page.get(), "compare.message")->isVisible());
    QVERIFY(named<QLabel>(m_page.get(), "compare.message.what")->text().contains(QStringLiteral("virtual machines")));
    QVERIFY(named<QLabel>(m_page.get(), "compare.message.advice")->text().contains(QStringLiteral("apt install")));
    QVERIFY(runButton()->isEnabled());
}

void ComparePageTest::aMissingKernelCanBeFetchedOrLeftOut()
{
    m_go = true;
    m_hasKernel = false;
    click(runButton());
    auto *message = named<QWidget>(m_page.get(), "compare.message");
    QTRY_VERIFY(message->isVisible());
    click(named<QPushButton>(m_page.get(), "compare.kernel.without"));
    QTRY_COMPARE(m_asked.subjects.size(), 2U);
    QTRY_VERIFY(runButton()->isEnabled());
    QVERIFY(!message->isVisible());
    QVERIFY(!named<QCheckBox>(m_page.get(), "compare.subject.vm")->isChecked());

    click(named<QCheckBox>(m_page.get(), "compare.subject.vm"));
    click(runButton());
    QTRY_VERIFY(message->isVisible());
    click(m_page->findChildren<QPushButton *>(QStringLiteral("compare.kernel.get")).constLast());
    QTRY_VERIFY(m_hasKernel);
    QCOMPARE(m_fetchedInto, m_home->paths().root);
    QTRY_COMPARE(m_asked.subjects.size(), 3U); // and goes on by itself
    QTRY_COMPARE(named<QTableView>(m_page.get(), "compare.samples")->model()->rowCount(), 15);
    QTRY_VERIFY(runButton()->isEnabled());
    QVERIFY(m_context->tasks().tasks().isEmpty());
}

void ComparePageTest::savedOnesCanBeOpened()
{
    auto old = sampleExperiment(6);
    old.id = "older";
    old.started -= 1'000'000'000'000;
    old.samples.back().error = "the guest\nsaid nothing <b>";
    measure::summarize(old);
    TARE_OK(measure::saveExperiment(sampleExperiment(5), m_home->paths().experiments()));
    TARE_OK(measure::saveExperiment(old, m_home->paths().experiments()));
    m_page->refresh();
    auto *saved = named<QListWidget>(m_page.get(), "compare.saved");
    QTRY_COMPARE(saved->count(), 2);
    auto *table = named<QTableView>(m_page.get(), "compare.samples");
    QCOMPARE(table->model()->rowCount(), 15); // the newest is shown
    saved->setFocus();
    QTest::keyClick(saved, Qt::Key_Down);
    QTRY_COMPARE(table->model()->rowCount(), 18);
    bool reason = false; // a failed run is shown with its reason
    for (int i = 0; i < 18; ++i)
        reason |= table->model()->index(i, SampleModel::Remark).data().toString() == QStringLiteral("Failed: the guest said nothing <b>");
    QVERIFY(reason);
}

void ComparePageTest::exportsPngCsvAndJson()
{
    m_go = true;
    click(runButton());
    QTRY_COMPARE(named<QTableView>(m_page.get(), "compare.samples")->model()->rowCount(), 15);
    QTRY_VERIFY(runButton()->isEnabled());
    for (const char *suffix : {"png", "csv", "json"})
        TARE_OK(m_page->exportTo(QString::fromStdString(m_home->file(std::string("out.") + suffix))));
    QImage picture(QString::fromStdString(m_home->file("out.png")));
    QVERIFY(picture.width() > 1000 && picture.height() > 1000);
    const auto json = readFile(m_home->file("out.json"));
    TARE_OK(json);
    const auto read = measure::experimentFromJson(*json);
    TARE_OK(read);
    QCOMPARE(read->samples.size(), 15U);
    const auto csv = readFile(m_home->file("out.csv"));
    TARE_OK(csv);
    QVERIFY(csv->find("container") != std::string::npos);
    QVERIFY(!m_page->exportTo(QString::fromStdString(m_home->file("none/out.csv"))));
}

void ComparePageTest::nothingToCompareCannotBeRun()
{
    QVERIFY(runButton()->isEnabled());
    for (const char *subject : {"compare.subject.host", "compare.subject.container", "compare.subject.vm"}) {
        auto *box = named<QCheckBox>(m_page.get(), subject);
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Space);
    }
    QVERIFY(!runButton()->isEnabled());
    QTest::keyClick(named<QCheckBox>(m_page.get(), "compare.subject.container"), Qt::Key_Space);
    QVERIFY(runButton()->isEnabled());
    QVERIFY(!named<QSpinBox>(m_page.get(), "compare.vm.memory")->isEnabled());
}

void ComparePageTest::aLateSampleOfAGonePageIsHarmless()
{
    click(runButton());
    QTRY_COMPARE(named<QProgressBar>(m_page.get(), "compare.progress")->value(), 4);
    m_page.reset(); // cancels the run
    QVERIFY(m_context->tasks().tasks().isEmpty());
    QCoreApplication::processEvents();
}

QTEST_MAIN(ComparePageTest)
#include "compare_page_test.moc"
