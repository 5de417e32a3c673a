// SPDX-License-Identifier: GPL-3.0-or-later
// tare-runtime behind Docker and Podman: real engines of this machine, with folders and sockets of their own, dockerd in
// network and mount namespaces of its own, so that it leaves nothing.
#include "core/base/file.h"
#include "core/base/programs.h"
#include "core/base/strings.h"
#include "tests/integration/runtime/bundle.h"
#include "tests/support/result_test.h"

#include <QRegularExpression>
#include <QTest>
#include <csignal>
#include <memory>
#include <unistd.h>

using namespace tare;

namespace {

using Words = std::vector<std::string>;

RunOutput tool(Words argv, const Words &environment = {}, const std::string &input = {})
{
    SpawnOptions options;
    options.argv = std::move(argv);
    if (!environment.empty())
        options.argv.insert(options.argv.begin(), "env");
    options.argv.insert(options.argv.begin() + (environment.empty() ? 0 : 1), environment.begin(), environment.end());
    RunLimits limits;
    limits.time = std::chrono::minutes(2);
    limits.input = input;
    auto out = run(std::move(options), limits);
    if (!out)
        return {127, {}, out.error().text()};
    return std::move(*out);
}

// Through a terminal of its own, as a person would type it.
RunOutput typed(const Words &argv)
{
    std::string line;
    for (const std::string &word : argv)
        line += "'" + word + "' ";
    return tool({"script", "-qec", line, "/dev/null"});
}

class Dockerd
{
public:
    Dockerd(const std::string &dir, const std::string &runtime) : m_dir(dir)
    {
        SpawnOptions options;
        options.argv = {"unshare", "--net", "--mount", "sh", "-c", "ip link set lo up; exec \"$@\" >\"$0\" 2>&1", dir + "/log", "dockerd",
                        "--data-root", dir + "/data", "--exec-root", dir + "/exec", "-H", socket(), "--pidfile", dir + "/pid",
                        "--iptables=false", "--ip6tables=false", "--storage-driver=overlay2", "--add-runtime",
                        "tare=" + runtime, "--default-runtime", "tare"};
        auto child = spawn(options);
        if (child)
            m_child = std::move(*child);
    }
    ~Dockerd()
    {
        if (m_child.pid() <= 0)
            return;
        const RunOutput all = docker({"ps", "-aq"});
        for (const std::string_view id : split(all.out, '\n')) {
            if (!id.empty())
                (void)docker({"rm", "-f", std::string(id)});
        }
        (void)m_child.kill(SIGTERM);
        if (!m_child.wait(std::chrono::seconds(30))) {
            (void)m_child.kill(SIGKILL);
            (void)m_child.wait();
        }
    }
    Dockerd(const Dockerd &) = delete;
    Dockerd &operator=(const Dockerd &) = delete;
    [[nodiscard]] std::string socket() const { return "unix://" + m_dir + "/sock"; }
    [[nodiscard]] Words words(const Words &arguments) const
    {
        Words out = {"docker", "-H", socket()};
        out.insert(out.end(), arguments.begin(), arguments.end());
        return out;
    }
    [[nodiscard]] RunOutput docker(const Words &arguments, const std::string &input = {}) const
    {
        return tool(words(arguments), {}, input);
    }
    [[nodiscard]] bool runs() const
    {
        return m_child.pid() > 0 && QTest::qWaitFor([this] { return docker({"version"}).exitCode == 0; }, 30'000);
    }

private:
    std::string m_dir;
    Child m_child;
};

void addCases()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("wanted"); // a regular expression, for both outputs
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, const char *options, const char *script, const char *wanted, int code = 0) {
        QTest::newRow(name) << QString::fromLatin1(options).split(QLatin1Char(' '), Qt::SkipEmptyParts)
                            << QString::fromLatin1(script) << QString::fromLatin1(wanted) << code;
    };
    row("output and exit code", "", "echo hello; exit 7", "^hello$", 7);
    row("read-only root", "--read-only", "touch /x", "Read-only", 1);
    row("tmpfs", "--tmpfs /t:size=1m", "grep ' /t ' /proc/mounts", "size=1024k");
    row("user", "--user 1000:1000", "id", "uid=1000.* gid=1000");
    row("no capabilities", "--cap-drop ALL", "grep CapEff /proc/self/status", "0000000000000000");
    row("one capability", "--cap-drop ALL --cap-add NET_ADMIN", "grep CapEff /proc/self/status", "0000000000001000");
    row("privileged", "--privileged", "grep Seccomp: /proc/self/status; ls /dev/kmsg", "Seccomp:.0\\n/dev/kmsg");
    row("the engine's filter", "", "grep Seccomp: /proc/self/status", "Seccomp:.2");
    row("no filter", "--security-opt seccomp=unconfined", "grep Seccomp: /proc/self/status", "Seccomp:.0");
    row("no_new_privs", "--security-opt no-new-privileges", "grep NoNew /proc/self/status", "NoNewPrivs:.1");
    row("sysctl", "--sysctl net.ipv4.ip_forward=1", "cat /proc/sys/net/ipv4/ip_forward", "^1$");
    row("hosts processes", "--pid host", "ps", "dockerd|conmon");
    row("hosts ipc", "--ipc host", "ls -d /dev/shm", "/dev/shm");
    row("device", "--device /dev/kmsg:/dev/k", "ls -l /dev/k; : > /dev/k && echo may", "1, *11.*\\nmay");
    row("host name", "--hostname mine", "hostname", "^mine$");
    row("memory", "--memory 32m", "cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory.max", "33554432", -1);
    row("descriptors", "", "ls /proc/self/fd | wc -l", "^4$");
}

} // namespace

class RuntimeEnginesTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (::geteuid() != 0)
            QSKIP("needs root: dockerd does");
        m_bundle = std::make_unique<Bundle>();
        const auto program = findProgram("tare-runtime");
        TARE_OK(program);
        m_program = *program;
        const RunOutput packed = tool({"tar", "-C", m_bundle->lower(), "-cf", m_bundle->dir() + "/image.tar", "."});
        QVERIFY2(packed.exitCode == 0, packed.err.c_str());
        TARE_OK(makeDirs(m_bundle->dir() + "/volume", 0755));
        TARE_OK(writeFileAtomic(m_bundle->dir() + "/volume/file", "in the volume\n", 0644));
        if (tool({"dockerd", "--version"}).exitCode == 0) {
            m_docker = std::make_unique<Dockerd>(m_bundle->dir(), m_program);
            if (!m_docker->runs())
                QFAIL(readFile(m_bundle->dir() + "/log").value_or("dockerd says nothing").c_str());
            const RunOutput imported = m_docker->docker({"import", m_bundle->dir() + "/image.tar", "box"});
            QVERIFY2(imported.exitCode == 0, imported.err.c_str());
        }
        if (tool({"podman", "--version"}).exitCode == 0) {
            m_podman = true;
            const RunOutput imported = podman({"import", m_bundle->dir() + "/image.tar", "localhost/box"});
            QVERIFY2(imported.exitCode == 0, imported.err.c_str());
        }
    }

    void cleanupTestCase()
    {
        m_docker.reset();
        if (m_podman)
            (void)podman({"rm", "--all", "--force", "--time", "0"});
        if (m_bundle != nullptr)
            QCOMPARE(mountsWith(m_bundle->dir()), 0);
        m_bundle.reset();
    }

    void docker_data() { addCases(); }
    void docker()
    {
        if (m_docker == nullptr)
            QSKIP("dockerd is not installed");
        QFETCH(QStringList, options);
        QFETCH(QString, script);
        Words words = {"run", "--rm"};
        for (const QString &o : options)
            words.push_back(o.toStdString());
        words.insert(words.end(), {"box", "/bin/sh", "-c", script.toStdString()});
        check(m_docker->docker(words));
    }

    void podman_data() { addCases(); }
    void podman()
    {
        if (!m_podman)
            QSKIP("podman is not installed");
        QFETCH(QStringList, options);
        QFETCH(QString, script);
        Words words = {"run", "--rm", "--network", "none"};
        for (const QString &o : options)
            words.push_back(o.toStdString());
        words.insert(words.end(), {"localhost/box", "/bin/sh", "-c", script.toStdString()});
        check(podman(words));
    }

    void exitCodesAreDockers()
    {
        if (m_docker == nullptr)
            QSKIP("dockerd is not installed");
        QCOMPARE(m_docker->docker({"run", "--rm", "box", "no-such-command"}).exitCode, 127);
        QCOMPARE(m_docker->docker({"run", "--rm", "box", "/etc/passwd"}).exitCode, 126);
        if (m_podman) {
            QCOMPARE(podman({"run", "--rm", "--network", "none", "localhost/box", "no-such-command"}).exitCode, 127);
            QCOMPARE(podman({"run", "--rm", "--network", "none", "localhost/box", "/etc/passwd"}).exitCode, 126);
        }
    }

    void volumesAndTerminals()
    {
        if (m_docker == nullptr)
            QSKIP("dockerd is not installed");
        const std::string volume = m_bundle->dir() + "/volume:/v";
        QCOMPARE(m_docker->docker({"run", "--rm", "-v", volume, "box", "cat", "/v/file"}).out,
                 std::string("in the volume\n"));
        QVERIFY(m_docker->docker({"run", "--rm", "-v", volume + ":ro", "box", "touch", "/v/x"}).exitCode != 0);
        QCOMPARE(m_docker->docker({"run", "--rm", "-i", "box", "cat"}, "typed").out, std::string("typed"));
        const RunOutput terminal = typed(m_docker->words({"run", "--rm", "-it", "box", "tty"}));
        QVERIFY2(terminal.out.find("/dev/pts/0") != std::string::npos, (terminal.out + terminal.err).c_str());
        // A volume that begins with what the image has there.
        const RunOutput copied = m_docker->docker({"run", "--rm", "-v", "fresh:/etc", "box", "ls", "/etc"});
        QVERIFY2(copied.out.find("passwd") != std::string::npos, copied.err.c_str());
        if (!m_podman)
            return;
        const RunOutput tmpfs =
            podman({"run", "--rm", "--network", "none", "--tmpfs", "/etc", "localhost/box", "ls", "/etc"}); // tmpcopyup
        QVERIFY2(tmpfs.out.find("passwd") != std::string::npos, tmpfs.err.c_str());
    }

    void dockerNetworks() // the engine's hook moves an interface in
    {
        if (m_docker == nullptr)
            QSKIP("dockerd is not installed");
        const RunOutput bridged = m_docker->docker({"run", "--rm", "box", "ip", "addr"});
        QVERIFY2(bridged.out.find("eth0") != std::string::npos, (bridged.out + bridged.err).c_str());
        const RunOutput host = m_docker->docker({"run", "--rm", "--network", "host", "box", "ip", "link"});
        QVERIFY2(host.out.find("docker0") != std::string::npos, (host.out + host.err).c_str());
    }

    void aLifeBehindDocker()
    {
        if (m_docker == nullptr)
            QSKIP("dockerd is not installed");
        life([this](const Words &w) { return m_docker->docker(w); }, {}, "box");
    }

    void aLifeBehindPodman()
    {
        if (!m_podman)
            QSKIP("podman is not installed");
        life([this](const Words &w) { return podman(w); }, {"--network", "none"}, "localhost/box");
    }

