// SPDX-License-Identifier: GPL-3.0-or-later
// Layers on top of one another: what is seen, what changed, what is gone (image-spec, layer.md; overlayfs.rst).
#include "tests/core/image/inspect/layers.h"
#include "tests/support/result_test.h"

#include <QTest>

using namespace tare;
using namespace tare::image;

namespace {

QString listOf(const FileTree &tree) // every path with a letter for its change, in the order of a walk
{
    static constexpr char letters[] = "=ACTR";
    QStringList out;
    std::vector<NodeId> todo = {rootNode};
    while (!todo.empty()) {
        const NodeId id = todo.back();
        todo.pop_back();
        auto children = tree.children(id, SortBy::Name, true);
        todo.insert(todo.end(), children.begin(), children.end());
        if (id != rootNode)
            out << QStringLiteral("%1 %2").arg(QString(QLatin1Char(letters[static_cast<int>(tree.node(id).change)])),
                                               QString::fromStdString(tree.path(id)));
    }
    return out.join(QLatin1String(", "));
}

} // namespace

class FileTreeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void addedChangedTouchedRemoved();
    void aRemovedFolderTakesItsFilesWithIt();
    void aFolderThatIsMadeAnew();
    void opaqueFolders();
    void typesThatChange();
    void impliedFoldersAreThoseBelow();
    void whiteoutOfNothing();
    void symlinksBelowAreFollowed();
    void hardLinksCountOnce();
    void hardLinkToALayerBelow();
    void sumsAndOrder();
    void findAndResolve();
    void search();
    void oneNumberInEveryTree();
    void details();
    void largestFiles();
    void noLayersAtAll();

private:
    using Contents = std::shared_ptr<const ImageContents>;
};

void FileTreeTest::addedChangedTouchedRemoved()
{
    TarBuilder one, two;
    one.folder("etc").file("etc/a", "same").file("etc/b", "old").file("etc/c", "c").file("etc/d", "d");
    two.folder("etc").file("etc/a", "same").file("etc/b", "new").file("etc/c", "c", 0600).file("etc/.wh.d", "").file("etc/e", "e");
    const auto contents = contentsOf({one.bytes(), two.bytes()});
    TARE_OK(contents);
    const Contents &c = *contents;
    QCOMPARE(listOf(*c->tree(TreeQuery::upTo(0))), QStringLiteral("A etc, A etc/a, A etc/b, A etc/c, A etc/d"));
    QCOMPARE(listOf(*c->tree(TreeQuery::upTo(1))),
             QStringLiteral("= etc, = etc/a, C etc/b, T etc/c, R etc/d, A etc/e"));
    QCOMPARE(listOf(*c->tree({1, std::nullopt, false, false})), QStringLiteral("= etc, = etc/a, C etc/b, T etc/c, A etc/e"));
    QCOMPARE(listOf(*c->wholeTree()), QStringLiteral("= etc, = etc/a, = etc/b, = etc/c, = etc/e"));
    const auto tree = c->tree(TreeQuery::upTo(1));
    QCOMPARE(int(tree->node(tree->find("etc/b")).changedParts), int(ChangedContents));
    QCOMPARE(int(tree->node(tree->find("etc/c")).changedParts), int(ChangedMode));
    QCOMPARE(tree->node(tree->find("etc")).changesBelow, 4U);
    // What the layer says again and does not change is still in it.
    QVERIFY(c->tree(TreeQuery::ofLayer(1))->find("etc/a") != noNode);

    const LayerInfo &layer = c->layers()[1];
    QCOMPARE(layer.added.files, std::int64_t(1));
    QCOMPARE(layer.added.bytes, std::int64_t(1));
    QCOMPARE(layer.changed.files, std::int64_t(1));
    QCOMPARE(layer.changed.bytes, std::int64_t(3));
    QCOMPARE(layer.touched.files, std::int64_t(1));
    QCOMPARE(layer.removed.files, std::int64_t(1));
    QCOMPARE(layer.removed.bytes, std::int64_t(1));
    QCOMPARE(layer.whiteouts, std::int64_t(1));
}

