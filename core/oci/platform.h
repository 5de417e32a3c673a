// SPDX-License-Identifier: GPL-3.0-or-later
// os/architecture/variant, in Go's words (image-spec, image-index.md "platform").
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace tare::oci {

struct Platform
{
    std::string os, architecture, variant;

    // "linux/arm64", "linux/arm/v7"; "x86_64" and "aarch64" are taken for what they mean.
    [[nodiscard]] static Result<Platform> parse(std::string_view text);
    // This machine's, from uname(2). The variant of x86-64 is left empty: every level runs v1.
    [[nodiscard]] static Platform ofThisMachine();
    [[nodiscard]] std::string text() const;
    [[nodiscard]] bool empty() const { return os.empty() && architecture.empty(); }
    // How well an image for `offered` runs where this is asked for: 0 not at all, more is better.
    [[nodiscard]] int rank(const Platform &offered) const;
    bool operator==(const Platform &) const = default;
};

} // namespace tare::oci
