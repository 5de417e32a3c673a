// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/rootfs/overlay.h"

#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/runtime/rootfs/attach.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

namespace tare::runtime {
namespace {

// Splits at an unescaped separator; the pieces keep their escapes.
std::vector<std::string> splitEscaped(std::string_view text, char separator)
{
    std::vector<std::string> out(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size()) {
            out.back() += text[i];
            out.back() += text[++i];
        } else if (text[i] == separator) {
            out.emplace_back();
        } else {
            out.back() += text[i];
        }
    }
    return out;
}

std::string unescape(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size())
            ++i;
        out += text[i];
    }
    return out;
}

Result<UniqueFd> openFolder(const std::string &path)
{
    return openFile(path, O_PATH | O_DIRECTORY);
}

} // namespace

Status clearVolatileMark(const std::string &work)
{
    const std::string mark = work + "/work/incompat";
    struct stat st
    {};
    if (::lstat((mark + "/volatile").c_str(), &st) != 0)
        return {};
    timespec now{}, up{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    ::clock_gettime(CLOCK_BOOTTIME, &up);
    if (st.st_ctim.tv_sec < now.tv_sec - up.tv_sec)
        return fail(Errc::System, work, "it was in use, volatile, when the machine went down: what it holds may be damaged",
                    "Remove the container.");
    return removeTree(mark);
}

Result<Overlay> Overlay::parse(std::string_view text)
{
    Overlay o;
    const auto bad = [&](const std::string &why) { return fail(Errc::InvalidArgument, "--overlay", why); };
    for (const std::string &part : splitEscaped(text, ',')) {
        const std::size_t equals = part.find('=');
        const std::string key = part.substr(0, equals);
        const std::string value = equals == std::string::npos ? std::string() : part.substr(equals + 1);
        if (key == "volatile" && equals == std::string::npos) {
            o.isVolatile = true;
        } else if (key == "idmap") {
            const auto root = parseUnsigned(value);
            if (!root || *root == 0 || *root > 0xFFFFFFFEU)
                return bad("idmap is the id of the namespace's root");
            o.root = static_cast<std::uint32_t>(*root);
        } else if (key == "lower") {
            for (const std::string &dir : splitEscaped(value, ':'))
                o.lower.push_back(unescape(dir));
        } else if (key == "upper") {
            o.upper = unescape(value);
        } else if (key == "work") {
            o.work = unescape(value);
        } else {
            return bad("unknown part \"" + part + "\"");
        }
    }
    for (const std::string &dir : o.lower) {
        if (dir.empty() || dir[0] != '/')
            return bad("lower folders must be absolute");
    }
    if (o.lower.empty())
        return bad("there is no lower folder");
    if (o.upper.empty() != o.work.empty())
        return bad("upper and work go together");
    if (o.root != 0 && o.upper.empty())
        return bad("idmap needs upper and work");
    return o;
}

Status mountOverlay(const Overlay &overlay, const std::string &target, bool userxattr)
{
    if (overlay.lower.size() > 500)
        return fail(Errc::TooLarge, "--overlay", "an overlay has 500 layers at most");
    if (overlay.upper.empty() && overlay.lower.size() == 1) { // which an overlay cannot be
        const UniqueFd only = TARE_TRY(openFolder(overlay.lower[0]));
        const UniqueFd at = TARE_TRY(openFolder(target));
        const UniqueFd copy = TARE_TRY(copyMount(only.get(), false, overlay.lower[0]));
        TARE_CHECK(setAttributes(copy.get(), MOUNT_ATTR_RDONLY, 0, MS_PRIVATE, false, overlay.lower[0]));
        return attach(copy.get(), at.get(), target);
    }
    OverlayFolders folders;
    for (const std::string &dir : overlay.lower)
        folders.lower.push_back(TARE_TRY(openFolder(dir)));
    if (!overlay.upper.empty()) {
        TARE_CHECK(clearVolatileMark(overlay.work));
        folders.upper = TARE_TRY(openFolder(overlay.upper));
        folders.work = TARE_TRY(openFolder(overlay.work));
    }
    return mountFolders(folders, overlay.isVolatile, target, userxattr);
}

Status mountFolders(const OverlayFolders &folders, bool isVolatile, const std::string &target, bool userxattr)
{
    std::string options = "lowerdir=";
    for (const UniqueFd &folder : folders.lower)
        options += (options.back() == '=' ? "" : ":") + std::to_string(folder.get());
    if (folders.upper) {
        options += ",upperdir=" + std::to_string(folders.upper.get()) + ",workdir=" + std::to_string(folders.work.get());
        if (isVolatile)
            options += ",volatile";
    }
    if (userxattr)
        options += ",userxattr";
    // Names are relative to the folder of descriptors, and numbers need no escapes.
    const UniqueFd before = TARE_TRY(openFile(".", O_PATH | O_DIRECTORY));
    if (::chdir("/proc/self/fd") != 0)
        return failSystem("enter", "/proc/self/fd");
    const int done = ::mount("overlay", target.c_str(), "overlay", 0, options.c_str());
    const int os = errno;
    if (::fchdir(before.get()) != 0)
        return failSystem("enter", "folder");
    if (done != 0)
        return failSystem("mount overlay on", target, os);
    return {};
}

} // namespace tare::runtime
