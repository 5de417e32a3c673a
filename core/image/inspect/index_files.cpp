// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/inspect/index_files.h"

#include "core/base/file.h"
#include "core/base/strings.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/random.h>
#include <unistd.h>

namespace tare::image {
namespace {

std::string hexOf(const std::string &diffId)
{
    return diffId.substr(diffId.find(':') + 1);
}
std::string keyFile(const Paths &paths)
{
    return indexFolder(paths) + "/key";
}

Result<HashKey> readKey(const Paths &paths)
{
    const std::string bytes = TARE_TRY(readFile(keyFile(paths), 4096));
    HashKey out{};
    if (bytes.size() != out.size())
        return fail(Errc::CorruptArchive, keyFile(paths), "not a key");
    std::copy(bytes.begin(), bytes.end(), out.begin());
    return out;
}

// Under its name at once and whole, so that a kill leaves nothing; EEXIST when there is one.
Status placeKey(const Paths &paths, std::string_view bytes)
{
    const UniqueFd fd(::open(indexFolder(paths).c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600));
    if (!fd) { // a file system without unnamed files: a short key is seen to be none
        const UniqueFd named(
            ::open(keyFile(paths).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
        return named ? writeAll(named.get(), bytes) : Status(failSystem("create", keyFile(paths)));
    }
    TARE_CHECK(writeAll(fd.get(), bytes));
    const std::string self = "/proc/self/fd/" + std::to_string(fd.get());
    if (::fsync(fd.get()) != 0 ||
        ::linkat(AT_FDCWD, self.c_str(), AT_FDCWD, keyFile(paths).c_str(), AT_SYMLINK_FOLLOW) != 0)
        return failSystem("write", keyFile(paths));
    return {};
}

} // namespace

std::string indexFolder(const Paths &paths)
{
    return paths.root + "/layer-index";
}
std::string indexFile(const Paths &paths, const std::string &diffId)
{
    return indexFolder(paths) + "/" + hexOf(diffId);
}

Result<HashKey> indexKey(const Paths &paths)
{
    if (auto key = readKey(paths);
        key || (key.error().code != Errc::NotFound && key.error().code != Errc::CorruptArchive))
        return key;
    TARE_CHECK(makeDirs(indexFolder(paths), 0700));
    HashKey made{};
    for (std::size_t have = 0; have < made.size();) {
        const ssize_t n = ::getrandom(made.data() + have, made.size() - have, 0);
        if (n < 0 && errno != EINTR)
            return failSystem("get random bytes", "index key");
        have += n > 0 ? static_cast<std::size_t>(n) : 0;
    }
    for (int attempt = 0; attempt < 3; ++attempt) {
        const Status placed = placeKey(paths, {reinterpret_cast<const char *>(made.data()), made.size()});
        if (placed)
            return made;
        if (placed.error().osError != EEXIST)
            return tl::unexpected<Error>(placed.error());
        if (auto theirs = readKey(paths)) // somebody was quicker
            return theirs;
        ::unlink(keyFile(paths).c_str()); // what stands there is no key
    }
    return fail(Errc::CorruptArchive, keyFile(paths), "not a key, and it comes back");
}

Result<std::shared_ptr<const LayerIndex>> readIndex(const Paths &paths, const std::string &diffId)
{
    auto index = TARE_TRY(LayerIndex::open(indexFile(paths, diffId), diffId));
    const HashKey key = TARE_TRY(readKey(paths));
    if (index->header().hashKey != ContentHash(key).keyId())
        return fail(Errc::CorruptArchive, diffId, "its index was made with another key");
    return index;
}

Status writeIndexFile(const std::string &file, const IndexBytes &index)
{
    const UniqueFd fd = TARE_TRY(openFile(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0600));
    return writeAll(fd.get(), {reinterpret_cast<const char *>(index.bytes.get()), index.size});
}

Status publishIndex(const Paths &paths, const std::string &diffId, const std::string &file)
{
    const UniqueFd fd = TARE_TRY(openFile(file, O_RDONLY | O_NOFOLLOW));
    if (::fsync(fd.get()) != 0 || ::rename(file.c_str(), indexFile(paths, diffId).c_str()) != 0)
        return failSystem("publish", file);
    return {};
}

} // namespace tare::image
