// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/preflight/preflight_run.h"

#include "core/base/programs.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"

#include <mutex>

namespace tare::gui {

namespace {

constexpr std::chrono::minutes patience(2);

Status runLab(Engine &engine, bool again, const PreflightRun::Report &report, const CancelToken &cancel)
{
    const EngineInfo info = TARE_TRY(engine.info());
    SpawnOptions options;
    options.argv = {TARE_TRY(findProgram("tare-lab")), "preflight", "--root", info.root, "--state", info.state, "--progress", "json"};
    if (again)
        options.argv.emplace_back("--again");
    RunLimits limits;
    limits.time = patience;
    limits.cancel = cancel;
    limits.onOutLine = [&report](std::string_view line) {
        if (const auto check = preflight::fromJson(line))
            report(*check);
    };
    const RunOutput done = TARE_TRY(tare::run(options, limits));
    if (done.exitCode > 1) // 1: something is missing
        return fail(Errc::Internal, "tare-lab preflight", std::string(trim(done.err)));
    return {};
}

} // namespace

// From the thread that waits for the program to the object, as long as there is one.
struct PreflightRun::Live
{
    std::mutex mutex;
    PreflightRun *run = nullptr;
};

PreflightRun::PreflightRun(Context &context, Runner runner, QObject *parent)
    : QObject(parent), m_context(context), m_runner(runner ? std::move(runner) : Runner(&runLab)), m_live(std::make_shared<Live>())
{
    m_live->run = this;
}

PreflightRun::~PreflightRun()
{
    const std::lock_guard lock(m_live->mutex);
    m_live->run = nullptr;
}

void PreflightRun::start(bool again)
{
    if (m_running)
        return;
    m_running = true;
    const Report report = [live = m_live](const preflight::Check &check) {
        const std::lock_guard lock(live->mutex);
        if (PreflightRun *there = live->run)
            QMetaObject::invokeMethod(there, [there, check]() { Q_EMIT there->checked(check); }, Qt::QueuedConnection);
    };
    m_context.run<Status>(
        this,
        [engine = m_context.engine(), runner = m_runner, again, report](const CancelToken &cancel) { return runner(*engine, again, report, cancel); },
        [this](const Status &status) {
            m_running = false;
            if (!status && status.error().code != Errc::Cancelled)
                Q_EMIT failed(status.error());
            Q_EMIT finished();
        });
}

} // namespace tare::gui
