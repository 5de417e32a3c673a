// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"
#include "gui/images/pull/layer_progress.h"
#include "gui/images/pull/transfer_rate.h"

#include <QElapsedTimer>
#include <QFrame>
#include <functional>
#include <memory>

class QLabel;
class QPushButton;
class QScrollArea;
class QToolButton;

namespace tare::gui {

class ElidedLabel;
class ProgressRelay;
class Task;

// One pull or push: what of how much, how fast, how long yet, and a row for each layer. When it was cancelled or failed it
// stays, to be resumed or put away.
class TransferItem : public QFrame
{
    Q_OBJECT
public:
    struct Work
    {
        LayerProgress::Direction direction = LayerProgress::Direction::Pull;
        QString title;     // "Pulling alpine": while it works
        QString name;      // "alpine": a reference
        QString cancelTip; // what cancelling means
        QString resumeTip;
        // On a working thread. The text is what the caller is told of it, "" for nothing.
        std::function<Result<std::string>(Engine &, const ProgressSink &, const CancelToken &)> run;
    };

    TransferItem(Context &context, Work work, QWidget *parent = nullptr);
    ~TransferItem() override;

    void start();
    [[nodiscard]] bool working() const { return m_task != nullptr; }
    [[nodiscard]] const QString &name() const { return m_work.name; }
    [[nodiscard]] LayerProgress::Direction direction() const { return m_work.direction; }
    // It ended because the registry wants to know who asks.
    [[nodiscard]] bool wasRefused() const { return m_refused; }

Q_SIGNALS:
    void succeeded(const std::string &answer);
    void cancelled();
    void failed(const tare::Error &error);
    void dismissed();

private:
    void progressed(const std::vector<Progress> &parts);
    void finish(const Result<std::string> &result);
    void setWorking(bool working);

    Context &m_context;
    Work m_work;
    CancelSource m_cancelSource;
    TransferRate m_rate;
    QElapsedTimer m_clock;
    ProgressRelay *m_relay = nullptr;
    std::unique_ptr<Task> m_task;
    bool m_refused = false;

    ElidedLabel *m_title = nullptr;
    QLabel *m_summary = nullptr;
    QPushButton *m_cancel = nullptr, *m_resume = nullptr;
    QToolButton *m_close = nullptr;
    QScrollArea *m_area = nullptr;
    LayerProgress *m_layers = nullptr;
};

} // namespace tare::gui
