// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/fetch_image.h"

#include "core/oci/reference.h"

namespace tare {

Status fetchImage(Engine &engine, const std::string &name, const std::string &platform, const ProgressSink &progress, const CancelToken &cancel)
{
    const auto reference = TARE_TRY(oci::Reference::parse(name));
    const std::string known = reference.familiar();
    if (known == "tare/starter:latest" || known == "starter:latest")
        (void)TARE_TRY(engine.ensureStarter());
    else
        (void)TARE_TRY(engine.pull(name, {platform, false, {}}, progress, cancel));
    return {};
}

} // namespace tare
