// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/image_references.h"

#include "core/oci/reference.h"

#include <algorithm>

namespace tare::image {
namespace {

ImageReference referenceOf(std::string text, bool digest)
{
    const auto parsed = oci::Reference::parse(text);
    std::string repository = parsed ? parsed->domain + "/" + parsed->path : text;
    return {std::move(text), std::move(repository), digest};
}

} // namespace

std::vector<ImageReference> referencesOf(const LayoutIndex &index, const oci::Digest &manifest)
{
    std::vector<ImageReference> out;
    for (const oci::Descriptor &d : index.entries) {
        if (d.digest != manifest)
            continue;
        if (std::string name = nameOf(d); !name.empty())
            out.push_back(referenceOf(std::move(name), false));
        if (const auto served = d.annotations.find(repoDigestKey); served != d.annotations.end())
            out.push_back(referenceOf(served->second, true));
    }
    const auto less = [](const ImageReference &a, const ImageReference &b) {
        return a.digest != b.digest ? b.digest : a.text < b.text;
    };
    const auto same = [](const ImageReference &a, const ImageReference &b) { return a.text == b.text; };
    std::sort(out.begin(), out.end(), less);
    out.erase(std::unique(out.begin(), out.end(), same), out.end());
    return out;
}

void setReferences(LayoutIndex &index, const oci::Digest &manifest, const std::vector<ImageReference> &references)
{
    const auto its = [&](const oci::Descriptor &d) { return d.digest == manifest; };
    const auto first = std::find_if(index.entries.begin(), index.entries.end(), its);
    if (first == index.entries.end())
        return;
    oci::Descriptor nameless = *first;
    for (const char *key : {refNameKey, fullNameKey, repoDigestKey, heldKey})
        nameless.annotations.erase(key);
    std::vector<oci::Descriptor> entries;
    for (const ImageReference &reference : references) {
        if (reference.digest)
            continue;
        oci::Descriptor &d = entries.emplace_back(nameless);
        d.annotations[refNameKey] = reference.text;
        const auto parsed = oci::Reference::parse(reference.text);
        d.annotations[fullNameKey] = parsed ? parsed->full() : reference.text;
    }
    const std::size_t tags = entries.size();
    for (const ImageReference &reference : references) {
        if (!reference.digest)
            continue;
        oci::Descriptor *to = nullptr;
        for (std::size_t i = 0; i < tags && to == nullptr; ++i) {
            const auto name = oci::Reference::parse(entries[i].annotations[refNameKey]);
            const bool same = name && name->domain + "/" + name->path == reference.repository;
            to = same && !entries[i].annotations.contains(repoDigestKey) ? &entries[i] : nullptr;
        }
        if (to == nullptr)
            to = &entries.emplace_back(nameless);
        to->annotations[repoDigestKey] = reference.text;
    }
    if (entries.empty())
        entries.push_back(std::move(nameless));
    std::erase_if(index.entries, its);
    index.entries.insert(index.entries.end(), entries.begin(), entries.end());
}

bool isSingleReference(const std::vector<ImageReference> &references)
{
    const auto tags = std::count_if(references.begin(), references.end(), [](const auto &r) { return !r.digest; });
    return !references.empty() && tags <= 1 &&
           std::all_of(references.begin(), references.end(),
                       [&](const auto &r) { return r.repository == references.front().repository; });
}

} // namespace tare::image
