// SPDX-License-Identifier: GPL-3.0-or-later
// The Files tab as a person uses it, over an engine of plain data.
#include "gui/app/context.h"
#include "gui/containers/containers_page.h"
#include "gui/containers/files/container_changes.h"
#include "gui/containers/files/file_model.h"
#include "tests/gui/containers/fake_containers.h"
#include "tests/gui/containers/fake_files.h"
#include "tests/gui/support/gui_test.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QFileDialog>
#include <QFont>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QUrl>

using namespace tare;
using namespace tare::gui;
using namespace Qt::StringLiterals;
using Type = image::FileEntry::Type;

// Copies are notes.
class FakeWithFiles : public FakeContainers
{
public:
    Status copyFrom(const std::string &, const std::string &source, const std::string &target, const CopyOptions &options, const CancelToken &) override
    {
        return noteCopy((options.followLink ? "out -L " : "out ") + source + " " + target);
    }
    Status copyTo(const std::string &, const std::string &source, const std::string &target, const CopyOptions &, const CancelToken &) override
    {
        return noteCopy("in " + source + " " + target);
    }
    Result<std::vector<FileChange>> changes(const std::string &) override
    {
        const std::lock_guard lock(mutex);
        return theChanges;
    }

private:
    Status noteCopy(const std::string &what)
    {
        const std::lock_guard lock(mutex);
        calls.push_back(what);
        return {};
    }
};

class FilesTabTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void goesThroughFolders();
    void showsAFile();
    void nothingButFilesIsOpened();
    void namesAreBytesAndPlainText();
    void changesAreMarked();
    void findsBelowTheFolder();
    void saysWhatIsLeftOut();
    void savesAndAdds();
    void asksBeforeItReplaces();
    void takesWhatIsDropped();
    void makesRenamesAndRemoves();
    void remembersWhereOneWas();
    void readsWhenItIsSeen();
    void failuresAreSaid();
    void everyControlHasAName();
    void changesOfManyFolders();

private:
    template <class T> [[nodiscard]] T *widget(const char *name) const { return named<T>(m_page.get(), name); }
    [[nodiscard]] QTableView *table() const { return widget<QTableView>("files.table"); }
    [[nodiscard]] QStringList rows(int column = FileModel::Name) const
    {
        QStringList out;
        for (int i = 0; i < table()->model()->rowCount(); ++i)
            out += table()->model()->index(i, column).data().toString();
        return out;
    }
    void choose(const QString &name) const
    {
        for (int i = 0; i < table()->model()->rowCount(); ++i) {
            if (table()->model()->index(i, 0).data().toString() == name)
                table()->selectRow(i);
        }
    }
    [[nodiscard]] bool asked(const std::string &call)
    {
        const auto list = m_files.callList();
        return std::find(list.begin(), list.end(), call) != list.end();
    }
    [[nodiscard]] bool copied(const std::string &call) const
    {
        const auto list = m_engine->callList();
        return std::find(list.begin(), list.end(), call) != list.end();
    }

    FakeFiles m_files;
    std::unique_ptr<WarningTrap> m_trap;
    std::unique_ptr<TempHome> m_home;
    std::unique_ptr<QSettings> m_settings;
    std::shared_ptr<FakeWithFiles> m_engine;
    std::unique_ptr<Context> m_context;
    std::unique_ptr<ContainersPage> m_page;
    QStringList m_commands;
};

