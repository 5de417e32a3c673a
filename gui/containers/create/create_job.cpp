// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/create/create_job.h"

#include "core/cli/options/env_file.h"
#include "core/engine/fetch_image.h"
#include "core/engine/free_ports.h"

namespace tare::gui {

Result<Container> createAsAsked(Engine &engine, cli::RunRequest request, bool start, const ProgressSink &progress, const CancelToken &cancel)
{
    CreateSpec &spec = request.spec;
    TARE_CHECK(cli::completeVariables(spec.env, {}));
    if (start)
        TARE_CHECK(checkPortsFree(engine, spec));
    if (request.pull != "always") {
        auto made = engine.create(spec);
        if (made || made.error().code != Errc::NoSuchImage || request.pull == "never")
            return made;
    }
    // What cannot be fetched is told with what the registry said.
    TARE_CHECK(fetchImage(engine, spec.image, {}, progress, cancel));
    TARE_CHECK(cancel.check());
    return engine.create(spec);
}

} // namespace tare::gui
