// SPDX-License-Identifier: GPL-3.0-or-later
// The first exercise with images by clicks: the page over the real engine, and a registry on loopback in the place of
// Docker Hub. Pull four images, list, read what each runs, save, remove, load; two at once.
#include "gui/app/context.h"
#include "gui/app/deferred_engine.h"
#include "gui/images/images_page.h"
#include "gui/models/image_model.h"
#include "tests/core/image/fixture.h"
#include "tests/gui/support/gui_test.h"
#include "tests/integration/registry/registry_server.h"
#include "tests/integration/registry/stand_ins.h"
#include "tests/support/result_test.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTreeWidget>

using namespace tare;
using namespace tare::gui;

namespace {
constexpr int soon = 20'000; // ms; a shared machine is slow
}

class ImagesExerciseTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void exercise();

private:
    [[nodiscard]] QTableView *table() const { return named<QTableView>(m_page.get(), "images.table"); }
    [[nodiscard]] int rows() const { return table()->model()->rowCount(); }
    // Where the image is that has this name; -1: nowhere.
    [[nodiscard]] int rowOf(const QString &name) const
    {
        for (int row = 0; row < rows(); ++row) {
            if (table()->model()->index(row, 0).data().toString().contains(QStringLiteral("/library/") + name))
                return row;
        }
        return -1;
    }
    [[nodiscard]] bool isChosen(const QString &name) const { return table()->selectionModel()->isRowSelected(rowOf(name)); }
    void clickRow(const QString &name, Qt::KeyboardModifiers with = Qt::NoModifier)
    {
        const QModelIndex at = table()->model()->index(rowOf(name), 0);
        QVERIFY2(at.isValid(), qPrintable(name));
        m_page->activateWindow(); // a dialog has just closed
        QTRY_VERIFY(m_page->isActiveWindow());
        table()->scrollTo(at);
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, with, table()->visualRect(at).center());
        QTRY_VERIFY(table()->hasFocus());
    }
    [[nodiscard]] bool chooseFile(const QString &file, QDialogButtonBox::StandardButton button)
    {
        QFileDialog *dialog = nullptr;
        const auto opened = [&] { return (dialog = m_page->findChild<QFileDialog *>()) != nullptr && dialog->isVisible(); };
        if (!QTest::qWaitFor(opened, soon))
            return false;
        named<QLineEdit>(dialog, "fileNameEdit")->setText(file); // pasted
        auto *ok = named<QDialogButtonBox>(dialog, "buttonBox")->button(button);
        if (!QTest::qWaitFor([&] { return ok->isEnabled(); }, soon))
            return false;
        click(ok);
        return QTest::qWaitFor([&] { return m_page->findChild<QFileDialog *>() == nullptr; }, soon);
    }
    [[nodiscard]] bool saveChosen(const QString &file)
    {
        QTest::keyClick(table(), Qt::Key_S, Qt::ControlModifier);
        const QString name = QFileInfo(file).fileName();
        return chooseFile(file, QDialogButtonBox::Save) && QTest::qWaitFor([&] {
                   return QFileInfo(file).size() > 0 && named<QLabel>(m_page.get(), "images.message.what")->text().contains(name);
               }, soon);
    }
    [[nodiscard]] bool removeChosen()
    {
        QTest::keyClick(table(), Qt::Key_Delete);
        QPushButton *yes = nullptr;
        const auto asked = [&] {
            return (yes = m_page->findChild<QPushButton *>(QStringLiteral("images.remove.confirm"))) != nullptr;
        };
        if (!QTest::qWaitFor(asked, soon))
            return false;
        click(yes);
        return true;
    }
    [[nodiscard]] bool load(const QString &file)
    {
        click(named<QPushButton>(m_page.get(), "images.load"));
        return chooseFile(file, QDialogButtonBox::Open);
    }

    std::unique_ptr<WarningTrap> m_trap;
    std::unique_ptr<WindowHome> m_home;
    std::optional<RegistryServer> m_registry;
    std::unique_ptr<Context> m_context;
    std::unique_ptr<ImagesPage> m_page;
};

