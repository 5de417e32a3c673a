// SPDX-License-Identifier: GPL-3.0-or-later
// The real tools: what Docker, Podman and skopeo save is loaded with the id that they show; what we store is read by
// skopeo; what we unpack is what umoci unpacks. A tool that is not installed, or does not run here, is skipped by name.
#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"
#include "core/image/archive/load.h"
#include "core/image/archive/save.h"
#include "core/image/starter.h"
#include "tests/core/image/fixture.h"
#include "tests/core/image/root_main.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

#include <csignal>
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>

using namespace tare;
using namespace tare::image;

namespace {

RunOutput tool(const std::vector<std::string> &argv, const std::string &input = {})
{
    SpawnOptions options;
    options.argv = argv;
    RunLimits limits;
    limits.time = std::chrono::minutes(3);
    limits.input = input;
    auto out = run(std::move(options), limits);
    if (!out)
        return {127, {}, out.error().text()};
    return std::move(*out);
}

// Kind, mode, owner, size, time and target of everything, and the content of files.
std::string listing(const std::string &folder)
{
    const RunOutput names = tool({"find", folder, "-mindepth", "1", "-printf", "%P|%y|%m|%U:%G|%T@|%l\\n"});
    const RunOutput sums = tool({"sh", "-c", "cd \"$1\" && find . -type f -exec sha256sum {} + | sort", "sh", folder});
    std::vector<std::string> lines;
    for (const std::string_view line : split(names.out, '\n'))
        lines.emplace_back(line);
    std::sort(lines.begin(), lines.end());
    return join(lines, "\n") + sums.out;
}

class Dockerd
{
public:
    explicit Dockerd(const std::string &dir) : m_dir(dir)
    {
        SpawnOptions options;
        options.argv = {"dockerd", "--data-root", dir + "/data", "--exec-root", dir + "/exec", "-H", socket(), "--pidfile",
                        dir + "/pid", "--bridge=none", "--iptables=false", "--storage-driver=overlay2"};
        auto child = spawn(options);
        if (child)
            m_child = std::move(*child);
    }
    ~Dockerd()
    {
        if (m_child.pid() > 0) {
            m_child.kill(SIGTERM);
            if (!m_child.wait(std::chrono::seconds(30))) {
                m_child.kill(SIGKILL);
                (void)m_child.wait();
            }
        }
    }
    Dockerd(const Dockerd &) = delete;
    Dockerd &operator=(const Dockerd &) = delete;
    [[nodiscard]] std::string socket() const { return "unix://" + m_dir + "/docker.sock"; }
    [[nodiscard]] RunOutput docker(std::vector<std::string> arguments, const std::string &input = {}) const
    {
        arguments.insert(arguments.begin(), {"docker", "-H", socket()});
        return tool(arguments, input);
    }
    [[nodiscard]] bool runs() const
    {
        return m_child.pid() > 0 && QTest::qWaitFor([this] { return docker({"version"}).exitCode == 0; }, 30'000);
    }

private:
    std::string m_dir;
    Child m_child;
};

} // namespace

class PeersTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void skopeoReadsOurStore();
    void skopeoArchives();
    void dockerSave();
    void podmanSave();
    void theyLoadWhatWeSave();
    void unpacksAsUmoci();

private:
    std::unique_ptr<TempHome> m_home;
    std::unique_ptr<Store> m_store;
    StoredImage m_starter;
};

void PeersTest::initTestCase()
{
    m_home = std::make_unique<TempHome>();
    m_store = std::make_unique<Store>(*Store::open(m_home->paths()));
    auto starter = ensureStarter(*m_store, {});
    TARE_OK(starter);
    m_starter = *starter;
}

void PeersTest::cleanupTestCase()
{
    QCOMPARE(storeFault(m_home->paths()), std::string());
    m_store.reset();
    m_home.reset();
}

void PeersTest::skopeoReadsOurStore()
{
    if (tool({"skopeo", "--version"}).exitCode != 0)
        QSKIP("skopeo is not installed");
    const std::string ours = "oci:" + m_home->paths().images() + ":tare/starter:latest";
    const RunOutput raw = tool({"skopeo", "inspect", "--raw", ours});
    QCOMPARE(raw.exitCode, 0);
    QCOMPARE(raw.out, *m_store->manifestBytes(m_starter.manifest));
    const RunOutput config = tool({"skopeo", "inspect", "--config", "--raw", ours});
    QCOMPARE(config.out, m_starter.config.bytes);
}

