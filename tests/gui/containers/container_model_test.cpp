// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/container_model.h"
#include "tests/gui/containers/fake_containers.h"
#include "tests/gui/support/gui_test.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QSignalSpy>

using namespace tare;
using namespace tare::gui;

class ContainerModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void mergesOnKeys();
    void liveNumbersChangeSingleCells();
    void foreignNames();
    void renamesAreAsked();
};

void ContainerModelTest::mergesOnKeys()
{
    ContainerModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.merge({fakeContainer(1, "a"), fakeContainer(2, "b"), fakeContainer(3, "c")});
    QCOMPARE(model.rowCount(), 3);
    const QPersistentModelIndex b = model.index(1, ContainerModel::Name);
    auto changed = fakeContainer(2, "b2");
    changed.status = ContainerStatus::Exited;
    changed.exitCode = 137;
    model.merge({fakeContainer(4, "d"), fakeContainer(3, "c"), changed});
    QVERIFY(b.isValid());
    QCOMPARE(b.row(), 2);
    QCOMPARE(b.data().toString(), QStringLiteral("b2"));
    QVERIFY(model.index(2, ContainerModel::StatusText).data().toString().contains(QStringLiteral("137")));
    QVERIFY(model.container(QString::fromStdString(changed.id)) != nullptr);
    model.merge({});
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(!b.isValid());
    QCOMPARE(resets.count(), 0);
}

void ContainerModelTest::liveNumbersChangeSingleCells()
{
    ContainerModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.merge({fakeContainer(1, "a"), fakeContainer(2, "b")});
    const QString first = QString::fromStdString(fakeContainer(1, "a").id);
    const QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.setLive({{first, {12.34, 32 << 20, 64 << 20, 3}}});
    QCOMPARE(changes.count(), 1);
    QCOMPARE(changes[0][0].toModelIndex(), model.index(0, ContainerModel::Cpu));
    QCOMPARE(changes[0][1].toModelIndex(), model.index(0, ContainerModel::Pids));
    QVERIFY(model.index(0, ContainerModel::Cpu).data().toString().startsWith(QStringLiteral("12.3")));
    QVERIFY(model.index(0, ContainerModel::Memory).data().toString().startsWith(QStringLiteral("32")));
    model.setLive({{first, {12.31, 32 << 20, 64 << 20, 3}}}); // reads the same
    QCOMPARE(changes.count(), 1);
    model.setLive({{first, {12.31, 32 << 20, 64 << 20, 4}}});
    QCOMPARE(changes.count(), 2);
    QCOMPARE(changes[1][0].toModelIndex(), model.index(0, ContainerModel::Pids));
    model.setLive({});
    QCOMPARE(model.index(0, ContainerModel::Cpu).data().toString(), QStringLiteral("–"));
}

void ContainerModelTest::foreignNames()
{
    ContainerModel model;
    auto evil = fakeContainer(1, "a");
    evil.image = "<b>x</b>\x1b[31m\n";
    model.merge({evil});
    const QString shown = model.index(0, ContainerModel::Image).data().toString();
    QVERIFY(!shown.contains(QChar(0x1b)) && !shown.contains(QLatin1Char('\n')));
    QVERIFY(!model.index(0, ContainerModel::Image)
                 .data(Qt::ToolTipRole)
                 .toString()
                 .contains(QStringLiteral("<b>")));
}

void ContainerModelTest::renamesAreAsked()
{
    ContainerModel model;
    model.merge({fakeContainer(1, "a")});
    const QSignalSpy asked(&model, &ContainerModel::renameAsked);
    QVERIFY(!model.setData(model.index(0, ContainerModel::Name), QStringLiteral(" b "), Qt::EditRole));
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked[0][1].toString(), QStringLiteral("b"));
    QVERIFY(!model.setData(model.index(0, ContainerModel::Name), QStringLiteral("a"), Qt::EditRole));
    QVERIFY(!model.setData(model.index(0, ContainerModel::Image), QStringLiteral("z"), Qt::EditRole));
    QCOMPARE(asked.count(), 1);
    QCOMPARE(model.index(0, ContainerModel::Name).data().toString(), QStringLiteral("a"));
}

QTEST_MAIN(ContainerModelTest)
#include "container_model_test.moc"
