// SPDX-License-Identifier: GPL-3.0-or-later
// The controls of the Logs tab.
#include "gui/app/icons.h"
#include "gui/app/theme.h"
#include "gui/containers/logs/log_search.h"
#include "gui/containers/logs/log_view.h"
#include "gui/containers/logs/log_writer.h"
#include "gui/containers/logs_tab.h"
#include "gui/widgets/message_bar.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QShortcut>
#include <QToolButton>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestExpression = 1000;
constexpr int fewestLetters = 5;
constexpr int leastSearchWidth = 12 * gridUnit, mostSearchWidth = 30 * gridUnit;

void name(QCheckBox *box, const QString &objectName, const QString &tip)
{
    box->setObjectName(objectName);
    box->setAccessibleName(box->text().remove(u'&'));
    box->setToolTip(tip);
}

QToolButton *toolButton(QWidget *parent, const QString &objectName, const QString &text, const QString &tip)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(objectName);
    button->setText(text);
    button->setAccessibleName(text);
    button->setToolTip(tip);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

void LogsTab::build()
{
    QSettings &settings = m_context.settings();
    m_view->setObjectName(u"logs.view"_s);
    m_view->setAccessibleName(tr("Log of the container"));
    m_view->setReadOnly(true);
    m_view->setUndoRedoEnabled(false);
    m_view->setFont(monospaceFont(m_view));
    m_view->setPlaceholderText(tr("The container has not written anything yet."));
    m_view->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_follow = new QCheckBox(tr("F&ollow"), this);
    name(m_follow, u"logs.follow"_s, tr("Stays at the end while the container writes (--follow)"));
    m_follow->setChecked(true);
    m_times = new QCheckBox(tr("T&imes"), this);
    name(m_times, u"logs.times"_s, tr("Writes before each line when it came (--timestamps)"));
    m_wrap = new QCheckBox(tr("&Wrap"), this);
    name(m_wrap, u"logs.wrap"_s, tr("Breaks long lines at the window's edge"));
    m_colours = new QCheckBox(tr("Co&lours"), this);
    name(m_colours, u"logs.colours"_s, tr("Shows text in the colours that the container asks for (ANSI escape sequences); nothing else of them is done"));
    m_times->setChecked(settings.value(u"containers/logs/times"_s, false).toBool());
    m_wrap->setChecked(settings.value(u"containers/logs/wrap"_s, false).toBool());
    m_colours->setChecked(settings.value(u"containers/logs/colours"_s, true).toBool());
    m_view->setLineWrapMode(m_wrap->isChecked() ? QPlainTextEdit::WidgetWidth : QPlainTextEdit::NoWrap);

    m_level = new QComboBox(this);
    m_level->setObjectName(u"logs.level"_s);
    m_level->setAccessibleName(tr("Least level"));
    m_level->setToolTip(tr("Lines of this level and above, as far as they say it: ERROR, [warn], level=info, JSON, <3>. Lines that say none are left out then."));
    const struct
    {
        QString text;
        LogLevel level;
    } levels[] = {{tr("All lines"), LogLevel::None},
                  {tr("Debug and up", "levels of log lines"), LogLevel::Debug},
                  {tr("Info and up", "levels of log lines"), LogLevel::Info},
                  {tr("Warnings and up", "levels of log lines"), LogLevel::Warning},
                  {tr("Errors", "levels of log lines"), LogLevel::Error}};
    for (const auto &[text, level] : levels)
        m_level->addItem(text, static_cast<int>(level));
    m_stream = new QComboBox(this);
    m_stream->setObjectName(u"logs.stream"_s);
    m_stream->setAccessibleName(tr("Which stream"));
    m_stream->setToolTip(tr("What was written to standard output, to standard error, or both. Lines of stderr are marked “err” at the left; with a terminal (-t) all is stdout."));
    m_stream->addItem(tr("Both streams"), static_cast<int>(LogFilter::Stream::Both));
    m_stream->addItem(u"stdout"_s, static_cast<int>(LogFilter::Stream::Stdout));
    m_stream->addItem(u"stderr"_s, static_cast<int>(LogFilter::Stream::Stderr));
    m_menu = new QMenu(this);
    m_menu->setObjectName(u"logs.withMenu"_s);
    m_others = toolButton(this, u"logs.with"_s, tr("With…", "the logs of other containers"),
                          tr("Reads the logs of other containers with this one, by time, each line with its container's name"));
    m_others->setMenu(m_menu);
    m_others->setPopupMode(QToolButton::InstantPopup);

    m_search = new QLineEdit(this);
    m_search->setObjectName(u"logs.search"_s);
    m_search->setAccessibleName(tr("Search in the log"));
    m_search->setPlaceholderText(tr("Search"));
    m_search->setToolTip(tr("Enter finds the text before, Shift+Enter the one after (Ctrl+F)"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaxLength(longestExpression);
    m_search->setMinimumWidth(leastSearchWidth);
    m_search->setMaximumWidth(mostSearchWidth);
    m_expression = toolButton(this, u"logs.expression"_s, u".*"_s, tr("Takes the search for a regular expression, as Perl has them: (timeout|refused) \\d+"));
    m_expression->setAccessibleName(tr("Regular expression"));
    m_expression->setCheckable(true);
    m_previous = toolButton(this, u"logs.previous"_s, tr("Previous"), tr("The find before (Shift+F3)"));
    m_previous->setIcon(themedIcon(u"up"_s));
    m_next = toolButton(this, u"logs.next"_s, tr("Next"), tr("The find after (F3)"));
    m_next->setIcon(themedIcon(u"down"_s));
    m_found = new QLabel(this);
    m_found->setObjectName(u"logs.found"_s);
    m_found->setTextFormat(Qt::PlainText);
    auto *saveButton = new QPushButton(themedIcon(u"save"_s), tr("&Save…"), this);
    saveButton->setObjectName(u"logs.save"_s);
    saveButton->setAccessibleName(saveButton->text().remove(u'&'));
    saveButton->setToolTip(tr("Writes what is shown to a file"));
    saveButton->setAutoDefault(false);

    // The window may be narrow: what can say less there does.
    for (QComboBox *box : {m_level, m_stream}) {
        box->setMaximumWidth(box->sizeHint().width());
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(fewestLetters);
        box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    m_found->setMinimumWidth(1);
    m_found->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto *bar = new QHBoxLayout;
    bar->setSpacing(gridUnit);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_follow, m_times, m_wrap, m_colours})
        bar->addWidget(widget);
    bar->addWidget(m_level, 4);
    bar->addWidget(m_stream, 4);
    bar->addWidget(m_others);
    bar->addWidget(m_found, 3);
    bar->addWidget(m_search, 4);
    auto *steps = new QHBoxLayout;
    steps->setSpacing(0);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_expression, m_previous, m_next})
        steps->addWidget(widget);
    bar->addLayout(steps);
    bar->addWidget(saveButton);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(gridUnit, gridUnit, gridUnit, gridUnit);
    rows->setSpacing(gridUnit);
    rows->addLayout(bar);
    rows->addWidget(m_message);
    rows->addWidget(m_view, 1);

    connect(m_follow, &QCheckBox::toggled, this, [this](bool follow) {
        if (follow)
            m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum());
    });
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this, &LogsTab::scrolled);
    // A click beside the scroll bar's handle and Page Up move the view without a word of the bar's.
    connect(m_view, &QPlainTextEdit::updateRequest, this, [this](const QRect &, int dy) {
        if (dy != 0)
            scrolled(m_view->verticalScrollBar()->value());
    });
    connect(m_times, &QCheckBox::toggled, this, [this](bool times) {
        m_context.settings().setValue(u"containers/logs/times"_s, times);
        m_context.showCommand(commandLine());
        read();
    });
    connect(m_wrap, &QCheckBox::toggled, m_view, [this](bool wrap) {
        m_context.settings().setValue(u"containers/logs/wrap"_s, wrap);
        m_view->setLineWrapMode(wrap ? QPlainTextEdit::WidgetWidth : QPlainTextEdit::NoWrap);
    });
    connect(m_colours, &QCheckBox::toggled, this, [this](bool colours) {
        m_context.settings().setValue(u"containers/logs/colours"_s, colours);
        read();
    });
    connect(m_level, &QComboBox::currentIndexChanged, this, &LogsTab::applyFilter);
    connect(m_stream, &QComboBox::currentIndexChanged, this, &LogsTab::applyFilter);
    connect(m_menu, &QMenu::aboutToShow, this, &LogsTab::fillWith);
    connect(saveButton, &QPushButton::clicked, this, &LogsTab::save);
}

