// SPDX-License-Identifier: GPL-3.0-or-later
// tare-proxy --go FD LISTENER/PROTOCOL/ADDRESS/PORT… [NAME]: hands what comes in at sockets that it was given on to a container.
// The kernel translates what comes from elsewhere; this is for the host's loopback, for containers that call the host's own
// address, and to hold the ports. It begins with a byte from FD and ends when FD closes without one.
#include "core/network/proxy/relay.h"

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

int main(int argc, char **argv)
{
    using namespace tare::network::proxy;
    ::signal(SIGPIPE, SIG_IGN); // NOLINT: answered by write(2)
    Relay relay;
    int go = -1;
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--go") == 0 && i + 1 < argc)
            go = std::atoi(argv[++i]); // NOLINT: our own number
        else if (argv[i][0] != '/' && !relay.add(argv[i]))
            return 125;
    }
    char byte = 0;
    if (go < 0 || ::read(go, &byte, 1) != 1)
        return 1;
    ::close(go);
    return relay.run();
}
