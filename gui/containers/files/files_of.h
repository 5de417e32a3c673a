// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/container_files.h"
#include "core/engine/engine.h"

namespace tare::gui {

[[nodiscard]] inline Result<ContainerFiles *> filesOf(Engine &engine)
{
    ContainerFiles *files = engine.files();
    if (files == nullptr)
        return fail(Errc::Unsupported, "docker cp", "this engine does not show the files of containers");
    return files;
}

} // namespace tare::gui
