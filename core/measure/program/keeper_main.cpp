// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measure/keeper.h"
#include "core/measure/program/private_commands.h"

#include "core/base/process_id.h"
#include "core/engine/engine.h"
#include "core/image/store.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <poll.h>
#include <unistd.h>

namespace tare::lab {

namespace {

// True when it said that nothing is left to do, false when it was cut off.
bool saidGoodBye()
{
    char word = 0;
    ssize_t n = 0;
    do
        n = ::read(measure::keeperLineFd, &word, 1);
    while (n < 0 && errno == EINTR);
    return n == 1;
}

// Its end of the line is closed before the locks that it holds are free.
void awaitEnd(const Result<UniqueFd> &parent)
{
    if (!parent)
        return; // it is gone
    pollfd one = {parent->get(), POLLIN, 0};
    while (::poll(&one, 1, -1) < 0 && errno == EINTR)
        continue;
}

} // namespace

int keeper(const Paths &paths, int parentPid)
{
    // Only the end of its parent ends it.
    for (const int number : {SIGTERM, SIGINT, SIGHUP})
        ::signal(number, SIG_IGN);
    Result<UniqueFd> parent = fail(Errc::NotFound, "tare-lab", "it is gone");
    if (const auto id = ProcessId::of(parentPid); id && ::getppid() == parentPid)
        parent = id->open();
    if (saidGoodBye())
        return 0;
    awaitEnd(parent);
    const Status done = [&]() -> Status {
        (void)TARE_TRY(openLocalEngine(paths.root, paths.state)); // it removes what has no holder
        image::Store store = TARE_TRY(image::Store::open(paths));
        return store.cleanUp();
    }();
    if (!done)
        std::fprintf(stderr, "tare-lab keeper: %s\n", done.error().text().c_str());
    return done ? 0 : 1;
}

} // namespace tare::lab
