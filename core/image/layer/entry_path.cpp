// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/layer/entry_path.h"

#include "core/base/strings.h"

namespace tare::image {

Result<Parts> entryParts(const std::string &path)
{
    if (path.size() > 4096)
        return fail(Errc::TooLarge, path.substr(0, 100) + "…", "a path of " + std::to_string(path.size()) + " bytes");
    if (path.starts_with('/'))
        return fail(Errc::UnsafePath, path, "the path is absolute");
    Parts out;
    for (const std::string_view part : split(path, '/')) {
        if (part.empty() || part == ".")
            continue;
        if (part == "..") {
            if (out.empty())
                return fail(Errc::UnsafePath, path, "it climbs out of the layer with ..");
            out.pop_back();
            continue;
        }
        if (part.size() > 255)
            return fail(Errc::TooLarge, std::string(part.substr(0, 100)) + "…", "a file name longer than 255 bytes");
        out.emplace_back(part);
    }
    return out;
}

std::string partsText(const Parts &parts) { return parts.empty() ? "." : join(parts, "/"); }

Result<Whiteout> whiteoutOf(const Parts &parts)
{
    if (parts.empty() || !parts.back().starts_with(".wh."))
        return Whiteout{};
    const std::string &name = parts.back();
    if (name == ".wh..wh..opq")
        return Whiteout{WhiteoutKind::Opaque, {}};
    if (name.starts_with(".wh..wh.")) // AUFS's own book-keeping
        return Whiteout{WhiteoutKind::Ignored, {}};
    std::string hidden = name.substr(4);
    if (hidden.empty() || hidden == "." || hidden == "..")
        return fail(Errc::UnsafePath, partsText(parts), "a whiteout that hides no file");
    return Whiteout{WhiteoutKind::Hides, std::move(hidden)};
}

} // namespace tare::image