void PeersTest::skopeoArchives()
{
    if (tool({"skopeo", "--version"}).exitCode != 0)
        QSKIP("skopeo is not installed");
    const std::string ours = "oci:" + m_home->paths().images() + ":tare/starter:latest";
    for (const char *kind : {"oci-archive", "docker-archive"}) {
        const TempHome other;
        const std::string file = other.file("image.tar");
        const RunOutput copied = tool({"skopeo", "copy", "--quiet", ours, std::string(kind) + ":" + file + ":by/skopeo:1"});
        QVERIFY2(copied.exitCode == 0, copied.err.c_str());
        auto store = Store::open(other.paths());
        const auto images = loadArchive(*store, file, oci::Platform::ofThisMachine(), {});
        TARE_OK(images);
        QVERIFY(images->at(0).id == m_starter.id);
        QCOMPARE(images->at(0).names, std::vector<std::string>{"by/skopeo:1"});
    }
    qputenv("TARE_ROOT", QByteArray::fromStdString(m_home->paths().root));
    qputenv("TARE_STATE", QByteArray::fromStdString(m_home->paths().state));
}

void PeersTest::dockerSave()
{
    if (!isMachinesRoot() || tool({"dockerd", "--version"}).exitCode != 0)
        QSKIP("dockerd is not installed, or this is not root");
    const TempHome home;
    const Dockerd dockerd(home.dir());
    if (!dockerd.runs())
        QSKIP("dockerd does not run here");
    const std::string archive = home.file("ours.tar");
    const TestImage layered = makeImage({TarBuilder().folder("d").file("d/a", "1").file("d/b", "2").bytes(),
                                         TarBuilder().file("d/.wh.a", "").file("e/c", "3").bytes()}, {"layered:1", "again:2"});
    TARE_OK(writeFileAtomic(archive, dockerArchive({layered})));
    QCOMPARE(dockerd.docker({"load", "-i", archive}).exitCode, 0);
    // And one that Docker made itself.
    const RunOutput imported = dockerd.docker({"import", "-c", "CMD [\"x\"]", "-", "imported:1"},
                                              TarBuilder().file("f", "x").bytes());
    QVERIFY2(imported.exitCode == 0, imported.err.c_str());
    const std::string saved = home.file("saved.tar");
    const RunOutput save = dockerd.docker({"save", "-o", saved, "layered:1", "again:2", "imported:1"});
    QVERIFY2(save.exitCode == 0, save.err.c_str());
    auto store = Store::open(home.paths());
    const auto images = loadArchive(*store, saved, oci::Platform::ofThisMachine(), {});
    TARE_OK(images);
    for (const char *name : {"layered:1", "again:2", "imported:1"}) {
        const RunOutput shown = dockerd.docker({"image", "inspect", "-f", "{{.Id}}", name});
        const auto ours = store->find(name);
        TARE_OK(ours);
        QCOMPARE(ours->id.text(), std::string(trim(shown.out)));
    }
    QCOMPARE(storeFault(home.paths()), std::string());
}

void PeersTest::podmanSave()
{
    if (!isMachinesRoot() || tool({"podman", "--version"}).exitCode != 0)
        QSKIP("podman is not installed, or this is not root");
    const TempHome home;
    const std::string archive = home.file("ours.tar");
    const TestImage layered = makeImage({TarBuilder().folder("d").file("d/a", "1").bytes(),
                                         TarBuilder().file("d/.wh.a", "").file("e/c", "3").bytes()}, {"localhost/layered:1"});
    TARE_OK(writeFileAtomic(archive, dockerArchive({layered})));
    auto podman = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), {"podman", "--root", home.file("storage"), "--runroot", home.file("run"), "--tmpdir",
                                             home.file("tmp"), "--storage-driver", "vfs", "--events-backend", "none"});
        return tool(arguments);
    };
    if (const RunOutput loaded = podman({"load", "-i", archive}); loaded.exitCode != 0)
        QSKIP(("podman does not run here: " + loaded.err).c_str());
    const std::string id = "sha256:" + std::string(trim(podman({"image", "inspect", "-f", "{{.Id}}", "localhost/layered:1"}).out));
    for (const char *format : {"docker-archive", "oci-archive"}) {
        const std::string saved = home.file(std::string(format) + ".tar");
        const RunOutput save = podman({"save", "--format", format, "-o", saved, "localhost/layered:1"});
        QVERIFY2(save.exitCode == 0, save.err.c_str());
        auto store = Store::open(home.paths());
        const auto images = loadArchive(*store, saved, oci::Platform::ofThisMachine(), {});
        TARE_OK(images);
        QCOMPARE(images->at(0).names, std::vector<std::string>{"localhost/layered:1"});
        if (std::string(format) == "docker-archive") // in the other format, podman writes a configuration of its own
            QCOMPARE(images->at(0).id.text(), id);
        TARE_OK(store->remove("localhost/layered:1", true, {}));
    }
}

