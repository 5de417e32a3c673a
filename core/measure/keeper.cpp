// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measure/keeper.h"

#include "core/base/file.h"
#include "core/base/programs.h"

#include <unistd.h>

namespace tare::measure {

Result<Keeper> Keeper::start(const Paths &paths)
{
    Pipe line = TARE_TRY(makePipe());
    SpawnOptions options;
    options.argv = {
        TARE_TRY(findProgram("tare-lab")), "--root", paths.root, "--state", paths.state, "keeper", "--parent",
        std::to_string(::getpid())};
    options.fds = {{line.read.get(), keeperLineFd}};
    options.newSession = true; // a terminal's Ctrl+C is for who it looks after
    Child child = TARE_TRY(spawn(options));
    return Keeper(std::move(child), std::move(line.write));
}

Keeper::~Keeper()
{
    if (!m_line)
        return;
    (void)writeAll(m_line.get(), "x");
    m_line.reset();
    (void)m_child.wait();
}

} // namespace tare::measure
