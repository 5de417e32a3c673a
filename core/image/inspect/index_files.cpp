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

std::string hexOf(const std::string &diffId) { return diffId.substr(diffId.find(':') + 1); }
std::string keyFile(const Paths &paths) { return indexFolder(paths) + "/key"; }

Result<HashKey> readKey(const Paths &paths)
{
    const std::string bytes = TARE_TRY(readFile(keyFile(paths), 4096));
    HashKey out{};
    if (bytes.size() != out.size())
        return fail(Errc::CorruptArchive, keyFile(paths), "not a key");
    std::copy(bytes.begin(), bytes.end(), out.begin());
    return out;
}

} // namespace

std::string indexFolder(const Paths &paths) { return paths.root + "/layer-index"; }
std::string indexFile(const Paths &paths, const std::string &diffId) { return indexFolder(paths) + "/" + hexOf(diffId); }

Result<HashKey> indexKey(const Paths &paths)
{
    if (auto key = readKey(paths); key || (key.error().code != Errc::NotFound && key.error().code != Errc::CorruptArchive))
        return key;
    TARE_CHECK(makeDirs(indexFolder(paths), 0700));
    HashKey made{};
    for (std::size_t have = 0; have < made.size();) {
        const ssize_t n = ::getrandom(made.data() + have, made.size() - have, 0);
        if (n < 0 && errno != EINTR)
            return failSystem("get random bytes", "index key");
        have += n > 0 ? static_cast<std::size_t>(n) : 0;
    }
    // Two programs may make one at once: the first link stands.
    const std::string mine = keyFile(paths) + "." + randomHex(8);
    TARE_CHECK(writeFileAtomic(mine, {reinterpret_cast<const char *>(made.data()), made.size()}));
    const int linked = ::link(mine.c_str(), keyFile(paths).c_str());
    const bool lost = linked != 0 && errno == EEXIST;
    if (lost) {
        if (auto theirs = readKey(paths)) {
            ::unlink(mine.c_str());
            return theirs;
        }
        if (::rename(mine.c_str(), keyFile(paths).c_str()) != 0) // what stands there is no key
            return failSystem("write", keyFile(paths));
        return made;
    }
    const int os = errno;
    ::unlink(mine.c_str());
    if (linked != 0)
        return failSystem("write", keyFile(paths), os);
    return made;
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

Status writeIndex(const Paths &paths, const std::string &diffId, const IndexBytes &index)
{
    TARE_CHECK(makeDirs(indexFolder(paths), 0700));
    return writeFileAtomic(indexFile(paths, diffId), {reinterpret_cast<const char *>(index.bytes.get()), index.size});
}

} // namespace tare::image