void FileTreeTest::aRemovedFolderTakesItsFilesWithIt()
{
    TarBuilder one, two, three;
    one.folder("a").file("a/x", "123").folder("a/b").file("a/b/y", "45").file("k", "k");
    two.file(".wh.a", "");
    three.file("z", "z");
    const auto contents = contentsOf({one.bytes(), two.bytes(), three.bytes()});
    TARE_OK(contents);
    const auto tree = (*contents)->tree(TreeQuery::upTo(1));
    QCOMPARE(listOf(*tree), QStringLiteral("R a, R a/b, R a/b/y, R a/x, = k"));
    QCOMPARE(tree->node(tree->find("a")).totalSize, std::int64_t(5)); // what was removed
    QCOMPARE(tree->node(rootNode).totalSize, std::int64_t(1));        // what is there
    QCOMPARE(tree->node(rootNode).changesBelow, 4U);
    QCOMPARE(listOf(*(*contents)->tree(TreeQuery::upTo(2))), QStringLiteral("= k, A z"));
    QCOMPARE((*contents)->layers()[1].removed.files, std::int64_t(2));
    QCOMPARE((*contents)->layers()[1].foldersRemoved, std::int64_t(2));
    QCOMPARE((*contents)->layers()[2].removed.files, std::int64_t(0));
    // Against the lowest layer, the removal still shows.
    QCOMPARE(listOf(*(*contents)->tree({2, 0, true, true})), QStringLiteral("R a, R a/b, R a/b/y, R a/x, A z"));
}

void FileTreeTest::aFolderThatIsMadeAnew()
{
    TarBuilder one, two;
    one.folder("d").file("d/old", "o").file("d/both", "1");
    two.file(".wh.d", "").folder("d").file("d/new", "n").file("d/both", "1");
    const auto contents = contentsOf({one.bytes(), two.bytes()});
    TARE_OK(contents);
    const auto tree = (*contents)->tree(TreeQuery::upTo(1));
    QCOMPARE(listOf(*tree), QStringLiteral("= d, = d/both, A d/new, R d/old"));
    QVERIFY(tree->node(tree->find("d")).opaque);
}

void FileTreeTest::opaqueFolders()
{
    TarBuilder one, two, three;
    one.folder("d").folder("d/sub").file("d/sub/x", "x").file("d/y", "y").file("d/z", "z");
    two.file("d/z", "z").folder("d").file("d/.wh..wh..opq", "").file("d/.wh.y", ""); // the marker's place is no matter
    three.file("d/sub/x", "again");
    const auto contents = contentsOf({one.bytes(), two.bytes(), three.bytes()});
    TARE_OK(contents);
    const auto tree = (*contents)->tree(TreeQuery::upTo(1));
    QCOMPARE(listOf(*tree), QStringLiteral("= d, R d/sub, R d/sub/x, R d/y, = d/z"));
    QVERIFY(tree->node(tree->find("d")).opaque);
    QCOMPARE((*contents)->layers()[1].opaqueFolders, std::int64_t(1));
    QCOMPARE(listOf(*(*contents)->tree(TreeQuery::upTo(2))), QStringLiteral("= d, A d/sub, A d/sub/x, = d/z"));
}

void FileTreeTest::typesThatChange()
{
    TarBuilder one, two, three;
    one.folder("d").file("d/x", "12").file("f", "f").symlink("s", "t");
    two.file("d", "file").folder("f").file("f/y", "y").file("s", "t");
    three.folder("d").file("d/n", "n");
    const auto contents = contentsOf({one.bytes(), two.bytes(), three.bytes()});
    TARE_OK(contents);
    const auto tree = (*contents)->tree(TreeQuery::upTo(1));
    QCOMPARE(listOf(*tree), QStringLiteral("C d, R d/x, C f, A f/y, C s"));
    QCOMPARE(tree->node(tree->find("d")).type, NodeType::File);
    QVERIFY((tree->node(tree->find("d")).changedParts & ChangedType) != 0);
    QCOMPARE(tree->node(tree->find("d")).totalSize, std::int64_t(4));
    QCOMPARE(listOf(*(*contents)->tree(TreeQuery::upTo(2))), QStringLiteral("C d, A d/n, = f, = f/y, = s"));
}

