// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"

#include <QObject>
#include <memory>
#include <vector>

namespace tare::gui {

// What is still known of the past, and then what happens; many at once come together.
class EventFeed : public QObject
{
    Q_OBJECT
public:
    explicit EventFeed(Context &context, QObject *parent = nullptr);
    ~EventFeed() override;

    void start(); // once

Q_SIGNALS:
    void happened(const std::vector<tare::Event> &events); // in their order
    void failed(const tare::Error &error);

private:
    void deliver();

    struct State;
    Context &m_context;
    std::shared_ptr<State> m_state;
    std::unique_ptr<Subscription> m_subscription;
};

} // namespace tare::gui