void LogsTab::connectSearch()
{
    const auto shortcut = [this](const QKeySequence &key, QWidget *where, Qt::ShortcutContext context, auto what) {
        connect(new QShortcut(key, where, nullptr, nullptr, context), &QShortcut::activated, this, what);
    };
    const auto searched = [this]() {
        m_asked = false;
        m_finder->set(m_search->text(), m_expression->isChecked());
    };
    connect(m_search, &QLineEdit::textChanged, this, searched);
    connect(m_expression, &QToolButton::toggled, this, searched);
    connect(m_search, &QLineEdit::returnPressed, this, [this]() { find(true); });
    connect(m_previous, &QToolButton::clicked, this, [this]() { find(true); });
    connect(m_next, &QToolButton::clicked, this, [this]() { find(false); });
    connect(m_finder, &LogSearch::changed, this, &LogsTab::showFound);
    connect(m_finder, &LogSearch::moved, m_follow, [this]() { m_follow->setChecked(false); });
    shortcut(QKeySequence(Qt::SHIFT | Qt::Key_Return), m_search, Qt::WidgetShortcut, [this]() { find(false); });
    shortcut(QKeySequence(Qt::Key_F3), this, Qt::WidgetWithChildrenShortcut, [this]() { find(false); });
    shortcut(QKeySequence(Qt::SHIFT | Qt::Key_F3), this, Qt::WidgetWithChildrenShortcut, [this]() { find(true); });
    shortcut(QKeySequence(Qt::Key_Slash), m_view, Qt::WidgetShortcut, [this]() { focusSearch(); });
    shortcut(QKeySequence(Qt::Key_Escape), m_search, Qt::WidgetShortcut, [this]() {
        m_search->clear();
        m_view->setFocus(Qt::ShortcutFocusReason);
    });
    showFound();
}

} // namespace tare::gui