void ImagesExerciseTest::initTestCase()
{
    m_home = std::make_unique<WindowHome>();
    if (!runTool({"skopeo", "--version"}))
        QSKIP("skopeo is not installed");
    if (auto started = RegistryServer::start(m_home->file("registry")))
        m_registry.emplace(std::move(*started));
    if (!m_registry)
        QSKIP("docker-registry is not installed");
    QVERIFY(pushStandIns(m_registry->host()));
    QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    m_trap = std::make_unique<WarningTrap>();
    m_context = std::make_unique<Context>(std::make_shared<DeferredEngine>([]() { return openLocalEngine(); }), m_home->settings());
    m_page = std::make_unique<ImagesPage>(*m_context);
    m_page->resize(1200, 700);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
}

void ImagesExerciseTest::cleanupTestCase()
{
    m_page.reset();
    m_context.reset();
    TARE_NO_WARNINGS();
}

void ImagesExerciseTest::exercise()
{
    const std::pair<const char *, const char *> images[] = {
        {"ubuntu", "/bin/bash"}, {"mysql:5.7", "mysqld"}, {"centos:7", "/bin/bash"}, {"httpd", "httpd-foreground"}};
    const QString host = QString::fromStdString(m_registry->host()) + QStringLiteral("/library/");
    for (const auto &[name, command] : images) {
        auto *reference = named<QLineEdit>(m_page.get(), "images.pull.reference");
        QTest::keyClicks(reference, host + QLatin1String(name));
        QTest::keyClick(reference, Qt::Key_Return);
        // Over when its line is gone, and it is chosen: not before.
        QTRY_VERIFY_WITH_TIMEOUT(m_page->findChild<QWidget *>(QStringLiteral("images.pull.item")) == nullptr, soon);
        QTRY_VERIFY_WITH_TIMEOUT(rowOf(QLatin1String(name)) >= 0 && isChosen(QLatin1String(name)), soon);
    }
    // What each runs, in words.
    auto *overview = named<QTreeWidget>(m_page.get(), "images.detail.overview");
    for (const auto &[name, command] : images) {
        clickRow(QLatin1String(name));
        QTRY_VERIFY2(!overview->findItems(QLatin1String(command), Qt::MatchContains | Qt::MatchRecursive, 1).isEmpty(), name);
    }
    const int there = rows();

    const QString one = QString::fromStdString(m_home->file("ubuntu.tar")), two = QString::fromStdString(m_home->file("two.tar"));
    clickRow(QStringLiteral("ubuntu"));
    QVERIFY(saveChosen(one));
    clickRow(QStringLiteral("ubuntu"));
    QVERIFY(removeChosen());
    QTRY_COMPARE_WITH_TIMEOUT(rowOf(QStringLiteral("ubuntu")), -1, soon);
    QCOMPARE(rows(), there - 1);
    QVERIFY(load(one));
    QTRY_VERIFY_WITH_TIMEOUT(rowOf(QStringLiteral("ubuntu")) >= 0 && isChosen(QStringLiteral("ubuntu")), soon);

    clickRow(QStringLiteral("httpd"));
    clickRow(QStringLiteral("centos:7"), Qt::ControlModifier);
    QVERIFY(saveChosen(two));
    clickRow(QStringLiteral("httpd"));
    clickRow(QStringLiteral("centos:7"), Qt::ControlModifier);
    QVERIFY(removeChosen());
    QTRY_VERIFY_WITH_TIMEOUT(rowOf(QStringLiteral("httpd")) < 0 && rowOf(QStringLiteral("centos:7")) < 0, soon);
    QCOMPARE(rows(), there - 2);
    QVERIFY(load(two));
    QTRY_VERIFY_WITH_TIMEOUT(rowOf(QStringLiteral("httpd")) >= 0 && rowOf(QStringLiteral("centos:7")) >= 0, soon);
    QCOMPARE(rows(), there);
    QCOMPARE(storeFault(m_home->paths()), std::string());
}

QTEST_MAIN(ImagesExerciseTest)
#include "exercise_test.moc"
