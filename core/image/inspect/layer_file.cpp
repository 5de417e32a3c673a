// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/inspect/layer_file.h"

#include "core/base/file.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <vector>

namespace tare::image {

Result<LayerFile> openLayerFile(const std::string &folder, const std::string &path)
{
    const UniqueFd root = TARE_TRY(openFile(folder, O_PATH | O_DIRECTORY | O_NOFOLLOW));
    open_how how{};
    how.flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW | O_CLOEXEC; // a FIFO is not waited for
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
    LayerFile out;
    out.fd.reset(static_cast<int>(::syscall(SYS_openat2, root.get(), path.c_str(), &how, sizeof how)));
    if (!out.fd && (errno == ENOENT || errno == ENOTDIR))
        return fail(Errc::NotFound, path, "the layer's folder does not have it");
    if (!out.fd && (errno == EACCES || errno == EPERM))
        return fail(Errc::PermissionDenied, path);
    if (!out.fd && (errno == ENXIO || errno == ELOOP))
        return fail(Errc::InvalidArgument, path, "not a regular file");
    if (!out.fd)
        return failSystem("open", path);
    struct stat st
    {
    };
    if (::fstat(out.fd.get(), &st) != 0)
        return failSystem("look at", path);
    if (!S_ISREG(st.st_mode))
        return fail(Errc::InvalidArgument, path, "not a regular file");
    out.size = st.st_size;
    return out;
}

Status readLayerFile(const LayerFile &file, std::int64_t offset, std::int64_t length, const FileSink &sink,
                     const CancelToken &cancel)
{
    std::int64_t at = std::clamp<std::int64_t>(offset, 0, file.size);
    std::int64_t left = std::clamp<std::int64_t>(length, 0, file.size - at);
    std::vector<char> buffer(static_cast<std::size_t>(std::min<std::int64_t>(left, 256 << 10)));
    while (left > 0) {
        TARE_CHECK(cancel.check());
        const auto most =
            static_cast<std::size_t>(std::min<std::int64_t>(left, static_cast<std::int64_t>(buffer.size())));
        const ssize_t n = ::pread(file.fd.get(), buffer.data(), most, at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return failSystem("read", "a file of the image");
        if (n == 0 || !sink({buffer.data(), static_cast<std::size_t>(n)}))
            break;
        at += n;
        left -= n;
    }
    return {};
}

} // namespace tare::image
