// SPDX-License-Identifier: GPL-3.0-or-later
// A first exercise with images, as it is given to people who learn docker, with `tare` in its place and a registry on
// loopback in the place of Docker Hub: pull four images, list, read what each runs, save, remove, load.
#include "core/base/file.h"
#include "core/base/programs.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"
#include "core/image/store.h"
#include "tests/core/image/fixture.h"
#include "tests/integration/registry/stand_ins.h"
#include "tests/integration/registry/registry_server.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

#include <QTest>

using namespace tare;

class ExerciseTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<TempHome> m_home;
    std::string m_program, m_host;
    std::optional<RegistryServer> m_registry;

    RunOutput tare(std::vector<std::string> words, const std::string &input = {})
    {
        SpawnOptions options;
        options.argv = {m_program, "--root", m_home->paths().root, "--state", m_home->paths().state};
        options.argv.insert(options.argv.end(), words.begin(), words.end());
        RunLimits limits;
        limits.input = input;
        auto output = run(options, limits);
        return output ? *output : RunOutput{-1, {}, output.error().text()};
    }
    std::string name(const char *image) const { return m_host + "/library/" + image; }
    // Repository and tag, sorted.
    std::string listed()
    {
        const RunOutput out = tare({"images", "--format", "{{.Repository}}:{{.Tag}}"});
        auto lines = split(trim(out.out), '\n');
        std::sort(lines.begin(), lines.end());
        std::string all;
        for (const std::string_view line : lines)
            all += std::string(line.substr(line.rfind('/') + 1)) + " ";
        return all;
    }

