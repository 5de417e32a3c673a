// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/layer/lower_view.h"

#include "core/base/file.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace tare::image {

std::string procPath(int fd) { return "/proc/self/fd/" + std::to_string(fd); }

bool isOverlayWhiteout(const struct stat &st) { return S_ISCHR(st.st_mode) && st.st_rdev == makedev(0, 0); }

bool isOpaque(int folder)
{
    const std::string path = procPath(folder);
    for (const char *name : {"trusted.overlay.opaque", "user.overlay.opaque"}) {
        char value = 0;
        if (::getxattr(path.c_str(), name, &value, 1) == 1 && value == 'y')
            return true;
    }
    return false;
}

Result<std::string> readLink(int folder, const std::string &name)
{
    std::string out(4097, '\0');
    const ssize_t n = ::readlinkat(folder, name.c_str(), out.data(), out.size());
    if (n < 0)
        return failSystem("read link", name);
    out.resize(static_cast<std::size_t>(n));
    return out;
}

Result<LowerView> LowerView::open(const std::vector<std::string> &diffs)
{
    LowerView out([diffs]() -> Result<std::vector<std::string>> { return diffs; });
    TARE_CHECK(out.need());
    return out;
}

Status LowerView::need() const
{
    if (!m_find)
        return {};
    const std::vector<std::string> diffs = TARE_TRY(m_find());
    for (auto dir = diffs.rbegin(); dir != diffs.rend(); ++dir)
        m_layers.push_back(TARE_TRY(openFile(*dir, O_PATH | O_DIRECTORY | O_NOFOLLOW)));
    m_find = nullptr;
    return {};
}

Result<std::optional<LowerView::Found>> LowerView::look(const Parts &parts) const
{
    TARE_CHECK(need());
    for (const UniqueFd &layer : m_layers) {
        UniqueFd at(::openat(layer.get(), ".", O_PATH | O_DIRECTORY | O_CLOEXEC));
        if (!at)
            return failSystem("look into the layer below for", partsText(parts));
        Found found;
        if (::fstat(at.get(), &found.st) != 0)
            return failSystem("look at", partsText(parts));
        bool hidesRest = false;
        bool here = true;
        for (const std::string &part : parts) {
            if (!S_ISDIR(found.st.st_mode))
                return std::optional<Found>(); // a file stands where a folder would be
            hidesRest = hidesRest || isOpaque(at.get());
            UniqueFd next(::openat(at.get(), part.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
            if (!next && errno == ENOENT) {
                here = false;
                break;
            }
            if (!next || ::fstat(next.get(), &found.st) != 0)
                return failSystem("look into the layer below for", partsText(parts));
            if (isOverlayWhiteout(found.st))
                return std::optional<Found>();
            at = std::move(next);
        }
        if (here) {
            found.fd = std::move(at);
            return std::optional<Found>(std::move(found));
        }
        if (hidesRest)
            return std::optional<Found>();
    }
    return std::optional<Found>();
}

} // namespace tare::image
