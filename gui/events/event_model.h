// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/event_text.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QIcon>
#include <deque>
#include <vector>

namespace tare::gui {

// The last events, the newest first, as many as there is room for; of those, the ones that the filters leave.
class EventModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Time, Type, Action, Object, Attributes, ColumnCount };
    static constexpr std::size_t most = 5000;

    explicit EventModel(QObject *parent = nullptr);

    // In the order in which they happened.
    void add(const std::vector<Event> &events);
    void clear();
    // Of a container, by its id: the image and labels that its events are shown with.
    void setSubjects(const QHash<QString, EventSubject> &subjects);
    [[nodiscard]] bool knows(const std::string &container) const { return m_subjects.contains(QString::fromStdString(container)); }
    // Empty: every type.
    void setType(const QString &type);
    void setFilter(const QString &text);

    [[nodiscard]] const Event &event(int row) const { return m_shown[static_cast<std::size_t>(row)]->event; }
    [[nodiscard]] EventSubject subject(int row) const;
    // What it speaks of was removed later.
    [[nodiscard]] bool isGone(int row) const;
    [[nodiscard]] std::size_t size() const { return m_all.size(); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Entry
    {
        Event event;
        QString object, attributes, text; // for the user; all that the filter looks at
    };
    void word(Entry &entry) const;
    [[nodiscard]] bool fits(const Entry &entry) const;
    [[nodiscard]] static QString objectKey(const Event &event);
    void choose();

    std::deque<Entry> m_all;           // newest first; references stay good
    std::deque<const Entry *> m_shown; // of m_all, in its order
    QHash<QString, EventSubject> m_subjects;
    QHash<QString, std::int64_t> m_gone; // when what has this key was last removed
    QHash<QString, QIcon> m_icons;
    QString m_type, m_filter;
};

} // namespace tare::gui