void FileTreeTest::impliedFoldersAreThoseBelow()
{
    TarBuilder one, two;
    one.folder("opt", 0700).file("opt/a", "a");
    two.file("opt/b", "b").file("srv/c", "c");
    const auto contents = contentsOf({one.bytes(), two.bytes()});
    TARE_OK(contents);
    const auto tree = (*contents)->tree(TreeQuery::upTo(1));
    QCOMPARE(listOf(*tree), QStringLiteral("= opt, = opt/a, A opt/b, A srv, A srv/c"));
    QCOMPARE(tree->node(tree->find("opt")).mode, 0700U);
    QCOMPARE(tree->node(tree->find("opt")).layer, std::uint16_t(0));
    QVERIFY(tree->node(tree->find("srv")).implied);
    QCOMPARE(listOf(*(*contents)->tree(TreeQuery::ofLayer(1))), QStringLiteral("= opt, A opt/b, A srv, A srv/c"));
}

void FileTreeTest::whiteoutOfNothing()
{
    TarBuilder one, two;
    one.file("a", "a");
    two.file(".wh.none", "").file("no/such/.wh.place", "").file("a/.wh.below-a-file", "");
    const auto contents = contentsOf({one.bytes(), two.bytes()});
    TARE_OK(contents);
    QCOMPARE(listOf(*(*contents)->tree(TreeQuery::upTo(1))), QStringLiteral("= a"));
}

void FileTreeTest::symlinksBelowAreFollowed()
{
    TarBuilder one, two, three;
    one.folder("usr").folder("usr/lib").file("usr/lib/a", "a").symlink("lib", "usr/lib");
    two.file("lib/b", "b").file("lib/.wh.a", "");  // lands in usr/lib
    three.folder("lib").file("lib/c", "c");        // named as a folder: it takes the link's place
    const auto contents = contentsOf({one.bytes(), two.bytes(), three.bytes()});
    TARE_OK(contents);
    QCOMPARE(listOf(*(*contents)->tree(TreeQuery::upTo(1))),
             QStringLiteral("= lib, = usr, = usr/lib, R usr/lib/a, A usr/lib/b"));
    QCOMPARE(listOf(*(*contents)->tree(TreeQuery::upTo(2))), QStringLiteral("C lib, A lib/c, = usr, = usr/lib, = usr/lib/b"));
}

void FileTreeTest::hardLinksCountOnce()
{
    TarBuilder one, two;
    one.file("a", "12345").hardLink("b", "a").file("c", "c");
    two.file(".wh.a", "");
    const auto contents = contentsOf({one.bytes(), two.bytes()});
    TARE_OK(contents);
    const auto first = (*contents)->tree(TreeQuery::upTo(0));
    QCOMPARE(first->node(rootNode).totalSize, std::int64_t(6));
    QCOMPARE(first->node(rootNode).totalFiles, 2U);
    QVERIFY(!first->node(first->find("a")).hardLink);
    QVERIFY(first->node(first->find("b")).hardLink);
    QCOMPARE(first->details(first->find("a")).hardLinks, std::vector<NodeId>{first->find("b")});
    // The first name is gone: the other one has the bytes now.
    const auto second = (*contents)->tree(TreeQuery::upTo(1));
    QCOMPARE(second->node(rootNode).totalSize, std::int64_t(6));
    QVERIFY(!second->node(second->find("b")).hardLink);
    QCOMPARE((*contents)->waste().unseenBytes, std::int64_t(0));
    QCOMPARE((*contents)->layers()[0].size, std::int64_t(6));
}

