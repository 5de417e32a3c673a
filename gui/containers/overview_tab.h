// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"

#include <QTreeWidget>

namespace tare::gui {

// A container in words: what runs, how it ended and what that means, what it may use and what it sees.
class OverviewTab : public QTreeWidget
{
    Q_OBJECT
public:
    explicit OverviewTab(Context &context, QWidget *parent = nullptr);
    void setContainer(const Container &container);
    void updateTimes(); // "Up 3 seconds" grows old

private:
    void fill(const QByteArray &inspect);

    Context &m_context;
    Container m_container;
    CancelSource m_request;
    QTreeWidgetItem *m_state = nullptr;
};

} // namespace tare::gui
