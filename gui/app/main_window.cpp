// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/main_window.h"

#include "gui/app/command_strip.h"
#include "gui/app/desktop/desktop.h"
#include "gui/app/icons.h"
#include "gui/app/navigation_rail.h"
#include "gui/app/page.h"
#include "gui/app/pages.h"
#include "gui/app/palette/command_palette.h"
#include "gui/app/preflight.h"
#include "gui/app/settings_menu.h"
#include "gui/app/task_line.h"
#include "gui/app/theme.h"
#include "gui/widgets/message_bar.h"

#include <QCloseEvent>
#include <QPushButton>
#include <QSettings>
#include <QShortcut>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr QSize firstSize(1180, 760);
const QString starter = u"tare/starter:latest"_s;
} // namespace

MainWindow::MainWindow(Context &context, Theme *theme, QWidget *parent) : QMainWindow(parent), m_context(context)
{
    setObjectName(u"window"_s);
    setWindowTitle(u"Tare"_s);
    setWindowIcon(applicationIcon());

    auto *body = new QWidget(this);
    auto *columns = new QHBoxLayout(body);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    m_rail = new NavigationRail(body);
    columns->addWidget(m_rail);
    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    columns->addLayout(right, 1);

    auto *middle = new QVBoxLayout;
    middle->setContentsMargins(2 * gridUnit, 2 * gridUnit, 2 * gridUnit, gridUnit);
    middle->setSpacing(gridUnit);
    m_notice = new MessageBar(u"notice"_s, body);
    m_welcome = new MessageBar(u"welcome"_s, body);
    m_help = new MessageBar(u"help"_s, body);
    m_stack = new QStackedWidget(body);
    m_stack->setObjectName(u"pages"_s);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_notice, m_welcome, m_help})
        middle->addWidget(widget);
    middle->addWidget(m_stack, 1);
    right->addLayout(middle, 1);
    m_tasks = new TaskLine(context.tasks(), body);
    m_strip = new CommandStrip(body);
    right->addWidget(m_tasks);
    right->addWidget(m_strip);
    setCentralWidget(body);

    for (Page *page : makePages(context, m_stack))
        addPage(page);
    connect(m_rail, &NavigationRail::chosen, this, &MainWindow::setPage);
    connect(&context, &Context::commandShown, m_strip, &CommandStrip::add);
    connect(&context, &Context::engineFailed, m_notice, [this](const Error &error) { m_notice->showError(error); });
    // Whoever has a container needs no word about the first one.
    connect(&context, &Context::engineEvent, m_welcome, [this](const Event &event) {
        if (event.type == "container" && event.action == "create")
            m_welcome->hide();
    });
    connect(m_welcome, &MessageBar::dismissed, this,
            [this]() { m_context.settings().setValue(u"welcome/dismissed"_s, true); });

    auto *menu = new SettingsMenu(context.settings(), theme, this);
    m_menu = menu;
    m_rail->menuButton()->setMenu(menu);
    addActions(menu->actions()); // for their keys: the menu itself is not in a menu bar
    connect(menu, &SettingsMenu::searchAsked, this, &MainWindow::openPalette);
    connect(m_rail, &NavigationRail::searchAsked, this, &MainWindow::openPalette);
    connect(menu, &SettingsMenu::helpAsked, this, &MainWindow::toggleHelp);
    connect(menu, &SettingsMenu::aboutAsked, this, &MainWindow::showAbout);
    connect(menu, &SettingsMenu::languageChosen, this, &MainWindow::askRestart);
    addShortcuts();

    if (!restoreGeometry(context.settings().value(u"window/geometry"_s).toByteArray()))
        resize(firstSize);
    const QString last = context.settings().value(u"window/page"_s).toString();
    navigate(page(last) != nullptr ? last : m_pages.constFirst()->pageId());
}

MainWindow::~MainWindow() = default;

void MainWindow::addPage(Page *page)
{
    m_rail->addPage(page->pageId(), page->title(), page->icon());
    const int index = m_stack->addWidget(page);
    m_pages.append(page);
    connect(page, &Page::navigate, this, &MainWindow::navigate);
    const QKeySequence key(QKeyCombination(Qt::CTRL, static_cast<Qt::Key>(Qt::Key_1 + index)));
    connect(new QShortcut(key, this), &QShortcut::activated, this, [this, index]() { setPage(index); });
}

void MainWindow::addShortcuts()
{
    const auto bind = [this](const QKeySequence &key, auto action) {
        connect(new QShortcut(key, this), &QShortcut::activated, this, action);
    };
    bind(QKeySequence(Qt::CTRL | Qt::Key_F), [this]() { currentPage()->focusFilter(); });
    bind(QKeySequence(Qt::CTRL | Qt::Key_N), [this]() { currentPage()->primaryAction(); });
    bind(QKeySequence(Qt::Key_F5), [this]() { currentPage()->refresh(); });
}

Page *MainWindow::currentPage() const
{
    return m_pages.value(m_stack->currentIndex());
}

