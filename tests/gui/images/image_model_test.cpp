// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/image_model.h"
#include "tests/gui/support/fake_engine.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <algorithm>

using namespace tare;
using namespace tare::gui;

class ImageModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mergesThroughEveryChange();
    void keepsSelectionWhenRowsMove();
    void showsWhatDockerShows();
    void foreignNamesAreNotMarkup();
};

static std::vector<Image> list(const std::vector<int> &numbers)
{
    std::vector<Image> images;
    for (const int number : numbers) {
        images.push_back(fakeImage(number, "image/" + std::to_string(number) + ":latest"));
        images.back().created = number; // not of this moment, so that equal rows are equal
    }
    return images;
}

static std::vector<int> order(const ImageModel &model)
{
    std::vector<int> numbers;
    for (int i = 0; i < model.rowCount(); ++i)
        numbers.push_back(static_cast<int>(model.row(i).created));
    return numbers;
}

void ImageModelTest::mergesThroughEveryChange()
{
    ImageModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    const std::vector<std::vector<int>> steps = {{1, 2, 3},       {1, 2, 3, 4}, {4, 3, 2, 1}, {2, 4}, {5, 4, 6, 2, 7},
                                                 {7, 2, 6, 4, 5}, {8},          {},           {1, 2}, {3, 1, 4, 2}};
    for (const auto &step : steps) {
        model.merge(list(step));
        QCOMPARE(order(model), step);
    }
    QCOMPARE(resets.size(), 0);

    // Only what changed is said to have changed.
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.merge(list({3, 1, 4, 2}));
    QCOMPARE(changes.size(), 0);
    auto touched = list({3, 1, 4, 2});
    touched[2].containers = 7;
    model.merge(touched);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes[0][0].toModelIndex().row(), 2);
    QCOMPARE(model.index(2, ImageModel::UsedBy).data().toString(), QStringLiteral("7"));
}

void ImageModelTest::keepsSelectionWhenRowsMove()
{
    ImageModel model;
    model.merge(list({1, 2, 3}));
    const QPersistentModelIndex second = model.index(1, 0);
    model.merge(list({4, 3, 1, 2}));
    QVERIFY(second.isValid());
    QCOMPARE(second.row(), 3);
    model.merge(list({4, 3, 1}));
    QVERIFY(!second.isValid());
}

void ImageModelTest::showsWhatDockerShows()
{
    ImageModel model;
    Image image = fakeImage(0xabc, "a/b:1");
    image.names = {"a/b:1", "c:2"};
    image.size = 77'800'000;
    Image nameless = fakeImage(2, "");
    nameless.names.clear();
    model.merge({image, nameless});
    QCOMPARE(model.index(0, ImageModel::Names).data().toString(), QStringLiteral("a/b:1, c:2"));
    QCOMPARE(model.index(0, ImageModel::Id).data().toString(), QStringLiteral("000000000000"));
    QCOMPARE(model.index(0, ImageModel::Size).data().toString(), QStringLiteral("77.8\u00a0MB"));
    QCOMPARE(model.index(1, ImageModel::Names).data().toString(), QStringLiteral("<none>"));
    QVERIFY(!model.index(0, ImageModel::ColumnCount).isValid());
}

void ImageModelTest::foreignNamesAreNotMarkup()
{
    ImageModel model;
    Image image = fakeImage(1, "x");
    image.names = {"<img src='file:///etc/passwd'>\x1b[31m"};
    model.merge({image});
    const QString tip = model.index(0, ImageModel::Names).data(Qt::ToolTipRole).toString();
    QVERIFY2(!tip.contains(QLatin1Char('<')), qPrintable(tip)); // whatever a tooltip takes it for
    QVERIFY(!model.index(0, ImageModel::Names).data().toString().contains(QChar(0x1b)));
}

QTEST_MAIN(ImageModelTest)
#include "image_model_test.moc"
