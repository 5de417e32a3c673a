// SPDX-License-Identifier: GPL-3.0-or-later
// The views of what is inside an image, as a person uses them.
#include "gui/app/context.h"
#include "gui/images/image_detail.h"
#include "gui/images/inside/anatomy_graph.h"
#include "gui/images/inside/file_preview.h"
#include "gui/images/inside/file_tree_model.h"
#include "gui/images/inside/files_view.h"
#include "gui/images/inside/layer_stack.h"
#include "gui/images/inside/treemap.h"
#include "tests/gui/support/fake_engine.h"
#include "tests/gui/support/gui_test.h"
#include "tests/gui/support/sample_contents.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QToolButton>
#include <QTreeView>
#include <QTreeWidget>

using namespace tare;
using namespace tare::gui;
using namespace Qt::StringLiterals;

class InsideTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void nothingIsLookedAtBeforeAViewNeedsIt();
    void layersSayWhatTheyDo();
    void filesOfEachScope();
    void searchFindsByNameAndPattern();
    void aFileIsShownAndSaved();
    void aLinkIsFollowed();
    void aRemovedFileIsNotRead();
    void mapOpensFolders();
    void wasteNamesTheFileAndItsLayers();
    void anatomyVerifies();
    void twoImagesAreCompared();
    void whatCannotBeLookedAtSaysSo();
    void modelKeepsItsPromises();
    void modelSortsWithoutLosingTheSelection();

private:
    void setTab(int tab) { m_detail->setTab(tab); }
    template <class T> [[nodiscard]] T *widget(const char *name) const { return named<T>(m_detail.get(), name); }
    [[nodiscard]] QStringList rows() const;
    void look();

    std::unique_ptr<WarningTrap> m_trap;
    std::unique_ptr<WindowHome> m_home;
    std::shared_ptr<FakeEngine> m_engine;
    std::unique_ptr<Context> m_context;
    std::unique_ptr<ImageDetail> m_detail;
    Image m_image;
};

void InsideTest::init()
{
    m_trap = std::make_unique<WarningTrap>();
    m_home = std::make_unique<WindowHome>();
    m_engine = std::make_shared<FakeEngine>();
    m_image = fakeImage(1, "sample:1");
    m_engine->theImages = {m_image, fakeImage(2, "other:1")};
    m_engine->onContents = [](const std::string &id, const ProgressSink &, const CancelToken &) {
        return Result<std::shared_ptr<const image::ImageContents>>(sampleContents(id));
    };
    m_engine->onReadFile = [](const std::string &, const image::FileRequest &request) {
        return Result<std::string>("contents of " + request.path + "\n");
    };
    m_engine->onDocuments = [](const std::string &, bool verify) {
        image::ImageDocuments documents = sampleDocuments();
        if (verify) {
            documents.all[4].check = image::ImageDocument::Check::Good;
            documents.all[5].check = image::ImageDocument::Check::Bad;
        }
        return Result<image::ImageDocuments>(documents);
    };
    m_context = std::make_unique<Context>(m_engine, m_home->settings());
    m_detail = std::make_unique<ImageDetail>(*m_context);
    m_detail->resize(900, 700);
    m_detail->setImages(m_engine->theImages);
    m_detail->show();
    QVERIFY(QTest::qWaitForWindowActive(m_detail.get()));
    m_detail->setImage(m_image);
}

void InsideTest::cleanup()
{
    m_detail.reset();
    m_context.reset();
    TARE_NO_WARNINGS();
}

void InsideTest::look()
{
    setTab(ImageDetail::Files);
    QTRY_VERIFY(widget<QTreeView>("images.files.table")->model()->rowCount() > 0);
}

// All that is unfolded: "etc/ ~ …".
QStringList InsideTest::rows() const
{
    auto *tree = widget<QTreeView>("images.files.table");
    QStringList out;
    const std::function<void(const QModelIndex &)> walk = [&](const QModelIndex &parent) {
        for (int i = 0; i < tree->model()->rowCount(parent); ++i) {
            const QModelIndex index = tree->model()->index(i, 0, parent);
            out += index.data().toString();
            walk(index);
        }
    };
    walk({});
    return out;
}

