// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measure/arm.h"
#include "core/measure/host_protocol.h"
#include "core/measure/memory.h"

#include "core/base/file.h"
#include "core/base/programs.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"
#include "core/base/time.h"
#include "core/image/work_folder.h"
#include "core/vm/channel.h"

#include <cerrno>
#include <csignal>
#include <poll.h>
#include <sys/socket.h>

namespace tare::measure {

namespace {

Status waitReadable(int fd, std::chrono::milliseconds limit, const CancelToken &cancel, const char *what)
{
    const auto deadline = std::chrono::steady_clock::now() + limit;
    for (;;) {
        TARE_CHECK(cancel.check());
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0)
            return fail(Errc::Timeout, what, "it said nothing in time");
        pollfd fds[2] = {{fd, POLLIN, 0}, {cancel.pollFd(), POLLIN, 0}};
        const int n = ::poll(fds, 2, static_cast<int>(left.count()));
        if (n < 0 && errno != EINTR)
            return failSystem("wait for", what);
        if (n > 0 && fds[0].revents != 0)
            return {};
    }
}

class HostArm : public Arm
{
public:
    HostArm(image::WorkFolder work, std::string body) : m_work(std::move(work)), m_body(std::move(body)) {}
    ~HostArm() override
    {
        m_socket.reset(); // it ends the workload and itself
        if (m_child.pid() > 0 && !m_child.wait(std::chrono::seconds(5))) {
            (void)m_child.kill(SIGKILL);
            (void)m_child.wait();
        }
    }

    Status open(const std::vector<std::string> &layers)
    {
        TARE_CHECK(makeDirs(m_work.file("root"), 0711));
        int fds[2];
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) != 0)
            return failSystem("make a socket pair", "host process");
        m_socket.reset(fds[0]);
        const UniqueFd theirs(fds[1]);
        Pipe output = TARE_TRY(makePipe());
        m_output = std::move(output.read);
        SpawnOptions options;
        options.argv = {TARE_TRY(findProgram("tare-lab")), "host-subject", "--work", m_work.file("root")};
        options.argv.insert(options.argv.end(), layers.begin(), layers.end());
        options.fds = {{theirs.get(), hostSocketFd}, {output.write.get(), hostOutputFd}};
        options.inheritStderr = true;
        options.newSession = true;
        m_child = TARE_TRY(spawn(options));
        (void)TARE_TRY(answer({}));
        return {};
    }

    Result<Sample> take(const CancelToken &cancel) override
    {
        Sample sample;
        char first = 0;
        TARE_CHECK(request(m_body));
        const HostReply started = TARE_TRY(answer(cancel));
        auto result = [&]() -> Result<Sample> {
            if (started.failure != 0)
                return failSystem("run on the host", "the workload", started.failure);
            TARE_CHECK(waitReadable(m_output.get(), patience, cancel, "the host process"));
            if (::read(m_output.get(), &first, 1) != 1)
                return fail(Errc::Internal, "the host process", "it ended without a word");
            const std::int64_t said = monotonicNs();
            sample.start = said - started.go;
            sample.stages = {{"exec", started.executed - started.go}, {"workload", said - started.executed}};
            TARE_CHECK(settle(cancel));
            sample.memoryPss = pssOfTree(started.pid);
            return sample;
        }();
        // Ended whatever happened, and what it still said is thrown away.
        TARE_CHECK(request({}));
        (void)TARE_TRY(answer({}));
        drain();
        return result;
    }

private:
    Status request(const std::string &body)
    {
        const HostRequest head{static_cast<std::uint32_t>(body.size())};
        std::string bytes(sizeof head, '\0');
        __builtin_memcpy(bytes.data(), &head, sizeof head);
        return writeAll(m_socket.get(), bytes + body);
    }

    Result<HostReply> answer(const CancelToken &cancel)
    {
        TARE_CHECK(waitReadable(m_socket.get(), patience, cancel, "the helper of the host process"));
        HostReply reply;
        if (::recv(m_socket.get(), &reply, sizeof reply, MSG_WAITALL) != static_cast<ssize_t>(sizeof reply))
            return fail(Errc::Internal, "the helper of the host process", "it ended",
                        "Its own words are above; without root this needs user namespaces.");
        return reply;
    }

    void drain()
    {
        pollfd one = {m_output.get(), POLLIN, 0};
        char buffer[4096];
        while (::poll(&one, 1, 0) > 0 && ::read(m_output.get(), buffer, sizeof buffer) > 0)
            continue;
    }

    image::WorkFolder m_work; // removed last: the helper's mounts were its own and are gone with it
    std::string m_body;
    UniqueFd m_socket, m_output;
    Child m_child;
};

} // namespace

Result<std::unique_ptr<Arm>> makeHostArm(const ArmContext &context)
{
    const std::string frame = TARE_TRY(vm::encodeCommand(context.workload.command));
    auto arm = std::make_unique<HostArm>(TARE_TRY(image::WorkFolder::create(context.paths)),
                                         frame.substr(vm::frameHead));
    TARE_CHECK(arm->open(context.image.layers));
    return std::unique_ptr<Arm>(std::move(arm));
}

} // namespace tare::measure
