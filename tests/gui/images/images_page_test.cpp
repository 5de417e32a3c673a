// SPDX-License-Identifier: GPL-3.0-or-later
// The page as a person uses it.
#include "gui/app/context.h"
#include "gui/app/tasks.h"
#include "gui/images/images_page.h"
#include "gui/models/image_model.h"
#include "tests/gui/support/fake_engine.h"
#include "tests/gui/support/gui_test.h"

#include <QDialog>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTreeWidget>
#include <atomic>
#include <chrono>
#include <thread>

using namespace tare;
using namespace tare::gui;

class ImagesPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void listsFiltersAndInspects();
    void pullsWithAProgressBarPerLayer();
    void pullIsCancelled();
    void aFailedPullSaysSo();
    void severalPullsAtOnce();
    void aCancelledPullIsResumed();
    void searchListsTagsAndPulls();
    void pruneSaysWhatItWouldFree();
    void severalAreRemovedTogether();
    void removesAfterAsking();
    void anImageInUseIsNotAskedFor();
    void loadsADroppedFile();
    void importsByTheDialog();
    void followsEvents();
    void foreignTextIsNeverMarkup();

private:
    [[nodiscard]] QTableView *table() const { return named<QTableView>(m_page.get(), "images.table"); }
    [[nodiscard]] QString message() const { return named<QLabel>(m_page.get(), "images.message.what")->text(); }

    std::unique_ptr<WarningTrap> m_trap;
    std::unique_ptr<WindowHome> m_home;
    std::shared_ptr<FakeEngine> m_engine;
    std::unique_ptr<Context> m_context;
    std::unique_ptr<ImagesPage> m_page;
    QStringList m_commands;
};

void ImagesPageTest::init()
{
    m_trap = std::make_unique<WarningTrap>();
    m_home = std::make_unique<WindowHome>();
    m_engine = std::make_shared<FakeEngine>();
    m_engine->theImages = {fakeImage(1, "tare/starter:latest"), fakeImage(2, "alpine:3.20"), fakeImage(3, "debian:12")};
    m_context = std::make_unique<Context>(m_engine, m_home->settings());
    m_commands.clear();
    connect(m_context.get(), &Context::commandShown, this, [this](const QString &line) { m_commands += line; });
    QSignalSpy opened(m_context.get(), &Context::engineOpened);
    m_page = std::make_unique<ImagesPage>(*m_context);
    m_page->resize(1000, 600);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    QTRY_COMPARE(table()->model()->rowCount(), 3);
    QTRY_COMPARE(opened.size(), 1);
}

void ImagesPageTest::cleanup()
{
    m_page.reset();
    m_context.reset();
    m_engine.reset();
    TARE_NO_WARNINGS();
}

void ImagesPageTest::listsFiltersAndInspects()
{
    m_page->focusFilter();
    QTest::keyClicks(m_page->focusWidget(), QStringLiteral("ALP"));
    QTRY_COMPARE(table()->model()->rowCount(), 1);
    table()->setFocus();
    table()->selectRow(0);
    QTest::keyClick(table(), Qt::Key_Return);
    auto *json = named<QPlainTextEdit>(m_page.get(), "images.detail.json");
    QTRY_VERIFY(json->toPlainText().contains(QStringLiteral("\"WorkingDir\": \"/work\"")));
    QVERIFY(json->isVisible());
    QCOMPARE(m_commands, QStringList(QStringLiteral("docker image inspect alpine:3.20")));
    m_page->focusFilter();
    QTest::keyClick(named<QLineEdit>(m_page.get(), "images.filter"), Qt::Key_Escape);
    QTRY_COMPARE(table()->model()->rowCount(), 3);
}

