// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl+K, from the keyboard alone: what is found, what it does, and that it does it as the page would.
#include "gui/app/main_window.h"
#include "gui/app/page.h"
#include "gui/app/theme.h"
#include "tests/gui/containers/fake_containers.h"
#include "tests/gui/support/gui_test.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QTabWidget>
#include <QTableView>
#include <set>

using namespace tare;
using namespace tare::gui;

namespace {

class FakeVolumes : public VolumeEngine
{
public:
    Result<std::vector<Volume>> list() override
    {
        Volume logs;
        logs.name = "logs";
        logs.driver = "local";
        return std::vector<Volume>{logs};
    }
    Result<Volume> find(const std::string &name) override { return fail(Errc::NotFound, name); }
    Result<std::string> inspect(const std::string &name) override { return fail(Errc::NotFound, name); }
    Result<Volume> create(const VolumeSpec &spec) override { return fail(Errc::Unsupported, spec.name); }
    Status remove(const std::string &name) override { return fail(Errc::Unsupported, name); }
    Result<Pruned> prune(const PruneOptions &) override { return Pruned{}; }
};

} // namespace

class PaletteTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void opensAndClosesByKeyboard();
    void opensFromTheRailAndFromAField();
    void findsWhatNoPageHasShownYet();
    void actsAsThePageDoes();
    void asksAsThePageDoes();
    void showsARowThatTheFilterHides();
    void opensTabsAndDialogs();
    void settingsAreFound();
    void remembersWhatWasChosen();
    void followsWhatHappensMeanwhile();
    void foreignNamesArePlainText();
    void arrowsGoRound();
    void whatIsOfferedHasANameOfItsOwn();

private:
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(QApplication::focusWidget(), key, modifiers); }
    void openPalette();
    void type(const char *text) { QTest::keyClicks(m_field, QString::fromLatin1(text)); }
    [[nodiscard]] QString row(int at) const { return m_list->model()->index(at, 0).data().toString(); }
    [[nodiscard]] QStringList rows() const
    {
        QStringList out;
        for (int i = 0; i < m_list->model()->rowCount(); ++i)
            out += row(i);
        return out;
    }
    [[nodiscard]] bool called(const std::string &call) const
    {
        const auto calls = m_engine->callList();
        return std::find(calls.begin(), calls.end(), call) != calls.end();
    }

    std::unique_ptr<WarningTrap> m_trap;
    std::unique_ptr<TempHome> m_home;
    std::unique_ptr<QSettings> m_settings;
    std::shared_ptr<FakeContainers> m_engine;
    FakeVolumes m_volumes;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Context> m_context;
    std::unique_ptr<MainWindow> m_window;
    QWidget *m_palette = nullptr;
    QLineEdit *m_field = nullptr;
    QListView *m_list = nullptr;
};

void PaletteTest::init()
{
    m_trap = std::make_unique<WarningTrap>();
    m_home = std::make_unique<TempHome>();
    m_settings = std::make_unique<QSettings>(QString::fromStdString(m_home->file("s.ini")), QSettings::IniFormat);
    m_engine = std::make_shared<FakeContainers>();
    m_engine->theImages = {fakeImage(1, "tare/starter:latest"), fakeImage(2, "example.org/team/service:1.2")};
    m_engine->theContainers = {fakeContainer(1, "alpha"), fakeContainer(2, "beta")};
    m_engine->theContainers[1].status = ContainerStatus::Exited;
    m_engine->theInfo.root = m_home->paths().root;
    m_engine->theVolumes = &m_volumes;
    m_theme = std::make_unique<Theme>();
    m_context = std::make_unique<Context>(m_engine, m_settings.get());
    m_window = std::make_unique<MainWindow>(*m_context, m_theme.get());
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_palette = nullptr;
}

void PaletteTest::cleanup()
{
    m_window.reset();
    m_context.reset();
    m_theme.reset();
    TARE_NO_WARNINGS();
}

void PaletteTest::openPalette()
{
    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY((m_palette = m_window->findChild<QWidget *>(QStringLiteral("palette"))) != nullptr && m_palette->isVisible());
    m_field = named<QLineEdit>(m_palette, "palette.field");
    m_list = named<QListView>(m_palette, "palette.list");
    QTRY_VERIFY(m_field->hasFocus());
}

