// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/starter.h"

#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"
#include "core/image/image_draft.h"
#include "core/image/layer/tar_writer.h"
#include "core/oci/media_type.h"
#include "core/oci/platform.h"

#include <cstring>
#include <elf.h>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <set>

namespace tare::image {
namespace {

// Static: no program header names an interpreter. A dynamic one would need libraries that the image has not.
bool isStaticElf(const std::string &bytes)
{
    Elf64_Ehdr head{};
    if (bytes.size() < sizeof head || std::memcmp(bytes.data(), ELFMAG, SELFMAG) != 0)
        return false;
    if (bytes[EI_CLASS] != ELFCLASS64)
        return bytes.find("ld-linux") == std::string::npos;
    std::memcpy(&head, bytes.data(), sizeof head);
    for (std::size_t i = 0; i < head.e_phnum; ++i) {
        Elf64_Phdr program{};
        const std::size_t at = head.e_phoff + i * sizeof program;
        if (at > bytes.size() || bytes.size() - at < sizeof program)
            return false;
        std::memcpy(&program, bytes.data() + at, sizeof program);
        if (program.p_type == PT_INTERP)
            return false;
    }
    return true;
}

struct Busybox
{
    std::string path, bytes;
};

Result<Busybox> findBusybox()
{
    std::vector<std::string> candidates = {"/bin/busybox", "/usr/bin/busybox", "/usr/local/bin/busybox",
                                           "/usr/lib/initramfs-tools/bin/busybox"};
    if (const std::string chosen = environment("TARE_BUSYBOX"); !chosen.empty())
        candidates = {chosen};
    bool dynamic = false;
    for (const std::string &path : candidates) {
        auto bytes = readFile(path, 32U << 20U);
        if (!bytes)
            continue;
        if (isStaticElf(*bytes))
            return Busybox{path, std::move(*bytes)};
        dynamic = true;
    }
    return fail(Errc::NotOnThisMachine, "the starter image",
                dynamic ? "the busybox of this machine is not linked statically" : "there is no busybox on this machine",
                "Install it: sudo apt install busybox-static");
}

// "usr/bin/env", one a line. Names that could leave the folder are none of busybox's.
Result<std::set<std::string>> applets(const Busybox &busybox)
{
    SpawnOptions options;
    options.argv = {busybox.path, "--list-full"};
    RunLimits limits;
    limits.time = std::chrono::seconds(10);
    const RunOutput output = TARE_TRY(run(std::move(options), limits));
    std::set<std::string> out;
    for (const std::string_view line : split(output.out, '\n')) {
        const bool inFolder = line.starts_with("bin/") || line.starts_with("sbin/") || line.starts_with("usr/");
        if (inFolder && line.find("..") == std::string_view::npos && line != "bin/busybox")
            out.emplace(line);
    }
    if (output.exitCode != 0 || !out.contains("bin/sh"))
        return fail(Errc::NotOnThisMachine, "the starter image", busybox.path + " has no shell",
                    "Install it: sudo apt install busybox-static");
    return out;
}

// Everything in a fixed order, of root, of 1970: the digest depends on busybox alone.
Result<std::string> makeLayer(const Busybox &busybox)
{
    TarWriter tar;
    for (const char *folder : {"bin", "dev", "etc", "home", "lib", "mnt", "opt", "proc", "run", "sbin", "srv", "sys",
                               "usr", "usr/bin", "usr/lib", "usr/sbin", "var", "var/log", "var/spool"})
        TARE_CHECK(tar.folder(folder, 0755));
    TARE_CHECK(tar.folder("root", 0700));
    TARE_CHECK(tar.folder("tmp", 01777));
    TARE_CHECK(tar.folder("var/tmp", 01777));
    TARE_CHECK(tar.file("bin/busybox", busybox.bytes, 0755));
    for (const std::string &applet : TARE_TRY(applets(busybox)))
        TARE_CHECK(tar.symlink(applet, "/bin/busybox"));
    TARE_CHECK(tar.symlink("var/run", "/run"));
    TARE_CHECK(tar.file("etc/passwd",
                        "root:x:0:0:root:/root:/bin/sh\n"
                        "daemon:x:1:1:daemon:/usr/sbin:/bin/false\n"
                        "bin:x:2:2:bin:/bin:/bin/false\n"
                        "user:x:1000:1000:user:/home/user:/bin/sh\n"
                        "nobody:x:65534:65534:nobody:/:/bin/false\n",
                        0644));
    TARE_CHECK(tar.file("etc/group",
                        "root:x:0:\ndaemon:x:1:\nbin:x:2:\nadm:x:4:\ntty:x:5:\nwheel:x:10:root\nuser:x:1000:\n"
                        "nogroup:x:65534:\n",
                        0644));
    TARE_CHECK(tar.file("etc/shadow", "root:*:::::::\ndaemon:*:::::::\nbin:*:::::::\nuser:*:::::::\nnobody:*:::::::\n", 0640));
    TARE_CHECK(tar.file("etc/shells", "/bin/sh\n", 0644));
    TARE_CHECK(tar.file("etc/hostname", "starter\n", 0644));
    TARE_CHECK(tar.file("etc/hosts", "127.0.0.1\tlocalhost\n::1\tlocalhost\n", 0644));
    TARE_CHECK(tar.file("etc/resolv.conf", "", 0644));
    TARE_CHECK(tar.file("etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files dns\n", 0644));
    TARE_CHECK(tar.file("etc/profile", "export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n"
                                       "export PS1='\\u@\\h:\\w\\$ '\n",
                        0644));
    TARE_CHECK(tar.file("etc/os-release",
                        "NAME=\"Tare starter\"\nID=tare-starter\nPRETTY_NAME=\"Tare starter (busybox)\"\n", 0644));
    TARE_CHECK(tar.folder("home/user", 0755, 1000, 1000));
    return tar.finish();
}

std::string makeConfig(const oci::Digest &diffId)
{
    using Json = nlohmann::ordered_json;
    const oci::Platform platform = oci::Platform::ofThisMachine();
    Json out = {{"created", "1970-01-01T00:00:00Z"}, {"architecture", platform.architecture}, {"os", platform.os}};
    if (!platform.variant.empty())
        out["variant"] = platform.variant;
    out["config"] = {{"Env", {"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}},
                     {"Cmd", {"sh"}},
                     {"WorkingDir", "/"},
                     {"Labels",
                      {{"org.opencontainers.image.title", "Tare starter"},
                       {"org.opencontainers.image.description", "The busybox of this machine as an image"}}}};
    out["rootfs"] = {{"type", "layers"}, {"diff_ids", {diffId.text()}}};
    out["history"] = Json::array(
        {{{"created", "1970-01-01T00:00:00Z"}, {"created_by", "tare starter"}, {"comment", "from the machine's busybox"}}});
    return out.dump();
}

} // namespace

Result<StoredImage> ensureStarter(Store &store, const UnpackOptions &options)
{
    if (auto image = store.find(starterName); image && store.layerFolders(*image))
        return image;
    const Busybox busybox = TARE_TRY(findBusybox());
    const std::string layer = TARE_TRY(makeLayer(busybox));
    WorkFolder work = TARE_TRY(WorkFolder::create(store.paths()));
    DraftLayer draftLayer;
    draftLayer.file = work.fresh("blob-");
    draftLayer.descriptor.mediaType = oci::media::ociLayer;
    draftLayer.descriptor.digest = oci::Digest::sha256(layer);
    draftLayer.descriptor.size = static_cast<std::int64_t>(layer.size());
    {
        const UniqueFd fd = TARE_TRY(openFile(draftLayer.file, O_WRONLY | O_CREAT | O_EXCL));
        TARE_CHECK(writeAll(fd.get(), layer));
    }
    ImageDraft draft;
    std::string config = makeConfig(draftLayer.descriptor.digest);
    draft.configDigest = oci::Digest::sha256(config);
    draft.config = TARE_TRY(oci::ImageConfig::parse(std::move(config)));
    draft.names = {TARE_TRY(oci::Reference::parse(starterName))};
    draft.layers.push_back(std::move(draftLayer));
    return storeDraft(store, work, draft, options);
}

} // namespace tare::image