void InsideTest::nothingIsLookedAtBeforeAViewNeedsIt()
{
    QTRY_VERIFY(!widget<QPlainTextEdit>("images.detail.json")->toPlainText().isEmpty());
    for (const std::string &call : m_engine->callList())
        QVERIFY2(call.find("contents") == std::string::npos, call.c_str());
    setTab(ImageDetail::Layers);
    QTRY_VERIFY(widget<QTreeWidget>("images.layers.facts")->topLevelItemCount() > 0);
    QVERIFY(widget<QTreeWidget>("images.waste.files")->topLevelItemCount() > 0); // one look serves all the views
    const auto calls = m_engine->callList();
    QCOMPARE(std::count(calls.begin(), calls.end(), "contents " + m_image.id), 1);
}

void InsideTest::layersSayWhatTheyDo()
{
    setTab(ImageDetail::Layers);
    auto *stack = widget<LayerStack>("images.layers.stack");
    QTRY_COMPARE(stack->current(), 0); // the largest
    QVERIFY(stack->layerRect(0).height() > stack->layerRect(1).height());
    QVERIFY(stack->layerRect(0).top() > stack->layerRect(1).top()); // the lowest is at the bottom
    QCOMPARE(widget<QTreeWidget>("images.layers.largest")->topLevelItem(0)->text(0), u"/var/cache/big"_s);
    QTest::mouseClick(stack, Qt::LeftButton, {}, stack->layerRect(1).center());
    QCOMPARE(widget<QLabel>("images.layers.title")->text(), u"Layer 2 of 3"_s);
    QCOMPARE(widget<QPlainTextEdit>("images.layers.instruction")->toPlainText(), u"RUN rm /var/cache/big"_s);
    auto *facts = widget<QTreeWidget>("images.layers.facts");
    const auto value = [&](const QString &name) {
        const auto items = facts->findItems(name, Qt::MatchExactly);
        return items.isEmpty() ? QString() : items.constFirst()->text(1);
    };
    QVERIFY2(value(u"+ added"_s).startsWith(u"1 "), qPrintable(value(u"+ added"_s)));
    QVERIFY2(value(u"~ changed"_s).startsWith(u"1 "), qPrintable(value(u"~ changed"_s)));
    QVERIFY2(value(u"− removed"_s).contains(u"50\u00a0kB"_s), qPrintable(value(u"− removed"_s)));
    QTest::keyClick(stack, Qt::Key_Up);
    QCOMPARE(stack->current(), 2);
    QCOMPARE(value(u"Opaque folders"_s), u"1"_s);
    click(widget<QPushButton>("images.layers.files"));
    QCOMPARE(m_detail->tab(), int(ImageDetail::Files));
    QCOMPARE(widget<QComboBox>("images.files.scope")->currentIndex(), int(FilesView::OneLayer));
    QCOMPARE(widget<QComboBox>("images.files.layer")->currentIndex(), 2);
}

void InsideTest::filesOfEachScope()
{
    look();
    QCOMPARE(rows(), QStringList({u"bin/"_s, u"tool"_s, u"etc/"_s, u"motd"_s, u"passwd"_s, u"opt/"_s, u"app/"_s, u"main"_s,
                                  u"usr/"_s, u"lib/"_s, u"link → ../../bin/tool"_s, u"var/"_s, u"cache/"_s}));
    auto *files = widget<FilesView>("images.files");
    files->setScope(FilesView::UpToLayer, 0);
    QVERIFY(rows().contains(u"big"_s));
    QVERIFY(!rows().contains(u"main"_s));
    files->setScope(FilesView::OneLayer, 1);
    QCOMPARE(rows(), QStringList({u"etc/"_s, u"motd"_s, u"opt/"_s, u"app/"_s, u"readme"_s, u"var/"_s, u"cache/"_s, u"big"_s}));
    auto *tree = widget<QTreeView>("images.files.table");
    const auto *model = qobject_cast<FileTreeModel *>(tree->model());
    const QModelIndex removed = model->indexOf(model->tree()->find("var/cache/big"));
    QCOMPARE(removed.siblingAtColumn(FileTreeModel::State).data().toString(), u"− removed"_s);
    // What was unfolded stays so in another scope.
    tree->expand(model->indexOf(model->tree()->find("etc")));
    files->setScope(FilesView::UpToLayer, 1);
    QVERIFY(tree->isExpanded(model->indexOf(model->tree()->find("etc"))));
}

