// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/inspect/comparison.h"

#include "core/image/inspect/comparison_parts.h"
#include "core/image/inspect/image_contents.h"
#include "core/image/inspect/layer_index.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace tare::image {
namespace {

void compareLayers(const ImageContents &before, const ImageContents &after, Comparison &out)
{
    const auto &a = before.layers();
    const auto &b = after.layers();
    while (out.commonBase < a.size() && out.commonBase < b.size() &&
           a[out.commonBase].diffId == b[out.commonBase].diffId)
        ++out.commonBase;
    std::set<std::string> inA, inB;
    for (const LayerInfo &l : a)
        inA.insert(l.diffId);
    for (const LayerInfo &l : b)
        inB.insert(l.diffId);
    std::set<std::string> told;
    for (const LayerInfo &l : a) {
        if (!told.insert(l.diffId).second)
            continue;
        const bool shared = inB.contains(l.diffId);
        (shared ? out.sharedLayers : out.onlyBefore).push_back(l.diffId);
        (shared ? out.sharedBytes : out.onlyBeforeBytes) += l.size;
    }
    for (const LayerInfo &l : b) {
        if (!told.insert(l.diffId).second)
            continue;
        out.onlyAfter.push_back(l.diffId);
        out.onlyAfterBytes += l.size;
    }
}

void comparePackages(const PackageList &before, const PackageList &after, Comparison &out)
{
    // Several versions of one name may be installed (kernels): pairs are made from the oldest on.
    using Key = std::tuple<std::string, PackageManager, std::string>;
    std::map<Key, std::pair<std::vector<const Package *>, std::vector<const Package *>>> all;
    for (const Package &p : before.packages)
        all[{p.name, p.manager, p.architecture}].first.push_back(&p);
    for (const Package &p : after.packages)
        all[{p.name, p.manager, p.architecture}].second.push_back(&p);
    for (auto &[key, lists] : all) {
        auto &[a, b] = lists;
        for (auto it = a.begin(); it != a.end();) { // the same version on both sides
            const auto same = std::find_if(b.begin(), b.end(),
                                           [&](const Package *p) { return p->version == (*it)->version; });
            if (same == b.end()) {
                ++it;
                continue;
            }
            if ((*it)->size == (*same)->size)
                ++out.samePackages;
            else
                out.packages.push_back({PackageDifference::Kind::Changed, **it, **same});
            b.erase(same);
            it = a.erase(it);
        }
        auto older = [](const Package *x, const Package *y) {
            return compareVersions(x->manager, x->version, y->version) < 0;
        };
        std::stable_sort(a.begin(), a.end(), older);
        std::stable_sort(b.begin(), b.end(), older);
        for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
            using Kind = PackageDifference::Kind;
            if (i >= b.size())
                out.packages.push_back({Kind::Removed, *a[i], {}});
            else if (i >= a.size())
                out.packages.push_back({Kind::Added, {}, *b[i]});
            else
                out.packages.push_back({older(b[i], a[i]) ? Kind::Downgraded : Kind::Upgraded, *a[i], *b[i]});
        }
    }
}

} // namespace

Result<Comparison> compareImages(const ImageContents &before, const ImageContents &after,
                                 std::size_t maxFiles, const CancelToken &cancel)
{
    Comparison out;
    if (!before.layers().empty() && !after.layers().empty() &&
        before.everything().layer(0).header().hashKey != after.everything().layer(0).header().hashKey)
        return fail(Errc::InvalidArgument, after.id(), "the two images come from different stores");
    out.config = compareConfigs(before.config(), after.config());
    comparePackages(before.packages(), after.packages(), out);
    compareLayers(before, after, out);
    TARE_CHECK(compareFiles(before.everything(), after.everything(), maxFiles, cancel, out));
    return out;
}

} // namespace tare::image