// One archive for all of them: Docker and Podman by its manifest.json, skopeo by that and as an OCI layout, umoci unpacks it.
void PeersTest::theyLoadWhatWeSave()
{
    const TempHome home;
    auto store = Store::open(home.paths());
    TARE_OK(store);
    const TestImage layered = makeImage({TarBuilder().folder("d").file("d/a", "1").file("d/b", "2").bytes(),
                                         TarBuilder().file("d/.wh.a", "").file("e/c", "3").bytes()}, {"localhost/layered:1"}, gzip);
    const TestImage single = makeImage({TarBuilder().folder("d").file("d/a", "1").file("d/b", "2").bytes()}, {"localhost/single:2"}, gzip);
    const std::string made = home.file("made.tar");
    TARE_OK(writeFileAtomic(made, dockerArchive({layered, single})));
    const auto images = loadArchive(*store, made, oci::Platform::ofThisMachine(), {});
    TARE_OK(images);
    const std::string saved = home.file("saved.tar"), oci = home.file("oci.tar");
    for (const auto &[file, ociOnly] : {std::pair{&saved, false}, std::pair{&oci, true}}) {
        const auto fd = openFile(*file, O_WRONLY | O_CREAT | O_EXCL);
        TARE_OK(fd);
        TARE_OK(saveArchive(*store, {{"localhost/layered:1", "localhost/single:2"}, ociOnly}, fd->get(), {}));
    }
    int peers = 0;
    if (tool({"skopeo", "--version"}).exitCode == 0) {
        ++peers;
        const RunOutput config = tool({"skopeo", "inspect", "--config", "--raw", "docker-archive:" + saved + ":localhost/layered:1"});
        QVERIFY2(config.exitCode == 0, config.err.c_str());
        QCOMPARE(config.out, layered.config);
        // As a layout, an image is named by its tag.
        const RunOutput raw = tool({"skopeo", "inspect", "--raw", "oci-archive:" + oci + ":2"});
        QVERIFY2(raw.exitCode == 0, raw.err.c_str());
        QCOMPARE(oci::Digest::sha256(raw.out).text(), images->at(1).manifest.text());
        const RunOutput copied = tool({"skopeo", "copy", "--quiet", "oci-archive:" + saved + ":1", "oci:" + home.file("copy") + ":x"});
        QVERIFY2(copied.exitCode == 0, copied.err.c_str());
        if (isMachinesRoot() && tool({"umoci", "--version"}).exitCode == 0) {
            ++peers;
            const RunOutput unpacked = tool({"umoci", "unpack", "--image", home.file("copy") + ":x", home.file("bundle")});
            QVERIFY2(unpacked.exitCode == 0, unpacked.err.c_str());
            QVERIFY(!exists(home.file("bundle/rootfs/d/a")));
            QCOMPARE(readFile(home.file("bundle/rootfs/e/c")).value_or(""), std::string("3"));
        }
    }
    if (isMachinesRoot() && tool({"podman", "--version"}).exitCode == 0) {
        auto podman = [&](std::vector<std::string> arguments) {
            arguments.insert(arguments.begin(), {"podman", "--root", home.file("storage"), "--runroot", home.file("run"), "--tmpdir",
                                                 home.file("tmp"), "--storage-driver", "vfs", "--events-backend", "none"});
            return tool(arguments);
        };
        const RunOutput loaded = podman({"load", "-i", saved});
        QVERIFY2(loaded.exitCode == 0, loaded.err.c_str());
        ++peers;
        QCOMPARE("sha256:" + std::string(trim(podman({"image", "inspect", "-f", "{{.Id}}", "localhost/layered:1"}).out)), images->at(0).id.text());
        QCOMPARE("sha256:" + std::string(trim(podman({"image", "inspect", "-f", "{{.Id}}", "localhost/single:2"}).out)), images->at(1).id.text());
    }
    if (isMachinesRoot() && tool({"dockerd", "--version"}).exitCode == 0) {
        const TempHome other;
        const Dockerd dockerd(other.dir());
        if (dockerd.runs()) {
            ++peers;
            const RunOutput loaded = dockerd.docker({"load", "-i", saved});
            QVERIFY2(loaded.exitCode == 0, loaded.err.c_str());
            for (const auto &[name, image] : {std::pair{"localhost/layered:1", &images->at(0)}, std::pair{"localhost/single:2", &images->at(1)}})
                QCOMPARE(std::string(trim(dockerd.docker({"image", "inspect", "-f", "{{.Id}}", name}).out)), image->id.text());
        }
    }
    if (peers == 0)
        QSKIP("neither skopeo nor umoci, podman or dockerd is here");
}