void FilesTabTest::init()
{
    m_trap = std::make_unique<WarningTrap>();
    m_home = std::make_unique<TempHome>();
    m_settings = std::make_unique<QSettings>(QString::fromStdString(m_home->file("s.ini")), QSettings::IniFormat);
    m_engine = std::make_shared<FakeWithFiles>();
    m_engine->theContainers = {fakeContainer(1, "alpha"), fakeContainer(2, "beta")};
    m_files.theFiles.clear();
    m_files.theBytes.clear();
    m_files.calls.clear();
    m_files.hidden = 0;
    m_files.failing.reset();
    m_files.put("/etc", Type::Folder);
    m_files.put("/etc/passwd", Type::File, "root:x:0:0\n");
    m_files.put("/etc/sub", Type::Folder);
    m_files.put("/etc/sub/passwd.old", Type::File, "old\n");
    m_files.put("/bin", Type::Symlink);
    m_files.theFiles["/bin"].target = "etc";
    m_files.theFiles["/bin"].leadsToFolder = true;
    m_files.put("/pipe", Type::Fifo);
    m_files.put("/readme", Type::File, std::string("a\0b", 3));
    m_engine->theFiles = &m_files;
    m_engine->theChanges = {{FileChange::Kind::Changed, "/etc"}, {FileChange::Kind::Added, "/etc/sub"}, {FileChange::Kind::Added, "/etc/sub/passwd.old"},
                            {FileChange::Kind::Removed, "/etc/group"}};
    m_context = std::make_unique<Context>(m_engine, m_settings.get());
    m_commands.clear();
    connect(m_context.get(), &Context::commandShown, this, [this](const QString &line) { m_commands += line; });
    m_page = std::make_unique<ContainersPage>(*m_context);
    m_page->resize(1100, 900);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    QTRY_VERIFY(widget<QTableView>("containers.table")->selectionModel()->hasSelection());
    widget<QTabWidget>("containers.tabs")->setCurrentIndex(6);
    QTRY_COMPARE(rows(), QStringList({u"etc/"_s, u"bin → etc"_s, u"pipe"_s, u"readme"_s}));
}

void FilesTabTest::cleanup()
{
    m_page.reset();
    m_context.reset();
    TARE_NO_WARNINGS();
}

