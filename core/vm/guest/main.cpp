// SPDX-License-Identifier: GPL-3.0-or-later
// tare-guest-init: the first process of a guest.
#include "core/vm/channel.h"
#include "core/vm/guest/boot.h"
#include "core/vm/guest/run.h"
#include "core/vm/guest/system.h"

#include <cerrno>
#include <cstdio>
#include <unistd.h>

int main()
{
    using namespace tare;
    if (::getpid() != 1) {
        std::fputs("tare-guest-init is the first process of a virtual machine; it does nothing else.\n",
                   stderr);
        return 2;
    }
    guest::prepare();
    const int channel = guest::openChannel();
    guest::setChannel(channel);
    guest::send('H', vm::channelVersion);
    const guest::Command command = guest::readCommand(channel);
    if (command.argv.empty())
        guest::powerOff(); // the probe: it has been answered
    guest::send('S', "init");
    errno = ENODEV;
    if (!command.disk)
        guest::die("run a command without a disk");
    guest::enterDisk(command);
    guest::send('S', "disk");
    const auto code = static_cast<unsigned>(guest::runCommand(command));
    const char body[4] = {static_cast<char>(code >> 24U), static_cast<char>(code >> 16U),
                          static_cast<char>(code >> 8U), static_cast<char>(code)};
    guest::send('X', std::string_view(body, 4));
    guest::powerOff();
}
