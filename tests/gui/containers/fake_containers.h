// SPDX-License-Identifier: GPL-3.0-or-later
// A FakeEngine whose containers can be worked with.
#pragma once

#include "core/base/time.h"
#include "tests/gui/support/fake_engine.h"

#include <condition_variable>
#include <fmt/format.h>
#include <sys/eventfd.h>
#include <thread>
#include <unistd.h>

inline tare::Container fakeContainer(int number, const std::string &name)
{
    tare::Container c;
    c.id = fmt::format("{:064x}", number);
    c.name = name;
    c.image = "tare/starter:latest";
    c.imageId = fmt::format("sha256:{:064x}", 1);
    c.command = {"/bin/sh"};
    c.status = tare::ContainerStatus::Running;
    c.created = c.started = tare::nowNs() - 60'000'000'000;
    c.pid = 100 + number;
    c.tty = c.openStdin = true;
    c.network = "none";
    return c;
}

// Says what was written to it, in upper case; "exit" ends it with code 3.
class EchoSession : public tare::Session
{
public:
    EchoSession() : m_fd(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) { put("$ "); }
    ~EchoSession() override { ::close(m_fd); }
    [[nodiscard]] int pollFd() const override { return m_fd; }
    [[nodiscard]] tare::Result<Chunk> read() override
    {
        const std::lock_guard lock(m_mutex);
        std::uint64_t count = 0;
        (void)!::read(m_fd, &count, sizeof count);
        m_said.swap(m_ready);
        m_ready.clear();
        if (!m_said.empty()) {
            if (m_ended)
                wake();
            return Chunk{Stream::Stdout, m_said};
        }
        return Chunk{m_ended ? Stream::Ended : Stream::Stdout, {}};
    }
    [[nodiscard]] tare::Status write(std::string_view bytes) override
    {
        const std::lock_guard lock(m_mutex);
        for (const char c : bytes) {
            m_typed += c;
            m_ready += static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
        }
        m_ended = m_typed.find("exit\r") != std::string::npos;
        wake();
        return {};
    }
    void closeStdin() override {}
    void resize(unsigned short rows, unsigned short columns) override
    {
        const std::lock_guard lock(m_mutex);
        size = {rows, columns};
    }
    [[nodiscard]] std::optional<int> exitCode() const override { return 3; }
    std::pair<int, int> size{0, 0};

private:
    void put(const std::string &text)
    {
        m_ready += text;
        wake();
    }
    void wake()
    {
        const std::uint64_t one = 1;
        (void)!::write(m_fd, &one, sizeof one);
    }
    std::mutex m_mutex;
    int m_fd;
    std::string m_ready, m_said, m_typed;
    bool m_ended = false;
};

class FakeContainers : public FakeEngine
{
public:
    std::vector<tare::LogLine> theLog;
    bool logGoesOn = false; // lines that are added later are said too
    tare::Error *createError = nullptr;
    tare::CreateSpec lastSpec;
    std::int64_t cpu = 0;

    tare::Status change(const std::string &call, const std::string &id,
                        const std::function<void(tare::Container &)> &work)
    {
        tare::Event event{tare::nowNs(), "container", call, id, {}};
        {
            const std::lock_guard lock(mutex);
            calls.push_back(call + " " + id.substr(id.find_first_not_of('0')));
            for (tare::Container &c : theContainers)
                if (c.id == id)
                    work(c);
        }
        emitEvent(event);
        return {};
    }
    tare::Result<tare::Container> create(const tare::CreateSpec &spec) override
    {
        tare::Container made;
        {
            const std::lock_guard lock(mutex);
            if (createError != nullptr)
                return tl::unexpected<tare::Error>(*createError);
            lastSpec = spec;
            made = fakeContainer(static_cast<int>(theContainers.size()) + 10,
                                 spec.name.empty() ? "made_up" : spec.name);
            made.status = tare::ContainerStatus::Created;
            made.limits = spec.limits;
            theContainers.push_back(made);
        }
        (void)change("create", made.id, [](tare::Container &) {});
        return made;
    }
    tare::Status start(const std::string &id) override
    {
        return change("start", id, [](tare::Container &c) { c.status = tare::ContainerStatus::Running; });
    }
    tare::Status stop(const std::string &id, const tare::StopOptions &, const tare::CancelToken &) override
    {
        return change("stop", id, [](tare::Container &c) {
            c.status = tare::ContainerStatus::Exited;
            c.exitCode = 137;
        });
    }
    tare::Status restart(const std::string &id, const tare::StopOptions &, const tare::CancelToken &) override
    {
        return change("restart", id, [](tare::Container &) {});
    }
    tare::Status kill(const std::string &id, int signal) override
    {
        return change("kill", id, [signal](tare::Container &c) {
            c.status = tare::ContainerStatus::Exited;
            c.exitCode = 128 + signal;
        });
    }
    tare::Status pause(const std::string &id) override
    {
        return change("pause", id, [](tare::Container &c) { c.status = tare::ContainerStatus::Paused; });
    }
    tare::Status unpause(const std::string &id) override
    {
        return change("unpause", id, [](tare::Container &c) { c.status = tare::ContainerStatus::Running; });
    }
    tare::Status rename(const std::string &id, const std::string &name) override
    {
        return change("rename", id, [&name](tare::Container &c) { c.name = name; });
    }
    tare::Status remove(const std::string &id, const tare::RemoveOptions &options) override
    {
        {
            const std::lock_guard lock(mutex);
            std::erase_if(theContainers, [&](const tare::Container &c) { return c.id == id; });
        }
        return change(options.force ? "remove -f" : "remove", id, [](tare::Container &) {});
    }
    tare::Result<std::string> inspectContainer(const std::string &id) override
    {
        return R"({"Id":")" + id + R"(","Config":{"Env":["GREETING=<b>hello</b>"]},)" +
               R"("Mounts":[{"Source":"/here","Destination":"/there","RW":false}]})";
    }
    tare::Result<tare::Stats> stats(const std::string &) override
    {
        const std::lock_guard lock(mutex);
        tare::Stats s;
        s.readAt = tare::monotonicNs();
        s.cpuUsage = cpu += 250'000'000;
        s.memoryUsage = 32 << 20;
        s.memoryLimit = 64 << 20;
        s.pids = 2;
        calls.push_back("stats");
        return s;
    }
    tare::Status logs(const std::string &, const tare::LogOptions &,
                      const std::function<bool(const tare::LogLine &)> &line,
                      const tare::CancelToken &cancel) override
    {
        for (std::size_t i = 0;; ++i) {
            TARE_CHECK(cancel.check());
            tare::LogLine one;
            {
                std::unique_lock lock(mutex);
                if (i >= theLog.size() && !logGoesOn)
                    return {};
                if (i >= theLog.size()) {
                    lock.unlock();
                    std::this_thread::sleep_for(std::chrono::milliseconds(1));
                    --i;
                    continue;
                }
                one = theLog[i];
            }
            if (!line(one))
                return {};
        }
    }
    tare::Result<std::unique_ptr<tare::Session>> exec(const std::string &id, const tare::ExecSpec &) override
    {
        (void)change("exec", id, [](tare::Container &) {});
        return std::make_unique<EchoSession>();
    }
    tare::Result<std::unique_ptr<tare::Session>> attach(const std::string &id, bool) override
    {
        (void)change("attach", id, [](tare::Container &) {});
        return std::make_unique<EchoSession>();
    }
};
