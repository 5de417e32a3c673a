// SPDX-License-Identifier: GPL-3.0-or-later
// What a machine lacks is told by trying, each with its fix; nothing is left behind.
#include "core/base/file.h"
#include "core/preflight/in_child.h"
#include "core/preflight/probes.h"
#include "tests/support/temp_home.h"

#include <QTest>
#include <cerrno>
#include <map>
#include <set>
#include <sys/stat.h>
#include <unistd.h>

using namespace tare;
using namespace tare::preflight;

class PreflightTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_home = std::make_unique<TempHome>(); }
    void everyCheckOnceAndNothingIsLeft();
    void aCancelledRunSaysSo();
    void theClockOfAnotherMachine_data();
    void theClockOfAnotherMachine();
    void filesThatCannotBeWatched();
    void whatRootNeedsNot();
    void whatAUserLacks();
    void forwardingAndTheFirewall();
    void linesAreReadBack();
    void linesThatAreNone();
    void aChildTellsItsStep();

private:
    void put(const std::string &file, const std::string &text) const
    {
        const std::string path = m_home->file(file);
        QVERIFY(makeDirs(path.substr(0, path.rfind('/'))));
        QVERIFY(writeFileAtomic(path, text));
    }
    [[nodiscard]] Machine machine(uid_t user) const
    {
        Machine out;
        out.proc = m_home->file("proc");
        out.sys = m_home->file("sys");
        out.dev = m_home->file("dev");
        out.user = user;
        return out;
    }
    using Found = std::map<std::string, Check>;
    static Found collect(const std::function<void(const Report &)> &make)
    {
        Found out;
        make([&](const Check &check) { out[check.id] = check; });
        return out;
    }

    std::unique_ptr<TempHome> m_home;
};

void PreflightTest::everyCheckOnceAndNothingIsLeft()
{
    const Paths paths = m_home->paths();
    QVERIFY(paths.create());
    const auto before = visibleNames(paths.root);
    std::vector<std::string> seen;
    const Status done = run(paths, false, [&](const Check &check) {
        seen.push_back(check.id);
        QVERIFY2(!check.found.empty(), check.id.c_str());
        QVERIFY2(check.state != State::Works || check.fix.empty(), check.id.c_str());
        QVERIFY2(check.state != State::NotNeeded || check.fix.empty(), check.id.c_str());
        QVERIFY2(check.fix.find('\n') == std::string::npos, check.id.c_str());
    }, {});
    QVERIFY2(done, done ? "" : done.error().text().c_str());
    const std::set<std::string> once(seen.begin(), seen.end());
    QCOMPARE(once.size(), seen.size());
    QCOMPARE(once, std::set<std::string>(ids().begin(), ids().end()));
    for (const std::string &name : visibleNames(paths.root))
        QVERIFY2(name.find("preflight") == std::string::npos, name.c_str());
    QVERIFY(visibleNames(paths.root).size() >= before.size());
}

void PreflightTest::aCancelledRunSaysSo()
{
    const Paths paths = m_home->paths();
    QVERIFY(paths.create());
    CancelSource cancel;
    cancel.cancel();
    const Status done = run(paths, false, [](const Check &) {}, cancel.token());
    QVERIFY(!done);
    QCOMPARE(done.error().code, Errc::Cancelled);
}

void PreflightTest::theClockOfAnotherMachine_data()
{
    QTest::addColumn<QString>("current");
    QTest::addColumn<QString>("available");
    QTest::addColumn<bool>("works");
    QTest::addColumn<bool>("canBeMended");
    QTest::newRow("tsc") << "tsc\n" << "tsc hpet acpi_pm\n" << true << false;
    QTest::newRow("a hypervisor's page") << "kvm-clock\n" << "kvm-clock tsc acpi_pm\n" << true << false;
    QTest::newRow("hpet") << "hpet\n" << "hpet acpi_pm\n" << false << false;
    QTest::newRow("hpet, and the tsc would do") << "hpet\n" << "tsc hpet acpi_pm\n" << false << true;
    QTest::newRow("nothing said") << "" << "" << false << false;
}

void PreflightTest::theClockOfAnotherMachine()
{
    QFETCH(QString, current);
    QFETCH(QString, available);
    QFETCH(bool, works);
    QFETCH(bool, canBeMended);
    const std::string folder = "sys/devices/system/clocksource/clocksource0/";
    put(folder + "current_clocksource", current.toStdString());
    put(folder + "available_clocksource", available.toStdString());
    const Found found = collect([&](const Report &report) { checkMachine(m_home->paths(), machine(0), report); });
    QCOMPARE(found.at("clock").state, works ? State::Works : State::Limited);
    QCOMPARE(!found.at("clock").fix.empty(), canBeMended);
}

