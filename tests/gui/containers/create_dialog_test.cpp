// SPDX-License-Identifier: GPL-3.0-or-later
// The dialog's fields, the docker line below them, and what is refused in place.
#include "gui/app/context.h"
#include "gui/containers/create_dialog.h"
#include "gui/containers/run_line.h"
#include "tests/gui/containers/fake_containers.h"
#include "tests/gui/support/gui_test.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>

using namespace tare;
using namespace tare::gui;

class CreateDialogTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void choosesTheWantedImage();
    void fallsBackToAnImageThatIsThere();
    void theLineFollowsTheFields();
    void mistakesAreSaidInPlace();
    void createsAndStarts();
    void aRefusalKeepsTheDialog();
    void everyControlHasNameAndTip();

private:
    void open(const QString &image = {});

    std::unique_ptr<WarningTrap> m_trap;
    std::unique_ptr<TempHome> m_home;
    std::unique_ptr<QSettings> m_settings;
    std::shared_ptr<FakeContainers> m_engine;
    std::unique_ptr<Context> m_context;
    QPointer<CreateDialog> m_dialog;
    QStringList m_commands;
};

void CreateDialogTest::init()
{
    m_trap = std::make_unique<WarningTrap>();
    m_home = std::make_unique<TempHome>();
    m_settings =
        std::make_unique<QSettings>(QString::fromStdString(m_home->file("s.ini")), QSettings::IniFormat);
    m_engine = std::make_shared<FakeContainers>();
    m_engine->theImages = {fakeImage(2, "alpine:3"), fakeImage(1, "tare/starter:latest")};
    m_engine->theInfo.cpus = 4;
    m_engine->theInfo.memory = std::int64_t{8} << 30U;
    m_engine->theInfo.limits = {"cpus", "memory", "pids"};
    m_context = std::make_unique<Context>(m_engine, m_settings.get());
    m_commands.clear();
    connect(m_context.get(), &Context::commandShown, this,
            [this](const QString &line) { m_commands += line; });
}

void CreateDialogTest::cleanup()
{
    delete m_dialog;
    m_context.reset();
    TARE_NO_WARNINGS();
}

void CreateDialogTest::open(const QString &image)
{
    m_dialog = new CreateDialog(*m_context, image);
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog));
    QTRY_VERIFY(named<QComboBox>(m_dialog, "create.image")->count() > 0);
    QTRY_COMPARE(named<QSlider>(m_dialog, "create.cpus.slider")->maximum(), 79);
}

void CreateDialogTest::choosesTheWantedImage()
{
    open(QStringLiteral("alpine:3"));
    QCOMPARE(m_dialog->spec()->image, std::string("alpine:3"));
    delete m_dialog;
    open();
    QCOMPARE(m_dialog->spec()->image, std::string("tare/starter:latest"));
    delete m_dialog;
    open(QStringLiteral("not/here:1"));
    QCOMPARE(m_dialog->spec()->image, std::string("not/here:1"));
}

void CreateDialogTest::fallsBackToAnImageThatIsThere()
{
    m_engine->theImages = {fakeImage(2, "alpine:3")};
    open();
    QCOMPARE(m_dialog->spec()->image, std::string("alpine:3"));
}

void CreateDialogTest::theLineFollowsTheFields()
{
    open();
    auto *line = named<QLabel>(m_dialog, "create.line");
    QCOMPARE(line->text(), QStringLiteral("docker run -d -i -t --network none tare/starter:latest"));
    QTest::keyClicks(named<QLineEdit>(m_dialog, "create.name"), QStringLiteral("burn"));
    QTest::keyClicks(named<QLineEdit>(m_dialog, "create.cpus.field"), QStringLiteral("0.5"));
    QTest::keyClicks(named<QLineEdit>(m_dialog, "create.memory.field"), QStringLiteral("64m"));
    QTest::keyClicks(named<QLineEdit>(m_dialog, "create.command"), QStringLiteral("sh -c 'echo $A'"));
    named<QPlainTextEdit>(m_dialog, "create.env")->setPlainText(QStringLiteral("A=1 2"));
    named<QPlainTextEdit>(m_dialog, "create.mounts")->setPlainText(QStringLiteral("/srv:/srv:ro"));
    named<QComboBox>(m_dialog, "create.network")->setCurrentIndex(1);
    named<QCheckBox>(m_dialog, "create.autoRemove")->setChecked(true);
    QCOMPARE(line->text(),
             QStringLiteral("docker run -d -i -t --rm --name burn --cpus 0.5 --memory 64m --network host "
                            "-e 'A=1 2' -v /srv:/srv:ro tare/starter:latest sh -c 'echo $A'"));
    QCOMPARE(runLine(*m_dialog->spec(), RunLine::RunDetached), line->text());
}

