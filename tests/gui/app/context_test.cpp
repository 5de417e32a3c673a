// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/context.h"
#include "gui/app/deferred_engine.h"
#include "gui/app/progress_relay.h"
#include "tests/gui/support/fake_engine.h"
#include "tests/gui/support/gui_test.h"
#include "tests/support/result_test.h"

#include <QSignalSpy>
#include <QThread>
#include <atomic>
#include <chrono>
#include <thread>

using namespace tare;
using namespace tare::gui;

class ContextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void runsWorkElsewhereAndDoneHere();
    void anOwnerThatGoesCancelsAndIsNotCalled();
    void goingAwayCancelsEveryJob();
    void manyWaitingJobsDoNotHoldUpAnother();
    void eventsArriveOnThisThread();
    void progressIsTheLatestOfEachPart();
    void progressAfterTheRelayIsHarmless();
    void aDeferredEngineIsOpenedOnce();
    void aFailedOpeningIsTriedAgain();
    void aDeferredEngineGivesOutItsNetworks();

private:
    std::unique_ptr<WindowHome> m_home;
    std::shared_ptr<FakeEngine> m_engine;
};

static void untilCancelled(const CancelToken &token)
{
    while (!token.cancelled())
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

void ContextTest::init()
{
    m_home = std::make_unique<WindowHome>();
    m_engine = std::make_shared<FakeEngine>();
}

void ContextTest::runsWorkElsewhereAndDoneHere()
{
    Context context(m_engine, m_home->settings());
    QThread *worker = nullptr;
    QThread *ui = nullptr;
    int answer = 0;
    context.run<int>(
        this,
        [&worker](const CancelToken &) {
            worker = QThread::currentThread();
            return 42;
        },
        [&](int value) {
            ui = QThread::currentThread();
            answer = value;
        });
    QTRY_COMPARE(answer, 42);
    QCOMPARE(ui, QThread::currentThread());
    QVERIFY(worker != ui);
}

void ContextTest::anOwnerThatGoesCancelsAndIsNotCalled()
{
    Context context(m_engine, m_home->settings());
    auto owner = std::make_unique<QObject>();
    std::atomic<bool> ended = false;
    bool called = false;
    context.run<int>(
        owner.get(),
        [&ended](const CancelToken &token) {
            untilCancelled(token);
            ended = true;
            return 1;
        },
        [&called](int) { called = true; });
    owner.reset();
    QTRY_VERIFY(ended);
    QCoreApplication::processEvents();
    QVERIFY(!called);
}

void ContextTest::goingAwayCancelsEveryJob()
{
    std::atomic<int> ended = 0;
    bool called = false;
    {
        Context context(m_engine, m_home->settings());
        for (int i = 0; i < 20; ++i)
            context.run<int>(
                this,
                [&ended](const CancelToken &token) {
                    untilCancelled(token);
                    return ++ended;
                },
                [&called](int) { called = true; });
    }
    QVERIFY(ended <= 20); // those that had not begun never do, or end at once
    QCoreApplication::processEvents();
    QVERIFY(!called);
}

void ContextTest::manyWaitingJobsDoNotHoldUpAnother()
{
    Context context(m_engine, m_home->settings());
    for (int i = 0; i < 60; ++i) // as many logs that are followed
        context.run<int>(
            this,
            [](const CancelToken &token) {
                untilCancelled(token);
                return 0;
            },
            [](int) {});
    bool done = false;
    context.run<int>(this, [](const CancelToken &) { return 0; }, [&done](int) { done = true; });
    QTRY_VERIFY(done);
}

void ContextTest::eventsArriveOnThisThread()
{
    Context context(m_engine, m_home->settings());
    QSignalSpy opened(&context, &Context::engineOpened);
    QTRY_COMPARE(opened.size(), 1);
    QStringList names;
    QThread *thread = nullptr;
    connect(&context, &Context::engineEvent, this, [&](const Event &event) {
        names += QString::fromStdString(event.name);
        thread = QThread::currentThread();
    });
    Event event;
    event.name = "one";
    std::thread([&]() { m_engine->emitEvent(event); }).join();
    QTRY_COMPARE(names, QStringList(QStringLiteral("one")));
    QCOMPARE(thread, QThread::currentThread());
}

void ContextTest::progressIsTheLatestOfEachPart()
{
    ProgressRelay relay;
    std::vector<Progress> last;
    int times = 0;
    connect(&relay, &ProgressRelay::progressed, this, [&](const std::vector<Progress> &parts) {
        last = parts;
        ++times;
    });
    const ProgressSink sink = relay.sink();
    std::thread([&]() {
        for (int i = 1; i <= 1000; ++i) {
            sink({"a", Progress::Phase::Downloading, i, 1000, {}});
            sink({"b", Progress::Phase::Unpacking, i, 2000, {}});
        }
    }).join();
    QTRY_COMPARE(last.size(), 2U);
    QCOMPARE(last[0].id, std::string("a"));
    QCOMPARE(last[0].current, 1000);
    QCOMPARE(last[1].total, 2000);
    QVERIFY2(times < 20, "progress must not flood the window");
}

void ContextTest::progressAfterTheRelayIsHarmless()
{
    ProgressSink sink;
    {
        const ProgressRelay relay;
        sink = relay.sink();
    }
    sink({"a", Progress::Phase::Done, 1, 1, {}});
    QCoreApplication::processEvents();
}

void ContextTest::aDeferredEngineIsOpenedOnce()
{
    std::atomic<int> openings = 0;
    DeferredEngine engine([&openings]() -> Result<std::unique_ptr<Engine>> {
        ++openings;
        auto made = std::make_unique<FakeEngine>();
        made->theImages = {fakeImage(1, "a")};
        return made;
    });
    QCOMPARE(openings, 0);
    std::vector<std::thread> threads;
    std::atomic<int> good = 0;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&]() {
            const auto images = engine.images();
            if (images && images->size() == 1)
                ++good;
        });
    for (auto &thread : threads)
        thread.join();
    QCOMPARE(openings, 1);
    QCOMPARE(good, 8);
}