void InsideTest::searchFindsByNameAndPattern()
{
    look();
    auto *search = widget<QLineEdit>("images.files.search");
    search->setFocus();
    QTest::keyClicks(search, u"MOT"_s);
    QTRY_COMPARE(rows(), QStringList(u"etc/motd"_s));
    search->clear();
    QTest::keyClicks(search, u"/opt/**"_s);
    QTRY_VERIFY(rows().contains(u"opt/app/main"_s));
    search->clear();
    QTRY_VERIFY(rows().contains(u"tool"_s));
}

void InsideTest::aFileIsShownAndSaved()
{
    look();
    widget<FilesView>("images.files")->showPath("etc/motd");
    QTRY_COMPARE(widget<QPlainTextEdit>("images.file.text")->toPlainText(), u"contents of etc/motd\n"_s);
    QVERIFY(widget<QLabel>("images.file.facts")->text().contains(u"-rw-r--r--"_s));
    auto *look = widget<QComboBox>("images.file.look");
    QTest::keyClick(look, Qt::Key_Down); // to the bytes
    QTRY_VERIFY(widget<QPlainTextEdit>("images.file.text")->toPlainText().startsWith(u"00000000  63 6f 6e 74"_s));
    const QString target = QString::fromStdString(m_home->file("out"));
    m_detail->findChild<FilePreview *>()->saveAs(target);
    QTRY_VERIFY(QFile::exists(target));
    QFile file(target);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("contents of etc/motd\n"));
}

void InsideTest::aLinkIsFollowed()
{
    look();
    widget<FilesView>("images.files")->showPath("usr/lib/link");
    auto *follow = widget<QPushButton>("images.file.follow");
    QTRY_VERIFY(follow->isVisible());
    click(follow);
    QTRY_COMPARE(widget<QPlainTextEdit>("images.file.text")->toPlainText(), u"contents of bin/tool\n"_s);
}

void InsideTest::aRemovedFileIsNotRead()
{
    look();
    auto *files = widget<FilesView>("images.files");
    files->setScope(FilesView::OneLayer, 1);
    files->showPath("var/cache/big");
    QTRY_VERIFY(widget<QLabel>("images.file.note")->isVisible());
    QVERIFY(!widget<QPushButton>("images.file.save")->isVisible());
    for (const std::string &call : m_engine->callList())
        QVERIFY2(call.find("cache/big") == std::string::npos, call.c_str());
}

void InsideTest::mapOpensFolders()
{
    look();
    click(widget<QToolButton>("images.files.map"));
    auto *map = widget<Treemap>("images.files.treemap");
    QTRY_VERIFY(!map->tiles().empty());
    QCOMPARE(map->tiles().front().label, u"bin/"_s); // 3000 of 4020 bytes
    const auto *model = qobject_cast<FileTreeModel *>(widget<QTreeView>("images.files.table")->model());
    const image::NodeId etc = model->tree()->find("etc");
    QVERIFY(map->tileRect(etc).isValid());
    map->setCurrent(etc);
    QTest::keyClick(map, Qt::Key_Return);
    QTRY_COMPARE(map->tiles().size(), std::size_t(2));
    QCOMPARE(map->tiles().front().label, u"passwd"_s);
    QTest::keyClick(map, Qt::Key_Backspace);
    QTRY_COMPARE(map->tiles().front().label, u"bin/"_s);
}

void InsideTest::wasteNamesTheFileAndItsLayers()
{
    setTab(ImageDetail::Waste);
    auto *files = widget<QTreeWidget>("images.waste.files");
    QTRY_VERIFY(files->topLevelItemCount() > 0);
    QCOMPARE(files->topLevelItem(0)->text(0), u"/var/cache/big"_s);
    QCOMPARE(files->topLevelItem(0)->text(2), u"stored by 1, removed by 2"_s);
    // 50000 + 100 + 40 bytes are stored and never seen.
    QVERIFY2(widget<QLabel>("images.waste.finding")->text().startsWith(u"50.14\u00a0kB"_s),
             qPrintable(widget<QLabel>("images.waste.finding")->text()));
    files->setCurrentItem(files->topLevelItem(0));
    files->setFocus();
    QTest::keyClick(files, Qt::Key_Return);
    QTRY_COMPARE(m_detail->tab(), int(ImageDetail::Files));
    QTRY_COMPARE(widget<QPlainTextEdit>("images.file.text")->toPlainText(), u"contents of var/cache/big\n"_s);
}

