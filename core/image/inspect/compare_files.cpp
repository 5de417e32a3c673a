// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/inspect/comparison_parts.h"

#include <algorithm>

namespace tare::image {
namespace {

class Walker
{
public:
    Walker(const UnionTree &a, const UnionTree &b, std::size_t maxFiles, const CancelToken &cancel,
           Comparison &out)
        : m_a(a), m_b(b), m_maxFiles(maxFiles), m_cancel(cancel), m_out(out), m_topA(top(a)), m_topB(top(b))
    {
    }

    Status folder(NodeId a, NodeId b) // noNode: not there
    {
        std::vector<std::pair<NodeId, NodeId>> todo = {{a, b}}; // a stack that keeps the order of names
        while (!todo.empty()) {
            if (++m_steps % 4096 == 0)
                TARE_CHECK(m_cancel.check());
            const auto [x, y] = todo.back();
            todo.pop_back();
            if (!(x == rootNode && y == rootNode))
                one(x, y);
            const std::size_t mark = todo.size();
            pairs(x, y, todo);
            std::reverse(todo.begin() + static_cast<std::ptrdiff_t>(mark), todo.end());
        }
        return {};
    }

private:
    static std::size_t top(const UnionTree &t) { return t.layerCount() == 0 ? 0 : t.layerCount() - 1; }

    void pairs(NodeId x, NodeId y, std::vector<std::pair<NodeId, NodeId>> &todo) const
    {
        NodeId i = x == noNode ? 0 : m_a.firstChild(x);
        const NodeId endA = x == noNode ? 0 : m_a.endChild(x);
        NodeId k = y == noNode ? 0 : m_b.firstChild(y);
        const NodeId endB = y == noNode ? 0 : m_b.endChild(y);
        while (i < endA || k < endB) {
            const int order = i == endA ? 1 : k == endB ? -1 : m_a.name(i).compare(m_b.name(k));
            const NodeId one = order <= 0 ? i++ : noNode;
            const NodeId other = order >= 0 ? k++ : noNode;
            const bool inA = one != noNode && m_a.at(one, m_topA) != nullptr;
            const bool inB = other != noNode && m_b.at(other, m_topB) != nullptr;
            if (inA || inB)
                todo.emplace_back(inA ? one : noNode, inB ? other : noNode);
        }
    }

    void one(NodeId x, NodeId y)
    {
        const UnionTree::Event *ea = x == noNode ? nullptr : m_a.at(x, m_topA);
        const UnionTree::Event *eb = y == noNode ? nullptr : m_b.at(y, m_topB);
        FileDifference d;
        d.before = x;
        d.after = y;
        if (ea != nullptr) {
            d.typeBefore = m_a.type(*ea);
            d.sizeBefore = m_a.size(*ea);
        }
        if (eb != nullptr) {
            d.typeAfter = m_b.type(*eb);
            d.sizeAfter = m_b.size(*eb);
        }
        if (ea == nullptr || eb == nullptr) {
            d.change = ea == nullptr ? Change::Added : Change::Removed;
            (ea == nullptr ? d.typeBefore : d.typeAfter) = ea == nullptr ? d.typeAfter : d.typeBefore;
        } else {
            const IndexPlace a = m_a.source(*ea);
            const IndexPlace b = m_b.source(*eb);
            d.changedParts = differenceOf(m_a.layer(a.layer), a.node, m_b.layer(b.layer), b.node);
            if (d.typeBefore == NodeType::Folder && d.typeAfter == NodeType::Folder)
                d.changedParts &= static_cast<std::uint8_t>(~ChangedTime);
            d.change = d.changedParts == 0                                       ? Change::Unchanged
                       : (d.changedParts & (ChangedContents | ChangedType)) != 0 ? Change::Changed
                                                                                 : Change::Touched;
        }
        const bool folder = d.typeBefore == NodeType::Folder && d.typeAfter == NodeType::Folder;
        if (!folder)
            count(d);
        if (d.change == Change::Unchanged)
            return;
        if (m_out.files.size() >= m_maxFiles) {
            m_out.truncated = true;
            return;
        }
        d.path = x != noNode ? m_a.path(x) : m_b.path(y);
        m_out.files.push_back(std::move(d));
    }

    void count(const FileDifference &d)
    {
        switch (d.change) {
        case Change::Unchanged:
            ++m_out.sameFiles;
            break;
        case Change::Added:
            ++m_out.filesAdded;
            m_out.bytesAdded += d.sizeAfter;
            break;
        case Change::Removed:
            ++m_out.filesRemoved;
            m_out.bytesRemoved += d.sizeBefore;
            break;
        case Change::Changed:
            ++m_out.filesChanged;
            break;
        case Change::Touched:
            ++m_out.filesTouched;
            break;
        }
    }

    const UnionTree &m_a;
    const UnionTree &m_b;
    std::size_t m_maxFiles;
    const CancelToken &m_cancel;
    Comparison &m_out;
    std::size_t m_topA, m_topB;
    std::size_t m_steps = 0;
};

} // namespace

Status compareFiles(const UnionTree &a, const UnionTree &b, std::size_t maxFiles, const CancelToken &cancel,
                    Comparison &out)
{
    return Walker(a, b, maxFiles, cancel, out).folder(rootNode, rootNode);
}

} // namespace tare::image
