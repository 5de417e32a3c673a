// SPDX-License-Identifier: GPL-3.0-or-later
// How long the palette takes to open and to answer a letter among thousands of images and hundreds of containers.
//
//   bench_palette [IMAGES] [CONTAINERS] [ROUNDS]     (without a display: QT_QPA_PLATFORM=offscreen)
//
// Opening is from Ctrl+K to the first paint with every object in the index; a letter from its being typed to the paint after it.
// Beside it the search alone, and as a floor a look at every row with QString::contains().
#include "gui/app/context.h"
#include "gui/app/main_window.h"
#include "gui/app/page.h"
#include "gui/app/palette/palette_index.h"
#include "gui/app/palette/palette_model.h"
#include "tests/gui/containers/fake_containers.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QListView>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cstdio>

using namespace tare;
using namespace tare::gui;

namespace {

struct Times
{
    std::vector<double> open, letter, search, floor;
};

void print(const char *what, std::vector<double> values, double aim)
{
    std::sort(values.begin(), values.end());
    std::printf("%-34s median %7.2f ms, 95 %% under %7.2f ms, largest %7.2f ms", what, values[values.size() / 2],
                values[values.size() * 95 / 100], values.back());
    std::printf(aim > 0 ? "; aimed at %.1f ms\n" : "\n", aim);
}

double since(const QElapsedTimer &timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

void round(int images, int containers, Times &times)
{
    const QTemporaryDir home;
    QSettings settings(home.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    auto engine = std::make_shared<FakeContainers>();
    for (int i = 0; i < images; ++i)
        engine->theImages.push_back(fakeImage(i + 1, fmt::format("registry.example.org/team{}/service{}:1.{}", i % 40, i % 300, i)));
    for (int i = 0; i < containers; ++i) {
        engine->theContainers.push_back(fakeContainer(i + 1, fmt::format("service{}-{}", i % 300, i)));
        if (i % 10 != 0) // what runs is sampled every second, which is not what is asked here
            engine->theContainers.back().status = ContainerStatus::Exited;
    }
    engine->theInfo.root = home.path().toStdString();
    Context context(engine, &settings);
    MainWindow window(context);
    window.resize(1280, 800);
    window.show();
    if (!QTest::qWaitForWindowActive(&window))
        return;
    const auto key = [&] { QTest::keyClick(&window, Qt::Key_K, Qt::ControlModifier); };
    key(); // the pages read what they have not shown
    auto *field = window.findChild<QLineEdit *>(QStringLiteral("palette.field"));
    auto *list = window.findChild<QListView *>(QStringLiteral("palette.list"));
    // All of them are there when the last one is found.
    const QString last = QStringLiteral("service%1:1.%2").arg((images - 1) % 300).arg(images - 1);
    field->setText(last);
    for (int i = 0; i < 2000 && !list->model()->index(0, 0).data().toString().contains(last); ++i)
        QTest::qWait(5);
    QTest::keyClick(field, Qt::Key_Escape);
    QElapsedTimer timer;
    timer.start();
    key();
    QCoreApplication::processEvents();
    list->viewport()->repaint();
    times.open.push_back(since(timer));
    for (const char *text : {"s", "se", "service2", "team7 run", "remove serv", "reg ex org 1.19", "stop 29"}) {
        timer.restart();
        field->setText(QString::fromLatin1(text));
        QCoreApplication::processEvents();
        list->viewport()->repaint();
        times.letter.push_back(since(timer));
    }
    const auto &index = static_cast<PaletteModel *>(list->model())->index();
    for (const char *text : {"s", "service2", "team7 run", "remove serv"}) {
        timer.restart();
        const auto hits = index.search(QString::fromLatin1(text), 200);
        times.search.push_back(since(timer));
        timer.restart();
        int found = static_cast<int>(hits.size());
        for (const Image &image : engine->theImages)
            found += QString::fromStdString(image.names[0]).contains(QString::fromLatin1(text), Qt::CaseInsensitive) ? 1 : 0;
        times.floor.push_back(since(timer));
        if (found < 0)
            return;
    }
}

} // namespace

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    const auto number = [&](int at, int otherwise) { return argc > at ? std::atoi(argv[at]) : otherwise; }; // NOLINT(cert-err34-c)
    const int images = number(1, 2000), containers = number(2, 500), rounds = number(3, 10);
    if (images < 1 || containers < 0 || rounds < 1) {
        std::fprintf(stderr, "usage: bench_palette [IMAGES] [CONTAINERS] [ROUNDS]\n");
        return 2;
    }
    Times times;
    for (int i = 0; i < rounds; ++i)
        round(images, containers, times);
    if (times.open.empty())
        return 1;
    std::printf("%d images, %d containers, %d rounds\n", images, containers, rounds);
    print("open, to paint", times.open, 0);
    print("a letter, to paint", times.letter, 1000.0 / 60);
    print("the search alone", times.search, 0);
    print("QString::contains() on the images", times.floor, 0);
    return 0;
}
