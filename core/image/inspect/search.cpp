// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/inspect/file_tree.h"
#include "core/image/inspect/glob.h"
#include "core/image/inspect/tree_columns.h"

#include <algorithm>

namespace tare::image {

std::vector<NodeId> FileTree::search(const SearchQuery &query, const CancelToken &cancel) const
{
    std::vector<NodeId> out;
    if (query.text.empty() || query.limit == 0)
        return out;
    const bool fold = !query.caseSensitive;
    const bool globbed = Glob::isGlob(query.text);
    const bool wholePath = query.text.find('/') != std::string::npos;
    const Glob glob(query.text, fold);
    std::string part = query.text;
    if (fold)
        std::transform(part.begin(), part.end(), part.begin(), foldedAscii);

    struct Level
    {
        NodeId next, end;
        std::size_t pathSize;
    };
    std::vector<Level> stack = {{m_all->firstChild(rootNode), m_all->endChild(rootNode), 0}};
    std::string path;
    std::size_t steps = 0;
    while (!stack.empty() && out.size() < query.limit) {
        Level &level = stack.back();
        if (level.next == level.end) {
            stack.pop_back();
            continue;
        }
        if (++steps % 4096 == 0 && cancel.cancelled())
            break;
        const NodeId id = level.next++;
        if (!m_columns->inside(id))
            continue;
        const std::string_view name = m_all->name(id);
        bool match = false;
        if (wholePath) {
            path.resize(level.pathSize);
            if (!path.empty())
                path += '/';
            path += name;
        }
        const std::string_view where = wholePath ? std::string_view(path) : name;
        match = globbed ? glob.mayEndIn(name) && (!wholePath || glob.matches(where))
                        : containsText(where, part, fold);
        if (match)
            out.push_back(id);
        if (m_all->firstChild(id) < m_all->endChild(id))
            stack.push_back({m_all->firstChild(id), m_all->endChild(id), path.size()});
    }
    return out;
}

} // namespace tare::image