void PeersTest::unpacksAsUmoci()
{
    if (!isMachinesRoot() || tool({"umoci", "--version"}).exitCode != 0)
        QSKIP("umoci is not installed, or this is not root");
    if (::unshare(CLONE_NEWNS) != 0 || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
        QSKIP("no mount namespace here");
    const TempHome home;
    TarBuilder::Entry owned;
    owned.path = "etc/owned";
    owned.data = "x";
    owned.uid = 1234;
    owned.gid = 5678;
    owned.mode = 04750;
    owned.modified = 987'654'321;
    const std::string base = TarBuilder().folder("./", 0755).folder("etc", 0750).add(owned).folder("tmp", 01777).folder("usr")
        .folder("usr/bin").file("usr/bin/tool", std::string(70'000, 't'), 0755).hardLink("usr/bin/tool2", "usr/bin/tool")
        .symlink("bin", "usr/bin").folder("gone").file("gone/x", "1").folder("opaque").file("opaque/old", "1").bytes();
    const std::string second = TarBuilder().file(".wh.gone", "").folder("opaque", 0700).file("opaque/.wh..wh..opq", "")
        .file("opaque/new", "2").folder("etc", 0750).file("etc/.wh.owned", "").folder("tmp", 01777).file("tmp/y", "3").bytes();
    const std::string third = TarBuilder().folder("etc", 0755).file("etc/owned", "again").folder("gone", 0700).bytes();
    const TestImage image = makeImage({base, second, third}, {"layered:1"}, gzip);
    const std::string archive = home.file("a.tar");
    TARE_OK(writeFileAtomic(archive, dockerArchive({image})));
    auto store = Store::open(home.paths());
    const auto images = loadArchive(*store, archive, oci::Platform::ofThisMachine(), {});
    TARE_OK(images);

    const std::string bundle = home.file("bundle");
    // umoci cannot read names with a colon; skopeo's copy of the layout has none.
    const RunOutput unpacked = tool({"sh", "-c",
        "skopeo copy --quiet oci:\"$1\":layered:1 oci:\"$2\":x && umoci unpack --image \"$2\":x \"$3\"", "sh",
        home.paths().images(), home.file("copy"), bundle});
    QVERIFY2(unpacked.exitCode == 0, unpacked.err.c_str());

    const std::string merged = home.file("merged");
    TARE_OK(makeDirs(merged));
    std::string lower;
    const auto folders = store->layerFolders(images->at(0));
    TARE_OK(folders);
    for (const std::string &folder : *folders)
        lower = folder + (lower.empty() ? "" : ":") + lower;
    if (::mount("overlay", merged.c_str(), "overlay", MS_RDONLY, ("lowerdir=" + lower).c_str()) != 0)
        QSKIP("no overlayfs here");
    const std::string ours = listing(merged);
    QVERIFY2(ours.find("usr/bin/tool2|f|755") != std::string::npos, ours.c_str());
    QCOMPARE(ours, listing(bundle + "/rootfs"));
    QCOMPARE(::umount2(merged.c_str(), MNT_DETACH), 0);
}

TARE_ROOT_TEST_MAIN(PeersTest)
#include "peers_test.moc"
