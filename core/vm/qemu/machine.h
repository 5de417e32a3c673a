// SPDX-License-Identifier: GPL-3.0-or-later
// A running QEMU and what its guest says.
#pragma once

#include "core/base/subprocess.h"
#include "core/vm/frame_parser.h"
#include "core/vm/hypervisor.h"

#include <deque>

namespace tare::vm {

class QemuMachine : public VirtualMachine
{
public:
    // `command` is the C frame that answers the guest's hello.
    QemuMachine(Child child, UniqueFd channel, UniqueFd console, UniqueFd complaints, std::string command);
    ~QemuMachine() override;
    [[nodiscard]] pid_t pid() const override { return m_child.pid(); }
    [[nodiscard]] Result<GuestEvent> next(std::chrono::milliseconds limit,
                                          const CancelToken &cancel) override;
    [[nodiscard]] std::string console() const override { return m_console; }

private:
    void readConsole(UniqueFd &fd, bool serial);
    [[nodiscard]] Status readChannel();
    [[nodiscard]] Status take(char type, std::string_view body, std::int64_t time);
    void finish();
    void sayKernelRuns(std::int64_t time);

    Child m_child;
    UniqueFd m_channel, m_serial, m_complaints;
    std::string m_command, m_console;
    FrameParser m_parser;
    std::deque<GuestEvent> m_events; // at most what one read of the channel holds
    std::int64_t m_firstByte = 0;    // on the serial console
    bool m_kernelSaid = false, m_gone = false;
};

} // namespace tare::vm
