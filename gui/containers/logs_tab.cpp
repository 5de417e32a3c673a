// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/logs_tab.h"

#include "core/base/strings.h"
#include "core/base/time.h"
#include "gui/app/icons.h"
#include "gui/app/theme.h"
#include "gui/containers/container_words.h"
#include "gui/containers/log_feed.h"
#include "gui/widgets/message_bar.h"

#include <QCheckBox>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QShortcut>
#include <QTextBlock>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;

LogsTab::LogsTab(Context &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_message(new MessageBar(u"logs.message"_s, this)),
      m_view(new QPlainTextEdit(this)), m_follow(new QCheckBox(tr("F&ollow"), this)),
      m_times(new QCheckBox(tr("T&imes"), this)), m_wrap(new QCheckBox(tr("&Wrap"), this)),
      m_search(new QLineEdit(this)), m_found(new QLabel(this))
{
    setObjectName(u"logs"_s);
    m_view->setObjectName(u"logs.view"_s);
    m_view->setAccessibleName(tr("Log of the container"));
    m_view->setReadOnly(true);
    m_view->setUndoRedoEnabled(false);
    m_view->setMaximumBlockCount(mostLines);
    m_view->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_view->setFont(monospaceFont(m_view));
    m_view->setPlaceholderText(tr("The container has not written anything yet."));
    m_view->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_follow->setObjectName(u"logs.follow"_s);
    m_follow->setAccessibleName(m_follow->text().remove(u'&'));
    m_follow->setToolTip(tr("Stays at the end while the container writes (--follow)"));
    m_follow->setChecked(true);
    m_times->setObjectName(u"logs.times"_s);
    m_times->setAccessibleName(m_times->text().remove(u'&'));
    m_times->setToolTip(tr("Writes before each line when it came (--timestamps)"));
    m_wrap->setObjectName(u"logs.wrap"_s);
    m_wrap->setAccessibleName(m_wrap->text().remove(u'&'));
    m_wrap->setToolTip(tr("Breaks long lines at the window's edge"));
    m_search->setObjectName(u"logs.search"_s);
    m_search->setAccessibleName(tr("Search in the log"));
    m_search->setPlaceholderText(tr("Search"));
    m_search->setToolTip(tr("Enter finds the text before, Shift+Enter the one after (Ctrl+F)"));
    m_search->setClearButtonEnabled(true);
    m_found->setObjectName(u"logs.found"_s);
    auto *saveButton = new QPushButton(themedIcon(u"save"_s), tr("&Save…"), this);
    saveButton->setObjectName(u"logs.save"_s);
    saveButton->setAccessibleName(saveButton->text().remove(u'&'));
    saveButton->setToolTip(tr("Writes what is shown to a file"));
    saveButton->setAutoDefault(false);

    auto *bar = new QHBoxLayout;
    bar->setSpacing(gridUnit);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_follow, m_times, m_wrap})
        bar->addWidget(widget);
    bar->addStretch(1);
    bar->addWidget(m_found);
    bar->addWidget(m_search);
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
    connect(m_times, &QCheckBox::toggled, this, [this]() {
        m_context.showCommand(commandLine());
        read();
    });
    connect(m_wrap, &QCheckBox::toggled, m_view, [this](bool wrap) {
        m_view->setLineWrapMode(wrap ? QPlainTextEdit::WidgetWidth : QPlainTextEdit::NoWrap);
    });
    connect(m_search, &QLineEdit::returnPressed, this, [this]() { find(true); });
    auto *next = new QShortcut(QKeySequence(Qt::SHIFT | Qt::Key_Return), m_search, nullptr, nullptr,
                               Qt::WidgetShortcut);
    connect(next, &QShortcut::activated, this, [this]() { find(false); });
    auto *toSearch = new QShortcut(QKeySequence(Qt::Key_Slash), m_view, nullptr, nullptr, Qt::WidgetShortcut);
    connect(toSearch, &QShortcut::activated, m_search,
            [this]() { focusSearch(); });
    auto *leave = new QShortcut(QKeySequence(Qt::Key_Escape), m_search, nullptr, nullptr, Qt::WidgetShortcut);
    connect(leave, &QShortcut::activated, this, [this]() {
        m_search->clear();
        m_view->setFocus(Qt::ShortcutFocusReason);
    });
    connect(m_search, &QLineEdit::textChanged, m_found, &QLabel::clear);
    connect(saveButton, &QPushButton::clicked, this, &LogsTab::save);
}

