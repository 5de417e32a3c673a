// SPDX-License-Identifier: GPL-3.0-or-later
// A first exercise with containers, as it is given to people who learn docker, word for word with `tare` in its place: as
// root and as an ordinary user, with a registry on loopback as the mirror of Docker Hub.
#include "core/base/file.h"
#include "core/base/strings.h"
#include "tests/integration/network/ordinary_user.h"
#include "tests/integration/network/stage.h"
#include "tests/integration/registry/registry_server.h"
#include "tests/integration/registry/stand_ins.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

#include <QRegularExpression>
#include <QTest>
#include <cstdlib>
#include <functional>

using namespace tare;

template <> char *QTest::toString(const std::string &text)
{
    return qstrdup(text.c_str());
}

namespace {

constexpr int patience = 20'000; // ms; a shared machine is slow

bool has(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

std::string lines(std::vector<std::string> of)
{
    std::sort(of.begin(), of.end());
    std::string all;
    for (const std::string &line : of)
        all += line + "\n";
    return all;
}

// Who fetches from the machine itself or, where containers' addresses are not the machine's, from one of them.
using Command = std::function<RunOutput(std::vector<std::string>)>;

} // namespace

class ContainerExerciseTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<TempHome> m_home;
    std::unique_ptr<Stage> m_stage;
    std::unique_ptr<OrdinaryUser> m_user;
    std::optional<RegistryServer> m_registry;
    Command m_tare;

    std::string said(std::vector<std::string> words) const { return Stage::answerOf(m_tare(std::move(words))); }
    std::string listed(std::vector<std::string> words) const
    {
        words.insert(words.end(), {"--format", "{{.Names}} {{.State}}"});
        std::vector<std::string> out;
        const std::string all = said(words);
        for (const std::string_view line : split(all, '\n'))
            out.emplace_back(line);
        return lines(out);
    }
    // A terminal and somebody who types there.
    static std::string typed(const std::string &program, const std::string &keys)
    {
        return Stage::here({"sh", "-c", "{ sleep 1; printf '%b' \"$2\"; sleep 2; } | timeout 20 script -qec \"$1\" /dev/null", "sh", program, keys}).out;
    }
    static bool isId(const std::string &text) { return QRegularExpression(QStringLiteral("^[0-9a-f]{64}$")).match(QString::fromStdString(text)).hasMatch(); }

    std::string mirror() const { return "{\"registry-mirrors\":{\"docker.io\":[\"http://" + m_registry->host() + "\"]}}"; }

