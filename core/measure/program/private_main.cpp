// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measure/program/private_commands.h"

#include "core/base/error_json.h"
#include "core/measure/program/own_mounts.h"
#include "core/vm/disk/guest_disk.h"

#include <csignal>
#include <cstdio>
#include <sys/prctl.h>

namespace tare::lab {

int guestDisk(int argc, char **argv, const std::string &work, const std::string &file,
              const std::vector<std::string> &layers)
{
    const Status done = [&]() -> Status {
        TARE_CHECK(becomeRoot(argc, argv));
        // After the change of user, which would clear it (prctl(2)).
        if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
            return failSystem("tie to its parent", "tare-lab");
        return vm::buildGuestDisk(layers, work, file);
    }();
    if (done)
        return 0;
    std::fprintf(stderr, "%s\n", errorToJson(done.error()).c_str());
    return 1;
}

} // namespace tare::lab
