// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"

#include "core/measure/experiment.h"

#include <memory>
#include <optional>

namespace tare::gui {

class Task;

// One experiment at a time, as a job of the context, and what is known of it while it runs. Ends with its owner.
class ExperimentRun : public QObject
{
    Q_OBJECT
public:
    // How an experiment is run: measure::runExperimentInHelper, or a test's.
    using Runner = std::function<Result<measure::Experiment>(const measure::ExperimentSpec &,
                                                             const measure::ExperimentEvents &, const CancelToken &)>;
    ExperimentRun(Context &context, Runner runner, QObject *parent = nullptr);
    ~ExperimentRun() override;

    // Only when none is running.
    void start(const measure::ExperimentSpec &spec);
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_task != nullptr; }
    [[nodiscard]] bool isCancelling() const { return m_cancelling; }

    // With the samples that have come so far.
    [[nodiscard]] const measure::Experiment &experiment() const { return m_experiment; }
    [[nodiscard]] int taken() const { return static_cast<int>(m_experiment.samples.size()); }
    [[nodiscard]] int total() const;
    // "Sample 4 of 15: virtual machine"
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void progressed();    // text() is another
    void sampleTaken();   // experiment() has one more
    // Not running any more. experiment() has what there is; `error` is null when it is all.
    void finished(const tare::Error *error);

private:
    struct Live;
    void finish(const Result<measure::Experiment> &result);
    void tell();

    Context &m_context;
    Runner m_runner;
    measure::Experiment m_experiment;
    std::optional<measure::Subject> m_current; // that is being started
    std::unique_ptr<Task> m_task;
    CancelSource m_cancel;
    std::shared_ptr<Live> m_live;
    bool m_cancelling = false;
};

} // namespace tare::gui
