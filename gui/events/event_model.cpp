// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/events/event_model.h"

#include "core/base/time.h"
#include "gui/app/icons.h"
#include "gui/app/theme.h"
#include "gui/events/event_words.h"
#include "gui/widgets/format.h"

#include <QFont>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 millisecond = 1'000'000;

QString when(std::int64_t time)
{
    return u"%1.%2"_s.arg(formatDateTime(time)).arg(time / millisecond % 1000, 3, 10, QChar(u'0'));
}

// Foreign text in a tooltip is never taken for rich text.
QString tip(const QString &text)
{
    return text.isEmpty() ? QString() : u"<qt>"_s + text.toHtmlEscaped() + u"</qt>"_s;
}

} // namespace

EventModel::EventModel(QObject *parent) : QAbstractTableModel(parent)
{
    for (const char *type : {"container", "image", "network", "volume", ""})
        m_icons.insert(QString::fromLatin1(type), themedIcon(eventTypeIcon(type)));
}

QString EventModel::objectKey(const Event &event)
{
    return QString::fromStdString(event.type + ' ' + event.id);
}

void EventModel::word(Entry &entry) const
{
    const Event &event = entry.event;
    std::map<std::string, std::string> attributes = eventAttributes(event, m_subjects.value(QString::fromStdString(event.id)));
    attributes.erase("name");
    entry.object = event.name.empty() ? shortId(event.id) : plainLine(event.name);
    entry.attributes = plainLine(attributesText(attributes));
    entry.text = eventTypeWord(event.type) + u' ' + plainLine(event.type) + u' ' + plainLine(event.action) + u' ' + entry.object + u' ' +
                 plainLine(event.id) + u' ' + entry.attributes;
}

bool EventModel::fits(const Entry &entry) const
{
    return (m_type.isEmpty() || m_type == QString::fromStdString(entry.event.type)) &&
           (m_filter.isEmpty() || entry.text.contains(m_filter, Qt::CaseInsensitive));
}

void EventModel::add(const std::vector<Event> &events)
{
    std::vector<const Entry *> fresh;
    for (const Event &event : events) {
        Entry entry;
        entry.event = event;
        word(entry);
        if (endsItsObject(event))
            m_gone.insert(objectKey(event), event.time);
        m_all.push_front(std::move(entry));
        if (fits(m_all.front()))
            fresh.push_back(&m_all.front());
    }
    if (!fresh.empty()) {
        beginInsertRows({}, 0, static_cast<int>(fresh.size()) - 1);
        for (const Entry *entry : fresh)
            m_shown.push_front(entry);
        endInsertRows();
    }
    if (m_all.size() <= most)
        return;
    // The oldest make room.
    const std::int64_t oldest = m_all[most - 1].event.time;
    std::size_t kept = m_shown.size();
    for (std::size_t i = m_all.size() - 1; i >= most && kept > 0; --i) {
        if (m_shown[kept - 1] == &m_all[i])
            --kept;
    }
    if (kept < m_shown.size()) {
        beginRemoveRows({}, static_cast<int>(kept), static_cast<int>(m_shown.size()) - 1);
        m_shown.resize(kept);
        endRemoveRows();
    }
    m_all.resize(most);
    m_gone.removeIf([oldest](const auto &gone) { return gone.value() < oldest; });
}

void EventModel::clear()
{
    beginResetModel();
    m_shown.clear();
    m_all.clear();
    m_gone.clear();
    endResetModel();
}

void EventModel::setSubjects(const QHash<QString, EventSubject> &subjects)
{
    bool changed = false;
    for (auto one = subjects.cbegin(); one != subjects.cend(); ++one) {
        if (m_subjects.value(one.key()) == one.value() && m_subjects.contains(one.key()))
            continue;
        m_subjects.insert(one.key(), one.value());
        changed = true;
    }
    if (!changed)
        return;
    if (static_cast<std::size_t>(m_subjects.size()) > most) // as many have come and gone: what is not asked for again is forgotten
        m_subjects = subjects;
    for (Entry &entry : m_all)
        word(entry);
    if (!m_shown.empty())
        Q_EMIT dataChanged(index(0, Attributes), index(rowCount() - 1, Attributes));
}

void EventModel::choose()
{
    beginResetModel();
    m_shown.clear();
    for (const Entry &entry : m_all) {
        if (fits(entry))
            m_shown.push_back(&entry);
    }
    endResetModel();
}

void EventModel::setType(const QString &type)
{
    m_type = type;
    choose();
}

void EventModel::setFilter(const QString &text)
{
    m_filter = text;
    choose();
}

EventSubject EventModel::subject(int row) const
{
    return m_subjects.value(QString::fromStdString(event(row).id));
}

bool EventModel::isGone(int row) const
{
    const auto gone = m_gone.constFind(objectKey(event(row)));
    return gone != m_gone.cend() && gone.value() >= event(row).time;
}

int EventModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int EventModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EventModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Entry &entry = *m_shown[static_cast<std::size_t>(index.row())];
    const Event &event = entry.event;
    const bool link = index.column() == Object && !eventTarget(event).isEmpty() && !isGone(index.row());
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case Time: return when(event.time);
        case Type: return eventTypeWord(event.type);
        case Action: return plainLine(event.action);
        case Object: return entry.object;
        case Attributes: return entry.attributes;
        default: return {};
        }
    case Qt::DecorationRole:
        if (index.column() == Type)
            return m_icons.value(QString::fromStdString(event.type), m_icons.value(QString()));
        return {};
    case Qt::ToolTipRole:
        switch (index.column()) {
        case Time: return tip(QString::fromStdString(formatTime(event.time)));
        case Action: return tip(eventMeaning(event));
        case Object: return tip((link ? tr("Go to %1").arg(entry.object) : isGone(index.row()) ? tr("It is gone.") : entry.object) + u' ' + plainLine(event.id));
        case Attributes: return tip(entry.attributes);
        default: return {};
        }
    case Qt::FontRole:
        if (link) {
            QFont font;
            font.setUnderline(true);
            return font;
        }
        return {};
    case Qt::ForegroundRole:
        return link ? QVariant(accentColor()) : QVariant();
    default:
        return {};
    }
}

QVariant EventModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time: return tr("Time");
    case Type: return tr("Type");
    case Action: return tr("Action");
    case Object: return tr("Object");
    case Attributes: return tr("Attributes");
    default: return {};
    }
}

} // namespace tare::gui
