// SPDX-License-Identifier: GPL-3.0-or-later
// Names going, and images with them: mark what the index refers to, sweep the rest.
#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/image/image_references.h"
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
#include <optional>
#include <set>

namespace tare::image {
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

// Which of the references the user means; none when it is an id.
std::optional<ImageReference> namedBy(const std::string &asked, const std::vector<ImageReference> &references)
{
    auto wanted = oci::Reference::parse(asked);
    if (!wanted)
        return std::nullopt;
    if (!wanted->digest.empty()) // of name:tag@digest, the digest counts
        wanted->tag.clear();
    const std::string text = wanted->familiar();
    const auto found = std::find_if(references.begin(), references.end(), [&](const auto &r) { return r.text == text; });
    return found == references.end() ? std::nullopt : std::optional(*found);
}

void hold(LayoutIndex &index, const oci::Digest &manifest)
{
    for (oci::Descriptor &d : index.entries) {
        if (d.digest == manifest)
            d.annotations[heldKey] = "true";
    }
}

constexpr char containerFirst[] = "Remove the container first, or use --force to take only the name away.";

struct Uses
{
    const ImageUse *running = nullptr, *stopped = nullptr;
    [[nodiscard]] const ImageUse *any() const { return running != nullptr ? running : stopped; }
};

Uses usesOf(const oci::Digest &image, const std::vector<ImageUse> &all)
{
    Uses out;
    for (const ImageUse &use : all) {
        if (use.image == image.text())
            (use.running ? out.running : out.stopped) = &use;
    }
    return out;
}

// What keeps an image from being deleted, whatever is done to its names.
Status mayDelete(const std::string &asked, const oci::Digest &image, const Uses &uses, bool referenced, bool force)
{
    const std::string subject = "unable to delete " + shortId(image.text());
    if (uses.running != nullptr)
        return conflict(asked, subject + " (cannot be forced) - image is being used by running container " +
                                   shortId(uses.running->container), "Stop the container first.");
    if (referenced && !force)
        return conflict(asked, subject + " (must be forced) - image is referenced in multiple repositories",
                        "Remove it by each of its names, or use --force.");
    if (uses.stopped != nullptr && !force)
        return conflict(asked, subject + " (must be forced) - image is being used by stopped container " +
                                   shortId(uses.stopped->container),
                        "Remove the container first, or use --force: the container keeps what it needs.");
    return {};
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

// moby, daemon/images/image_delete.go.
Result<std::vector<std::string>> Store::remove(const std::string &nameOrId, bool force,
                                               const std::vector<ImageUse> &uses)
{
    std::vector<std::string> out;
    const WorkFolder work = TARE_TRY(WorkFolder::create(m_paths)); // who dies before the sweep is seen by it
    {
        const FileLock lock = TARE_TRY(lockStore(m_paths));
        const StoredImage image = TARE_TRY(find(nameOrId));
        LayoutIndex index = TARE_TRY(LayoutIndex::read(m_paths));
        std::vector<ImageReference> left = referencesOf(index, image.manifest);
        const Uses used = usesOf(image.id, uses);
        const std::optional<ImageReference> asked = namedBy(nameOrId, left);
        const std::string said = asked ? oci::Reference::parse(nameOrId)->familiar() : std::string();
        const auto untag = [&](const auto &going) {
            for (const ImageReference &reference : left) {
                if (going(reference)) // the one that was asked for by the words of who asked
                    out.push_back("Untagged: " + (asked && asked->text == reference.text ? said : reference.text));
            }
            std::erase_if(left, going);
        };
        bool deleted = true;
        if (asked) {
            if (!force && isSingleReference(left) && used.any() != nullptr)
                return conflict(nameOrId, "unable to remove repository reference \"" + nameOrId +
                                              "\" (must force) - container " + shortId(used.any()->container) +
                                              " is using its referenced image " + shortId(image.id.text()), containerFirst);
            untag([&](const ImageReference &r) { return r.text == asked->text; });
            // With a repository's last tag go the digests that it was served by.
            const bool more = std::any_of(left.begin(), left.end(), [&](const ImageReference &r) {
                return !r.digest && r.repository == asked->repository;
            });
            if (!asked->digest && !more)
                untag([&](const ImageReference &r) { return r.digest && r.repository == asked->repository; });
            deleted = left.empty() && mayDelete(nameOrId, image.id, used, false, force).has_value();
        } else {
            TARE_CHECK(mayDelete(nameOrId, image.id, used, !left.empty() && !isSingleReference(left), force));
            untag([](const ImageReference &) { return true; });
        }
        setReferences(index, image.manifest, left);
        if (deleted && used.any() != nullptr)
            hold(index, image.manifest);
        else if (deleted)
            std::erase_if(index.entries, [&](const oci::Descriptor &d) { return d.digest == image.manifest; });
        TARE_CHECK(index.write(m_paths));
        const std::vector<std::string> chain = readChain(m_paths, image.id).value_or(std::vector<std::string>());
        const std::vector<std::string> swept = TARE_TRY(sweep(m_paths));
        if (deleted) {
            out.push_back("Deleted: " + image.id.text());
            for (auto hex = chain.rbegin(); hex != chain.rend(); ++hex) {
                if (std::find(swept.begin(), swept.end(), *hex) != swept.end())
                    out.push_back("Deleted: sha256:" + *hex);
            }
        }
        tellImageEvent(m_paths, deleted ? "delete" : "untag", image.id.text(), asked ? asked->text : std::string());
    }
    TARE_CHECK(emptyTrash(m_paths));
    return out;
}

Status Store::letGo(const std::function<Result<std::vector<ImageUse>>()> &uses)
{
    {
        const auto text = readFile(m_paths.images() + "/index.json");
        if (!text || text->find(heldKey) == std::string::npos)
            return {};
        const WorkFolder work = TARE_TRY(WorkFolder::create(m_paths));
        const FileLock lock = TARE_TRY(lockStore(m_paths));
        LayoutIndex index = TARE_TRY(LayoutIndex::read(m_paths));
        const std::vector<ImageUse> now = TARE_TRY(uses());
        const auto gone = std::erase_if(index.entries, [&](const oci::Descriptor &d) {
            if (!d.annotations.contains(heldKey))
                return false;
            const auto image = load(d.digest);
            return !image || usesOf(image->id, now).any() == nullptr;
        });
        if (gone == 0)
            return {};
        TARE_CHECK(index.write(m_paths));
        TARE_TRY(sweep(m_paths));
    }
    return emptyTrash(m_paths);
}

Result<Removal> Store::removeImages(const std::vector<oci::Digest> &ids, bool dryRun)
{
    Removal out;
    const WorkFolder own = TARE_TRY(WorkFolder::create(m_paths));
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
    bool torn = false; // of somebody who did no more than write the index
    {
        const std::unique_ptr<DIR, int (*)(DIR *)> d(::opendir(m_paths.images().c_str()), ::closedir);
        while (const dirent *e = d ? ::readdir(d.get()) : nullptr) // NOLINT(concurrency-mt-unsafe): a DIR of our own
            torn = torn || std::string_view(e->d_name).find(".tmp-") != std::string_view::npos;
    }
    if (!torn && !hasDeadWork(m_paths))
        return {};
    {
        const FileLock lock = TARE_TRY(lockStore(m_paths));
        if (torn || !TARE_TRY(surveyWork(m_paths)).dead.empty())
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
