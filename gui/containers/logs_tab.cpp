// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/logs_tab.h"

#include "core/base/strings.h"
#include "gui/app/theme.h"
#include "gui/containers/logs/log_search.h"
#include "gui/containers/logs/log_source.h"
#include "gui/containers/logs/log_view.h"
#include "gui/containers/logs/log_writer.h"
#include "gui/widgets/format.h"
#include "gui/widgets/message_bar.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSaveFile>
#include <QScrollBar>
#include <QTextBlock>
#include <QToolButton>
#include <algorithm>

namespace tare::gui {

using namespace Qt::StringLiterals;

LogsTab::LogsTab(Context &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_message(new MessageBar(u"logs.message"_s, this)), m_view(new LogView(this)),
      m_source(new LogSource(context, this)), m_writer(std::make_unique<LogWriter>(m_view, mostLines)), m_dark(isDark())
{
    setObjectName(u"logs"_s);
    m_finder = new LogSearch(m_view);
    build();
    connect(m_source, &LogSource::lines, this, &LogsTab::append);
    connect(m_source, &LogSource::failed, m_message, [this](const Error &error) { m_message->showError(error); });
    connectSearch();
}

LogsTab::~LogsTab() = default;

QString LogsTab::commandLine() const
{
    const QString words = u"docker logs "_s + (m_follow->isChecked() ? u"-f "_s : QString()) + (m_times->isChecked() ? u"-t "_s : QString());
    QString out = words + QString::fromStdString(shellQuote(m_container.name));
    for (const Container &other : m_all) {
        if (m_with.contains(QString::fromStdString(other.id)))
            out += u" & "_s + words + QString::fromStdString(shellQuote(other.name));
    }
    return out;
}

void LogsTab::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void LogsTab::setContainer(const Container &container)
{
    // A new start writes to the same log, which is followed only while it runs.
    const bool other = container.id != m_container.id;
    const bool anew = other || container.started != m_container.started;
    m_container = container;
    if (other)
        m_with.clear();
    if (anew && m_shown)
        read();
}

void LogsTab::setAll(const std::vector<Container> &containers)
{
    bool anew = false;
    for (const QString &id : std::as_const(m_with)) {
        const auto find = [&](const std::vector<Container> &in) {
            return std::find_if(in.begin(), in.end(), [&](const Container &c) { return QString::fromStdString(c.id) == id; });
        };
        const auto before = find(m_all), now = find(containers);
        anew = anew || (now != containers.end() && before != m_all.end() && now->started != before->started);
    }
    m_all = containers;
    m_with.removeIf([&](const QString &id) {
        return std::none_of(m_all.begin(), m_all.end(), [&](const Container &c) { return QString::fromStdString(c.id) == id; });
    });
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
    m_source->stop();
}

void LogsTab::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    // Colours are legible on the ground they were chosen for.
    if (event->type() == QEvent::PaletteChange && std::exchange(m_dark, isDark()) != isDark() && m_shown)
        read();
}

void LogsTab::read()
{
    m_filling = true;
    m_writer->clear();
    m_filling = false;
    m_finder->restart();
    m_message->hide();
    if (m_container.id.empty())
        return m_source->stop();
    std::vector<LogSource::Container> containers = {{m_container.id, plainLine(m_container.name)}};
    for (const Container &other : m_all) {
        if (m_with.contains(QString::fromStdString(other.id)))
            containers.push_back({other.id, plainLine(other.name)});
    }
    qsizetype widest = 0;
    for (const LogSource::Container &one : containers)
        widest = std::max(widest, one.name.size());
    for (LogSource::Container &one : containers)
        one.name = one.name.leftJustified(widest);
    m_writer->setTimes(m_times->isChecked());
    m_writer->setColours(m_colours->isChecked());
    m_others->setText(m_with.isEmpty() ? tr("With…", "the logs of other containers") : tr("With %n other(s)", nullptr, static_cast<int>(m_with.size())));
    m_source->read(containers, mostLines);
}

void LogsTab::append(const std::vector<LogLine> &lines, const QString &source)
{
    QScrollBar *bar = m_view->verticalScrollBar();
    const bool follow = m_follow->isChecked();
    // Lines that are too many go at the top: what is read stays under the eye all the same.
    const QTextCursor read = m_view->cursorForPosition(QPoint(0, 0));
    m_filling = true;
    m_writer->append(lines, source);
    bar->setValue(follow ? bar->maximum() : read.block().firstLineNumber());
    m_filling = false;
}

// Who scrolls back wants to read, and who scrolls to the end wants to go on.
void LogsTab::scrolled(int value)
{
    if (!m_filling)
        m_follow->setChecked(value == m_view->verticalScrollBar()->maximum());
}

void LogsTab::applyFilter()
{
    LogFilter filter;
    filter.least = static_cast<LogLevel>(m_level->currentData().toInt());
    filter.stream = static_cast<LogFilter::Stream>(m_stream->currentData().toInt());
    m_filling = true;
    m_writer->setFilter(filter);
    if (m_follow->isChecked())
        m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum());
    m_filling = false;
    m_finder->restart();
}