void InsideTest::anatomyVerifies()
{
    setTab(ImageDetail::Anatomy);
    auto *graph = widget<AnatomyGraph>("images.anatomy.graph");
    QTRY_COMPARE(graph->current(), 1); // the manifest
    QCOMPARE(widget<QPlainTextEdit>("images.anatomy.bytes")->toPlainText(), u"{\"layers\":[]}"_s);
    QVERIFY(graph->nodeRect(0).right() < graph->nodeRect(1).left());
    QVERIFY(graph->nodeRect(1).right() < graph->nodeRect(3).left());
    graph->setFocus();
    QTest::keyClick(graph, Qt::Key_Right);
    QCOMPARE(graph->current(), 3);
    QVERIFY(widget<QPlainTextEdit>("images.anatomy.bytes")->toPlainText().contains(u"linux"_s));
    QTest::keyClick(graph, Qt::Key_Left);
    QTest::keyClick(graph, Qt::Key_Down); // the platform that was not pulled
    QVERIFY(widget<QLabel>("images.anatomy.digest")->text().contains(u"not in the store"_s));
    click(widget<QPushButton>("images.anatomy.verify"));
    QTRY_VERIFY(widget<QLabel>("images.anatomy.message.what")->text().contains(u"do"_s));
}

void InsideTest::twoImagesAreCompared()
{
    m_detail->compareWith(QString::fromStdString(m_engine->theImages[1].id));
    QTRY_VERIFY(widget<QTabBar>("images.difference.tabbar")->isVisible());
    QVERIFY(widget<QLabel>("images.difference.finding")->text().contains(u"5 the same"_s));
    QVERIFY(widget<QTabBar>("images.difference.tabbar")->tabText(3).contains(u"0"_s));
}

void InsideTest::whatCannotBeLookedAtSaysSo()
{
    m_engine->onContents = [](const std::string &id, const ProgressSink &, const CancelToken &) {
        return Result<std::shared_ptr<const image::ImageContents>>(fail(Errc::CorruptArchive, id, "half of it is missing"));
    };
    setTab(ImageDetail::Layers);
    QTRY_VERIFY(widget<QWidget>("images.detail.message")->isVisible());
    QVERIFY(!widget<QWidget>("images.detail.progress")->isVisible());
}

void InsideTest::modelKeepsItsPromises()
{
    const auto contents = sampleContents(m_image.id);
    FileTreeModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setTree(contents->wholeTree());
    QCOMPARE(model.rowCount(), 5);
    const QModelIndex etc = model.indexOf(contents->wholeTree()->find("etc"));
    QCOMPARE(model.rowCount(etc), 2);
    QCOMPARE(model.parent(model.index(0, 0, etc)), etc);
    model.setTree(contents->tree(image::TreeQuery::ofLayer(1)));
    model.setFound({contents->wholeTree()->find("etc/motd")});
    QCOMPARE(model.rowCount(), 1);
    QVERIFY(!model.hasChildren(model.index(0, 0)));
    model.leaveFound();
    model.setTree(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

void InsideTest::modelSortsWithoutLosingTheSelection()
{
    const auto contents = sampleContents(m_image.id);
    FileTreeModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setTree(contents->wholeTree());
    const QPersistentModelIndex passwd(model.indexOf(contents->wholeTree()->find("etc/passwd")));
    QCOMPARE(passwd.row(), 1);
    model.sort(FileTreeModel::Size, Qt::DescendingOrder);
    QVERIFY(passwd.isValid());
    QCOMPARE(passwd.row(), 0); // 200 bytes before 120
    QCOMPARE(passwd.data().toString(), u"passwd"_s);
    QCOMPARE(model.index(0, 0).data().toString(), u"bin/"_s);
    model.sort(FileTreeModel::Size, Qt::AscendingOrder);
    QCOMPARE(passwd.row(), 1);
    model.sort(FileTreeModel::Name, Qt::DescendingOrder);
    QCOMPARE(model.index(0, 0).data().toString(), u"var/"_s);
}

QTEST_MAIN(InsideTest)
#include "inside_test.moc"
