// SPDX-License-Identifier: GPL-3.0-or-later
// Removing images as Docker does, by a table of what Docker did; and what stays for a container whose image went.
#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/image/archive/load.h"
#include "core/image/check_store.h"
#include "core/image/layout_index.h"
#include "core/image/store_write.h"
#include "tests/core/image/fixture.h"
#include "tests/core/image/root_main.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

#include <set>

using namespace tare;
using namespace tare::image;

namespace {

const std::string container(64, 'c');

std::string replaced(std::string text, const std::string &what, const std::string &by)
{
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
    return text;
}

std::string sorted(std::vector<std::string> words)
{
    std::sort(words.begin(), words.end());
    return join(words, " ");
}

// An image with one layer in a store of its own, brought there step by step.
struct Made
{
    TempHome home;
    Result<Store> store = Store::open(home.paths());
    StoredImage image;
    std::string digest;

    Status load()
    {
        const std::string file = home.file("image.tar");
        const TestImage made = makeImage({TarBuilder().file("base", "1").bytes()}, {});
        TARE_CHECK(writeFileAtomic(file, dockerArchive({made})));
        image = TARE_TRY(loadArchive(*store, file, oci::Platform::ofThisMachine(), {})).at(0);
        digest = image.manifest.text();
        return {};
    }
    // "a:1" by a pull, which says the digest too, "a@<D>" by a pull of that, "+m:1" by a tag.
    Status add(std::string name)
    {
        const bool tag = name.starts_with('+');
        const oci::Reference wanted = TARE_TRY(oci::Reference::parse(replaced(tag ? name.substr(1) : name, "<D>", digest)));
        if (tag)
            return store->tag(image.id.text(), wanted);
        const LayoutIndex index = TARE_TRY(LayoutIndex::read(home.paths()));
        NewImage added{image.id, index.entries.at(0), {}, {}};
        oci::Reference served = wanted;
        served.tag.clear();
        served.digest = image.manifest;
        added.repoDigest = served.familiar();
        if (wanted.digest.empty())
            added.names = {wanted};
        return addImage(home.paths(), added).map([](const oci::Digest &) {});
    }
    [[nodiscard]] std::vector<ImageUse> uses(const std::string &state) const
    {
        if (state == "none")
            return {};
        return {{image.id.text(), container, state == "running"}};
    }
    [[nodiscard]] std::string shown(std::string text) const
    {
        text = replaced(std::move(text), image.id.text(), "<ID>");
        text = replaced(std::move(text), digest, "<D>");
        text = replaced(std::move(text), container.substr(0, 12), "<C>");
        return replaced(std::move(text), image.id.hex().substr(0, 12), "<SHORT>");
    }
};

const std::map<std::string, std::vector<std::string>> setups = {
    {"t1", {"+l:1"}},          {"t2", {"+l:1", "+l:2"}},    {"t3", {"+l:1", "+m:1"}}, {"d1", {"a:1"}},
    {"d2", {"a:1", "+a:2"}},   {"d3", {"a:1", "+m:1"}},     {"d4", {"a@<D>"}},        {"d5", {"a@<D>", "b@<D>"}},
    {"d6", {"a:1", "b@<D>"}},  {"d7", {"a@<D>", "+m:1"}},   {"d8", {"a:1", "b:1"}},   {"n", {}}};

} // namespace

class RemoveTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void asDocker_data();
    void asDocker();
    void heldForAContainer();
    void heldComesBack();
};

void RemoveTest::asDocker_data()
{
    QTest::addColumn<QStringList>("line");
    const auto table = readFile(environment("TARE_TEST_DATA") + "/rmi/docker-20.10.24.txt");
    TARE_OK(table);
    for (const std::string_view line : split(*table, '\n')) {
        if (line.empty() || line.starts_with('#'))
            continue;
        const QStringList words = QString::fromUtf8(line.data(), static_cast<qsizetype>(line.size())).split(u'|');
        QCOMPARE(words.size(), 9);
        QTest::newRow(qPrintable(words.mid(0, 4).join(u' '))) << words;
    }
}