void PaletteTest::opensAndClosesByKeyboard()
{
    auto *table = named<QTableView>(m_window.get(), "containers.table");
    table->setFocus();
    openPalette();
    QCOMPARE(row(0), QStringLiteral("Containers"));
    QCOMPARE(m_list->currentIndex().row(), 0);
    press(Qt::Key_Escape);
    QVERIFY(!m_palette->isVisible());
    QTRY_VERIFY(table->hasFocus());
    QApplication::focusWidget()->clearFocus(); // nobody has it
    openPalette();
    press(Qt::Key_Escape);
    QVERIFY(QApplication::focusWidget() == nullptr || !QApplication::focusWidget()->objectName().startsWith(QStringLiteral("rail")));
    table->setFocus();
    openPalette();
    QTest::mouseClick(m_palette, Qt::LeftButton, {}, {3, 3}); // its edge
    QVERIFY(m_palette->isVisible());
    click(named<QLabel>(m_window.get(), "containers.title")); // beside it, where nothing takes the keyboard
    QVERIFY(!m_palette->isVisible());
    QTRY_VERIFY(table->hasFocus());
    openPalette();
    named<QLineEdit>(m_window.get(), "containers.filter")->setFocus();
    QTRY_VERIFY(!m_palette->isVisible()); // somebody has gone elsewhere
    QVERIFY(named<QLineEdit>(m_window.get(), "containers.filter")->hasFocus());
}

