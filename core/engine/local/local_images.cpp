// SPDX-License-Identifier: GPL-3.0-or-later
// Images, and what the machine can do.
#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/engine/local/image_helper.h"
#include "core/engine/local/local_engine.h"
#include "core/image/inspect_json.h"
#include "core/oci/reference.h"

#include <fcntl.h>
#include <sys/utsname.h>
#include <unistd.h>

namespace tare::local {

Image LocalEngine::describe(const image::StoredImage &image) const
{
    Image out;
    out.id = image.id.text();
    out.manifestDigest = image.manifest.text();
    out.names = image.names;
    out.repoDigests = image.repoDigests;
    out.created = image.config.created;
    out.compressedSize = image.compressedSize;
    for (const oci::Digest &layer : image.config.diffIds)
        out.layers.push_back(layer.text());
    out.architecture = image.config.architecture;
    out.os = image.config.os;
    out.labels = image.config.labels;
    return out;
}

std::map<std::string, int> LocalEngine::imageUses()
{
    std::map<std::string, int> out;
    const auto ids = m_store.ids();
    if (!ids)
        return out;
    for (const std::string &id : *ids) {
        if (const auto record = m_store.record(id))
            ++out[record->imageId];
    }
    return out;
}

Result<std::vector<Image>> LocalEngine::images()
{
    std::vector<Image> out;
    const auto uses = imageUses();
    const auto stored = TARE_TRY(m_images.list());
    const auto sizes = m_images.sizes(stored);
    for (std::size_t i = 0; i < stored.size(); ++i) {
        Image &one = out.emplace_back(describe(stored[i]));
        one.size = sizes[i].total;
        one.sharedSize = sizes[i].shared;
        one.uniqueSize = sizes[i].unique;
        const auto used = uses.find(one.id);
        one.containers = used == uses.end() ? 0 : used->second;
    }
    return out;
}

Result<Image> LocalEngine::image(const std::string &nameOrId)
{
    const image::StoredImage stored = TARE_TRY(m_images.find(nameOrId));
    Image out = describe(stored);
    out.size = m_images.unpackedSize(stored);
    const auto uses = imageUses();
    const auto used = uses.find(out.id);
    out.containers = used == uses.end() ? 0 : used->second;
    return out;
}

Result<std::string> LocalEngine::inspectImage(const std::string &nameOrId)
{
    const image::StoredImage image = TARE_TRY(m_images.find(nameOrId));
    return image::inspectJson(image, m_images.unpackedSize(image),
                              m_images.layerFolders(image).value_or(std::vector<std::string>()));
}

Result<Image> LocalEngine::describeResult(const std::vector<std::string> &ids)
{
    if (ids.empty())
        return fail(Errc::Internal, "tare-image", "it named no image");
    return image(ids.front());
}

namespace {

// A file, or our standard input: the helper's own is not ours.
Result<HelperCall> withInput(std::vector<std::string> command, const std::string &file, UniqueFd &input)
{
    HelperCall call;
    call.command = std::move(command);
    if (file == "-") {
        input = UniqueFd(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3));
        if (!input)
            return failSystem("read", "standard input");
        call.fds.emplace_back(input.get(), 0);
    }
    return call;
}

} // namespace

Result<std::vector<Image>> LocalEngine::load(const std::string &file, const ProgressSink &progress,
                                             const CancelToken &cancel)
{
    UniqueFd input;
    const HelperCall call = TARE_TRY(withInput({"load", "--", file}, file, input));
    std::vector<Image> out;
    const std::string result = TARE_TRY(callImageHelper(m_store.paths(), call, progress, cancel));
    for (const std::string &id : idsOf(result))
        out.push_back(TARE_TRY(image(id)));
    return out;
}

