// SPDX-License-Identifier: GPL-3.0-or-later
// The command, as a person types it; and as a user without root's rights.
#include "core/base/file.h"
#include "core/base/programs.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"
#include "tests/integration/engine/machine.h"
#include "tests/support/result_test.h"

#include <QTest>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <poll.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

using namespace tare;

class CommandTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<EngineHome> m_home;

    RunOutput tare(const std::vector<std::string> &words, const std::string &input = {}, std::vector<std::string> before = {})
    {
        return m_home->tare(words, input, std::move(before));
    }

private slots:
    void initTestCase()
    {
        m_home = std::make_unique<EngineHome>();
        if (!m_home->missing().empty())
            QSKIP(m_home->missing().c_str());
    }
    void cleanup()
    {
        (void)m_home->engine().remove("web", true); // of a test that failed in the middle
        (void)m_home->engine().remove("term", true);
        QTRY_VERIFY(m_home->leftovers().empty());
    }

    void runs()
    {
        QCOMPARE(tare({"run", "--rm", "starter", "echo", "hello"}).out, std::string("hello\n")); // its short name
        QCOMPARE(tare({"run", "--rm", "tare/starter", "echo", "hello"}).out, std::string("hello\n"));
        QCOMPARE(tare({"run", "--rm", "-i", "tare/starter", "cat"}, "piped").out, std::string("piped"));
        QCOMPARE(tare({"run", "--rm", "tare/starter", "sh", "-c", "exit 42"}).exitCode, 42);
        QCOMPARE(tare({"run", "--rm", "tare/starter", "grep", "Seccomp:", "/proc/self/status"}).out,
                 std::string("Seccomp:\t2\n")); // the default filter is there
        const RunOutput missing = tare({"run", "--rm", "tare/starter", "nosuch"});
        QCOMPARE(missing.exitCode, 127);
        QVERIFY2(missing.err.starts_with("tare: "), missing.err.c_str());
        QCOMPARE(tare({"run", "--rm", "tare/starter", "/etc"}).exitCode, 126);
        QCOMPARE(tare({"run", "--bogus", "tare/starter"}).exitCode, 125);
        const RunOutput small = tare({"run", "--rm", "-m", "5m", "tare/starter", "true"});
        QCOMPARE(small.exitCode, 125);
        QVERIFY(small.err.find("Minimum memory limit allowed is 6MB") != std::string::npos);
        const RunOutput env =
            tare({"run", "--rm", "-e", "A=b", "-w", "/tmp", "-u", "7:8", "-h", "box", "tare/starter", "sh",
                  "-c", "echo $A $PWD $(id -u):$(id -g) $(hostname)"});
        QCOMPARE(env.out, std::string("b /tmp 7:8 box\n"));
        QVERIFY(tare({"run", "--rm", "--read-only", "tare/starter", "touch", "/x"}).exitCode != 0);
        QCOMPARE(
            tare({"run", "--rm", "--ulimit", "nofile=77:88", "tare/starter", "sh", "-c", "ulimit -n"}).out,
            std::string("77\n"));
    }

    void folders()
    {
        const std::string dir = m_home->paths().root + "/../shared";
        QCOMPARE(tare({"run", "--rm", "-v", dir + ":/data", "tare/starter", "sh", "-c", "echo x > /data/f"})
                     .exitCode,
                 0);
        QCOMPARE(readFile(dir + "/f").value_or(""), std::string("x\n"));
        QVERIFY(tare({"run", "--rm", "-v", dir + ":/data:ro", "tare/starter", "touch", "/data/g"}).exitCode !=
                0);
    }

    void inTheBackground()
    {
        const RunOutput started =
            tare({"run", "-d", "--name", "web", "tare/starter", "sh", "-c", "echo up; sleep 600"});
        QCOMPARE(started.exitCode, 0);
        QCOMPARE(started.out.size(), std::size_t{65});
        QCOMPARE(tare({"ps", "--format", "{{.Names}} {{.State}}"}).out, std::string("web running\n"));
        QCOMPARE(tare({"ps", "-q", "--no-trunc"}).out, started.out);
        QCOMPARE(tare({"exec", "web", "sh", "-c", "exit 9"}).exitCode, 9);
        QCOMPARE(tare({"exec", "-i", "web", "cat"}, "through").out, std::string("through"));
        QCOMPARE(tare({"inspect", "-f", "{{.State.Status}} {{.Name}}", "web"}).out,
                 std::string("running /web\n"));
        QTRY_COMPARE(tare({"logs", "web"}).out, std::string("up\n"));
        const RunOutput again = tare({"run", "--name", "web", "tare/starter", "true"});
        QCOMPARE(again.exitCode, 125);
        QVERIFY2(again.err.find("Conflict. The container name \"/web\" is already in use") != std::string::npos,
                 again.err.c_str());
        QCOMPARE(tare({"stats", "--no-stream", "--format", "{{.Name}}", "web"}).out, std::string("web\n"));
        QCOMPARE(tare({"rm", "web"}).exitCode, 1);
        QCOMPARE(tare({"rm", "-f", "web"}).exitCode, 0);
        QCOMPARE(tare({"inspect", "web"}).exitCode, 1);
    }

    void whoAndWhat()
    {
        QCOMPARE(tare({"run", "--rm", "-u", ":daemon", "tare/starter", "id", "-u"}).out, std::string("0\n"));
        QCOMPARE(tare({"run", "--rm", "-u", ":daemon", "tare/starter", "id", "-g"}).out, std::string("1\n"));
        QCOMPARE(tare({"run", "--rm", "--dns", "1.1.1.1", "--dns-search", "x.y", "--dns-option", "ndots:3", "tare/starter", "cat", "/etc/resolv.conf"}).out,
                 std::string("nameserver 1.1.1.1\nsearch x.y\noptions ndots:3\n"));
        QCOMPARE(tare({"create", "--name", "quoted", "tare/starter", "sh", "-c", "echo a"}).exitCode, 0);
        QCOMPARE(tare({"ps", "-a", "--no-trunc", "--format", "{{.Command}}"}).out, std::string("\"sh -c 'echo a'\"\n"));
        QCOMPARE(tare({"inspect", "-f", "{{.Nope}}", "quoted"}).exitCode, 1);
        const RunOutput gone = tare({"cp", "quoted:/nope", "/tmp/"});
        QCOMPARE(gone.exitCode, 1);
        QVERIFY2(gone.err.find("Could not find the file /nope in container quoted") != std::string::npos, gone.err.c_str());
        QCOMPARE(tare({"rm", "quoted"}).exitCode, 0);
    }

    void listsAreFiltered()
    {
        for (const auto &[name, label, command] :
             {std::tuple{"fa", "k=1", "exit 3"}, std::tuple{"fb", "k=2", "exit 0"}, std::tuple{"fab", "j", "exit 0"}})
            (void)tare({"run", "--name", name, "-l", label, "tare/starter", "sh", "-c", command});
        const auto names = [&](std::vector<std::string> filter) {
            filter.insert(filter.begin(), "ps");
            filter.insert(filter.end(), {"--format", "{{.Names}}"});
            return tare(filter).out;
        };
        QCOMPARE(names({"-a"}), std::string("fab\nfb\nfa\n"));
        QCOMPARE(names({}), std::string());
        QCOMPARE(names({"-a", "-f", "name=fa"}), std::string("fab\nfa\n"));
        QCOMPARE(names({"-a", "-f", "name=^fa$", "-f", "name=^fb$"}), std::string("fb\nfa\n"));
        QCOMPARE(names({"-a", "-f", "label=k"}), std::string("fb\nfa\n"));
        QCOMPARE(names({"-a", "-f", "label=k=1"}), std::string("fa\n"));
        QCOMPARE(names({"-a", "-f", "label=k", "-f", "label=j"}), std::string());
        QCOMPARE(names({"-f", "status=exited"}), std::string("fab\nfb\nfa\n"));
        QCOMPARE(names({"-a", "-f", "exited=3"}), std::string("fa\n"));
        QCOMPARE(names({"-a", "-f", "before=fb"}), std::string("fa\n"));
        QCOMPARE(names({"-a", "-f", "since=fa", "-f", "since=fa"}), std::string("fab\nfb\n"));
        QCOMPARE(names({"-a", "-f", "ancestor=tare/starter:latest"}), std::string("fab\nfb\nfa\n"));
        QCOMPARE(names({"-a", "-f", "ancestor=no/such"}), std::string());
        QCOMPARE(names({"-a", "-f", "network=host"}), std::string());
        QCOMPARE(names({"-l"}), std::string("fab\n"));
        QCOMPARE(names({"-n", "2"}), std::string("fab\nfb\n"));
        QCOMPARE(tare({"ps", "-f", "bogus=1"}).exitCode, 1);
        QCOMPARE(tare({"ps", "-f", "status=odd"}).exitCode, 1);
        QCOMPARE(tare({"ps", "-f", "bogus"}).exitCode, 125);
        QCOMPARE(tare({"ps", "extra"}).exitCode, 1);
        QVERIFY(tare({"ps"}).out.starts_with("CONTAINER ID   IMAGE     COMMAND   CREATED   STATUS    PORTS     NAMES"));
        QCOMPARE(tare({"rm", "fa", "fb", "fab"}).out, std::string("fa\nfb\nfab\n"));
    }

    void logsAreKeptAsAsked()
    {
        const std::string many = "i=0; while [ $i -lt 400 ]; do echo line $i; i=$((i+1)); done";
        QCOMPARE(tare({"run", "--name", "small", "-l", "tier=web", "-e", "STAGE=test", "--log-opt", "max-size=4k", "--log-opt", "max-file=3",
                       "--log-opt", "labels=tier", "--log-opt", "env=STAGE", "--log-opt", "tag={{.Name}}", "tare/starter", "sh", "-c", many})
                     .exitCode,
                 0);
        const std::string path(trim(tare({"inspect", "-f", "{{.LogPath}}", "small"}).out));
        QVERIFY(exists(path + ".2") && !exists(path + ".3"));
        const std::string kept = tare({"logs", "small"}).out;
        QVERIFY2(kept.ends_with("line 398\nline 399\n"), kept.c_str());
        QVERIFY(kept.find("line 0\n") == std::string::npos);
        QCOMPARE(tare({"logs", "--details", "-n", "1", "small"}).out, std::string("STAGE=test,tag=small,tier=web line 399\n"));
        QCOMPARE(tare({"inspect", "-f", "{{.HostConfig.LogConfig.Type}} {{index .HostConfig.LogConfig.Config \"max-file\"}}", "small"}).out,
                 std::string("json-file 3\n"));
        QCOMPARE(tare({"run", "--name", "mute", "--log-driver", "none", "tare/starter", "echo", "seen"}).out, std::string("seen\n"));
        const RunOutput none = tare({"logs", "mute"});
        QCOMPARE(none.exitCode, 1);
        QVERIFY2(none.err.find("configured logging driver does not support reading") != std::string::npos, none.err.c_str());
        QCOMPARE(tare({"rm", "small", "mute"}).exitCode, 0);
    }

    void labelsFromAFile()
    {
        const std::string file = m_home->paths().root + "/../labels";
        TARE_OK(writeFileAtomic(file, "# ours\na=1\nHOME\n b=x y\n"));
        QCOMPARE(tare({"create", "--name", "labelled", "--label-file", file, "-l", "a=2", "--annotation", "org.example=1", "tare/starter", "true"})
                     .exitCode,
                 0);
        QCOMPARE(tare({"inspect", "-f", "{{.Config.Labels.a}}/{{.Config.Labels.b}}/{{.Config.Labels.HOME}}/{{json .HostConfig.Annotations}}", "labelled"}).out,
                 std::string("2/x y//{\"org.example\":\"1\"}\n"));
        QCOMPARE(tare({"rm", "labelled"}).exitCode, 0);
    }

    void inAControlGroupOfAnother()
    {
        if (::geteuid() != 0) {
            QVERIFY(tare({"create", "--cgroup-parent", "/x", "tare/starter", "true"}).err.find("it needs root") != std::string::npos);
            return;
        }
        const std::string parent = "tare-test-" + std::to_string(::getpid());
        const RunOutput started = tare({"run", "-d", "--name", "below", "--cgroup-parent", parent, "-m", "64m", "tare/starter", "sleep", "60"});
        QVERIFY2(started.exitCode == 0, started.err.c_str());
        const std::string pid(trim(tare({"inspect", "-f", "{{.State.Pid}}", "below"}).out));
        const std::string groups = readFile("/proc/" + pid + "/cgroup").value_or("");
        QVERIFY2(groups.find("/" + parent + "/" + std::string(trim(started.out))) != std::string::npos, groups.c_str());
        QCOMPARE(tare({"stats", "--no-stream", "--format", "{{.MemUsage}}", "below"}).out.find("64MiB") != std::string::npos, true);
        QCOMPARE(tare({"rm", "-f", "below"}).exitCode, 0);
        // The parent was made for the test alone.
        for (const auto &entry : std::filesystem::directory_iterator("/sys/fs/cgroup")) {
            ::rmdir((entry.path().string() + "/" + parent).c_str());
            QVERIFY(!exists(entry.path().string() + "/" + parent));
        }
        ::rmdir(("/sys/fs/cgroup/" + parent).c_str());
        QVERIFY(!exists("/sys/fs/cgroup/" + parent));
    }

    void saysWhatDockerSays_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *words, int code, const char *text) {
            QTest::newRow(words) << QString::fromLatin1(words).split(QLatin1Char(' ')) << code
                                 << QString::fromLatin1(text);
        };
        row("run --rm tare/starter nosuch", 127, "exec: \"nosuch\": executable file not found in $PATH");
        row("run --rm tare/starter /no/such", 127, "stat /no/such: no such file or directory");
        row("run --rm tare/starter /etc", 126, "permission denied");
        row("run --rm -w rel tare/starter true", 125, "it needs to be an absolute path");
        row("run --rm -u nosuch tare/starter true", 125,
            "tare: unable to find user nosuch: no matching entries in passwd file");
        row("run --rm --name a@b tare/starter true", 125, "Invalid container name (a@b), only");
        row("run --rm --network nosuch tare/starter true", 125, "network nosuch not found");
        row("run --rm -m abc tare/starter true", 125,
            "invalid argument \"abc\" for \"-m, --memory\" flag: invalid size: 'abc'");
        row("run --rm --pids-limit x tare/starter true", 125, "invalid argument \"x\" for \"--pids-limit\" flag");
        row("run --rm --stop-signal NOPE tare/starter true", 125, "Invalid signal: NOPE");
        row("run --rm -v /tmp:/d -v /tmp:/d tare/starter true", 125, "Duplicate mount point: /d");
        row("run --rm -v n:/d tare/starter true", 125, "volume name is too short, names should be at least two alphanumeric characters");
        row("run --rm -v a+b:/d tare/starter true", 125, "If you intended to pass a host directory, use absolute path");
        row("run --rm --pull never no/such true", 125, "No such image: no/such:latest");
        row("run -d -a stdout tare/starter true", 1, "cannot specify both --attach and --detach");
        row("run --detach-keys ctrl-A tare/starter true", 125, "invalid detach keys (ctrl-A)");
        row("exec --detach-keys abc x true", 1, "invalid detach keys (abc)");
        row("run --log-driver odd tare/starter true", 125, "logger: no log driver named 'odd' is registered");
        row("run --log-driver none --log-opt a=b tare/starter true", 125, "invalid logging opts for driver none");
        row("run --log-opt max-file=0 tare/starter true", 125, "max-file cannot be less than 1");
        row("run --device-cgroup-rule nonsense tare/starter true", 125, "invalid device cgroup format 'nonsense'");
        row("run --runtime odd tare/starter true", 125, "unknown or invalid runtime name: odd");
        row("run --isolation hyperv tare/starter true", 125, "invalid isolation 'hyperv' on linux");
        row("run --gpus all tare/starter true", 125, "--gpus: there is no driver");
        row("run --link=a:b tare/starter true", 125, "--link: containers find each other by name");
        row("run --annotation odd tare/starter true", 125, "invalid argument \"odd\" for \"--annotation\" flag");
        row("run --label-file /no/such tare/starter true", 125, "open /no/such: no such file or directory");
        row("run --rm INVALID true", 125, "the repository name must be lower-case");
        row("run --rm -l =x tare/starter true", 125, "invalid label '=x': empty name");
        row("create --name a@ tare/starter true", 1, "Invalid container name (a@)");
        row("inspect -f {{.State x", 64, "template parsing error: template: :1: unclosed action");
        row("network create none", 1, "operation is not permitted on predefined none network");
        row("rmi -f no/such", 0, "No such image: no/such:latest");
        row("save tare/starter -o /no/such/x", 1, "invalid output path: stat /no/such");
        row("run", 1, "'tare run' requires at least 1 argument");
        row("logs", 1, "'tare logs' requires 1 argument");
        row("run -Z tare/starter", 125, "unknown shorthand flag: 'Z' in -Z");
        row("rm", 1, "'tare rm' requires at least 1 argument");
        row("rm -f nosuch", 0, "No such container: nosuch");
        row("kill nosuch", 1, "Cannot kill container: nosuch: No such container: nosuch");
        row("kill -s NOPE nosuch", 1, "Invalid signal: NOPE");
        row("start nosuch", 1, "No such container: nosuch");
        row("attach nosuch", 1, "No such container: nosuch");
        row("exec nosuch true", 1, "No such container: nosuch");
        row("logs --since never nosuch", 1, "invalid value for \"since\": failed to parse value as time or duration");
        row("inspect --type odd x", 1, "unknown type: \"odd\"");
        row("nosuch", 1, "'nosuch' is not a tare command");
    }
    void saysWhatDockerSays()
    {
        QFETCH(QStringList, words);
        QFETCH(int, code);
        QFETCH(QString, text);
        std::vector<std::string> line;
        for (const QString &word : words)
            line.push_back(word.toStdString());
        const RunOutput output = tare(line);
        QVERIFY2(output.err.find(text.toStdString()) != std::string::npos, output.err.c_str());
        QCOMPARE(output.exitCode, code);
    }

    void inATerminal()
    {
        winsize size{24, 80, 0, 0};
        int master = -1, slave = -1;
        QCOMPARE(::openpty(&master, &slave, nullptr, nullptr, &size), 0);
        const UniqueFd ours(master);
        UniqueFd theirs(slave);
        ::fcntl(master, F_SETFD, FD_CLOEXEC);
        ::fcntl(slave, F_SETFD, FD_CLOEXEC);
        termios before{};
        QCOMPARE(::tcgetattr(slave, &before), 0);
        SpawnOptions options;
        options.argv = {
            EngineHome::program(), "--root", m_home->paths().root, "--state", m_home->paths().state, "run", "-it",
            "--name",  "term",   "tare/starter",       "sh"};
        options.fds = {{slave, 0}, {slave, 1}, {slave, 2}};
        options.newSession = true;
        auto child = spawn(options);
        TARE_OK(child);
        std::string seen;
        const auto waitFor = [&](const char *text) {
            while (seen.find(text) == std::string::npos) {
                pollfd wake{master, POLLIN, 0};
                char buffer[4096];
                if (::poll(&wake, 1, 30000) <= 0)
                    return false;
                const ssize_t n = ::read(master, buffer, sizeof buffer);
                if (n <= 0)
                    return false;
                seen.append(buffer, static_cast<std::size_t>(n));
            }
            seen.erase(0, seen.find(text) + std::strlen(text));
            return true;
        };
        TARE_OK(writeAll(master, "stty size; echo re''ady\n"));
        QVERIFY(waitFor("24 80"));
        QVERIFY(waitFor("ready"));
        size = {30, 90, 0, 0};
        QCOMPARE(::ioctl(master, TIOCSWINSZ, &size), 0);
        TARE_OK(child->kill(SIGWINCH));
        TARE_OK(
            writeAll(master, "while [ \"$(stty size)\" != '30 90' ]; do sleep 0.1; done; echo re''sized\n"));
        QVERIFY(waitFor("resized"));
        TARE_OK(writeAll(master, "\x10\x11")); // ctrl-p ctrl-q
        const auto code = child->wait(std::chrono::seconds(30));
        TARE_OK(code);
        QCOMPARE(*code, 0);
        termios after{};
        QCOMPARE(::tcgetattr(slave, &after), 0);
        QCOMPARE(after.c_lflag, before.c_lflag);
        QCOMPARE(after.c_iflag, before.c_iflag);
        QCOMPARE(m_home->engine().container("term")->status, ContainerStatus::Running);
        TARE_OK(m_home->engine().remove("term", true));
    }

    void containersUnderTheirNoun()
    {
        const RunOutput made = tare({"container", "create", "--name", "web", "tare/starter", "true"});
        QVERIFY2(made.exitCode == 0, made.err.c_str());
        QCOMPARE(tare({"container", "ls", "-aq", "--no-trunc"}).out, made.out);
        QCOMPARE(tare({"container", "inspect", "-f", "{{.Name}}", "web"}).out, std::string("/web\n"));
        QCOMPARE(tare({"container", "inspect", "tare/starter"}).exitCode, 1);
        QCOMPARE(tare({"container", "prune"}, "n\n").exitCode, 0);
        QCOMPARE(tare({"ps", "-aq", "--no-trunc"}).out, made.out);
        const RunOutput pruned = tare({"container", "prune", "-f"});
        QVERIFY2(pruned.out.starts_with("Deleted Containers:\n" + made.out), pruned.out.c_str());
        QVERIFY(pruned.out.find("\nTotal reclaimed space: ") != std::string::npos);
        QCOMPARE(tare({"ps", "-aq"}).out, std::string());
        QCOMPARE(tare({"container", "nosuch"}).exitCode, 1);
    }

    void aFullDisk()
    {
        if (::geteuid() != 0)
            QSKIP("a small file system needs root");
        const std::string dir = m_home->paths().root + "/../full";
        TARE_OK(makeDirs(dir));
        QCOMPARE(::mount("tmpfs", dir.c_str(), "tmpfs", 0, "size=6m"), 0);
        EngineHome *home = m_home.get();
        SpawnOptions options;
        options.argv = {EngineHome::program(),
                        "--root",
                        dir + "/r",
                        "--state",
                        home->paths().state + "2",
                        "run",
                        "--name",
                        "fill",
                        "tare/starter",
                        "sh",
                        "-c",
                        "head -c 10000000 /dev/zero > /big; yes | head -c 3000000; echo ended >&2"};
        const auto filled = run(options);
        options.argv.resize(5);
        options.argv.insert(options.argv.end(), {"run", "--rm", "tare/starter", "true"});
        const auto full = run(options);
        options.argv.resize(5);
        options.argv.insert(options.argv.end(), {"rm", "fill"});
        const auto removed = run(options);
        ::umount2(dir.c_str(), MNT_DETACH);
        TARE_OK(filled);
        QVERIFY2(filled->err.find("ended") != std::string::npos,
                 filled->err.c_str()); // it did not wait for its log
        TARE_OK(full);
        QCOMPARE(full->exitCode, 125);
        QVERIFY2(full->err.find("No space left") != std::string::npos, full->err.c_str());
        TARE_OK(removed);
        QVERIFY2(removed->exitCode == 0, removed->err.c_str());
        TARE_OK(removeTree(dir));
        TARE_OK(removeTree(home->paths().state + "2"));
    }

    void eventsThatHaveBeen()
    {
        QCOMPARE(tare({"run", "--name", "seen", "--label", "tier=web", "tare/starter", "sh", "-c", "exit 3"}).exitCode, 3);
        const std::vector<std::string> past = {"events", "--since", "0", "--until", "0s"};
        const auto told = [&](const std::vector<std::string> &options) {
            std::vector<std::string> words = past;
            words.insert(words.end(), options.begin(), options.end());
            return tare(words).out;
        };
        const std::string actions = "{{.Action}} {{.Actor.Attributes.name}}";
        QCOMPARE(told({"-f", "container=seen", "--format", actions}), std::string("create seen\nstart seen\ndie seen\n"));
        QCOMPARE(told({"-f", "label=tier=web", "-f", "event=die", "--format", "{{.Actor.Attributes.exitCode}} {{.Type}} {{.From}}"}),
                 std::string("3 container tare/starter\n"));
        QCOMPARE(told({"-f", "container=seen", "-f", "event=start", "-f", "image=tare/starter", "--format", actions}), std::string("start seen\n"));
        QCOMPARE(told({"-f", "container=seen", "-f", "image=other"}), std::string());
        QCOMPARE(told({"-f", "type=volume", "-f", "container=seen"}), std::string());
        const std::string id(trim(tare({"inspect", "-f", "{{.Id}}", "seen"}).out));
        const std::string line = told({"-f", "container=" + id.substr(0, 12), "-f", "event=die"});
        QVERIFY2(line.find(" container die " + id + " (exitCode=3, image=tare/starter, name=seen, ") != std::string::npos, line.c_str());
        QVERIFY2(line.ends_with(", tier=web)\n"), line.c_str()); // the image's own labels stand before it
        const std::string object = told({"-f", "container=seen", "-f", "event=start", "--format", "json"});
        QVERIFY2(object.starts_with("{\"status\":\"start\",\"id\":\"" + id + "\",\"from\":\"tare/starter\",\"Type\":\"container\""), object.c_str());
        // What comes later comes as it happens, and the end is waited for.
        QCOMPARE(tare({"events", "--since", "1s", "--until", "-1s", "-f", "container=nobody"}).exitCode, 0);
        const std::pair<std::vector<std::string>, const char *> wrong[] = {
            {{"-f", "what=1"}, "invalid filter 'what'"}, {{"-f", "x"}, "invalid filter 'x'"},
            {{"--since", "soon"}, "invalid value for \"since\": soon"},
            {{"--since", "1s", "--until", "1h"}, "`since` time (1s) cannot be after `until` time (1h)"}};
        for (const auto &[options, words] : wrong) {
            std::vector<std::string> all = {"events"};
            all.insert(all.end(), options.begin(), options.end());
            const RunOutput refused = tare(all);
            QCOMPARE(refused.exitCode, options.back() == "x" ? 125 : 1);
            QVERIFY2(refused.err.find(words) != std::string::npos, refused.err.c_str());
        }
        TARE_OK(m_home->engine().remove("seen", true));
    }
};

QTEST_GUILESS_MAIN(CommandTest)
#include "command_test.moc"