void CreateDialogTest::mistakesAreSaidInPlace()
{
    open();
    auto *problem = named<QLabel>(m_dialog, "create.problem");
    auto *start = named<QPushButton>(m_dialog, "create.start");
    QVERIFY(problem->text().isEmpty() && start->isEnabled());
    const auto wrong = [&](const char *field, const char *text) {
        auto *edit = named<QLineEdit>(m_dialog, field);
        edit->clear();
        QTest::keyClicks(edit, QString::fromLatin1(text));
        const bool said = !problem->text().isEmpty() && !start->isEnabled() && !m_dialog->spec();
        edit->clear();
        QTest::keyClick(edit, Qt::Key_Backspace);
        return said && problem->text().isEmpty();
    };
    QVERIFY(wrong("create.name", "-x"));
    QVERIFY(wrong("create.command", "sh -c 'oh"));
    QVERIFY(wrong("create.entrypoint", "\"oh"));
    QVERIFY(wrong("create.workingDir", "tmp"));
    named<QPlainTextEdit>(m_dialog, "create.mounts")->setPlainText(QStringLiteral("nonsense"));
    QVERIFY(problem->text().contains(QStringLiteral("nonsense")));
    named<QPlainTextEdit>(m_dialog, "create.mounts")->clear();
    auto *memory = named<QLineEdit>(m_dialog, "create.memory.field");
    QTest::keyClicks(memory, QStringLiteral("1m"));
    QVERIFY(!start->isEnabled());
    memory->clear();
    QTest::keyClicks(memory, QStringLiteral("6m"));
    QVERIFY(start->isEnabled());
}

void CreateDialogTest::createsAndStarts()
{
    open();
    const QSignalSpy created(m_dialog, &CreateDialog::created);
    QTest::keyClicks(named<QLineEdit>(m_dialog, "create.name"), QStringLiteral("burn"));
    QTest::keyClicks(named<QLineEdit>(m_dialog, "create.pids.field"), QStringLiteral("20"));
    const QString line = named<QLabel>(m_dialog, "create.line")->text();
    click(named<QPushButton>(m_dialog, "create.start"));
    QTRY_COMPARE(created.count(), 1);
    QVERIFY(created[0][1].toBool());
    QCOMPARE(m_engine->lastSpec.name, std::string("burn"));
    QCOMPARE(m_engine->lastSpec.limits.pids, std::optional<std::int64_t>(20));
    QVERIFY(!m_engine->lastSpec.limits.memory);
    QCOMPARE(m_commands, QStringList{line});
    QTRY_VERIFY(!m_dialog || !m_dialog->isVisible());
}

void CreateDialogTest::aRefusalKeepsTheDialog()
{
    Error refusal;
    refusal.code = Errc::NameInUse;
    refusal.subject = "burn";
    m_engine->createError = &refusal;
    open();
    QTest::keyClicks(named<QLineEdit>(m_dialog, "create.name"), QStringLiteral("burn"));
    click(named<QPushButton>(m_dialog, "create.create"));
    auto *what = named<QLabel>(m_dialog, "create.message.what");
    QTRY_VERIFY(what->isVisible());
    QVERIFY(what->text().contains(QStringLiteral("burn")));
    QVERIFY(m_dialog->isVisible());
    QTRY_VERIFY(named<QPushButton>(m_dialog, "create.create")->isEnabled());
}

void CreateDialogTest::everyControlHasNameAndTip()
{
    open();
    int controls = 0;
    for (QWidget *widget : m_dialog->findChildren<QWidget *>()) {
        const bool control = widget->focusPolicy() != Qt::NoFocus && widget->isVisible() &&
                             !widget->objectName().startsWith(QStringLiteral("qt_")) &&
                             qobject_cast<QLabel *>(widget) == nullptr;
        if (!control || widget->parentWidget()->inherits("QComboBox"))
            continue;
        ++controls;
        QVERIFY2(!widget->objectName().isEmpty(), widget->metaObject()->className());
        QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
        QVERIFY2(!widget->toolTip().isEmpty(), qPrintable(widget->objectName()));
    }
    QVERIFY(controls >= 20);
}

QTEST_MAIN(CreateDialogTest)
#include "create_dialog_test.moc"
