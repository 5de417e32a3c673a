// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"

#include "core/base/progress.h"

#include <QObject>
#include <functional>
#include <memory>

namespace tare::gui {

class MessageBar;
class Task;

// What can be done when there is no kernel that a guest could boot: get one, or leave the virtual machine out.
class KernelOffer : public QObject
{
    Q_OBJECT
public:
    // How one is got: measure::fetchGuestKernelInHelper, or a test's.
    using Fetcher = std::function<Status(const std::string &root, const std::string &state, const ProgressSink &,
                                         const CancelToken &)>;
    KernelOffer(Context &context, Fetcher fetcher, MessageBar *bar, QObject *parent = nullptr);
    ~KernelOffer() override;

    [[nodiscard]] static bool isFor(const Error &error);
    // Adds the buttons to the bar, which shows the error. `others`: there is something to compare without it.
    void show(bool others);
    [[nodiscard]] bool isWorking() const { return m_task != nullptr; }

Q_SIGNALS:
    void workingChanged();
    void got(); // it can be compared now
    void withoutAsked();

private:
    void fetch();

    Context &m_context;
    Fetcher m_fetcher;
    MessageBar *m_bar = nullptr;
    std::unique_ptr<Task> m_task;
};

} // namespace tare::gui