void FileTreeTest::hardLinkToALayerBelow()
{
    TarBuilder one, two;
    one.file("bin/a", "12345", 0755);
    two.hardLink("bin/b", "bin/a");
    const auto contents = contentsOf({one.bytes(), two.bytes()});
    TARE_OK(contents);
    const auto tree = (*contents)->tree(TreeQuery::upTo(1));
    const Node b = tree->node(tree->find("bin/b"));
    QCOMPARE(b.size, std::int64_t(5));
    QCOMPARE(b.mode, 0755U);
    QCOMPARE(b.change, Change::Added);
    QVERIFY(b.hardLink);
    QCOMPARE(b.layer, std::uint16_t(1));
    QCOMPARE(tree->node(rootNode).totalSize, std::int64_t(5));
    QCOMPARE((*contents)->layers()[1].size, std::int64_t(0));
}

void FileTreeTest::sumsAndOrder()
{
    TarBuilder one;
    one.file("small/a", "1").file("big/b", std::string(100, 'b')).file("big/c", std::string(50, 'c')).file("mid", "0123456789");
    const auto contents = contentsOf({one.bytes()});
    TARE_OK(contents);
    const auto tree = (*contents)->wholeTree();
    auto names = [&](SortBy sort, bool reversed) {
        QStringList out;
        for (const NodeId id : tree->children(rootNode, sort, reversed))
            out << QString::fromStdString(tree->node(id).name);
        return out.join(QLatin1Char(' '));
    };
    QCOMPARE(names(SortBy::Name, false), QStringLiteral("big mid small"));
    QCOMPARE(names(SortBy::Size, false), QStringLiteral("big mid small"));
    QCOMPARE(names(SortBy::Size, true), QStringLiteral("small mid big"));
    QCOMPARE(tree->node(tree->find("big")).totalSize, std::int64_t(150));
    QCOMPARE(tree->node(tree->find("big")).totalFiles, 2U);
    QCOMPARE(tree->node(tree->find("big")).childCount, 2U);
    QCOMPARE(tree->node(rootNode).totalSize, std::int64_t(161));
}

void FileTreeTest::findAndResolve()
{
    TarBuilder one;
    one.file("usr/bin/real", "x").symlink("bin", "usr/bin").symlink("usr/bin/alias", "real").symlink("up", "../../../usr/bin/alias");
    one.symlink("absolute", "/bin/alias").symlink("loop", "loop").symlink("nowhere", "not/there");
    const auto contents = contentsOf({one.bytes()});
    TARE_OK(contents);
    const auto tree = (*contents)->wholeTree();
    const NodeId real = tree->find("usr/bin/real");
    QVERIFY(real != noNode);
    QCOMPARE(tree->find("/usr//bin/./real"), real);
    QCOMPARE(tree->find("bin/real"), noNode);
    for (const char *path : {"bin/real", "/bin/alias", "up", "absolute", "usr/bin/../bin/real", "../../usr/bin/real"})
        QCOMPARE(tree->resolve(path), real);
    for (const char *path : {"loop", "nowhere", "usr/bin/real/x", "none"})
        QCOMPARE(tree->resolve(path), noNode);
    QCOMPARE(tree->resolve("/"), rootNode);
    QCOMPARE(tree->path(real), std::string("usr/bin/real"));
    QCOMPARE(tree->path(rootNode), std::string());
}