void FilesTabTest::goesThroughFolders()
{
    const QAbstractItemModelTester tester(table()->model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    auto *path = widget<QLineEdit>("files.path");
    QCOMPARE(path->text(), u"/"_s);
    QVERIFY(!widget<QToolButton>("files.up")->isEnabled());
    table()->setFocus();
    choose(u"etc/"_s);
    QTest::keyClick(table(), Qt::Key_Return);
    QTRY_COMPARE(rows(), QStringList({u"sub/"_s, u"group"_s, u"passwd"_s}));
    QCOMPARE(path->text(), u"/etc"_s);
    QCOMPARE(m_commands.last(), u"docker cp alpha:/etc - | tar -tv"_s);
    QTest::keyClick(table(), Qt::Key_End);
    QCOMPARE(table()->currentIndex().data().toString(), u"passwd"_s);
    QTest::keyClick(table(), Qt::Key_Home);
    QCOMPARE(table()->currentIndex().data().toString(), u"sub/"_s);
    // Up again, to where one came from.
    table()->setFocus();
    QTest::keyClick(table(), Qt::Key_Backspace);
    QTRY_COMPARE(rows().size(), 4);
    QTRY_COMPARE(table()->currentIndex().siblingAtColumn(0).data().toString(), u"etc/"_s);
    // A link to a folder is gone through, by the name one chose.
    choose(u"bin → etc"_s);
    QTest::keyClick(table(), Qt::Key_Return);
    QTRY_COMPARE(path->text(), u"/bin"_s);
    click(widget<QToolButton>("files.up"));
    QTRY_COMPARE(path->text(), u"/"_s);
    path->setFocus();
    path->selectAll();
    QTest::keyClicks(path, u"etc/../etc/sub/"_s);
    QTest::keyClick(path, Qt::Key_Return);
    QTRY_COMPARE(rows(), QStringList(u"passwd.old"_s));
    QCOMPARE(path->text(), u"/etc/sub"_s);
}

void FilesTabTest::showsAFile()
{
    choose(u"readme"_s);
    auto *text = widget<QPlainTextEdit>("files.file.text");
    QTRY_VERIFY(text->toPlainText().startsWith(u"00000000  61 00 62"_s)); // no text: its bytes
    QVERIFY(widget<QLabel>("files.file.facts")->text().contains(u"-rw-r--r--"_s));
    widget<QLineEdit>("files.path")->setText(u"/etc"_s);
    QTest::keyClick(widget<QLineEdit>("files.path"), Qt::Key_Return);
    QTRY_COMPARE(rows().size(), 3);
    choose(u"passwd"_s);
    QTRY_COMPARE(text->toPlainText(), u"root:x:0:0\n"_s);
}

void FilesTabTest::nothingButFilesIsOpened()
{
    choose(u"pipe"_s);
    QTRY_VERIFY(widget<QLabel>("files.file.note")->isVisible());
    choose(u"etc/"_s);
    choose(u"readme"_s);
    QTRY_VERIFY(asked("read /readme"));
    QVERIFY(!asked("read /pipe"));
    QVERIFY(!asked("read /etc"));
}

void FilesTabTest::namesAreBytesAndPlainText()
{
    const std::string odd = "/<b>x\n\xff";
    m_files.put(odd, Type::File, "odd");
    widget<QToolButton>("files.again")->click();
    QTRY_COMPARE(rows().size(), 5);
    const QString shown = rows().filter(u"<b>"_s).value(0);
    QVERIFY(!shown.contains(u'\n'));
    choose(shown);
    QTRY_VERIFY(asked("read " + odd));
    QTRY_COMPARE(widget<QPlainTextEdit>("files.file.text")->toPlainText(), u"odd"_s);
    QVERIFY(!(table()->currentIndex().flags() & Qt::ItemIsEditable)); // what is no text cannot be typed
}

void FilesTabTest::changesAreMarked()
{
    QTRY_COMPARE(rows(FileModel::State).value(0), u"~ changed"_s);
    choose(u"etc/"_s);
    table()->setFocus();
    QTest::keyClick(table(), Qt::Key_Return);
    QTRY_COMPARE(rows(), QStringList({u"sub/"_s, u"group"_s, u"passwd"_s}));
    QCOMPARE(rows(FileModel::State), QStringList({u"+ added"_s, u"− removed"_s, QString()}));
    QVERIFY(table()->model()->index(1, 0).data(Qt::FontRole).value<QFont>().strikeOut());
    choose(u"group"_s);
    QVERIFY(widget<QLabel>("files.file.note")->isVisible());
    QVERIFY(!widget<QToolButton>("files.save")->isEnabled()); // it is not there
    QVERIFY(!widget<QToolButton>("files.remove")->isEnabled());
    click(widget<QToolButton>("files.changedOnly"));
    QCOMPARE(rows(), QStringList({u"sub/"_s, u"group"_s}));
    click(widget<QToolButton>("files.changedOnly"));
    QCOMPARE(rows().size(), 3);
}

void FilesTabTest::findsBelowTheFolder()
{
    table()->setFocus();
    m_page->focusFilter(); // Ctrl+F
    auto *search = widget<QLineEdit>("files.search");
    QTRY_VERIFY(search->hasFocus());
    QTest::keyClicks(search, u"passwd"_s);
    QTRY_COMPARE(rows(), QStringList({u"etc/passwd"_s, u"etc/sub/passwd.old"_s}));
    QVERIFY(!asked("find / p"));                                // not at every letter
    QCOMPARE(rows(FileModel::State), QStringList({QString(), u"+ added"_s}));
    QVERIFY(widget<QLabel>("files.count")->text().contains(u'2'));
    QVERIFY(!widget<QToolButton>("files.makeFolder")->isEnabled());
    choose(u"etc/sub/passwd.old"_s);
    QTRY_COMPARE(widget<QPlainTextEdit>("files.file.text")->toPlainText(), u"old\n"_s);
    search->setFocus();
    QTest::keyClick(search, Qt::Key_Escape);
    QVERIFY(search->text().isEmpty() && table()->hasFocus());
    QTRY_COMPARE(rows().size(), 4);
}

void FilesTabTest::saysWhatIsLeftOut()
{
    {
        const std::lock_guard lock(m_files.mutex);
        m_files.hidden = 90'000;
    }
    click(widget<QToolButton>("files.again"));
    QTRY_VERIFY(widget<QLabel>("files.count")->text().contains(u"90004"_s));
}

void FilesTabTest::savesAndAdds()
{
    choose(u"readme"_s);
    click(widget<QToolButton>("files.save"));
    auto *dialog = widget<QFileDialog>("files.saveDialog");
    QVERIFY(dialog != nullptr);
    const QString target = QString::fromStdString(m_home->file("readme copy"));
    Q_EMIT dialog->fileSelected(target);
    dialog->reject();
    QTRY_VERIFY(copied("out /readme " + target.toStdString()));
    QCOMPARE(m_commands.last(), u"docker cp alpha:/readme '"_s + target + u'\'');
    QTRY_VERIFY(widget<QLabel>("files.message.what")->text().contains(target));

    // A link alone: what it leads to.
    QTRY_VERIFY(m_page->findChild<QFileDialog *>() == nullptr);
    choose(u"bin → etc"_s);
    click(widget<QToolButton>("files.save"));
    dialog = widget<QFileDialog>("files.saveDialog");
    Q_EMIT dialog->fileSelected(target);
    dialog->reject();
    QTRY_VERIFY(copied("out -L /bin " + target.toStdString()));
    QVERIFY(m_commands.last().startsWith(u"docker cp -L alpha:/bin "_s));

    click(widget<QToolButton>("files.addFiles"));
    auto *adding = widget<QFileDialog>("files.addDialog");
    QVERIFY(adding != nullptr);
    Q_EMIT adding->filesSelected({u"/here/one"_s, u"/here/two"_s});
    adding->reject();
    QTRY_VERIFY(copied("in /here/two /"));
    QCOMPARE(m_commands.last(), u"docker cp /here/one alpha:/ && docker cp /here/two alpha:/"_s);
}

void FilesTabTest::asksBeforeItReplaces()
{
    click(widget<QToolButton>("files.addFiles"));
    auto *adding = widget<QFileDialog>("files.addDialog");
    Q_EMIT adding->filesSelected({u"/here/readme"_s});
    adding->reject();
    auto *yes = widget<QPushButton>("files.replace.confirm");
    QVERIFY(yes != nullptr && yes->isVisible());
    QVERIFY(!copied("in /here/readme /"));
    click(yes);
    QTRY_VERIFY(copied("in /here/readme /"));
}

void FilesTabTest::takesWhatIsDropped()
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(u"/here/a b"_s)});
    QWidget *at = table()->viewport();
    const auto drop = [&](const QPoint &point) {
        QDragEnterEvent enter(point, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(at, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent event(point, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(at, &event);
        QCOMPARE(event.dropAction(), Qt::CopyAction); // what is here stays here
    };
    drop({20, at->height() - 4}); // beside the rows: into the folder that is shown
    QTRY_VERIFY(copied("in /here/a b /"));
    drop(table()->visualRect(table()->model()->index(0, 0)).center()); // onto a folder
    QTRY_VERIFY(copied("in /here/a b /etc/"));
    QMimeData text;
    text.setText(u"just words"_s);
    QDragEnterEvent enter({20, 20}, Qt::CopyAction, &text, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(at, &enter);
    QVERIFY(!enter.isAccepted());
}

void FilesTabTest::makesRenamesAndRemoves()
{
    table()->setFocus();
    QTest::keyClick(table(), Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
    auto *dialog = widget<QInputDialog>("files.nameDialog");
    QVERIFY(dialog != nullptr);
    dialog->setTextValue(u"new one"_s);
    dialog->accept();
    QTRY_VERIFY(rows().contains(u"new one/"_s));
    QTRY_COMPARE(table()->currentIndex().siblingAtColumn(0).data().toString(), u"new one/"_s);
    QCOMPARE(m_commands.last(), u"docker exec alpha mkdir '/new one'"_s);
    m_page->activateWindow(); // the dialog had been
    table()->setFocus();
    QTRY_VERIFY(table()->hasFocus());
    QTest::keyClick(table(), Qt::Key_F2);
    auto *editor = table()->viewport()->findChild<QLineEdit *>();
    QVERIFY(editor != nullptr);
    QCOMPARE(editor->text(), u"new one"_s);
    editor->setText(u"other"_s);
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_VERIFY(asked("rename /new one other"));
    QTRY_VERIFY(rows().contains(u"other/"_s));
    QTRY_COMPARE(table()->currentIndex().siblingAtColumn(0).data().toString(), u"other/"_s);
    table()->setFocus();
    QTest::keyClick(table(), Qt::Key_Delete);
    QVERIFY(!asked("remove /other"));
    auto *yes = widget<QPushButton>("files.remove.confirm");
    QVERIFY(yes != nullptr && yes->hasFocus());
    QTest::keyClick(yes, Qt::Key_Space);
    QTRY_VERIFY(asked("remove /other"));
    QTRY_VERIFY(!rows().contains(u"other/"_s));
    choose(u"readme"_s);
    QTest::keySequence(table(), QKeySequence(QKeySequence::Copy));
    QCOMPARE(QGuiApplication::clipboard()->text(), u"/readme"_s);
}

void FilesTabTest::remembersWhereOneWas()
{
    widget<QLineEdit>("files.path")->setText(u"/etc"_s);
    QTest::keyClick(widget<QLineEdit>("files.path"), Qt::Key_Return);
    QTRY_COMPARE(rows().size(), 3);
    auto *list = widget<QTableView>("containers.table");
    list->selectRow(1);
    QTRY_COMPARE(widget<QLineEdit>("files.path")->text(), u"/"_s);
    list->selectRow(0);
    QTRY_COMPARE(widget<QLineEdit>("files.path")->text(), u"/etc"_s);
    QTRY_COMPARE(rows().size(), 3);
}

void FilesTabTest::readsWhenItIsSeen()
{
    widget<QTabWidget>("containers.tabs")->setCurrentIndex(0);
    const auto before = m_files.callList().size();
    (void)m_engine->stop(m_engine->theContainers[0].id, {}, {});
    QTest::qWait(100); // the absence of something has no condition to wait on
    QCOMPARE(m_files.callList().size(), before);
    widget<QTabWidget>("containers.tabs")->setCurrentIndex(6);
    QTRY_VERIFY(m_files.callList().size() > before);
    // A stop while it is seen: other files, perhaps.
    const auto seen = m_files.callList().size();
    (void)m_engine->start(m_engine->theContainers[0].id);
    QTRY_VERIFY(m_files.callList().size() > seen);
    const auto again = m_files.callList().size();
    m_page->refresh(); // F5
    QTRY_VERIFY(m_files.callList().size() > again);
}

void FilesTabTest::failuresAreSaid()
{
    {
        const std::lock_guard lock(m_files.mutex);
        Error error;
        error.code = Errc::NotFound;
        error.subject = "/etc";
        m_files.failing = error;
    }
    click(widget<QToolButton>("files.again"));
    QTRY_VERIFY(widget<QLabel>("files.message.what")->isVisible());
    QVERIFY(widget<QLabel>("files.message.what")->text().contains(u"/etc"_s));
    QCOMPARE(rows().size(), 0);
    QVERIFY(!widget<QToolButton>("files.addFiles")->isEnabled());
    m_files.failing.reset();
    m_engine->theFiles = nullptr;
    click(widget<QToolButton>("files.again"));
    QTRY_VERIFY(!widget<QLabel>("files.message.what")->text().contains(u"/etc"_s));
}

void FilesTabTest::everyControlHasAName()
{
    choose(u"readme"_s);
    QTRY_VERIFY(widget<QPlainTextEdit>("files.file.text")->isVisible());
    for (QWidget *each : widget<QWidget>("files")->findChildren<QWidget *>()) {
        if (each->focusPolicy() == Qt::NoFocus || !each->isVisible() || each->objectName().startsWith(u"qt_"_s) ||
            each->inherits("QHeaderView") || each->parentWidget()->inherits("QLineEdit"))
            continue;
        QVERIFY2(!each->objectName().isEmpty(), each->metaObject()->className());
        QVERIFY2(!each->accessibleName().isEmpty() || each->inherits("QSplitter") || each->inherits("QStackedWidget") || each->inherits("QScrollArea"),
                 qPrintable(each->objectName()));
        if (each->inherits("QToolButton") || each->inherits("QLineEdit"))
            QVERIFY2(!each->toolTip().isEmpty(), qPrintable(each->objectName()));
    }
}

void FilesTabTest::changesOfManyFolders()
{
    const ContainerChanges changes({{FileChange::Kind::Added, "/a/b"}, {FileChange::Kind::Removed, "/a/gone"}, {FileChange::Kind::Removed, "/a/z"}, {FileChange::Kind::Changed, "/a"}});
    image::FileEntry b, c;
    b.name = "b";
    c.name = "z"; // it came again since
    const auto rows = changes.rows("/a", {b, c}, false);
    QCOMPARE(rows.size(), std::size_t{3});
    QCOMPARE(rows[0].change, std::optional(FileChange::Kind::Added));
    QCOMPARE(rows[1].entry.name, std::string("gone"));
    QVERIFY(rows[1].isGone());
    QVERIFY(!rows[2].change);
    image::FileEntry found;
    found.name = "a/b";
    QCOMPARE(changes.rows("/", {found}, true).at(0).change, std::optional(FileChange::Kind::Added));
    QVERIFY(!changes.cut());
}

QTEST_MAIN(FilesTabTest)
#include "files_tab_test.moc"
