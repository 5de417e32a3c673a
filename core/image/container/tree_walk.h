// SPDX-License-Identifier: GPL-3.0-or-later
// A tree of files, read by descriptors: whatever is renamed or exchanged in it meanwhile, nothing outside of it is seen.
#pragma once

#include "core/image/container/entry_sink.h"

#include <functional>
#include <set>
#include <utility>

namespace tare::image {

struct WalkOptions
{
    bool stayOnMount = false; // what is mounted in the tree is an empty folder or file
    CancelToken cancel;
};

class TreeWalk
{
public:
    TreeWalk(EntrySink &sink, const WalkOptions &options) : m_sink(sink), m_options(options), m_buffer(256U << 10U) {}

    // `name` in `parent` and all below it, called `as`; "." is the folder itself. Sockets are left out. A second name of a
    // file becomes a hard link to the first.
    [[nodiscard]] Status add(int parent, const std::string &name, const std::string &as);
    // One entry without what is in it. Answers its O_PATH descriptor.
    [[nodiscard]] Result<UniqueFd> addOne(int parent, const std::string &name, const std::string &as);

private:
    [[nodiscard]] Status addChildren(int folder, const std::string &as, dev_t device);

    EntrySink &m_sink;
    WalkOptions m_options;
    std::vector<char> m_buffer;
    std::map<std::pair<dev_t, ino_t>, std::string> m_linked;
};

// The names in a folder, sorted. `folder` may be O_PATH.
[[nodiscard]] Result<std::vector<std::string>> namesIn(int folder, const std::string &shown);
// Attributes that belong to an image: not labels of this machine, not overlayfs's own.
[[nodiscard]] bool isPortableAttribute(const std::string &name);

} // namespace tare::image
