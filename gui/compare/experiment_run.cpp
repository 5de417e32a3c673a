// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/experiment_run.h"

#include "core/measure/experiment_json.h"
#include "gui/app/tasks.h"
#include "gui/app/theme.h"
#include "gui/widgets/format.h"

#include <algorithm>
#include <mutex>

namespace tare::gui {

// From the thread that runs the experiment to the object, as long as there is one.
struct ExperimentRun::Live
{
    std::mutex mutex;
    ExperimentRun *run = nullptr;

    void post(std::function<void(ExperimentRun &)> what)
    {
        const std::lock_guard lock(mutex);
        if (run == nullptr)
            return;
        ExperimentRun *there = run;
        QMetaObject::invokeMethod(there, [there, what = std::move(what)]() { what(*there); }, Qt::QueuedConnection);
    }
};

ExperimentRun::ExperimentRun(Context &context, Runner runner, QObject *parent)
    : QObject(parent), m_context(context), m_runner(std::move(runner))
{
}

ExperimentRun::~ExperimentRun()
{
    if (!m_live)
        return;
    const std::lock_guard lock(m_live->mutex);
    m_live->run = nullptr;
}

int ExperimentRun::total() const
{
    return m_experiment.spec.repeats * static_cast<int>(m_experiment.spec.subjects.size());
}

QString ExperimentRun::text() const
{
    if (m_cancelling)
        return tr("Cancelling: what was started is being ended");
    const int number = std::min(taken() + 1, total());
    if (!m_current)
        return tr("Sample %1 of %2").arg(number).arg(total());
    switch (*m_current) {
    case measure::Subject::Container:
        return tr("Sample %1 of %2: container").arg(number).arg(total());
    case measure::Subject::Vm:
        return tr("Sample %1 of %2: virtual machine").arg(number).arg(total());
    case measure::Subject::Host:
        break;
    }
    return tr("Sample %1 of %2: host process").arg(number).arg(total());
}

void ExperimentRun::tell()
{
    if (m_task)
        m_task->progress(taken(), total(), text());
    Q_EMIT progressed();
}

void ExperimentRun::start(const measure::ExperimentSpec &spec)
{
    if (isRunning())
        return;
    m_experiment = {};
    m_experiment.spec = spec;
    measure::summarize(m_experiment);
    m_current.reset();
    m_cancelling = false;
    // A run of its own each time: what an earlier one still had to say must not be taken for this one's.
    if (m_live) {
        const std::lock_guard lock(m_live->mutex);
        m_live->run = nullptr;
    }
    m_live = std::make_shared<Live>();
    m_live->run = this;

    measure::ExperimentEvents events;
    events.begun = [live = m_live](const measure::Experiment &begun) {
        live->post([begun](ExperimentRun &run) {
            auto samples = std::move(run.m_experiment.samples);
            auto asked = std::move(run.m_experiment.spec);
            run.m_experiment = begun;
            run.m_experiment.spec.subjects = asked.subjects;
            run.m_experiment.spec.repeats = asked.repeats;
            run.m_experiment.finished = 0;
            run.m_experiment.samples = std::move(samples);
            measure::summarize(run.m_experiment);
            run.tell();
        });
    };
    events.progress = [live = m_live](const Progress &progress) {
        const auto subject = measure::subjectFromName(progress.id);
        if (subject)
            live->post([subject = *subject](ExperimentRun &run) {
                run.m_current = subject;
                run.tell();
            });
    };
    events.sample = [live = m_live](const measure::Sample &sample) {
        live->post([sample](ExperimentRun &run) {
            if (!run.isRunning())
                return;
            run.m_experiment.samples.push_back(sample);
            measure::summarize(run.m_experiment);
            run.m_current.reset();
            run.tell();
            Q_EMIT run.sampleTaken();
        });
    };
    m_cancel = m_context.run<Result<measure::Experiment>>(
        this,
        [engine = m_context.engine(), runner = m_runner, spec = measure::ExperimentSpec(spec), events](const CancelToken &cancel) mutable {
            // The helper works on the same folders as the engine of this window.
            if (const auto info = engine->info()) {
                spec.root = info->root;
                spec.state = info->state;
            }
            return runner(spec, events, cancel);
        },
        [this](const Result<measure::Experiment> &result) { finish(result); });
    m_task = std::make_unique<Task>(m_context.tasks(), tr("Comparing %1", "an image").arg(plainLine(spec.image)), m_cancel);
    tell();
}

void ExperimentRun::cancel()
{
    if (!isRunning() || m_cancelling)
        return;
    m_cancelling = true;
    m_cancel.cancel();
    tell();
}

void ExperimentRun::finish(const Result<measure::Experiment> &result)
{
    m_task.reset();
    m_cancelling = false;
    if (result) {
        m_experiment = *result;
        Q_EMIT finished(nullptr);
        return;
    }
    m_experiment.cancelled = result.error().code == Errc::Cancelled;
    Q_EMIT finished(&result.error());
}

} // namespace tare::gui
