// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/preflight/check.h"
#include "gui/app/context.h"

#include <QObject>

namespace tare::gui {

// The checks, made in a program of their own, so that nothing is tried in the window's process. One run at a time.
class PreflightRun : public QObject
{
    Q_OBJECT
public:
    using Report = std::function<void(const preflight::Check &)>;
    // On a pool thread; reports from it. `again`: a guest is asked anew.
    using Runner = std::function<Status(Engine &engine, bool again, const Report &report, const CancelToken &cancel)>;

    // An empty runner: tare-lab's.
    explicit PreflightRun(Context &context, Runner runner = {}, QObject *parent = nullptr);
    ~PreflightRun() override;

    void start(bool again);
    [[nodiscard]] bool isRunning() const { return m_running; }

Q_SIGNALS:
    void checked(const tare::preflight::Check &check);
    void finished();
    void failed(const tare::Error &error); // and finished()

private:
    struct Live;
    Context &m_context;
    Runner m_runner;
    std::shared_ptr<Live> m_live;
    bool m_running = false;
};

} // namespace tare::gui