private:
    [[nodiscard]] RunOutput podman(const Words &arguments) const
    {
        const std::string &dir = m_bundle->dir();
        Words words = {"podman", "--runtime", m_program, "--root", dir + "/podman", "--runroot", dir + "/podman-run", "--tmpdir",
                       dir + "/podman-tmp", "--cgroup-manager", "cgroupfs", "--storage-driver", "vfs", "--events-backend", "file"};
        words.insert(words.end(), arguments.begin(), arguments.end());
        if (arguments[0] == "run") // more than this machine's limits otherwise
            words.insert(words.end() - static_cast<std::ptrdiff_t>(arguments.size()) + 1,
                         {"--ulimit", "nofile=512:512", "--ulimit", "nproc=512:512"});
        return tool(words, {"XDG_RUNTIME_DIR=" + dir});
    }

    static void check(const RunOutput &out)
    {
        QFETCH(QString, wanted);
        QFETCH(int, code);
        const std::string all = out.out + out.err;
        if (code >= 0)
            QVERIFY2(out.exitCode == code, all.c_str());
        const QRegularExpression pattern(wanted, QRegularExpression::MultilineOption);
        QVERIFY2(pattern.match(QString::fromStdString(all)).hasMatch(), all.c_str());
    }

    // In and out, of a container that runs.
    template <class Engine> void copies(const Engine &engine) const
    {
        const std::string there = m_bundle->dir() + "/volume/file", back = m_bundle->dir() + "/back";
        QCOMPARE(engine({"cp", there, "one:/tmp/in"}).exitCode, 0);
        QCOMPARE(engine({"exec", "one", "cat", "/tmp/in"}).out, std::string("in the volume\n"));
        QCOMPARE(engine({"cp", "one:/tmp/in", back}).exitCode, 0);
        QCOMPARE(readFile(back).value_or(""), std::string("in the volume\n"));
        QVERIFY(engine({"cp", "one:/no/such", back}).exitCode != 0);
    }

    template <class Engine> void life(const Engine &engine, const Words &options, const std::string &image) const
    {
        Words run = {"run", "--detach", "--name", "one", "--memory", "64m"};
        run.insert(run.end(), options.begin(), options.end());
        run.insert(run.end(), {image, "/bin/sh", "-c", "echo started; trap 'exit 3' TERM; while :; do usleep 50000; done"});
        const RunOutput started = engine(run);
        QVERIFY2(started.exitCode == 0, started.err.c_str());
        QTRY_COMPARE(engine({"logs", "one"}).out, std::string("started\n"));
        QCOMPARE(engine({"exec", "one", "echo", "within"}).out, std::string("within\n"));
        QCOMPARE(engine({"exec", "--user", "5", "one", "id", "-u"}).out, std::string("5\n"));
        QVERIFY(engine({"exec", "one", "no-such-command"}).exitCode != 0);
        QVERIFY(engine({"top", "one"}).out.find("usleep") != std::string::npos ||
                engine({"top", "one"}).out.find("sh") != std::string::npos);
        QCOMPARE(engine({"exec", "--workdir", "/tmp", "--env", "MORE=exec", "one", "/bin/sh", "-c", "pwd; echo $MORE; exit 9"}).out,
                 std::string("/tmp\nexec\n"));
        QCOMPARE(engine({"exec", "one", "/bin/sh", "-c", "exit 9"}).exitCode, 9);
        QVERIFY(engine({"exec", "--workdir", "/no/such", "one", "true"}).exitCode != 0);
        copies(engine);
        const RunOutput stats = engine({"stats", "--no-stream", "one"});
        QVERIFY2(stats.exitCode == 0, stats.err.c_str());
        QCOMPARE(engine({"pause", "one"}).exitCode, 0);
        QVERIFY(engine({"exec", "one", "true"}).exitCode != 0);
        QCOMPARE(engine({"unpause", "one"}).exitCode, 0);
        const RunOutput updated = engine({"update", "--memory", "128m", "--memory-swap", "256m", "--cpus", "0.5", "one"});
        QVERIFY2(updated.exitCode == 0, updated.err.c_str());
        const RunOutput limit = engine({"exec", "one", "/bin/sh", "-c",
                                        "cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory.max"});
        QVERIFY2(limit.out.find("134217728") != std::string::npos, (limit.out + limit.err).c_str());
        QCOMPARE(engine({"kill", "--signal", "CONT", "one"}).exitCode, 0);
        QCOMPARE(engine({"stop", "--time", "20", "one"}).exitCode, 0);
        QCOMPARE(engine({"inspect", "--format", "{{.State.ExitCode}}", "one"}).out, std::string("3\n"));
        QCOMPARE(engine({"start", "one"}).exitCode, 0);
        QCOMPARE(engine({"restart", "--time", "20", "one"}).exitCode, 0);
        QCOMPARE(engine({"kill", "one"}).exitCode, 0);
        const RunOutput waited = engine({"wait", "one"});
        QVERIFY2(waited.out == "137\n", (waited.out + waited.err).c_str());
        const RunOutput removed = engine({"rm", "--force", "one"});
        QVERIFY2(removed.exitCode == 0, removed.err.c_str());
    }

    std::unique_ptr<Bundle> m_bundle;
    std::unique_ptr<Dockerd> m_docker;
    std::string m_program;
    bool m_podman = false;
};

QTEST_GUILESS_MAIN(RuntimeEnginesTest)
#include "engines_test.moc"