void FileTreeTest::search()
{
    TarBuilder one;
    one.file("etc/Nginx.conf", "1").file("etc/nginx/site.conf", "2").file("usr/lib/x86/libc.so.6", "3").file("a[b", "4");
    const auto contents = contentsOf({one.bytes()});
    TARE_OK(contents);
    const auto tree = (*contents)->wholeTree();
    auto found = [&](const std::string &text, bool caseSensitive = false, std::size_t limit = 100) {
        QStringList out;
        for (const NodeId id : tree->search({text, caseSensitive, limit}))
            out << QString::fromStdString(tree->path(id));
        return out.join(QLatin1Char(' '));
    };
    QCOMPARE(found("nginx"), QStringLiteral("etc/Nginx.conf etc/nginx"));
    QCOMPARE(found("nginx", true), QStringLiteral("etc/nginx"));
    QCOMPARE(found("*.CONF"), QStringLiteral("etc/Nginx.conf etc/nginx/site.conf"));
    QCOMPARE(found("*.conf", false, 1), QStringLiteral("etc/Nginx.conf"));
    QCOMPARE(found("lib?.so.[0-9]"), QStringLiteral("usr/lib/x86/libc.so.6"));
    QCOMPARE(found("lib?.so.[!6]"), QString());
    QCOMPARE(found("etc/*.conf"), QStringLiteral("etc/Nginx.conf"));
    QCOMPARE(found("etc/**/*.conf"), QStringLiteral("etc/Nginx.conf etc/nginx/site.conf"));
    QCOMPARE(found("/**/libc*"), QStringLiteral("usr/lib/x86/libc.so.6"));
    QCOMPARE(found("nginx/s"), QStringLiteral("etc/nginx/site.conf"));
    QCOMPARE(found("a[[]b"), QStringLiteral("a[b"));
    QCOMPARE(found(""), QString());
    QCOMPARE(found(std::string(200, '*') + "zz"), QString()); // and at once
}

void FileTreeTest::oneNumberInEveryTree()
{
    TarBuilder one, two;
    one.file("m/x", "1").file("z", "2");
    two.file("a", "3").file("m/b", "4");
    const auto contents = contentsOf({one.bytes(), two.bytes()});
    TARE_OK(contents);
    const auto first = (*contents)->tree(TreeQuery::upTo(0));
    const auto second = (*contents)->tree(TreeQuery::upTo(1));
    QCOMPARE(first->find("z"), second->find("z"));
    QCOMPARE(first->find("m/x"), second->find("m/x"));
    QVERIFY(!first->contains(second->find("a")));
    QCOMPARE(first->node(second->find("a")).id, noNode);
    QCOMPARE((*contents)->tree(TreeQuery::upTo(0)), first); // remembered
}

void FileTreeTest::details()
{
    TarBuilder one, two, three;
    one.file("f", "1");
    two.file("f", "22");
    three.file(".wh.f", "");
    const auto contents = contentsOf({one.bytes(), two.bytes(), three.bytes()});
    TARE_OK(contents);
    const auto tree = (*contents)->tree(TreeQuery::upTo(2));
    const NodeDetails details = tree->details(tree->find("f"));
    QCOMPARE(details.history.size(), std::size_t(3));
    QCOMPARE(details.history[0].change, Change::Added);
    QCOMPARE(details.history[1].change, Change::Changed);
    QCOMPARE(details.history[1].size, std::int64_t(2));
    QCOMPARE(details.history[2].change, Change::Removed);
    QVERIFY(details.contentHash != 0);
}

void FileTreeTest::largestFiles()
{
    TarBuilder one;
    for (int i = 0; i < 50; ++i)
        one.file("f" + std::to_string(i), std::string(static_cast<std::size_t>(i), 'x'));
    one.hardLink("again", "f49");
    const auto contents = contentsOf({one.bytes()});
    TARE_OK(contents);
    const auto tree = (*contents)->wholeTree();
    std::vector<std::int64_t> sizes;
    for (const NodeId id : tree->largest(3))
        sizes.push_back(tree->node(id).size);
    QCOMPARE(sizes, (std::vector<std::int64_t>{49, 48, 47}));
}

void FileTreeTest::noLayersAtAll()
{
    const auto contents = contentsOf({});
    TARE_OK(contents);
    const auto tree = (*contents)->tree(TreeQuery::upTo(5));
    QVERIFY(tree->contains(rootNode));
    QVERIFY(tree->children(rootNode).empty());
    QCOMPARE(tree->resolve("etc"), noNode);
    QCOMPARE((*contents)->waste().efficiency, 1.0);
    QVERIFY((*contents)->packages().packages.empty());
}

QTEST_GUILESS_MAIN(FileTreeTest)
#include "file_tree_test.moc"
