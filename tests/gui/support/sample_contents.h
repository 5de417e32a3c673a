// SPDX-License-Identifier: GPL-3.0-or-later
// What is inside a small image, made by hand: three layers of which each adds, changes and removes something.
//   1: bin/tool (3000 bytes), etc/motd (100), etc/passwd (200), var/cache/big (50000), usr/lib/link -> ../../bin/tool
//   2: etc/motd (120), var/cache/big removed, opt/app/readme (40)
//   3: opt/app opaque with opt/app/main (700)
#pragma once

#include "core/image/inspect/documents.h"
#include "core/image/inspect/image_contents.h"

#include <memory>

[[nodiscard]] std::shared_ptr<const tare::image::ImageContents> sampleContents(const std::string &id);
// Index → manifest → configuration and three layers, and a manifest that was not pulled.
[[nodiscard]] tare::image::ImageDocuments sampleDocuments();