Result<Image> LocalEngine::importRootfs(const std::string &file, const std::string &reference,
                                        const ImportOptions &options, const ProgressSink &progress,
                                        const CancelToken &cancel)
{
    std::vector<std::string> command = {"import"};
    for (const std::string &change : options.changes)
        command.push_back("--change=" + change);
    if (!options.message.empty())
        command.push_back("--message=" + options.message);
    if (!options.platform.empty())
        command.push_back("--platform=" + options.platform);
    command.insert(command.end(), {"--", file});
    if (!reference.empty())
        command.push_back(reference);
    UniqueFd input;
    const HelperCall call = TARE_TRY(withInput(std::move(command), file, input));
    const std::string result = TARE_TRY(callImageHelper(m_store.paths(), call, progress, cancel));
    return describeResult(idsOf(result));
}

Result<Image> LocalEngine::ensureStarter()
{
    if (auto there = image("tare/starter:latest"))
        return there;
    const auto ids = TARE_TRY(runImageHelper(m_store.paths(), {"starter"}, {}, {}));
    return describeResult(ids);
}

Result<std::vector<std::string>> LocalEngine::layersOf(const image::StoredImage &image)
{
    auto folders = m_images.layerFolders(image);
    if (folders || folders.error().code != Errc::NotFound)
        return folders;
    TARE_CHECK(runImageHelper(m_store.paths(), {"unpack", image.id.text()}, {}, {}));
    return m_images.layerFolders(image);
}

Result<std::vector<std::string>> LocalEngine::removeImage(const std::string &nameOrId, bool force)
{
    const std::vector<image::ImageUse> uses = TARE_TRY(usesOfImages());
    return m_images.remove(nameOrId, force, uses); // which tells the windows too
}

Result<std::vector<image::ImageUse>> LocalEngine::usesOfImages()
{
    std::vector<image::ImageUse> out;
    for (const Container &c : TARE_TRY(containers()))
        out.push_back({c.imageId, c.id, c.pid != 0});
    return out;
}

Status LocalEngine::tag(const std::string &source, const std::string &target)
{
    const oci::Reference reference = TARE_TRY(oci::Reference::parse(target));
    return m_images.tag(source, reference);
}

Result<EngineInfo> LocalEngine::info()
{
    EngineInfo out;
    out.name = "Tare";
    out.version = TARE_VERSION;
    out.rootless = ::geteuid() != 0;
    out.cpus = static_cast<int>(::sysconf(_SC_NPROCESSORS_ONLN));
    out.memory = ::sysconf(_SC_PHYS_PAGES) * ::sysconf(_SC_PAGESIZE);
    utsname host{};
    if (::uname(&host) == 0) {
        out.kernel = host.release;
        out.architecture = host.machine;
    }
    out.root = m_store.paths().root;
    out.state = m_store.paths().state;
    const cgroup::Hierarchy *groups = TARE_TRY(hierarchy());
    const cgroup::Support can = UserScope::find(*groups).support();
    const struct
    {
        const char *name, *flag;
        bool can;
        const std::string &why;
    } limits[] = {{"cpus", "cpus", can.cpus, can.cpusReason},
                  {"memory", "memory", can.memory, can.memoryReason},
                  {"memory-swap", "memory-swap", can.memorySwap, can.memorySwapReason},
                  {"pids", "pids-limit", can.pids, can.pidsReason}};
    for (const auto &limit : limits) {
        if (limit.can)
            out.limits.emplace_back(limit.name);
    }
    out.cgroups = out.limits.empty() ? "none" : cgroup::layoutName(groups->layout());
    for (const auto &limit : limits) {
        if (limit.can)
            continue;
        Finding finding{"limits", std::string("--") + limit.flag + ": " + limit.why, {}};
        if (out.rootless && groups->layout() == cgroup::Layout::V2)
            finding.fix = "Write [Service] and Delegate=cpu cpuset io memory pids to "
                          "/etc/systemd/system/user@.service.d/delegate.conf, then log in again.";
        else if (out.rootless)
            finding.fix = "Run as root: control groups of version 1 cannot be handed to a user.";
        out.findings.push_back(std::move(finding));
    }
    if (out.rootless) {
        const auto mapping = userns::mappingOfCaller();
        if (!mapping)
            out.findings.push_back({"rootless", mapping.error().text(), mapping.error().advice});
        else if (mapping->single())
            out.findings.push_back({"subuid", mapping->whySingle, mapping->fix});
    }
    return out;
}

} // namespace tare::local