void PaletteTest::opensFromTheRailAndFromAField()
{
    click(named<QAbstractButton>(m_window.get(), "rail.search"));
    QTRY_VERIFY((m_palette = m_window->findChild<QWidget *>(QStringLiteral("palette"))) != nullptr && m_palette->isVisible());
    press(Qt::Key_Escape);
    // Ctrl+K is no key of a field's own here.
    auto *filter = named<QLineEdit>(m_window.get(), "containers.filter");
    filter->setFocus();
    QTest::keyClick(filter, Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(m_palette->isVisible());
    press(Qt::Key_Escape);
    QTRY_VERIFY(filter->hasFocus());
    QTest::keyClick(filter, Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(m_palette->isVisible());
}

void PaletteTest::findsWhatNoPageHasShownYet()
{
    openPalette();
    type("service");
    QTRY_COMPARE(row(0), QStringLiteral("example.org/team/service:1.2"));
    QVERIFY(m_list->model()->index(0, 0).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("Images")));
    m_field->clear();
    type("logs vol");
    QTRY_COMPARE(row(0), QStringLiteral("logs"));
    press(Qt::Key_Return);
    QCOMPARE(m_window->currentPage()->pageId(), QStringLiteral("volumes"));
    openPalette();
    type("service run");
    QTRY_COMPARE(row(0), QStringLiteral("example.org/team/service:1.2 › Run…"));
    press(Qt::Key_Return);
    QDialog *dialog = nullptr;
    QTRY_VERIFY((dialog = m_window->findChild<QDialog *>(QStringLiteral("create"))) != nullptr && dialog->isVisible());
    QTRY_COMPARE(named<QComboBox>(dialog, "create.image")->currentText(), QStringLiteral("example.org/team/service:1.2"));
    dialog->reject();
}

void PaletteTest::actsAsThePageDoes()
{
    m_window->navigate(QStringLiteral("images"));
    openPalette();
    type("alpha stop");
    QTRY_COMPARE(row(0), QStringLiteral("alpha › Stop"));
    QVERIFY(!rows().contains(QStringLiteral("alpha › Start"))); // it runs
    press(Qt::Key_Return);
    QVERIFY(!m_palette->isVisible());
    QCOMPARE(m_window->currentPage()->pageId(), QStringLiteral("containers"));
    QTRY_VERIFY(called("stop 1"));
    QTRY_COMPARE(named<QLineEdit>(m_window.get(), "strip.command")->text(), QStringLiteral("docker stop alpha"));
    openPalette();
    type("beta start");
    QTRY_COMPARE(row(0), QStringLiteral("beta › Start"));
    press(Qt::Key_Return);
    QTRY_VERIFY(called("start 2"));
    openPalette();
    type("beta pause");
    QTRY_COMPARE(row(0), QStringLiteral("beta › Pause"));
    press(Qt::Key_Return);
    QTRY_VERIFY(called("pause 2"));
    openPalette();
    type("beta unpause");
    QTRY_COMPARE(row(0), QStringLiteral("beta › Unpause"));
    press(Qt::Key_Return);
    QTRY_VERIFY(called("unpause 2"));
}

void PaletteTest::asksAsThePageDoes()
{
    openPalette();
    type("remove beta");
    QTRY_COMPARE(row(0), QStringLiteral("beta › Remove…"));
    press(Qt::Key_Return);
    QAbstractButton *yes = nullptr;
    QTRY_VERIFY((yes = m_window->findChild<QAbstractButton *>(QStringLiteral("containers.remove.confirm"))) != nullptr);
    QVERIFY(!called("remove 2"));
    QVERIFY(named<QLabel>(m_window.get(), "containers.message.what")->text().contains(QStringLiteral("beta")));
    QTRY_VERIFY(yes->hasFocus());
    press(Qt::Key_Space);
    QTRY_VERIFY(called("remove 2"));
}

void PaletteTest::showsARowThatTheFilterHides()
{
    auto *filter = named<QLineEdit>(m_window.get(), "containers.filter");
    filter->setText(QStringLiteral("beta"));
    openPalette();
    type("alpha restart");
    QTRY_COMPARE(row(0), QStringLiteral("alpha › Restart"));
    press(Qt::Key_Return);
    QTRY_VERIFY(called("restart 1"));
    QVERIFY(filter->text().isEmpty());
    QVERIFY(!called("restart 2"));
}

void PaletteTest::opensTabsAndDialogs()
{
    openPalette();
    type("beta logs");
    QTRY_COMPARE(row(0), QStringLiteral("beta › Logs"));
    press(Qt::Key_Return);
    QCOMPARE(named<QTabWidget>(m_window.get(), "containers.tabs")->currentIndex(), 1);
    QTRY_VERIFY(named<QLineEdit>(m_window.get(), "strip.command")->text().startsWith(QStringLiteral("docker logs")));
    openPalette();
    type("create cont");
    QTRY_COMPARE(row(0), QStringLiteral("Containers › Create…"));
    press(Qt::Key_Return);
    QDialog *dialog = nullptr;
    QTRY_VERIFY((dialog = m_window->findChild<QDialog *>(QStringLiteral("create"))) != nullptr && dialog->isVisible());
    dialog->reject();
    openPalette();
    type("pull");
    QTRY_COMPARE(row(0), QStringLiteral("Images › Pull"));
    press(Qt::Key_Return);
    QTRY_COMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("images.pull.reference"));
}

void PaletteTest::settingsAreFound()
{
    openPalette();
    type("dark");
    QTRY_COMPARE(row(0), QStringLiteral("Menu › Appearance: Dark"));
    press(Qt::Key_Return);
    QCOMPARE(m_theme->appearance(), Appearance::Dark);
    QCOMPARE(m_window->currentPage()->pageId(), QStringLiteral("containers"));
    openPalette();
    type("help");
    QTRY_COMPARE(row(0), QStringLiteral("Menu › Help for this page"));
    press(Qt::Key_Return);
    QTRY_VERIFY(named<QWidget>(m_window.get(), "help")->isVisible());
}

void PaletteTest::remembersWhatWasChosen()
{
    openPalette();
    type("volumes");
    QTRY_COMPARE(row(0), QStringLiteral("Volumes"));
    press(Qt::Key_Enter);
    QCOMPARE(m_window->currentPage()->pageId(), QStringLiteral("volumes"));
    openPalette();
    QCOMPARE(row(0), QStringLiteral("Volumes"));
    QCOMPARE(rows().count(QStringLiteral("Volumes")), 1);
    QCOMPARE(m_settings->value(QStringLiteral("palette/recent")).toStringList().size(), 1);
}

