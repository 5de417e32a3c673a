// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/network_model.h"

#include <QWidget>

class QPushButton;
class QTreeWidget;

namespace tare::gui {

class ElidedLabel;
class FactTree;

// One network: what it is, and who is in it.
class NetworkDetail : public QWidget
{
    Q_OBJECT
public:
    explicit NetworkDetail(QWidget *parent = nullptr);

    void setRow(const NetworkRow &row);
    void clear();

Q_SIGNALS:
    void connectAsked();
    void removeAsked();
    void disconnectAsked(const QString &container); // its name
    void containerAsked(const QString &id);

private:
    void showFacts();
    void showMembers();
    void enable();
    [[nodiscard]] const NetworkMember *chosen() const;

    NetworkRow m_row;
    ElidedLabel *m_title = nullptr;
    FactTree *m_facts = nullptr;
    QTreeWidget *m_members = nullptr;
    QPushButton *m_connect = nullptr, *m_disconnect = nullptr, *m_remove = nullptr, *m_open = nullptr;
};

} // namespace tare::gui
