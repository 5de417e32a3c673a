// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"
#include "gui/widgets/fact_tree.h"

class QJsonObject;

namespace tare::gui {

// A container in words: what runs, how it ended and what that means, what it may use, how it is reached and what it sees.
class OverviewTab : public FactTree
{
    Q_OBJECT
public:
    explicit OverviewTab(Context &context, QWidget *parent = nullptr);
    void setContainer(const Container &container);
    void updateTimes(); // "Up 3 seconds" grows old

private:
    void read();
    void fill(const QByteArray &inspect);
    void fillRun();
    void fillHealth(const QJsonObject &object);
    void fillLimits();
    void fillNetworks();
    void fillPorts();
    void fillMounts(const QJsonObject &object);
    void fillEnvironment(const QJsonObject &object);
    void fillIdentity();

    Context &m_context;
    Container m_container;
    CancelSource m_request;
    QTreeWidgetItem *m_state = nullptr;
    std::int64_t m_readAt = 0; // since 1970
};

} // namespace tare::gui