void ImagesPageTest::pullsWithAProgressBarPerLayer()
{
    std::atomic<bool> go = false;
    m_engine->onPull = [&](const std::string &, const ProgressSink &sink, const CancelToken &cancel) -> Result<Image> {
        sink({"aaaaaaaaaaaa", Progress::Phase::Downloading, 250'000, 1'000'000, {}});
        sink({"bbbbbbbbbbbb", Progress::Phase::AlreadyHere, 0, 500'000, {}});
        while (!go && !cancel.cancelled())
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        const std::lock_guard lock(m_engine->mutex);
        m_engine->theImages.push_back(fakeImage(9, "busybox:1.36"));
        return m_engine->theImages.back();
    };
    auto *reference = named<QLineEdit>(m_page.get(), "images.pull.reference");
    m_page->primaryAction(); // nothing to pull yet: the field gets the keyboard
    QVERIFY(reference->hasFocus());
    QTest::keyClicks(reference, QStringLiteral("busybox:1.36"));
    QTest::keyClick(reference, Qt::Key_Return);
    QTRY_VERIFY(m_page->findChild<QProgressBar *>(QStringLiteral("images.pull.layer1.progress")) != nullptr);
    auto *first = named<QProgressBar>(m_page.get(), "images.pull.layer0.progress");
    QVERIFY(first->isVisible());
    QCOMPARE(first->value() * 100 / first->maximum(), 25);
    auto *second = named<QProgressBar>(m_page.get(), "images.pull.layer1.progress");
    QCOMPARE(second->value(), second->maximum());
    QCOMPARE(named<QLabel>(m_page.get(), "images.pull.layer1.phase")->text(), QStringLiteral("Already here"));
    QCOMPARE(m_context->tasks().tasks().size(), 1);
    QCOMPARE(m_context->tasks().tasks().first()->total(), 1'500'000);
    QVERIFY(reference->isEnabled() && reference->text().isEmpty()); // free for the next one

    go = true;
    QTRY_COMPARE(table()->model()->rowCount(), 4);
    QTRY_COMPARE(table()->currentIndex().siblingAtColumn(0).data().toString(), QStringLiteral("busybox:1.36"));
    QVERIFY(m_context->tasks().tasks().isEmpty());
    QCOMPARE(m_commands, QStringList(QStringLiteral("docker pull busybox:1.36")));
    QTRY_VERIFY(m_page->findChild<QProgressBar *>(QStringLiteral("images.pull.layer0.progress")) == nullptr);
}

void ImagesPageTest::severalPullsAtOnce()
{
    std::atomic<int> running = 0;
    m_engine->onPull = [&](const std::string &name, const ProgressSink &, const CancelToken &cancel) -> Result<Image> {
        ++running;
        while (!cancel.cancelled() && name != "c")
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        if (name == "c")
            return fakeImage(9, "c:latest");
        return fail(Errc::Cancelled, "pull");
    };
    auto *reference = named<QLineEdit>(m_page.get(), "images.pull.reference");
    for (const char *name : {"a", "b"}) {
        QTest::keyClicks(reference, QString::fromLatin1(name));
        QTest::keyClick(reference, Qt::Key_Return);
    }
    QTRY_COMPARE(running.load(), 2);
    QCOMPARE(m_context->tasks().tasks().size(), 2);
    QTest::keyClicks(reference, QStringLiteral("c"));
    QTest::keyClick(reference, Qt::Key_Return); // and is done while the others go on
    QTRY_COMPARE(running.load(), 3);
    QTRY_COMPARE(m_context->tasks().tasks().size(), 2);
    for (auto *task : m_context->tasks().tasks())
        task->cancel();
    QTRY_VERIFY(m_context->tasks().tasks().isEmpty());
}

void ImagesPageTest::aCancelledPullIsResumed()
{
    std::atomic<int> tries = 0;
    m_engine->onPull = [&](const std::string &, const ProgressSink &, const CancelToken &cancel) -> Result<Image> {
        if (++tries == 2)
            return fakeImage(9, "alpine:latest");
        while (!cancel.cancelled())
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        return fail(Errc::Cancelled, "pull");
    };
    auto *reference = named<QLineEdit>(m_page.get(), "images.pull.reference");
    QTest::keyClicks(reference, QStringLiteral("alpine"));
    QTest::keyClick(reference, Qt::Key_Return);
    auto *cancel = named<QPushButton>(m_page.get(), "images.pull.cancel");
    QTRY_VERIFY(cancel->isVisible());
    click(cancel);
    auto *resume = named<QPushButton>(m_page.get(), "images.pull.resume");
    QTRY_VERIFY(resume->isVisible());
    click(resume);
    QTRY_COMPARE(tries.load(), 2);
    QTRY_VERIFY(m_page->findChild<QWidget *>(QStringLiteral("images.pull.item")) == nullptr); // done: its line goes
}

void ImagesPageTest::searchListsTagsAndPulls()
{
    {
        const std::lock_guard lock(m_engine->mutex);
        SearchResult one;
        one.name = "library/nginx";
        one.description = "<img src=x> a web server";
        one.stars = 20'000;
        one.official = true;
        m_engine->theSearch = {one};
        m_engine->theTags = {"1.26", "1.27", "latest"};
    }
    click(named<QPushButton>(m_page.get(), "images.pull.search"));
    auto *dialog = m_page->findChild<QDialog *>(QStringLiteral("images.search"));
    QVERIFY(dialog != nullptr && dialog->isVisible());
    QTest::keyClicks(named<QLineEdit>(dialog, "images.search.term"), QStringLiteral("nginx"));
    auto *results = named<QTreeWidget>(dialog, "images.search.results");
    QTRY_COMPARE(results->topLevelItemCount(), 1);
    QCOMPARE(results->topLevelItem(0)->text(3), QStringLiteral("<img src=x> a web server")); // plain text
    auto *tags = named<QListWidget>(dialog, "images.search.tags");
    QTRY_COMPARE(tags->count(), 3);
    QCOMPARE(tags->currentItem()->text(), QStringLiteral("latest"));
    tags->setCurrentRow(0);
    m_engine->onPull = [](const std::string &, const ProgressSink &, const CancelToken &) -> Result<Image> {
        return fakeImage(9, "nginx:1.26");
    };
    click(named<QPushButton>(dialog, "images.search.pull"));
    QTRY_VERIFY(m_commands.contains(QStringLiteral("docker pull library/nginx:1.26")));
}

void ImagesPageTest::pruneSaysWhatItWouldFree()
{
    {
        const std::lock_guard lock(m_engine->mutex);
        m_engine->theImages[0].containers = 1;
        m_engine->theImages[1].uniqueSize = m_engine->theImages[2].uniqueSize = 6'000'000;
    }
    click(named<QPushButton>(m_page.get(), "images.prune.open"));
    auto *dialog = m_page->findChild<QDialog *>(QStringLiteral("images.prune"));
    QVERIFY(dialog != nullptr);
    auto *remove = named<QPushButton>(dialog, "images.prune.confirm");
    QTRY_VERIFY(!named<QLabel>(dialog, "images.prune.finding")->text().contains(QStringLiteral("Looking")));
    QVERIFY(!remove->isEnabled()); // there is nothing
    named<QRadioButton>(dialog, "images.prune.unused")->setFocus();
    QTest::keyClick(dialog->focusWidget(), Qt::Key_Space);
    QTRY_VERIFY(named<QLabel>(dialog, "images.prune.finding")->text().contains(QStringLiteral(u"12\u00a0MB")));
    QCOMPARE(named<QTreeWidget>(dialog, "images.prune.list")->topLevelItemCount(), 2);
    for (const std::string &call : m_engine->callList())
        QVERIFY2(call != "prune -a" && call != "prune", call.c_str()); // asked for, not done
    click(remove);
    QTRY_VERIFY(message().contains(QStringLiteral(u"12\u00a0MB")));
    QVERIFY(m_commands.contains(QStringLiteral("docker image prune -a")));
}

void ImagesPageTest::severalAreRemovedTogether()
{
    table()->setFocus();
    table()->selectAll();
    QTest::keyClick(table(), Qt::Key_Delete);
    auto *confirm = m_page->findChild<QPushButton *>(QStringLiteral("images.remove.confirm"));
    QVERIFY(confirm != nullptr);
    QTest::keyClick(confirm, Qt::Key_Space);
    QTRY_COMPARE(table()->model()->rowCount(), 0);
}

void ImagesPageTest::pullIsCancelled()
{
    m_engine->onPull = [](const std::string &, const ProgressSink &, const CancelToken &cancel) -> Result<Image> {
        while (!cancel.cancelled())
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        return fail(Errc::Cancelled, "pull");
    };
    auto *reference = named<QLineEdit>(m_page.get(), "images.pull.reference");
    QTest::keyClicks(reference, QStringLiteral("alpine"));
    click(named<QPushButton>(m_page.get(), "images.primary"));
    auto *cancel = named<QPushButton>(m_page.get(), "images.pull.cancel");
    QTRY_VERIFY(cancel->isVisible());
    click(cancel);
    QTRY_VERIFY(!cancel->isVisible());
    QVERIFY(!named<QWidget>(m_page.get(), "images.message")->isVisible()); // it is no failure
    QCOMPARE(reference->text(), QStringLiteral("alpine"));
}

void ImagesPageTest::aFailedPullSaysSo()
{
    auto *reference = named<QLineEdit>(m_page.get(), "images.pull.reference");
    QTest::keyClicks(reference, QStringLiteral("registry.invalid/x"));
    QTest::keyClick(reference, Qt::Key_Return);
    QTRY_VERIFY(named<QWidget>(m_page.get(), "images.message")->isVisible());
    QCOMPARE(message(), QStringLiteral("No connection to registry.invalid/x."));
    QVERIFY(!named<QLabel>(m_page.get(), "images.message.advice")->text().isEmpty());
    QCOMPARE(reference->text(), QStringLiteral("registry.invalid/x")); // to be mended, not typed again
    const auto lines = [this]() {
        int count = 0;
        for (const auto *item : m_page->findChildren<QWidget *>(QStringLiteral("images.pull.item")))
            count += item->isVisible() ? 1 : 0;
        return count;
    };
    QCOMPARE(lines(), 1); // to be tried again
    // Once more by the field: it takes the failed one's place.
    const auto pulls = [this]() { return m_engine->callList().size(); };
    const std::size_t before = pulls();
    QTest::keyClick(reference, Qt::Key_Return);
    QTRY_VERIFY(pulls() > before);
    QTRY_VERIFY(m_context->tasks().tasks().isEmpty());
    QCOMPARE(lines(), 1);
    // What is not there would not be there the next time.
    m_engine->onPull = [](const std::string &name, const ProgressSink &, const CancelToken &) -> Result<Image> {
        return fail(Errc::NotFound, name, "manifest unknown");
    };
    reference->selectAll();
    QTest::keyClicks(reference, QStringLiteral("alpin"));
    QTest::keyClick(reference, Qt::Key_Return);
    QTRY_COMPARE(message(), QStringLiteral("The registry does not have alpin."));
    QVERIFY(named<QLabel>(m_page.get(), "images.message.advice")->text().contains(QStringLiteral("Search")));
    QTRY_COMPARE(lines(), 1);
    QCOMPARE(reference->text(), QStringLiteral("alpin"));
}

void ImagesPageTest::removesAfterAsking()
{
    table()->selectRow(0); // alpine, the first by name
    table()->setFocus();
    QTest::keyClick(table(), Qt::Key_Delete);
    auto *confirm = m_page->findChild<QPushButton *>(QStringLiteral("images.remove.confirm"));
    QVERIFY(confirm != nullptr);
    QVERIFY(message().contains(QStringLiteral("alpine:3.20")));
    QVERIFY(m_engine->callList().empty()); // nothing yet
    QTRY_VERIFY(confirm->hasFocus());
    QTest::keyClick(confirm, Qt::Key_Escape);
    QVERIFY(!named<QWidget>(m_page.get(), "images.message")->isVisible());
    QVERIFY(m_engine->callList().empty());

    QTest::keyClick(table(), Qt::Key_Delete);
    confirm = m_page->findChild<QPushButton *>(QStringLiteral("images.remove.confirm"));
    QVERIFY(confirm != nullptr);
    QTest::keyClick(confirm, Qt::Key_Space);
    QTRY_COMPARE(table()->model()->rowCount(), 2);
    QCOMPARE(m_engine->callList(), std::vector<std::string>{"rmi alpine:3.20"});
    QCOMPARE(m_commands.constLast(), QStringLiteral("docker rmi alpine:3.20"));
}

void ImagesPageTest::anImageInUseIsNotAskedFor()
{
    {
        const std::lock_guard lock(m_engine->mutex);
        m_engine->theImages[1].containers = 2;
    }
    m_page->refresh();
    QTRY_COMPARE(table()->model()->index(0, ImageModel::UsedBy).data().toString(), QStringLiteral("2"));
    table()->selectRow(0);
    table()->setFocus();
    QTest::keyClick(table(), Qt::Key_Delete);
    QVERIFY(m_page->findChild<QPushButton *>(QStringLiteral("images.remove.confirm")) == nullptr);
    QVERIFY(message().contains(QStringLiteral("in use")));
}

void ImagesPageTest::loadsADroppedFile()
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QStringLiteral("/images/one two.tar"))});
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_page.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_page.get(), &drop);
    QTRY_COMPARE(table()->model()->rowCount(), 4);
    QCOMPARE(m_engine->callList(), std::vector<std::string>{"load /images/one two.tar"});
    QCOMPARE(m_commands.constLast(), QStringLiteral("docker load --input '/images/one two.tar'"));
}

