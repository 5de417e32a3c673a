// SPDX-License-Identifier: GPL-3.0-or-later
// Names going, and images with them: mark what the index refers to, sweep the rest.
#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/image/layer_record.h"
#include "core/image/layout_index.h"
#include "core/image/store.h"
#include "core/image/store_garbage.h"
#include "core/image/store_write.h"
#include "core/image/work_folder.h"
#include "core/oci/manifest.h"

#include <algorithm>
#include <dirent.h>
#include <memory>
#include <set>

namespace tare::image {
namespace {

std::string repository(const std::string &name)
{
    auto r = oci::Reference::parse(name);
    return r ? r->domain + "/" + r->path : name;
}

} // namespace

Status Store::tag(const std::string &source, const oci::Reference &target)
{
    if (!target.digest.empty())
        return fail(Errc::InvalidArgument, target.familiar(), "a new name cannot have a digest");
    const StoredImage image = TARE_TRY(find(source));
    const LayoutIndex index = TARE_TRY(LayoutIndex::read(m_paths));
    const auto entry = std::find_if(index.entries.begin(), index.entries.end(),
                                    [&](const oci::Descriptor &d) { return d.digest == image.manifest; });
    if (entry == index.entries.end())
        return fail(Errc::NoSuchImage, source);
    TARE_TRY(addImage(m_paths, {image.id, *entry, {target}, {}}));
    tellImageEvent(m_paths, "tag", image.id.text(), target.familiar());
    return {};
}

namespace {

std::string shortId(const std::string &id)
{
    const std::size_t colon = id.find(':');
    return id.substr(colon == std::string::npos ? 0 : colon + 1, 12);
}

tl::unexpected<Error> conflict(const std::string &subject, const std::string &why, const std::string &advice)
{
    return fail(Errc::ImageInUse, subject, "conflict: " + why, advice);
}

// One name, or one name@digest, of an image that may have more.
void untag(LayoutIndex &index, const oci::Digest &manifest, const std::string &asked, std::vector<std::string> &lines)
{
    std::string orphan; // the digest that the registry served the repository's image as
    std::vector<oci::Descriptor> kept;
    for (oci::Descriptor &d : index.entries) {
        const auto digest = d.annotations.find(repoDigestKey);
        if (d.digest != manifest || nameOf(d) != asked) {
            if (d.digest == manifest && digest != d.annotations.end() && digest->second == asked)
                d.annotations.erase(digest);
            kept.push_back(std::move(d));
            continue;
        }
        if (digest != d.annotations.end())
            orphan = digest->second;
    }
    index.entries = std::move(kept);
    lines.push_back("Untagged: " + asked);
    // It belongs to the repository: another tag of that takes it over, else it goes too.
    if (orphan.empty() || orphan == asked)
        return;
    for (oci::Descriptor &d : index.entries) {
        if (d.digest == manifest && !nameOf(d).empty() && repository(nameOf(d)) == repository(orphan)) {
            d.annotations.try_emplace(repoDigestKey, orphan);
            return;
        }
    }
    lines.push_back("Untagged: " + orphan);
}

// The entry of an image that has lost all its names.
void takeNames(oci::Descriptor &d)
{
    d.annotations.erase(refNameKey);
    d.annotations.erase(fullNameKey);
    d.annotations.erase(repoDigestKey);
}

} // namespace

// moby, daemon/images/image_delete.go.
Result<std::vector<std::string>> Store::remove(const std::string &nameOrId, bool force,
                                               const std::vector<ImageUse> &uses)
{
    std::vector<std::string> out;
    {
        const FileLock lock = TARE_TRY(lockStore(m_paths));
        const StoredImage image = TARE_TRY(find(nameOrId));
        LayoutIndex index = TARE_TRY(LayoutIndex::read(m_paths));
        const auto reference = oci::Reference::parse(nameOrId);
        std::string asked = reference ? reference->familiar() : std::string();
        const auto has = [&](const std::vector<std::string> &list) {
            return std::find(list.begin(), list.end(), asked) != list.end();
        };
        if (reference && !reference->digest.empty() && !has(image.names) && !has(image.repoDigests)) {
            oci::Reference bare = *reference; // name:tag@digest
            bare.tag.clear();
            asked = bare.familiar();
        }
        const bool byName = has(image.names) || has(image.repoDigests);
        const ImageUse *used = nullptr;
        for (const ImageUse &use : uses) {
            if (use.image == image.id.text() && (used == nullptr || use.running))
                used = &use;
        }
        const std::string shown = shortId(image.id.text());
        const char *advice = "Remove the container first, or use --force to take only the name away.";
        const bool last = image.names.size() <= 1;
        if (byName && last && used != nullptr && !force)
            return conflict(nameOrId, "unable to remove repository reference \"" + nameOrId +
                                          "\" (must force) - container " + shortId(used->container) +
                                          " is using its referenced image " + shown, advice);
        if (!byName && used != nullptr && used->running)
            return conflict(nameOrId, "unable to delete " + shown + " (cannot be forced) - image is being used by running container " +
                                          shortId(used->container), "Stop the container first.");
        if (!byName && image.names.size() > 1 && !force)
            return conflict(nameOrId, "unable to delete " + shown +
                                          " (must be forced) - image is referenced in multiple repositories",
                            "Remove it by each of its names, or use --force.");
        if (!byName && used != nullptr && !force)
            return conflict(nameOrId, "unable to delete " + shown +
                                          " (must be forced) - image is being used by stopped container " +
                                          shortId(used->container), advice);
        const auto its = std::find_if(index.entries.begin(), index.entries.end(),
                                      [&](const oci::Descriptor &d) { return d.digest == image.manifest; });
        if (its == index.entries.end())
            return fail(Errc::NoSuchImage, nameOrId);
        const oci::Descriptor entry = *its;
        if (byName) {
            untag(index, image.manifest, asked, out);
        } else {
            for (const std::string &name : image.names)
                out.push_back("Untagged: " + name);
            for (const std::string &digest : image.repoDigests)
                out.push_back("Untagged: " + digest);
        }
        const bool named = std::any_of(index.entries.begin(), index.entries.end(), [&](const oci::Descriptor &d) {
            return d.digest == image.manifest && (!nameOf(d).empty() || d.annotations.contains(repoDigestKey));
        });
        const bool gone = !byName || !named;
        if (gone) {
            oci::Descriptor nameless = entry;
            takeNames(nameless);
            std::erase_if(index.entries, [&](const oci::Descriptor &d) { return d.digest == image.manifest; });
            if (used != nullptr) // with force: the names go, what the container stands on stays
                index.entries.push_back(std::move(nameless));
        }
        TARE_CHECK(index.write(m_paths));
        const std::vector<std::string> chain = readChain(m_paths, image.id).value_or(std::vector<std::string>());
        const std::vector<std::string> swept = TARE_TRY(sweep(m_paths));
        if (gone && used == nullptr) {
            out.push_back("Deleted: " + image.id.text());
            for (auto hex = chain.rbegin(); hex != chain.rend(); ++hex) {
                if (std::find(swept.begin(), swept.end(), *hex) != swept.end())
                    out.push_back("Deleted: sha256:" + *hex);
            }
        }
        tellImageEvent(m_paths, gone && used == nullptr ? "delete" : "untag", image.id.text(),
                       byName ? asked : std::string());
    }
    TARE_CHECK(emptyTrash(m_paths));
    return out;
}

Result<Removal> Store::removeImages(const std::vector<oci::Digest> &ids, bool dryRun)
{
    Removal out;
    {
        const FileLock lock = TARE_TRY(lockStore(m_paths));
        LayoutIndex index = TARE_TRY(LayoutIndex::read(m_paths));
        const WorkState work = TARE_TRY(surveyWork(m_paths));
        const std::int64_t before = bytesOf(m_paths, TARE_TRY(findGarbage(m_paths, index, work)));
        std::vector<StoredImage> going;
        std::set<oci::Digest> manifests;
        for (StoredImage &image : TARE_TRY(list())) {
            if (std::find(ids.begin(), ids.end(), image.id) != ids.end())
                going.push_back(std::move(image));
        }
        for (const oci::Descriptor &d : index.entries) {
            const auto image = load(d.digest);
            if (image && std::find(ids.begin(), ids.end(), image->id) != ids.end())
                manifests.insert(d.digest);
        }
        std::erase_if(index.entries, [&](const oci::Descriptor &d) { return manifests.contains(d.digest); });
        const Garbage gone = TARE_TRY(findGarbage(m_paths, index, work));
        out.bytes = bytesOf(m_paths, gone) - (dryRun ? before : 0);
        for (const StoredImage &image : going) {
            for (const std::string &name : image.names)
                out.lines.push_back("untagged: " + name);
            for (const std::string &digest : image.repoDigests)
                out.lines.push_back("untagged: " + digest);
            out.lines.push_back("deleted: " + image.id.text());
            const auto chain = readChain(m_paths, image.id).value_or(std::vector<std::string>());
            for (auto hex = chain.rbegin(); hex != chain.rend(); ++hex) {
                const std::string line = "deleted: sha256:" + *hex;
                if (std::find(gone.layers.begin(), gone.layers.end(), *hex) != gone.layers.end() &&
                    std::find(out.lines.begin(), out.lines.end(), line) == out.lines.end())
                    out.lines.push_back(line);
            }
        }
        if (dryRun)
            return out;
        TARE_CHECK(index.write(m_paths));
        TARE_TRY(sweep(m_paths));
        for (const StoredImage &image : going)
            tellImageEvent(m_paths, "delete", image.id.text(), image.names.empty() ? "" : image.names.front());
    }
    TARE_CHECK(emptyTrash(m_paths));
    return out;
}

Status Store::cleanUp()
{
    bool work = false;
    {
        const std::unique_ptr<DIR, int (*)(DIR *)> d(::opendir(m_paths.temporary().c_str()), ::closedir);
        while (const dirent *e = d ? ::readdir(d.get()) : nullptr) // NOLINT(concurrency-mt-unsafe): as above
            work = work || std::string_view(e->d_name).starts_with("op-") ||
                   std::string_view(e->d_name).starts_with("trash-");
    }
    if (!work)
        return {};
    {
        const FileLock lock = TARE_TRY(lockStore(m_paths));
        if (!TARE_TRY(surveyWork(m_paths)).dead.empty())
            TARE_TRY(sweep(m_paths));
    }
    return emptyTrash(m_paths);
}

Status Store::dropUnused()
{
    {
        const FileLock lock = TARE_TRY(lockStore(m_paths));
        TARE_TRY(sweep(m_paths));
    }
    return emptyTrash(m_paths);
}

} // namespace tare::image
