// SPDX-License-Identifier: GPL-3.0-or-later
// How long the table of images takes to open and to filter with thousands of images, beside a bare table of the same rows.
//
//   bench_images_table [IMAGES] [ROUNDS]     (without a display: QT_QPA_PLATFORM=offscreen)
//
// Opening is from the page's show() to the first paint with all rows; filtering is from a letter typed to the paint after
// it. Both on a page of an engine that answers at once, so that the window alone is measured.
#include "gui/app/context.h"
#include "gui/images/images_page.h"
#include "tests/gui/support/fake_engine.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QSettings>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cstdio>
#include <fmt/format.h>

using namespace tare;
using namespace tare::gui;

namespace {

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

std::vector<Image> makeImages(int count)
{
    std::vector<Image> out;
    for (int i = 0; i < count; ++i)
        out.push_back(fakeImage(i + 1, fmt::format("registry.example.org/team{}/service{}:1.{}", i % 40, i % 300, i)));
    return out;
}

void waitForRows(const QTableView *table, int rows)
{
    while (table->model()->rowCount() != rows)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
}

struct Times
{
    std::vector<double> open, filter;
};

double type(QWidget *page, QLineEdit *filter, QTableView *table, const QString &text)
{
    QElapsedTimer timer;
    timer.start();
    filter->setText(text);
    QCoreApplication::processEvents();
    table->viewport()->repaint();
    const auto took = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    filter->clear();
    QCoreApplication::processEvents();
    page->repaint();
    return took;
}

void measurePage(const std::vector<Image> &images, Times &times)
{
    const QTemporaryDir home;
    QSettings settings(home.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    auto engine = std::make_shared<FakeEngine>();
    engine->theImages = images;
    Context context(engine, &settings);
    ImagesPage page(context);
    page.resize(1200, 760);
    QElapsedTimer timer;
    timer.start();
    page.show();
    auto *table = page.findChild<QTableView *>(QStringLiteral("images.table"));
    waitForRows(table, static_cast<int>(images.size()));
    table->viewport()->repaint();
    times.open.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    auto *filter = page.findChild<QLineEdit *>(QStringLiteral("images.filter"));
    for (const char *text : {"1", "team7", "service299"})
        times.filter.push_back(type(&page, filter, table, QString::fromLatin1(text)));
}

void measureBare(const std::vector<Image> &images, Times &times)
{
    QWidget page;
    page.resize(1200, 760);
    QElapsedTimer timer;
    timer.start();
    QStandardItemModel model(static_cast<int>(images.size()), 5);
    for (int i = 0; i < model.rowCount(); ++i) {
        for (int column = 0; column < 5; ++column)
            model.setItem(i, column, new QStandardItem(QString::fromStdString(images[static_cast<std::size_t>(i)].names[0])));
    }
    QSortFilterProxyModel proxy;
    proxy.setSourceModel(&model);
    proxy.setFilterKeyColumn(-1);
    QTableView table(&page);
    table.resize(page.size());
    table.setModel(&proxy);
    page.show();
    QCoreApplication::processEvents();
    table.viewport()->repaint();
    times.open.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    for (const char *text : {"1", "team7", "service299"}) {
        timer.restart();
        proxy.setFilterFixedString(QString::fromLatin1(text));
        QCoreApplication::processEvents();
        table.viewport()->repaint();
        times.filter.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
}

} // namespace

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    const int count = argc > 1 ? std::atoi(argv[1]) : 2000; // NOLINT(cert-err34-c): 0 shows below
    const int rounds = argc > 2 ? std::atoi(argv[2]) : 15;  // NOLINT(cert-err34-c)
    if (count < 1 || rounds < 1) {
        std::fprintf(stderr, "usage: bench_images_table [IMAGES] [ROUNDS]\n");
        return 2;
    }
    const std::vector<Image> images = makeImages(count);
    Times page, bare;
    for (int i = 0; i < rounds; ++i) {
        measurePage(images, page);
        measureBare(images, bare);
    }
    const auto row = [](const char *what, const std::vector<double> &ours, const std::vector<double> &floor, double aim) {
        std::printf("%-28s median %8.2f ms, largest %8.2f ms; bare table %8.2f ms, ratio %.2f; aimed at %.0f ms\n", what,
                    median(ours), *std::max_element(ours.begin(), ours.end()), median(floor), median(ours) / median(floor),
                    aim);
    };
    std::printf("%d images, %d rounds\n", count, rounds);
    row("open", page.open, bare.open, 200);
    row("filter, a letter to paint", page.filter, bare.filter, 1000.0 / 60);
    return 0;
}