void RemoveTest::asDocker()
{
    QFETCH(QStringList, line);
    const auto word = [&](int n) { return line.at(n).toStdString(); };
    Made made;
    TARE_OK(made.load());
    for (const std::string &name : setups.at(word(0)))
        TARE_OK(made.add(name));
    const std::string asked = word(1) == "ID" ? made.image.id.text() : replaced(word(1), "<D>", made.digest);
    const auto removed = made.store->remove(asked, word(3) == "force", made.uses(word(2)));
    QCOMPARE(removed ? std::string() : made.shown(removed.error().text()), word(4));
    std::vector<std::string> printed;
    bool layer = false;
    for (const std::string &text : removed.value_or(std::vector<std::string>())) {
        if (text == "Deleted: " + made.image.config.diffIds.at(0).text())
            layer = true;
        else
            printed.push_back(text.starts_with("Untagged: ") ? made.shown(text.substr(10)) : replaced(made.shown(text), "Deleted: <ID>", "deleted"));
    }
    const std::string words = word(5);
    const auto expected = split(words, ' ');
    QCOMPARE(sorted(printed), sorted({expected.begin(), expected.end()}));
    QCOMPARE(layer, word(6) == "layer");
    const auto left = made.store->find(made.image.id.text());
    QCOMPARE(left.has_value(), word(8) == "here");
    std::vector<std::string> references;
    if (left) {
        for (const auto *list : {&left->names, &left->repoDigests}) {
            for (const std::string &name : *list)
                references.push_back(made.shown(name));
        }
    }
    QCOMPARE(sorted(references), word(7));
    QCOMPARE(made.store->list()->size(), left ? std::size_t{1} : std::size_t{0});
    QCOMPARE(storeFault(made.home.paths()), std::string());
    if (word(2) != "none") // whatever Docker does, a container keeps what it stands on
        TARE_OK(made.store->layerFolders(*made.store->findHeld(made.image.id.text())));
}

void RemoveTest::heldForAContainer()
{
    Made made;
    TARE_OK(made.load());
    TARE_OK(made.add("+l:1"));
    const auto stopped = made.uses("stopped");
    TARE_OK(made.store->remove("l:1", true, stopped));
    TARE_FAILS(made.store->find(made.image.id.text()), Errc::NoSuchImage);
    TARE_FAILS(made.store->find(made.image.manifest.hex()), Errc::NoSuchImage);
    TARE_FAILS(made.store->tag(made.image.id.text(), *oci::Reference::parse("again")), Errc::NoSuchImage);
    TARE_FAILS(made.store->findHeld("sha256:" + std::string(64, '0')), Errc::NoSuchImage);
    TARE_OK(made.store->findHeld(made.image.id.text()));
    const auto report = checkStore(*made.store, false, {});
    TARE_OK(report);
    QVERIFY(report->faults.empty());

    TARE_OK(made.store->letGo([&] { return stopped; })); // it still stands there
    TARE_OK(made.store->findHeld(made.image.id.text()));
    TARE_OK(made.store->letGo([] { return std::vector<ImageUse>(); }));
    TARE_FAILS(made.store->findHeld(made.image.id.text()), Errc::NoSuchImage);
    QCOMPARE(treeOf(made.home.paths().images() + "/blobs/sha256"), std::vector<std::string>());
    QCOMPARE(treeOf(made.home.paths().layers()), std::vector<std::string>{"/by-image"});
    bool asked = false;
    TARE_OK(made.store->letGo([&] {
        asked = true;
        return std::vector<ImageUse>();
    }));
    QVERIFY(!asked); // when nothing is held, nobody looks through the containers
}

// Loaded or pulled again, it is an image like any other, and no longer goes with the container.
void RemoveTest::heldComesBack()
{
    Made made;
    TARE_OK(made.load());
    TARE_OK(made.add("+l:1"));
    TARE_OK(made.store->remove("l:1", true, made.uses("stopped")));
    TARE_OK(made.load());
    QCOMPARE(made.store->list()->size(), std::size_t{1});
    TARE_OK(made.store->letGo([] { return std::vector<ImageUse>(); }));
    TARE_OK(made.store->find(made.image.id.text()));
    TARE_OK(made.add("+l:2"));
    QCOMPARE(made.store->find(made.image.id.text())->names, std::vector<std::string>{"l:2"});
}

TARE_ROOT_TEST_MAIN(RemoveTest)
#include "remove_test.moc"