void ContextTest::aFailedOpeningIsTriedAgain()
{
    int openings = 0;
    DeferredEngine engine([&openings]() -> Result<std::unique_ptr<Engine>> {
        if (++openings == 1)
            return fail(Errc::PermissionDenied, "/var/lib/tare");
        return std::make_unique<FakeEngine>();
    });
    TARE_FAILS(engine.images(), Errc::PermissionDenied);
    TARE_OK(engine.images());
    TARE_OK(engine.containers());
    QCOMPARE(openings, 2);
}

void ContextTest::aDeferredEngineGivesOutItsNetworks()
{
    class None : public NetworkEngine
    {
    public:
        Result<std::vector<Network>> list() override { return std::vector<Network>(1); }
        Result<Network> find(const std::string &name) override { return fail(Errc::NotFound, name); }
        Result<std::string> inspect(const std::string &name) override { return fail(Errc::NotFound, name); }
        Result<Network> create(const NetworkSpec &spec) override { return fail(Errc::Unsupported, spec.name); }
        Result<Network> remove(const std::string &name) override { return fail(Errc::NotFound, name); }
        Status connect(const std::string &container, const EndpointSpec &) override { return fail(Errc::NotFound, container); }
        Status disconnect(const std::string &container, const std::string &, bool) override { return fail(Errc::NotFound, container); }
        Result<std::vector<std::string>> prune(const PruneOptions &) override { return std::vector<std::string>(); }
    } networks;
    int openings = 0;
    DeferredEngine engine([&]() -> Result<std::unique_ptr<Engine>> {
        if (++openings == 1)
            return fail(Errc::PermissionDenied, "/var/lib/tare");
        auto made = std::make_unique<FakeEngine>();
        made->theNetworks = &networks;
        made->theSpecs["web"].image = "img";
        return made;
    });
    QVERIFY(engine.networks() == nullptr);
    NetworkEngine *given = engine.networks();
    QVERIFY(given == &networks);
    QCOMPARE(given->list()->size(), std::size_t{1});
    QCOMPARE(engine.specOf("web")->image, std::string("img"));
}

QTEST_MAIN(ContextTest)
#include "context_test.moc"