QString LogsTab::commandLine() const
{
    return u"docker logs "_s + (m_follow->isChecked() ? u"-f "_s : QString()) +
           (m_times->isChecked() ? u"-t "_s : QString()) +
           QString::fromStdString(shellQuote(m_container.name));
}

void LogsTab::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void LogsTab::setContainer(const Container &container)
{
    // A new start writes to the same log, which is followed only while it runs.
    const bool anew = container.id != m_container.id || container.started != m_container.started;
    m_container = container;
    if (anew && m_shown)
        read();
}

void LogsTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!std::exchange(m_shown, true))
        read();
}

void LogsTab::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_shown = false;
    stop();
}

void LogsTab::stop()
{
    m_reading.cancel();
    m_reading = {};
    delete std::exchange(m_feed, nullptr);
}

void LogsTab::read()
{
    stop();
    m_filling = true;
    m_view->clear();
    m_filling = false;
    m_lineOpen = false;
    m_column = 0;
    m_found->clear();
    m_message->hide();
    if (m_container.id.empty())
        return;
    m_feed = new LogFeed(this);
    connect(m_feed, &LogFeed::lines, this, &LogsTab::append);
    LogOptions options;
    options.follow = true;
    options.tail = mostLines;
    m_reading = m_context.run<Status>(
        m_feed,
        [engine = m_context.engine(), id = m_container.id, options, sink = m_feed->sink()](
            const CancelToken &cancel) { return engine->logs(id, options, sink, cancel); },
        [this](const Status &status) {
            if (!status && status.error().code != Errc::Cancelled)
                m_message->showError(status.error());
        });
}

void LogsTab::append(const std::vector<LogLine> &lines)
{
    QString text;
    for (const LogLine &line : lines) {
        if (!m_lineOpen && m_times->isChecked())
            text += foldLong(QString::fromStdString(formatTime(line.time)) + u' ', m_column);
        text += foldLong(logText(line.text), m_column);
        m_lineOpen = line.text.empty() || line.text.back() != '\n';
        if (m_lineOpen)
            continue;
        text += u'\n';
        m_column = 0;
    }
    QScrollBar *bar = m_view->verticalScrollBar();
    const bool follow = m_follow->isChecked();
    // Lines that are too many go at the top: what is read stays under the eye all the same.
    const QTextCursor read = m_view->cursorForPosition(QPoint(0, 0));
    m_filling = true;
    QTextCursor cursor(m_view->document());
    cursor.movePosition(QTextCursor::End);
    cursor.insertText(text);
    bar->setValue(follow ? bar->maximum() : read.block().firstLineNumber());
    m_filling = false;
}

// Who scrolls back wants to read, and who scrolls to the end wants to go on.
void LogsTab::scrolled(int value)
{
    if (!m_filling)
        m_follow->setChecked(value == m_view->verticalScrollBar()->maximum());
}

void LogsTab::find(bool backward)
{
    const QString wanted = m_search->text();
    if (wanted.isEmpty())
        return;
    const QTextDocument::FindFlags flags =
        backward ? QTextDocument::FindBackward : QTextDocument::FindFlags();
    m_follow->setChecked(false);
    m_filling = true;
    bool found = m_view->find(wanted, flags);
    if (!found) { // once around
        QTextCursor cursor = m_view->textCursor();
        cursor.movePosition(backward ? QTextCursor::End : QTextCursor::Start);
        m_view->setTextCursor(cursor);
        found = m_view->find(wanted, flags);
    }
    m_filling = false;
    m_found->setText(found ? QString() : tr("Not found"));
}

void LogsTab::save()
{
    auto *dialog = new QFileDialog(this, tr("Save the log"));
    dialog->setObjectName(u"logs.saveDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(QString::fromStdString(m_container.name) + u".log"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) ||
            file.write(m_view->toPlainText().toUtf8()) < 0)
            m_message->showNotice(tr("The log could not be written to %1.").arg(path), file.errorString());
    });
    dialog->open();
}

} // namespace tare::gui