void PreflightTest::filesThatCannotBeWatched()
{
    put("proc/sys/fs/inotify/max_user_instances", "16\n");
    put("proc/sys/fs/inotify/max_user_watches", "65536\n");
    Found found = collect([&](const Report &report) { checkMachine(m_home->paths(), machine(0), report); });
    QCOMPARE(found.at("inotify").state, State::Limited);
    QVERIFY(found.at("inotify").fix.find("sysctl") != std::string::npos);
    QVERIFY(found.at("inotify").found.find("16") != std::string::npos);
    put("proc/sys/fs/inotify/max_user_instances", "1024\n");
    found = collect([&](const Report &report) { checkMachine(m_home->paths(), machine(0), report); });
    QCOMPARE(found.at("inotify").state, State::Works);
}

void PreflightTest::whatRootNeedsNot()
{
    put("proc/sys/net/ipv4/ip_forward", "1\n");
    const Found found = collect([&](const Report &report) { checkNetworks(m_home->paths(), machine(0), report); });
    QCOMPARE(found.at("uplink").state, State::NotNeeded);
    QCOMPARE(found.at("tun").state, State::NotNeeded);
    QCOMPARE(found.at("forwarding").state, State::Works);
}

void PreflightTest::whatAUserLacks()
{
    // There is no device, and no program on the path.
    const QByteArray path = qgetenv("PATH");
    qputenv("PATH", QByteArray::fromStdString(m_home->file("nothing")));
    const Found found = collect([&](const Report &report) { checkNetworks(m_home->paths(), machine(4711), report); });
    qputenv("PATH", path);
    QCOMPARE(found.at("uplink").state, State::Missing);
    QCOMPARE(found.at("uplink").fix, std::string("sudo apt install passt"));
    QCOMPARE(found.at("tun").state, State::Missing);
    QVERIFY(found.at("tun").fix.find("modprobe tun") != std::string::npos);
    QCOMPARE(found.at("forwarding").state, State::NotNeeded);
    // One that is there and does not start is not one that is there.
    put("bin/pasta", "#!/bin/sh\necho broken >&2\nexit 3\n");
    QCOMPARE(::chmod(m_home->file("bin/pasta").c_str(), 0700), 0);
    qputenv("PATH", QByteArray::fromStdString(m_home->file("bin")));
    const Found broken = collect([&](const Report &report) { checkNetworks(m_home->paths(), machine(4711), report); });
    qputenv("PATH", path);
    QCOMPARE(broken.at("uplink").state, State::Missing);
    QVERIFY2(broken.at("uplink").found.find("broken") != std::string::npos, broken.at("uplink").found.c_str());
}

void PreflightTest::forwardingAndTheFirewall()
{
    put("proc/sys/net/ipv4/ip_forward", "0\n");
    put("proc/sys/net/bridge/bridge-nf-call-iptables", "1\n");
    Found found = collect([&](const Report &report) { checkNetworks(m_home->paths(), machine(0), report); });
    QCOMPARE(found.at("forwarding").state, State::Works); // it is switched on when it is needed
    QVERIFY(found.at("forwarding").found.find("off") != std::string::npos);
    QCOMPARE(found.at("bridge-filter").state, State::Limited);
    QVERIFY(!found.at("bridge-filter").fix.empty());
    QVERIFY(removeTree(m_home->file("proc")));
    found = collect([&](const Report &report) { checkNetworks(m_home->paths(), machine(0), report); });
    QCOMPARE(found.at("forwarding").state, State::Missing);
    QCOMPARE(found.at("forwarding").fix, std::string("sudo sysctl -w net.ipv4.ip_forward=1"));
    QCOMPARE(found.at("bridge-filter").state, State::Works);
}

void PreflightTest::linesAreReadBack()
{
    for (const State state : {State::Works, State::Limited, State::Missing, State::NotNeeded}) {
        const Check check{"kvm", state, "a \"guest\" \x1b[2J said\nnothing", "sudo true"};
        const std::string line = toJson(check);
        QCOMPARE(line.find('\n'), std::string::npos);
        const auto back = fromJson(line);
        QVERIFY(back && *back == check);
    }
}

void PreflightTest::linesThatAreNone()
{
    for (const char *line : {"", "{", "[]", "7", "null", "{}", R"({"id":"kvm"})", R"({"id":"kvm","state":"splendid"})", R"({"id":7,"state":"works"})"})
        QVERIFY2(!fromJson(line), line);
    const auto bare = fromJson(R"({"id":"kvm","state":"works","found":7,"more":[]})");
    QVERIFY(bare && bare->found.empty());
}

void PreflightTest::aChildTellsItsStep()
{
    const int given = 42;
    const Step step = inChild([](const void *argument) { return Step{*static_cast<const int *>(argument), ENOTDIR}; }, &given);
    QCOMPARE(step.stage, 42);
    QCOMPARE(step.error, ENOTDIR);
    const Step gone = inChild([](const void *) -> Step { ::_exit(0); }, nullptr);
    QVERIFY(gone.error != 0);
}

QTEST_GUILESS_MAIN(PreflightTest)
#include "preflight_test.moc"
