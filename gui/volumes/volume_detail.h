// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/volume_model.h"

#include <QWidget>

class QPushButton;
class QTreeWidget;

namespace tare::gui {

class ElidedLabel;
class FactTree;

// One volume: what it is, and who has it.
class VolumeDetail : public QWidget
{
    Q_OBJECT
public:
    explicit VolumeDetail(QWidget *parent = nullptr);

    void setRow(const VolumeRow &row);
    void clear(const QString &why);

Q_SIGNALS:
    void removeAsked();
    void containerAsked(const QString &id);

private:
    void showFacts();
    void showUsers();
    void enable();

    VolumeRow m_row;
    ElidedLabel *m_title = nullptr;
    FactTree *m_facts = nullptr;
    QTreeWidget *m_users = nullptr;
    QPushButton *m_remove = nullptr, *m_open = nullptr;
};

} // namespace tare::gui