private slots:
    void initTestCase()
    {
        m_home = std::make_unique<TempHome>();
        const auto program = findProgram("tare");
        TARE_OK(program);
        m_program = *program;
        if (!runTool({"skopeo", "--version"}))
            QSKIP("skopeo is not installed");
        if (auto started = RegistryServer::start(m_home->file("registry")))
            m_registry.emplace(std::move(*started));
        if (!m_registry)
            QSKIP("docker-registry is not installed");
        m_host = m_registry->host();
        QVERIFY(pushStandIns(m_host));
    }

    void exercise()
    {
        // 1. Pull each, list.
        for (const char *image : {"ubuntu", "mysql:5.7", "centos:7", "httpd"}) {
            const RunOutput pulled = tare({"pull", name(image)});
            QVERIFY2(pulled.exitCode == 0, pulled.err.c_str());
        }
        QCOMPARE(listed(), std::string("centos:7 httpd:latest mysql:5.7 ubuntu:latest "));

        // 2. What each runs.
        const std::pair<const char *, const char *> commands[] = {
            {"ubuntu", "[/bin/bash]\n"}, {"mysql:5.7", "[mysqld]\n"}, {"centos:7", "[/bin/bash]\n"}, {"httpd", "[httpd-foreground]\n"}};
        for (const auto &[image, command] : commands)
            QCOMPARE(tare({"inspect", "--format", "{{.Config.Cmd}}", name(image)}).out, std::string(command));
        QCOMPARE(tare({"image", "inspect", "-f", "{{range $p, $_ := .Config.ExposedPorts}}{{$p}} {{end}}", name("mysql:5.7")}).out,
                 std::string("3306/tcp 33060/tcp \n"));
        QCOMPARE(tare({"inspect", "-f", "{{json .Config.Entrypoint}} {{.Config.WorkingDir}} {{.Config.StopSignal}}", name("httpd")}).out,
                 std::string("null /usr/local/apache2 SIGWINCH\n"));
        QCOMPARE(tare({"inspect", "-f", "{{index .Config.Labels \"org.opencontainers.image.vendor\"}}", name("centos:7")}).out,
                 std::string("CentOS\n"));

        // 3. Save one, remove it, list, load it, list.
        const std::string id = tare({"inspect", "-f", "{{.Id}}", name("ubuntu")}).out;
        const std::string archive = m_home->file("ubuntu.tar");
        QCOMPARE(tare({"save", "-o", archive, name("ubuntu")}).exitCode, 0);
        const RunOutput removed = tare({"rmi", name("ubuntu")});
        QCOMPARE(removed.exitCode, 0);
        QVERIFY2(removed.out.starts_with("Untagged: " + name("ubuntu:latest") + "\n"), removed.out.c_str());
        QVERIFY(removed.out.find("Deleted: " + std::string(trim(id)) + "\n") != std::string::npos);
        QCOMPARE(listed(), std::string("centos:7 httpd:latest mysql:5.7 "));
        const RunOutput loaded = tare({"load", "-q", "-i", archive});
        QCOMPARE(loaded.out, "Loaded image: " + name("ubuntu:latest") + "\n");
        QCOMPARE(listed(), std::string("centos:7 httpd:latest mysql:5.7 ubuntu:latest "));
        QCOMPARE(tare({"inspect", "-f", "{{.Id}}", name("ubuntu")}).out, id);

        // 4. Two in one archive, by way of standard output and input.
        const std::string both = m_home->file("both.tar");
        const auto throughShell = [&](const std::string &words) {
            SpawnOptions options;
            options.argv = {"sh", "-c", "exec \"$0\" --root \"$1\" --state \"$2\" " + words, m_program, m_home->paths().root, m_home->paths().state, both};
            return run(options).value_or(RunOutput{-1, {}, {}});
        };
        QCOMPARE(throughShell("save " + name("httpd") + " " + name("centos:7") + " >\"$3\"").exitCode, 0);
        QCOMPARE(tare({"image", "rm", "-f", name("httpd"), name("centos:7")}).exitCode, 0);
        QCOMPARE(listed(), std::string("mysql:5.7 ubuntu:latest "));
        const RunOutput again = throughShell("load <\"$3\"");
        QVERIFY2(again.exitCode == 0, again.err.c_str());
        QCOMPARE(listed(), std::string("centos:7 httpd:latest mysql:5.7 ubuntu:latest "));
        QCOMPARE(storeFault(m_home->paths()), std::string());
    }

    void listsAndFilters()
    {
        for (const char *image : {"ubuntu", "mysql:5.7", "centos:7", "httpd"})
            QCOMPARE(tare({"pull", "-q", name(image)}).exitCode, 0);
        QCOMPARE(tare({"tag", name("ubuntu"), "mine:1"}).exitCode, 0);
        QCOMPARE(tare({"images", "--filter", "reference=mine", "--format", "{{.Tag}}"}).out, std::string("1\n"));
        QCOMPARE(tare({"images", "mine", "--format", "{{.Tag}}"}).out, std::string("1\n"));
        QCOMPARE(tare({"images", "-f", "reference=*/library/http*", "--format", "{{.Tag}}"}).out, std::string("latest\n"));
        QCOMPARE(tare({"images", "-f", "label=org.opencontainers.image.vendor=CentOS", "--format", "{{.Tag}}"}).out, std::string("7\n"));
        QCOMPARE(tare({"images", "-f", "dangling=true", "-q"}).out, std::string());
        const RunOutput digests = tare({"images", "--digests", "--no-trunc", "--format", "json", name("httpd")});
        QVERIFY2(digests.out.find("\"Digest\":\"sha256:") != std::string::npos, digests.out.c_str());
        QCOMPARE(tare({"images", "-f", "nope=1"}).exitCode, 1);
        QCOMPARE(tare({"images", "--format", "{{.Nope}}"}).exitCode, 1);
        const RunOutput table = tare({"image", "ls", "mine"});
        QVERIFY2(table.out.starts_with("REPOSITORY   TAG       IMAGE ID"), table.out.c_str());
        // By id an image with two names must be forced.
        const std::string id(trim(tare({"images", "-q", "mine"}).out));
        const RunOutput several = tare({"rmi", id});
        QCOMPARE(several.exitCode, 1);
        QVERIFY2(several.err.find("image is referenced in multiple repositories") != std::string::npos, several.err.c_str());
        QCOMPARE(tare({"rmi", "mine:1"}).out, std::string("Untagged: mine:1\n"));
    }

    void history()
    {
        QCOMPARE(tare({"pull", "-q", name("ubuntu")}).exitCode, 0);
        const RunOutput shown = tare({"history", "--format", "{{.ID}} {{.Size}}", "--human=false", "--no-trunc", name("ubuntu")});
        QCOMPARE(shown.exitCode, 0);
        const auto lines = split(trim(shown.out), '\n');
        QCOMPARE(lines.size(), std::size_t{2});
        QVERIFY(lines[0].starts_with("sha256:"));
        QVERIFY(lines[1].starts_with("<missing> "));
        QCOMPARE(tare({"history", "nosuch"}).exitCode, 1);
    }

    void prunesAndCounts()
    {
        for (const char *image : {"ubuntu", "httpd"})
            QCOMPARE(tare({"pull", "-q", name(image)}).exitCode, 0);
        const RunOutput usage = tare({"system", "df", "--format", "{{.Type}} {{.TotalCount}} {{.Active}}"});
        QVERIFY2(usage.out.starts_with("Images "), usage.out.c_str());
        QVERIFY(tare({"system", "df", "-v"}).out.starts_with("Images space usage:\n\nREPOSITORY"));
        // A question that is not answered with yes changes nothing.
        QCOMPARE(tare({"image", "prune", "-a"}, "n\n").exitCode, 0);
        QVERIFY(!listed().empty());
        const RunOutput pruned = tare({"image", "prune", "-a", "-f"});
        QVERIFY2(pruned.out.starts_with("Deleted Images:\nuntagged: "), pruned.out.c_str());
        QVERIFY(pruned.out.find("\n\nTotal reclaimed space: ") != std::string::npos);
        QCOMPARE(tare({"images", "-q"}).out, std::string());
        QCOMPARE(tare({"image", "prune", "-f"}).out, std::string("Total reclaimed space: 0B\n"));
        QCOMPARE(tare({"system", "prune", "-a", "-f"}).exitCode, 0);
    }

    void finds_and_repairs()
    {
        QCOMPARE(tare({"pull", "-q", name("ubuntu")}).exitCode, 0);
        const RunOutput sound = tare({"fsck", "-q"});
        QVERIFY2(sound.exitCode == 0 && sound.out.find(": sound\n") != std::string::npos, sound.out.c_str());
        auto store = image::Store::open(m_home->paths());
        const auto image = store->find(name("ubuntu"));
        TARE_OK(image);
        const std::string blob = store->blobPath(image->layers[1].digest);
        std::string bytes = *readFile(blob);
        bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
        TARE_OK(writeFileAtomic(blob, bytes));
        const auto chain = store->layerFolders(*image);
        TARE_OK(chain);
        // Where this is not root, it belongs to subordinate ids.
        SpawnOptions removal;
        removal.argv = {*findProgram("tare-runtime"), "unshare", "--", "rm", "-rf", chain->at(1)};
        const auto gone = run(removal);
        QVERIFY(gone && gone->exitCode == 0);
        const RunOutput broken = tare({"fsck", "-q"});
        QCOMPARE(broken.exitCode, 4);
        QVERIFY2(broken.out.find("its bytes are sha256:") != std::string::npos, broken.out.c_str());
        QCOMPARE(tare({"save", "-o", "/dev/null", name("ubuntu")}).exitCode, 1); // and a broken blob is not passed on
        const RunOutput repaired = tare({"fsck", "--repair", "-q"});
        QVERIFY2(repaired.exitCode == 1, (repaired.out + repaired.err).c_str());
        QCOMPARE(tare({"fsck", "-q"}).exitCode, 0);
        QCOMPARE(storeFault(m_home->paths()), std::string());
    }
};

QTEST_GUILESS_MAIN(ExerciseTest)
#include "exercise_test.moc"
