// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/events.h"

#include "core/base/cancel.h"
#include "core/base/file.h"
#include "core/base/strings.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <thread>

namespace tare::local {
namespace {

constexpr off_t maxFile = 4L << 20U;

class Watcher final : public Subscription
{
public:
    Watcher(std::string path, UniqueFd watch, UniqueFd file, std::function<void(const Event &)> callback)
        : m_path(std::move(path)), m_watch(std::move(watch)), m_file(std::move(file)),
          m_callback(std::move(callback))
    {
    }
    ~Watcher() override
    {
        m_stop.cancel();
        if (m_thread.joinable())
            m_thread.join();
    }
    void begin(std::optional<std::int64_t> since)
    {
        if (since) {
            m_since = *since;
            const std::string before = readFile(m_path + ".1", 64U << 20U).value_or("");
            for (const std::string_view line : split(before, '\n'))
                tell(line);
            readNew(); // up to now
        } else {
            ::lseek(m_file.get(), 0, SEEK_END);
        }
        m_thread = std::thread([this] { run(); });
    }

private:
    void run()
    {
        while (true) {
            pollfd wake[2] = {{m_watch.get(), POLLIN, 0}, {m_stop.token().pollFd(), POLLIN, 0}};
            ::poll(wake, 2, -1);
            if (m_stop.token().cancelled())
                return;
            alignas(inotify_event) char ignored[4096];
            while (::read(m_watch.get(), ignored, sizeof ignored) > 0) {
            }
            readNew();
            struct stat open
            {
            }, named{};
            if (::stat(m_path.c_str(), &named) == 0 &&
                (!m_file || (::fstat(m_file.get(), &open) == 0 && open.st_ino != named.st_ino))) {
                m_file = UniqueFd(::open(m_path.c_str(), O_RDONLY | O_CLOEXEC));
                m_partial.clear();
                readNew();
            }
        }
    }

    void readNew()
    {
        char buffer[16384];
        while (m_file) {
            const ssize_t n = ::read(m_file.get(), buffer, sizeof buffer);
            if (n < 0 && errno == EINTR)
                continue;
            if (n <= 0)
                return;
            m_partial.append(buffer, static_cast<std::size_t>(n));
            std::size_t from = 0;
            for (std::size_t end = 0; (end = m_partial.find('\n', from)) != std::string::npos;
                 from = end + 1) {
                tell(std::string_view(m_partial).substr(from, end - from));
            }
            m_partial.erase(0, from);
        }
    }

    void tell(std::string_view line)
    {
        const auto event = parseEvent(line);
        if (event && event->time >= m_since)
            m_callback(*event);
    }

    std::string m_path;
    std::int64_t m_since = 0;
    UniqueFd m_watch, m_file;
    std::string m_partial;
    std::function<void(const Event &)> m_callback;
    CancelSource m_stop;
    std::thread m_thread;
};

} // namespace

void appendEvent(const std::string &file, const Event &event)
{
    nlohmann::json out = {{"time", event.time},
                          {"type", event.type},
                          {"action", event.action},
                          {"id", event.id},
                          {"name", event.name}};
    if (event.exitCode)
        out["exitCode"] = *event.exitCode;
    const std::string line = out.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
    const UniqueFd fd(::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!fd)
        return;
    [[maybe_unused]] const Status written = writeAll(fd.get(), line);
    struct stat st
    {
    };
    if (::fstat(fd.get(), &st) == 0 && st.st_size > maxFile)
        ::rename(file.c_str(), (file + ".1").c_str());
}

std::optional<Event> parseEvent(std::string_view line)
{
    const auto json = nlohmann::json::parse(line, nullptr, false);
    if (!json.is_object())
        return std::nullopt;
    const auto text = [&](const char *key) {
        const auto at = json.find(key);
        return at != json.end() && at->is_string() ? at->get<std::string>() : std::string();
    };
    Event out;
    if (const auto time = json.find("time"); time != json.end() && time->is_number_integer())
        out.time = time->get<std::int64_t>();
    out.type = text("type");
    out.action = text("action");
    out.id = text("id");
    out.name = text("name");
    if (const auto code = json.find("exitCode"); code != json.end() && code->is_number_integer())
        out.exitCode = code->get<int>();
    return out.action.empty() ? std::nullopt : std::optional(std::move(out));
}

std::optional<Event> lastEventOf(const std::string &file, const std::string &id,
                                     std::initializer_list<std::string_view> actions)
{
    if (id.empty())
        return std::nullopt;
    for (const std::string &one : {file, file + ".1"}) {
        const std::string text = readFile(one, 64U << 20U).value_or("");
        // From the end: a line that speaks of the container is found by its id, and read only then.
        for (std::size_t at = text.size(); (at = text.rfind(id, at)) != std::string::npos && at > 0; --at) {
            const std::size_t from = text.rfind('\n', at) + 1; // npos + 1 is the beginning
            const std::string_view line = std::string_view(text).substr(from, text.find('\n', at) - from);
            auto event = parseEvent(line);
            if (!event || event->id != id || event->type != "container")
                continue;
            if (std::find(actions.begin(), actions.end(), event->action) == actions.end())
                continue;
            return event;
        }
    }
    return std::nullopt;
}

Result<std::unique_ptr<Subscription>> watchEvents(const std::string &file,
                                                  const std::function<void(const Event &)> &callback, std::optional<std::int64_t> since)
{
    const std::string folder = file.substr(0, file.rfind('/'));
    UniqueFd watch(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
    UniqueFd open(::open(file.c_str(), O_RDONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    // The file itself, for what is appended; the folder, for the file that follows it.
    if (!watch || !open ||
        ::inotify_add_watch(watch.get(), folder.c_str(), IN_CREATE | IN_MOVED_FROM | IN_MODIFY) < 0)
        return failSystem("watch", file);
    auto out = std::make_unique<Watcher>(file, std::move(watch), std::move(open), callback);
    out->begin(since);
    return std::unique_ptr<Subscription>(std::move(out));
}

} // namespace tare::local