void ImagesPageTest::importsByTheDialog()
{
    click(named<QPushButton>(m_page.get(), "images.import"));
    auto *dialog = named<QDialog>(m_page.get(), "import");
    QTRY_VERIFY(dialog->isVisible());
    auto *ok = named<QPushButton>(dialog, "import.ok");
    QVERIFY(!ok->isEnabled());
    QTest::keyClicks(named<QLineEdit>(dialog, "import.file"), QStringLiteral("/root.tar"));
    QTest::keyClicks(named<QLineEdit>(dialog, "import.reference"), QStringLiteral("my/root"));
    QVERIFY(ok->isEnabled());
    click(ok);
    QTRY_COMPARE(table()->model()->rowCount(), 4);
    QCOMPARE(m_engine->callList(), std::vector<std::string>{"import /root.tar my/root"});
}

void ImagesPageTest::followsEvents()
{
    {
        const std::lock_guard lock(m_engine->mutex);
        m_engine->theImages.pop_back();
    }
    Event event;
    event.type = "image";
    event.action = "delete";
    m_engine->emitEvent(event);
    QTRY_COMPARE(table()->model()->rowCount(), 2);
}

void ImagesPageTest::foreignTextIsNeverMarkup()
{
    table()->selectRow(0);
    auto *overview = named<QTreeWidget>(m_page.get(), "images.detail.overview");
    QTRY_VERIFY(!overview->findItems(QStringLiteral("GREETING"), Qt::MatchExactly | Qt::MatchRecursive).isEmpty());
    const auto *item = overview->findItems(QStringLiteral("GREETING"), Qt::MatchExactly | Qt::MatchRecursive).constFirst();
    QCOMPARE(item->text(1), QStringLiteral("<b>hello</b>"));
    QVERIFY(!item->toolTip(1).contains(QLatin1Char('<')));
    const auto labels = m_page->findChildren<QLabel *>();
    for (const QLabel *label : labels)
        QVERIFY2(label->textFormat() == Qt::PlainText || label->text().isEmpty() || label->objectName().startsWith(QLatin1String("qt_")),
                 qPrintable(label->objectName() + label->text()));
}

QTEST_MAIN(ImagesPageTest)
#include "images_page_test.moc"
