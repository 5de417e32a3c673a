// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measure/arm.h"
#include "core/measure/memory.h"

#include "core/base/time.h"
#include "core/engine/engine.h"
#include "core/engine/lease.h"

#include <cerrno>
#include <poll.h>
#include <unistd.h>

namespace tare::measure {

namespace {

// The first byte that it says. What a session gives may be empty.
Result<std::int64_t> firstByte(Session &session, const CancelToken &cancel)
{
    const auto deadline = std::chrono::steady_clock::now() + patience;
    for (;;) {
        const Session::Chunk chunk = TARE_TRY(session.read());
        if (chunk.stream == Session::Stream::Ended)
            return fail(Errc::Internal, "container",
                        "it ended without a word, with code " +
                            std::to_string(session.exitCode().value_or(-1)));
        if (!chunk.bytes.empty())
            return monotonicNs();
        TARE_CHECK(cancel.check());
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0)
            return fail(Errc::Timeout, "container", "it said nothing in time");
        pollfd fds[2] = {{session.pollFd(), POLLIN, 0}, {cancel.pollFd(), POLLIN, 0}};
        if (::poll(fds, 2, static_cast<int>(left.count())) < 0 && errno != EINTR)
            return failSystem("wait for", "container");
    }
}

class ContainerArm : public Arm
{
public:
    ContainerArm(std::unique_ptr<Engine> engine, Lease lease, CreateSpec spec)
        : m_engine(std::move(engine)), m_lease(std::move(lease)), m_spec(std::move(spec))
    {
    }

    Result<Sample> take(const CancelToken &cancel) override
    {
        Sample sample;
        const std::int64_t go = monotonicNs();
        const Container container = TARE_TRY(m_engine->create(m_spec));
        const std::int64_t created = monotonicNs();
        auto result = [&]() -> Result<Sample> {
            const auto session = TARE_TRY(m_engine->startAttached(container.id, false));
            const std::int64_t started = monotonicNs();
            const std::int64_t said = TARE_TRY(firstByte(*session, cancel));
            sample.start = said - go;
            sample.stages = {
                {"create", created - go}, {"start", started - created}, {"workload", said - started}};
            TARE_CHECK(settle(cancel));
            const Container running = TARE_TRY(m_engine->container(container.id));
            // The monitor is the parent of everything in the container.
            sample.memoryPss = running.monitorPid > 0 ? pssOfTree(running.monitorPid) : 0;
            return sample;
        }();
        const Status removed = m_engine->remove(container.id, {true, true});
        if (result && !removed)
            return tl::unexpected<Error>(removed.error());
        return result;
    }

private:
    std::unique_ptr<Engine> m_engine;
    Lease m_lease;
    CreateSpec m_spec;
};

} // namespace

Result<std::unique_ptr<Arm>> makeContainerArm(const ArmContext &context)
{
    auto engine = TARE_TRY(openLocalEngine(context.paths.root, context.paths.state));
    Lease lease = TARE_TRY(Lease::take(context.paths));
    CreateSpec spec;
    spec.image = context.image.image.id.text();
    spec.entrypoint = std::vector<std::string>();
    spec.command = context.workload.command.argv;
    spec.labels = {{Lease::label, lease.name()}, {"tare.experiment", context.experimentId}};
    return std::unique_ptr<Arm>(
        std::make_unique<ContainerArm>(std::move(engine), std::move(lease), std::move(spec)));
}

} // namespace tare::measure
