// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measure/program/own_mounts.h"

#include "core/runtime/userns/userns.h"

namespace tare::lab {

Status becomeRoot(int argc, char **argv)
{
    if (!userns::needed())
        return {};
    const userns::Mapping mapping = TARE_TRY(userns::mappingOfCaller());
    userns::RunOptions options;
    options.argv = {"/proc/self/exe"};
    for (int i = 1; i < argc; ++i)
        options.argv.emplace_back(argv[i]);
    return tl::unexpected<Error>(userns::exec(mapping, options));
}

} // namespace tare::lab
