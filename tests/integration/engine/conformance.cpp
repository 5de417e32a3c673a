// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/engine/conformance.h"

#include "tests/integration/engine/machine.h"
#include "tests/support/result_test.h"

#include <QTest>
#include <csignal>
#include <future>
#include <mutex>

using namespace tare;

namespace conformance {
namespace {

Result<Said> run(Engine &engine, const CreateSpec &spec)
{
    const Container created = TARE_TRY(engine.create(spec));
    const auto session = TARE_TRY(engine.startAttached(created.id, false));
    return listen(*session);
}

// Removes the container when a check has failed, too.
struct Owned
{
    Engine &engine;
    std::string id;
    ~Owned() { (void)engine.remove(id, true); }
};

} // namespace

void streamsAndExitCode(Engine &engine)
{
    CreateSpec spec = starter({"sh", "-c", "echo out; echo err >&2; exit 7"});
    spec.autoRemove = true;
    const auto said = run(engine, spec);
    TARE_OK(said);
    QCOMPARE(said->out, std::string("out\n"));
    QCOMPARE(said->err, std::string("err\n"));
    QCOMPARE(said->code, 7);
    spec.command = {"sh", "-c", "head -c 3000000 /dev/zero"};
    const auto much = run(engine, spec);
    TARE_OK(much);
    QCOMPARE(much->out.size(), std::size_t{3000000});
    spec.command = {"sh", "-c", "kill -TERM $$; sleep 5"};
    spec.entrypoint = std::vector<std::string>{"sh", "-c", "sh -c 'kill -9 $$'; exit $?"};
    spec.command = {};
    const auto killed = run(engine, spec);
    TARE_OK(killed);
    QCOMPARE(killed->code, 137);
}

void standardInput(Engine &engine)
{
    CreateSpec spec = starter({"cat"});
    spec.openStdin = spec.autoRemove = true;
    const auto created = engine.create(spec);
    TARE_OK(created);
    const auto session = engine.startAttached(created->id, true);
    TARE_OK(session);
    std::string much;
    for (int i = 0; i < 50000; ++i)
        much += "line " + std::to_string(i) + "\n";
    auto writer = std::async(std::launch::async, [&] {
        const Status written = (*session)->write(much);
        (*session)->closeStdin();
        return written;
    });
    const Said said = listen(**session);
    TARE_OK(writer.get());
    QCOMPARE(said.out.size(), much.size());
    QVERIFY(said.out == much);
    QCOMPARE(said.code, 0);
}

void terminal(Engine &engine)
{
    CreateSpec spec = starter({"sh", "-c", "stty size; read x; echo got $x; stty size"});
    spec.tty = spec.openStdin = spec.autoRemove = true;
    spec.rows = 31;
    spec.columns = 97;
    const auto created = engine.create(spec);
    TARE_OK(created);
    const auto session = engine.startAttached(created->id, true);
    TARE_OK(session);
    (*session)->resize(40, 100);
    TARE_OK((*session)->write("hello\n"));
    const Said said = listen(**session);
    QVERIFY2(said.out.find("31 97\r\n") == 0 || said.out.find("40 100\r\n") != std::string::npos,
             said.out.c_str());
    QVERIFY2(said.out.find("got hello\r\n") != std::string::npos, said.out.c_str());
    QVERIFY2(said.out.find("40 100\r\n") != std::string::npos, said.out.c_str());
    QCOMPARE(said.err, std::string());
    QCOMPARE(said.code, 0);
}

void lifeCycle(Engine &engine)
{
    const auto created =
        engine.create(starter({"sh", "-c", "trap 'exit 3' TERM; echo up; while :; do sleep 0.1; done"}));
    TARE_OK(created);
    const Owned owned{engine, created->id};
    const std::string &id = created->id;
    QCOMPARE(engine.container(id)->status, ContainerStatus::Created);
    TARE_FAILS(engine.kill(id, SIGTERM), Errc::NotRunning);
    for (int round = 0; round < 2; ++round) {
        TARE_OK(engine.start(id));
        const auto running = engine.container(id);
        TARE_OK(running);
        QCOMPARE(running->status, ContainerStatus::Running);
        QVERIFY(running->pid > 0);
        TARE_FAILS(engine.remove(id, false), Errc::AlreadyRunning);
        std::string said; // its trap is set when it says "up"
        TARE_OK(engine.logs(id, {.follow = true, .tail = {}, .since = running->started, .until = {}},
                            [&](const LogLine &line) {
                                said += line.text;
                                return false;
                            },
                            {}));
        QCOMPARE(said, std::string("up\n"));
        TARE_OK(engine.stop(id, std::chrono::seconds(20), {}));
        QCOMPARE(engine.container(id)->exitCode, 3);
        QCOMPARE(engine.container(id)->status, ContainerStatus::Exited);
        TARE_OK(engine.stop(id, std::chrono::seconds(1), {}));
    }
    TARE_OK(engine.start(id));
    TARE_OK(engine.kill(id, SIGKILL));
    const auto code = engine.wait(id, {});
    TARE_OK(code);
    QCOMPARE(*code, 137);
    TARE_OK(engine.restart(id, std::chrono::seconds(1), {}));
    TARE_OK(engine.remove(id, true));
    TARE_FAILS(engine.container(id), Errc::NoSuchContainer);
}

void commandsThatCannotRun(Engine &engine)
{
    for (const auto &[command, code, exitCode] : {std::tuple{"nosuchcommand", Errc::CommandNotFound, 127},
                                                  std::tuple{"/etc", Errc::CommandNotRunnable, 126}}) {
        const auto created = engine.create(starter({command}));
        TARE_OK(created);
        const Owned owned{engine, created->id};
        const Status started = engine.start(created->id);
        TARE_FAILS(started, code);
        QCOMPARE(started.error().exitCode(), exitCode);
        QVERIFY(engine.container(created->id)->pid == 0);
    }
    CreateSpec spec = starter({"nosuchcommand"});
    spec.autoRemove = true;
    const auto created = engine.create(spec);
    TARE_OK(created);
    TARE_FAILS(engine.start(created->id), Errc::CommandNotFound);
    TARE_FAILS(engine.container(created->id), Errc::NoSuchContainer);
}

void names(Engine &engine)
{
    CreateSpec spec = starter({"true"});
    spec.name = "first";
    const auto first = engine.create(spec);
    TARE_OK(first);
    const Owned owned{engine, first->id};
    TARE_FAILS(engine.create(spec), Errc::NameInUse);
    spec.name = "second";
    const auto second = engine.create(spec);
    TARE_OK(second);
    const Owned alsoOwned{engine, second->id};
    TARE_FAILS(engine.rename("second", "first"), Errc::NameInUse);
    TARE_OK(engine.rename("second", "third"));
    QCOMPARE(engine.container("third")->id, second->id);
    TARE_FAILS(engine.container("second"), Errc::NoSuchContainer);
    QCOMPARE(engine.container(first->id.substr(0, 20))->name, std::string("first"));
    spec.name = "not a name";
    TARE_FAILS(engine.create(spec), Errc::InvalidArgument);
}

void logs(Engine &engine)
{
    const auto created =
        engine.create(starter({"sh", "-c", "for i in 1 2 3; do echo $i; done; echo e >&2; printf end"}));
    TARE_OK(created);
    const Owned owned{engine, created->id};
    TARE_OK(engine.start(created->id));
    const auto read = [&](LogOptions options) {
        std::string text;
        const Status done = engine.logs(created->id, options,
                                        [&](const LogLine &line) {
                                            text += (line.isStderr ? "!" : "") + line.text;
                                            return true;
                                        },
                                        {});
        return done ? text : done.error().text();
    };
    LogOptions follow;
    follow.follow = true;
    const std::string all = read(follow);
    QVERIFY2(all.find("1\n2\n3\n") != std::string::npos && all.find("!e\n") != std::string::npos,
             all.c_str());
    QVERIFY2(all.find("end") != std::string::npos, all.c_str());
    TARE_OK(engine.wait(created->id, {}));
    LogOptions last;
    last.tail = 1;
    QVERIFY(!read(last).empty() && read(last).size() <= 4);
    LogOptions later;
    later.since = std::int64_t{1} << 62;
    QCOMPARE(read(later), std::string());
}

void attachAndWait(Engine &engine)
{
    CreateSpec spec = starter({"sh", "-c", "read line; echo said $line; exit 5"});
    spec.openStdin = true;
    const auto created = engine.create(spec);
    TARE_OK(created);
    const Owned owned{engine, created->id};
    TARE_FAILS(engine.attach(created->id, false), Errc::NotRunning);
    TARE_OK(engine.start(created->id));
    auto waiting = std::async(std::launch::async, [&] { return engine.wait(created->id, {}); });
    const auto reader = engine.attach(created->id, false);
    TARE_OK(reader);
    {
        const auto gone = engine.attach(created->id, true); // comes and goes: the container runs on
        TARE_OK(gone);
    }
    Result<std::unique_ptr<Session>> writer = engine.attach(created->id, true);
    TARE_OK(writer);
    TARE_FAILS(engine.attach(created->id, true), Errc::InvalidArgument); // one writes at a time
    TARE_OK((*writer)->write("hi\n"));
    QCOMPARE(listen(**writer).out, std::string("said hi\n"));
    const Said said = listen(**reader);
    QCOMPARE(said.out, std::string("said hi\n"));
    QCOMPARE(said.code, 5);
    const auto code = waiting.get();
    TARE_OK(code);
    QCOMPARE(*code, 5);
}

void exec(Engine &engine)
{
    CreateSpec spec = starter({"sleep", "600"});
    spec.env = {"FROM=container"};
    const auto created = engine.create(spec);
    TARE_OK(created);
    const Owned owned{engine, created->id};
    ExecSpec exec;
    exec.command = {"sh", "-c", "echo $FROM $MORE; pwd; id -u; cat; exit 9"};
    exec.env = {"MORE=exec"};
    exec.workingDir = "/tmp";
    exec.user = "1000";
    exec.stdin_ = true;
    TARE_FAILS(engine.exec(created->id, exec), Errc::NotRunning);
    TARE_OK(engine.start(created->id));
    auto session = engine.exec(created->id, exec);
    TARE_OK(session);
    TARE_OK((*session)->write("typed"));
    (*session)->closeStdin();
    const Said said = listen(**session);
    QCOMPARE(said.out, std::string("container exec\n/tmp\n1000\ntyped"));
    QCOMPARE(said.code, 9);
    exec = {};
    exec.command = {"sh", "-c", "stty size; tty"};
    exec.tty = true;
    exec.rows = 33;
    exec.columns = 99;
    session = engine.exec(created->id, exec);
    TARE_OK(session);
    const Said tty = listen(**session);
    QVERIFY2(tty.out.find("33 99\r\n") == 0, tty.out.c_str());
    exec.tty = false;
    exec.command = {"nosuchcommand"};
    TARE_FAILS(engine.exec(created->id, exec), Errc::CommandNotFound);
    const auto processes = engine.top(created->id);
    TARE_OK(processes);
    QCOMPARE(processes->size(), std::size_t{1});
    QCOMPARE((*processes)[0].command, std::string("sleep 600"));
}

void events(Engine &engine)
{
    std::mutex mutex;
    std::vector<std::string> actions;
    std::string id;
    {
        const auto subscription = engine.subscribe([&](const Event &event) {
            const std::lock_guard lock(mutex);
            actions.push_back(event.action);
        });
        TARE_OK(subscription);
        CreateSpec spec = starter({"true"});
        spec.autoRemove = true;
        const auto said = run(engine, spec);
        TARE_OK(said);
        const auto seen = [&] {
            const std::lock_guard lock(mutex);
            return actions.size();
        };
        QTRY_VERIFY_WITH_TIMEOUT(seen() >= 4, 20000);
    }
    QCOMPARE(actions, (std::vector<std::string>{"create", "start", "die", "destroy"}));

    const auto lasting = engine.create(starter({"sleep", "600"}));
    TARE_OK(lasting);
    TARE_OK(engine.start(lasting->id));
    actions.clear();
    {
        const auto subscription = engine.subscribe([&](const Event &event) {
            const std::lock_guard lock(mutex);
            if (event.type == "container")
                actions.push_back(event.action);
        });
        TARE_OK(subscription);
        TARE_OK(engine.restart(lasting->id, std::chrono::seconds(0), {}));
        const auto seen = [&] {
            const std::lock_guard lock(mutex);
            return actions.size();
        };
        QTRY_VERIFY_WITH_TIMEOUT(seen() >= 4, 20000);
    }
    QCOMPARE(actions, (std::vector<std::string>{"die", "stop", "start", "restart"}));
    TARE_OK(engine.remove(lasting->id, true));
}

void badInput(Engine &engine)
{
    TARE_FAILS(engine.container("nope"), Errc::NoSuchContainer);
    TARE_FAILS(engine.start("nope"), Errc::NoSuchContainer);
    TARE_FAILS(engine.remove("nope", true), Errc::NoSuchContainer);
    CreateSpec spec = starter({"true"});
    spec.image = "no/such:image";
    TARE_FAILS(engine.create(spec), Errc::NoSuchImage);
    spec = starter({"true"});
    spec.limits.memory = 5 << 20;
    TARE_FAILS(engine.create(spec), Errc::LimitOutOfRange);
    spec = starter({"true"});
    spec.user = "nosuchuser";
    const auto created = engine.create(spec);
    TARE_OK(created);
    const Owned owned{engine, created->id};
    TARE_FAILS(engine.start(created->id), Errc::InvalidArgument);
    spec.autoRemove = true; // it goes, although it never ran
    const auto going = engine.create(spec);
    TARE_OK(going);
    TARE_FAILS(engine.start(going->id), Errc::InvalidArgument);
    TARE_FAILS(engine.container(going->id), Errc::NoSuchContainer);
}

} // namespace conformance