void PaletteTest::followsWhatHappensMeanwhile()
{
    openPalette();
    type("gamma");
    QTRY_VERIFY(named<QLabel>(m_palette, "palette.nothing")->isVisible());
    press(Qt::Key_Return); // does nothing
    QVERIFY(m_palette->isVisible());
    {
        const std::lock_guard lock(m_engine->mutex);
        m_engine->theContainers.push_back(fakeContainer(3, "gamma"));
    }
    m_engine->emitEvent({nowNs(), "container", "create", fakeContainer(3, "gamma").id, "gamma"});
    QTRY_COMPARE(row(0), QStringLiteral("gamma"));
    QVERIFY(!named<QLabel>(m_palette, "palette.nothing")->isVisible());
    press(Qt::Key_Down);
    const QString chosen = m_list->currentIndex().data().toString();
    {
        const std::lock_guard lock(m_engine->mutex);
        m_engine->theContainers.push_back(fakeContainer(4, "gamma0"));
    }
    m_engine->emitEvent({nowNs(), "container", "create", fakeContainer(4, "gamma0").id, "gamma0"});
    QTRY_VERIFY(rows().contains(QStringLiteral("gamma0")));
    QCOMPARE(m_list->currentIndex().data().toString(), chosen);
}

void PaletteTest::foreignNamesArePlainText()
{
    {
        const std::lock_guard lock(m_engine->mutex);
        m_engine->theContainers[0].name = "evil\x1b[31m<b>x</b>\u202Egnp";
    }
    m_engine->emitEvent({nowNs(), "container", "rename", m_engine->theContainers[0].id, "evil"});
    openPalette();
    type("evil");
    QTRY_VERIFY(row(0).startsWith(QStringLiteral("evil")));
    QVERIFY(!row(0).contains(QChar(0x1b)) && !row(0).contains(QChar(0x202E)));
    QVERIFY(row(0).contains(QStringLiteral("<b>")));
    const QString tip = m_list->model()->index(0, 0).data(Qt::ToolTipRole).toString();
    QVERIFY2(!tip.contains(QStringLiteral("<b>")), qPrintable(tip));
    m_list->grab(); // paints it
}

void PaletteTest::arrowsGoRound()
{
    openPalette();
    const int last = m_list->model()->rowCount() - 1;
    QVERIFY(last > 5);
    press(Qt::Key_Up);
    QCOMPARE(m_list->currentIndex().row(), last);
    press(Qt::Key_Down);
    QCOMPARE(m_list->currentIndex().row(), 0);
    press(Qt::Key_Tab);
    QCOMPARE(m_list->currentIndex().row(), 1);
    press(Qt::Key_Backtab, Qt::ShiftModifier);
    QCOMPARE(m_list->currentIndex().row(), 0);
    press(Qt::Key_PageDown);
    QVERIFY(m_list->currentIndex().row() > 5);
    press(Qt::Key_PageUp);
    QCOMPARE(m_list->currentIndex().row(), 0);
    QVERIFY(m_field->hasFocus());
}

// By it the palette remembers what was chosen.
void PaletteTest::whatIsOfferedHasANameOfItsOwn()
{
    openPalette();
    type("alpha");
    QTRY_COMPARE(row(0), QStringLiteral("alpha"));
    int verbs = 0;
    for (const char *id : {"containers", "images", "compare", "networks", "volumes", "preflight", "events"}) {
        Page *page = m_window->page(QString::fromLatin1(id));
        QTRY_VERIFY2(!page->offer().actions.isEmpty(), id);
        const Offer offer = page->offer();
        std::set<QString> names;
        for (const QVector<OfferedVerb> &all : {offer.actions, offer.verbs}) {
            for (const OfferedVerb &verb : all) {
                QVERIFY2(!verb.text.isEmpty() && !verb.text.contains(QLatin1Char('&')), qPrintable(verb.id));
                QVERIFY2(!verb.id.isEmpty() && !verb.id.endsWith(QLatin1Char('.')), qPrintable(verb.text));
                const bool unpause = verb.id == QLatin1String("containers.action.pause"); // one action with two texts
                QVERIFY2(names.insert(verb.id).second || unpause, qPrintable(verb.id));
                ++verbs;
            }
        }
    }
    QVERIFY(verbs > 30);
}

QTEST_MAIN(PaletteTest)
#include "palette_test.moc"