Page *MainWindow::page(const QString &id) const
{
    for (Page *page : m_pages)
        if (page->pageId() == id)
            return page;
    return nullptr;
}

void MainWindow::setPage(int index)
{
    m_stack->setCurrentIndex(index);
    m_rail->setCurrent(index);
    m_help->hide();
    setWindowTitle(u"%1 \u2014 Tare"_s.arg(currentPage()->title()));
    m_context.settings().setValue(u"window/page"_s, currentPage()->pageId());
}

void MainWindow::navigate(const QString &target)
{
    const QString id = target.section(u'/', 0, 0);
    for (int i = 0; i < m_pages.size(); ++i) {
        if (m_pages[i]->pageId() != id)
            continue;
        setPage(i);
        const QString rest = target.section(u'/', 1);
        if (!rest.isEmpty())
            m_pages[i]->open(rest);
        return;
    }
}

void MainWindow::openPalette()
{
    if (m_palette == nullptr) {
        m_palette = new CommandPalette(m_context.settings(), m_pages, m_menu, this);
        connect(m_palette, &CommandPalette::navigate, this, &MainWindow::navigate);
    }
    m_palette->open();
}

void MainWindow::toggleHelp()
{
    if (m_help->isVisible())
        m_help->hide();
    else
        m_help->showNotice(currentPage()->title(), currentPage()->help());
}

void MainWindow::showAbout()
{
    m_help->showNotice(tr("Tare %1").arg(QStringLiteral(TARE_VERSION)),
                       tr("Tare: the weight of the empty container, taken off before the goods are weighed. It runs "
                          "containers on an engine of its own, shows what is inside images, and weighs containers "
                          "against virtual machines. Free software under the GNU General Public License, version 3 "
                          "or later."));
}

void MainWindow::askRestart()
{
    m_notice->showNotice(tr("The language changes when the window opens again."),
                         tr("Containers keep running meanwhile."));
    auto *now = m_notice->addAction(u"notice.restart"_s, tr("&Open again now"));
    connect(now, &QPushButton::clicked, this, &MainWindow::restartAsked);
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    if (m_shown)
        return;
    m_shown = true;
    firstLook();
    m_desktop = new Desktop(m_context, m_menu, this);
    connect(m_desktop, &Desktop::navigate, this, &MainWindow::navigate);
}

// In the background: what this machine lacks, and the starter image that the first clicks need.
void MainWindow::firstLook()
{
    m_context.run<Result<EngineInfo>>(
        this, [engine = m_context.engine()](const CancelToken &) { return engine->info(); },
        [this](const Result<EngineInfo> &info) {
            if (!info)
                return; // Context::engineFailed says so
            const PreflightText text = preflightText(*info);
            if (text.what.isEmpty())
                return;
            m_notice->showNotice(text.what, text.advice, text.details);
            auto *all = m_notice->addAction(u"notice.machine"_s, tr("&What this machine has"));
            all->setToolTip(tr("Everything that is looked at, with the exact fix of each"));
            connect(all, &QPushButton::clicked, this, [this]() {
                m_notice->hide();
                navigate(u"preflight"_s);
            });
        });

    struct Look
    {
        Result<Image> image;
        bool hasContainers = false;
    };
    m_context.run<Look>(
        this,
        [engine = m_context.engine()](const CancelToken &) {
            Look look{engine->ensureStarter(), false};
            const auto containers = engine->containers();
            look.hasContainers = containers && !containers->empty();
            return look;
        },
        [this](const Look &look) {
            const bool dismissed = m_context.settings().value(u"welcome/dismissed"_s).toBool();
            // When the machine lacks something, that line is there already, with its fix.
            if (!look.image && (look.image.error().code != Errc::NotOnThisMachine || m_notice->isHidden()))
                m_notice->showError(look.image.error());
            else if (look.image && !look.hasContainers && !dismissed)
                welcome();
        });
}

void MainWindow::welcome()
{
    m_welcome->showNotice(tr("Everything is ready: a small Linux image is on this machine."),
                          tr("It was put together here, without a network. Start a container from it, or weigh that "
                             "container against a virtual machine booted from the same image."));
    auto *container = m_welcome->addAction(u"welcome.container"_s, tr("Run your &first container"));
    container->setToolTip(container->text().remove(u'&'));
    connect(container, &QPushButton::clicked, this, [this]() {
        m_welcome->hide();
        navigate(u"containers/create?image="_s + starter);
    });
    auto *compare = m_welcome->addAction(u"welcome.compare"_s, tr("Compare it with a &virtual machine"));
    compare->setToolTip(compare->text().remove(u'&'));
    connect(compare, &QPushButton::clicked, this, [this]() {
        m_welcome->hide();
        navigate(u"compare/run?image="_s + starter);
    });
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_context.settings().setValue(u"window/geometry"_s, saveGeometry());
    QMainWindow::closeEvent(event);
}

} // namespace tare::gui