void LogsTab::fillWith()
{
    m_menu->clear();
    std::vector<Container> others = m_all;
    std::erase_if(others, [&](const Container &c) { return c.id == m_container.id; });
    std::sort(others.begin(), others.end(), [](const Container &a, const Container &b) { return a.name < b.name; });
    for (const Container &other : others) {
        const QString id = QString::fromStdString(other.id);
        QAction *action = m_menu->addAction(plainLine(other.name).replace(u'&', u"&&"_s));
        action->setCheckable(true);
        action->setChecked(m_with.contains(id));
        action->setEnabled(action->isChecked() || m_with.size() < mostOthers);
        connect(action, &QAction::toggled, this, [this, id](bool with) {
            m_with.removeAll(id);
            if (with)
                m_with += id;
            m_context.showCommand(commandLine());
            read();
        });
    }
    if (others.empty())
        m_menu->addAction(tr("There is no other container."))->setEnabled(false);
}

void LogsTab::find(bool backward)
{
    if (m_search->text().isEmpty())
        return;
    m_follow->setChecked(false);
    m_asked = true;
    m_filling = true;
    m_finder->go(backward);
    m_filling = false;
    showFound();
}

void LogsTab::showFound()
{
    QString text;
    if (!m_finder->error().isEmpty()) {
        text = tr("No regular expression");
    } else if (m_finder->isActive()) {
        const int count = static_cast<int>(m_finder->count());
        const auto at = m_finder->current();
        if (count == 0)
            text = m_finder->isLooking() ? tr("Searching…") : tr("Not found");
        else if (at > 0)
            text = m_finder->isFull() ? tr("%1 of more than %2").arg(at).arg(count) : tr("%1 of %2", "a find, finds in all").arg(at).arg(count);
        else
            text = m_finder->isFull() ? tr("more than %n found", nullptr, count) : tr("%n found", nullptr, count);
    }
    m_found->setText(text);
    const QString hard = tr("On %n line(s) the expression took too long and was given up.", nullptr, m_finder->tooHard());
    m_found->setToolTip(!m_finder->error().isEmpty() ? m_finder->error().toHtmlEscaped() : m_finder->tooHard() > 0 ? hard : QString());
    for (QToolButton *button : {m_previous, m_next})
        button->setEnabled(m_finder->isActive() && (m_finder->count() > 0 || m_finder->isLooking()));
}

void LogsTab::save()
{
    auto *dialog = new QFileDialog(this, tr("Save the log"));
    dialog->setObjectName(u"logs.saveDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(QString::fromStdString(m_container.name) + u".log"_s);
    connect(dialog, &QFileDialog::fileSelected, this, &LogsTab::write);
    dialog->open();
}

void LogsTab::write(const QString &path)
{
    using Failure = std::optional<QString>;
    m_context.run<Failure>(
        this,
        [path, text = m_writer->text()](const CancelToken &) -> Failure {
            QSaveFile file(path);
            const QByteArray bytes = text.toUtf8();
            const bool done = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
            return done ? Failure() : Failure(file.errorString());
        },
        [this, path](const Failure &failure) {
            if (failure)
                m_message->showNotice(tr("The log could not be written to %1.").arg(path), *failure);
            else
                m_message->showNotice(tr("Saved to %1").arg(path));
        });
}

} // namespace tare::gui