    // `reach` fetches an address of a container's; `line` is the command as a shell is given it.
    void exercise(const std::function<std::string(const std::string &)> &reach, const std::string &line)
    {
        QVERIFY(isId(said({"run", "-q", "-itd", "--name", "os1", "ubuntu:latest"})));
        QVERIFY(isId(said({"run", "-q", "--name", "mydb", "-e", "MYSQL_ROOT_PASSWORD=1", "-d", "-p", "3306:3306", "mysql:5.7"})));
        QVERIFY(isId(said({"run", "-q", "-itd", "--name", "centos7", "centos:7"})));
        QVERIFY(isId(said({"run", "-q", "-d", "--name", "web1", "httpd"})));
        QVERIFY(isId(said({"run", "-q", "-d", "--name", "web2", "httpd:latest"})));
        QCOMPARE(listed({"ps", "-a"}), lines({"os1 running", "mydb running", "centos7 running", "web1 running", "web2 running"}));
        QCOMPARE(said({"inspect", "--format", "{{.Config.WorkingDir}}", "mydb"}), std::string());
        QCOMPARE(said({"inspect", "--format", "{{.Config.WorkingDir}}", "web1"}), std::string("/usr/local/apache2"));

        // The database is one, with that password, behind the published port.
        QTRY_COMPARE_WITH_TIMEOUT(Stage::answerOf(Stage::here({"timeout", "5", "mariadb", "-h", "127.0.0.1", "-P", "3306", "-uroot", "-p1", "-sNe", "select 6*7"})),
                                  std::string("42"), 20000);
        QVERIFY(Stage::answerOf(Stage::here({"timeout", "5", "mariadb", "-h", "127.0.0.1", "-P", "3306", "-uroot", "-p2", "-e", "select 1"})).starts_with("!"));
        const std::string shell = typed(line + " exec -it mydb sh", "echo in-$((40+2)); hostname; exit\\n");
        QVERIFY2(has(shell, "in-42\r\n"), shell.c_str());
        QVERIFY2(has(shell, said({"inspect", "-f", "{{.Config.Hostname}}", "mydb"})), shell.c_str());

        const std::string first = said({"inspect", "-f", "{{.NetworkSettings.IPAddress}}", "web1"});
        const std::string second = said({"inspect", "-f", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", "web2"});
        QVERIFY2(first.starts_with("172.") && second.starts_with("172.") && first != second, (first + " " + second).c_str());
        QCOMPARE(said({"stop", "web2"}), std::string("web2"));
        QCOMPARE(listed({"ps", "-a"}), lines({"os1 running", "mydb running", "centos7 running", "web1 running", "web2 exited"}));
        QCOMPARE(said({"start", "web2"}), std::string("web2"));
        QCOMPARE(listed({"ps", "-a"}), lines({"os1 running", "mydb running", "centos7 running", "web1 running", "web2 running"}));

        const RunOutput refused = m_tare({"rm", "mydb"});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(has(refused.err, "You cannot remove a running container "), refused.err.c_str());
        QCOMPARE(said({"stop", "mydb"}), std::string("mydb"));
        QCOMPARE(said({"rm", "mydb"}), std::string("mydb"));
        const std::string untagged = said({"image", "rm", "mysql:5.7"});
        QVERIFY2(untagged.starts_with("Untagged: mysql:5.7\n"), untagged.c_str());
        QCOMPARE(listed({"ps", "-a"}), lines({"os1 running", "centos7 running", "web1 running", "web2 running"}));

        const RunOutput stats = m_tare({"stats", "--no-stream", "--format", "{{.Name}} {{.PIDs}} {{.CPUPerc}}"});
        QCOMPARE(stats.exitCode, 0);
        QCOMPARE(split(trim(stats.out), '\n').size(), std::size_t{4});
        QVERIFY2(has(stats.out, "web1 ") && has(stats.out, "%"), stats.out.c_str());
        const std::string logs = said({"exec", "os1", "ls", "/var/log"});
        QVERIFY2(!logs.starts_with("!"), logs.c_str());

        QVERIFY(isId(said({"run", "-q", "-d", "--name", "web3", "httpd"})));
        const std::string third = said({"inspect", "-f", "{{.NetworkSettings.IPAddress}}", "web3"});
        QTRY_COMPARE_WITH_TIMEOUT(reach("http://" + third + "/"), std::string("<html><body><h1>It works!</h1></body></html>"), patience);
        QTRY_COMPARE_WITH_TIMEOUT(reach("http://" + first + "/"), std::string("<html><body><h1>It works!</h1></body></html>"), patience);
    }

private slots:
    void initTestCase()
    {
        m_home = std::make_unique<TempHome>();
        m_stage = std::make_unique<Stage>();
        if (!m_stage->missing().empty())
            QSKIP(m_stage->missing().c_str());
        if (auto started = RegistryServer::start(m_home->file("registry")))
            m_registry.emplace(std::move(*started));
        QVERIFY(m_registry);
        QVERIFY(pushStandIns(m_registry->host()));
    }

    void asRoot()
    {
        const std::string settings = m_home->file("config");
        TARE_OK(makeDirs(settings + "/tare", 0700));
        TARE_OK(writeFileAtomic(settings + "/tare/registries.json", mirror()));
        ::setenv("XDG_CONFIG_HOME", settings.c_str(), 1);
        m_tare = [this](std::vector<std::string> words) { return m_stage->tare(std::move(words)); };
        std::string line;
        for (const std::string &word : m_stage->command({}).argv)
            line += word + " ";
        exercise(Stage::fetch, line);
    }

    void asAnOrdinaryUser()
    {
        m_user = std::make_unique<OrdinaryUser>();
        if (!m_user->missing().empty()) {
            const std::string reason = m_user->missing();
            m_user.reset();
            QVERIFY2(!has(reason, "cannot make"), reason.c_str());
            QSKIP(reason.c_str());
        }
        const std::string settings = m_user->home() + "/.config/tare";
        QCOMPARE(Stage::here({"setpriv", "--reuid", m_user->id(), "--regid", m_user->id(), "--clear-groups", "mkdir", "-p", settings}).exitCode, 0);
        TARE_OK(writeFileAtomic(settings + "/registries.json", mirror(), 0644));
        m_tare = [this](std::vector<std::string> words) { return m_user->tare(std::move(words)); };
        std::string line;
        for (const std::string &word : m_user->command({}))
            line += word + " ";
        // A container's address is reached from other containers, as with any rootless engine.
        exercise([this](const std::string &url) { return said({"run", "--rm", "tare/starter", "timeout", "5", "wget", "-qO-", url}); }, line);
    }

    void cleanup()
    {
        m_stage->removeAll();
        QTRY_VERIFY2_WITH_TIMEOUT(m_stage->leftovers().empty(), m_stage->leftovers().c_str(), 10000);
        if (!m_user)
            return;
        m_user->removeAll();
        QTRY_VERIFY2_WITH_TIMEOUT(m_user->leftovers().empty(), m_user->leftovers().c_str(), 10000);
        m_user.reset();
    }
};

int main(int argc, char **argv)
{
    if (::geteuid() != 0 || !enterOwnNetwork()) {
        std::puts("SKIP: no network namespaces of one's own here");
        return 0;
    }
    ContainerExerciseTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "exercise_test.moc"
