// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/layer/layer_tree.h"

#include "core/base/file.h"
#include "core/base/strings.h"

#include <cerrno>
#include <deque>
#include <fcntl.h>
#include <sys/stat.h>

namespace tare::image {

Result<LayerTree> LayerTree::open(const std::string &diff, LowerView lower)
{
    UniqueFd root = TARE_TRY(openFile(diff, O_PATH | O_DIRECTORY | O_NOFOLLOW));
    return LayerTree(std::move(root), std::move(lower));
}

void LayerTree::removed(const std::string &real)
{
    m_cache.clear();
    for (auto it = m_implicit.lower_bound(real); it != m_implicit.end() && it->starts_with(real);)
        it = it->size() == real.size() || (*it)[real.size()] == '/' ? m_implicit.erase(it) : std::next(it);
}

Result<LayerTree::Place> LayerTree::folder(const Parts &parts)
{
    const std::string key = partsText(parts);
    if (const auto known = m_cache.find(key); known != m_cache.end())
        return known->second;
    std::optional<Place> place = TARE_TRY(walk(parts, &m_implicit));
    if (!place)
        return fail(Errc::UnsafePath, key, "its folder cannot be made");
    if (m_cache.size() >= 64) // descriptors; a tar goes through a tree in order, so few are enough
        m_cache.clear();
    m_cache.emplace(key, *place);
    return std::move(*place);
}

Result<std::optional<LayerTree::Place>> LayerTree::find(const Parts &parts) const { return walk(parts, nullptr); }

Result<std::optional<LayerTree::Place>> LayerTree::walk(const Parts &parts, std::set<std::string> *made) const
{
    struct Step
    {
        std::string name;
        std::shared_ptr<UniqueFd> fd;
    };
    struct Todo
    {
        std::string name;
        bool ofLink; // it comes from a symlink's target, and must be there
    };
    std::deque<Todo> todo;
    for (const std::string &part : parts)
        todo.push_back({part, false});
    std::vector<Step> walked;
    auto rootFd = std::make_shared<UniqueFd>(::openat(m_root.get(), ".", O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!*rootFd)
        return failSystem("open", partsText(parts));
    int links = 0;
    auto real = [&] {
        Parts out;
        for (const Step &s : walked)
            out.push_back(s.name);
        return out;
    };
    auto follow = [&](const std::string &name, const std::string &target) -> Status {
        if (++links > 40)
            return fail(Errc::UnsafePath, partsText(parts), "too many symlinks on its way");
        if (target.size() > 4096 || todo.size() > 4096)
            return fail(Errc::TooLarge, partsText(parts), "the target of symlink " + name + " is too long");
        if (target.starts_with('/'))
            walked.clear();
        const auto pieces = split(target, '/');
        for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece)
            todo.push_front({std::string(*piece), true});
        return {};
    };
    while (!todo.empty()) {
        const auto [part, ofLink] = std::move(todo.front());
        todo.pop_front();
        if (part.empty() || part == ".")
            continue;
        if (part == "..") {
            if (walked.empty())
                return fail(Errc::UnsafePath, partsText(parts), "a symlink on its way climbs out of the layer");
            walked.pop_back();
            continue;
        }
        const std::shared_ptr<UniqueFd> at = walked.empty() ? rootFd : walked.back().fd;
        if (at) {
            auto next = std::make_shared<UniqueFd>(
                ::openat(at->get(), part.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
            if (!*next && errno != ENOENT)
                return failSystem("open", partsText(parts));
            struct stat st
            {};
            if (*next && ::fstat(next->get(), &st) != 0)
                return failSystem("look at", partsText(parts));
            if (*next && S_ISLNK(st.st_mode)) {
                TARE_CHECK(follow(part, TARE_TRY(readLink(at->get(), part))));
                continue;
            }
            if (*next && S_ISDIR(st.st_mode)) {
                walked.push_back({part, std::move(next)});
                continue;
            }
            if (*next && made != nullptr)
                return fail(Errc::UnsafePath, partsText(parts), part + " on its way is not a folder");
            if (*next)
                return std::optional<Place>();
        }
        Parts here = real();
        here.push_back(part);
        std::optional<LowerView::Found> below = TARE_TRY(m_lower.look(here));
        if (below && S_ISLNK(below->st.st_mode)) {
            TARE_CHECK(follow(part, TARE_TRY(readLink(below->fd.get(), ""))));
            continue;
        }
        const bool folderBelow = below && S_ISDIR(below->st.st_mode);
        if (made == nullptr && !folderBelow)
            return std::optional<Place>();
        if (made == nullptr) {
            walked.push_back({part, nullptr});
            continue;
        }
        if (ofLink && !folderBelow)
            return fail(Errc::UnsafePath, partsText(parts), "a symlink on its way leads to nothing in the image");
        if (::mkdirat(at->get(), part.c_str(), 0755) != 0)
            return failSystem("create folder", partsText(here));
        auto next = std::make_shared<UniqueFd>(
            ::openat(at->get(), part.c_str(), O_PATH | O_NOFOLLOW | O_DIRECTORY | O_CLOEXEC));
        if (!*next)
            return failSystem("open", partsText(here));
        made->insert(partsText(here));
        walked.push_back({part, std::move(next)});
    }
    return std::optional<Place>(Place{walked.empty() ? rootFd : walked.back().fd, real()});
}

} // namespace tare::image
