// SPDX-License-Identifier: GPL-3.0-or-later
// The client's side of a monitor's attach socket (core/monitor/protocol.h).
#pragma once

#include "core/base/cancel.h"
#include "core/base/unique_fd.h"
#include "core/engine/life.h"
#include "core/engine/session.h"

#include <memory>
#include <string>

namespace tare::local {

class AttachSession final : public Session
{
public:
    // Quit: as Wait, and it is not started again any more, whatever its policy says; until its last end.
    enum class Mode : char { Write = 'i', Read = 'r', Wait = 'w', Quit = 'q' };

    // Connects to live/attach.sock. NotRunning when nobody listens.
    [[nodiscard]] static Result<std::unique_ptr<AttachSession>> connect(const std::string &live, Mode mode);
    // Tells the monitor another restart policy; when this returns it knows.
    [[nodiscard]] static Status tellPolicy(const std::string &live, const RestartPolicy &policy);
    // For a socket whose other end the monitor has got.
    [[nodiscard]] static Result<std::unique_ptr<AttachSession>> greet(UniqueFd socket, Mode mode);

    // Waits for the monitor's answer: may we write? Only for Mode::Write, before the first read().
    [[nodiscard]] Result<bool> mayWrite();
    // Until the container ends, throwing away what it says: its exit code. Nothing when the monitor went
    // without a word. Errc::Timeout after `milliseconds` (-1: never).
    [[nodiscard]] Result<std::optional<int>> wait(const CancelToken &cancel, int milliseconds);

    [[nodiscard]] int pollFd() const override { return m_socket.get(); }
    [[nodiscard]] Result<Chunk> read() override;
    [[nodiscard]] Status write(std::string_view bytes) override;
    void closeStdin() override;
    void resize(unsigned short rows, unsigned short columns) override;
    [[nodiscard]] std::optional<int> exitCode() const override { return m_exitCode; }

private:
    explicit AttachSession(UniqueFd socket) : m_socket(std::move(socket)) {}
    [[nodiscard]] static Result<UniqueFd> connectTo(const std::string &live);
    Status frame(char type, std::string_view body);

    UniqueFd m_socket;
    unsigned char m_head[5];
    std::size_t m_headUsed = 0;
    std::uint32_t m_bodyLeft = 0;
    std::string m_control; // body of a frame that is not output
    std::string m_buffer;
    std::optional<int> m_exitCode;
    std::optional<bool> m_mayWrite;
    bool m_ended = false;
};

} // namespace tare::local
