// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/program/enter.h"

#include "core/base/paths.h"
#include "core/runtime/userns/userns.h"

#include <cstdlib>

namespace tare::image::program {

Status enterUserNamespace(int argc, char **argv)
{
    if (!userns::needed())
        return {};
    // Root of the namespace would take other folders for its own (core/base/paths.h).
    const Paths paths = TARE_TRY(Paths::resolve());
    ::setenv("TARE_ROOT", paths.root.c_str(), 1);   // NOLINT(concurrency-mt-unsafe): one thread
    ::setenv("TARE_STATE", paths.state.c_str(), 1); // NOLINT(concurrency-mt-unsafe): one thread
    const userns::Mapping mapping = TARE_TRY(userns::mappingOfCaller());
    userns::RunOptions options;
    options.argv = {"/proc/self/exe"};
    for (int i = 1; i < argc; ++i)
        options.argv.emplace_back(argv[i]);
    return tl::unexpected<Error>(userns::exec(mapping, options));
}

} // namespace tare::image::program
