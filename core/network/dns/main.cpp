// SPDX-License-Identifier: GPL-3.0-or-later
// tare-resolver --go FD UDP TCP CONTAINER STATE-FOLDER: answers a container's questions for names at two sockets that it was given,
// which are in the container's network namespace; it itself is in the host's and asks upstream servers from there. It begins with
// a byte from FD and ends when FD closes without one. What it reads comes from strangers: it gives up all privileges first.
#include "core/base/strings.h"
#include "core/network/dns/service.h"

#include <algorithm>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

// Files of the engine's are its user's own: no capability is needed to read them.
bool giveUpPrivileges()
{
    __user_cap_header_struct head{_LINUX_CAPABILITY_VERSION_3, 0};
    __user_cap_data_struct none[2] = {};
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = std::min<rlim_t>(files.rlim_max, 2048);
        ::setrlimit(RLIMIT_NOFILE, &files);
    }
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 &&
           ::syscall(SYS_capset, &head, none) == 0;
}

} // namespace

int main(int argc, char **argv)
{
    using namespace tare;
    if (argc != 7 || std::strcmp(argv[1], "--go") != 0)
        return 125;
    const auto go = parseInt(argv[2]), datagrams = parseInt(argv[3]), listener = parseInt(argv[4]);
    if (!go || !datagrams || !listener)
        return 125;
    ::signal(SIGPIPE, SIG_IGN); // NOLINT: answered by write(2)
    char byte = 0;
    if (::read(static_cast<int>(*go), &byte, 1) != 1)
        return 1;
    ::close(static_cast<int>(*go));
    Paths paths;
    paths.state = argv[6];
    network::dns::Names names(network::NetworkStore(paths), argv[5]);
    if (!names.refresh() || !giveUpPrivileges())
        return 1;
    network::dns::Service service(names, UniqueFd(static_cast<int>(*datagrams)), UniqueFd(static_cast<int>(*listener)));
    return service.run();
}
