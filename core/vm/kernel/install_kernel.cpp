// SPDX-License-Identifier: GPL-3.0-or-later
// vmlinuz and a handful of modules out of a kernel package. Packages carry no modules.dep (depmod(8) makes it
// when they are installed), so ours is made from what the modules say of themselves.
#include "core/base/file.h"
#include "core/base/scope_exit.h"
#include "core/base/strings.h"
#include "core/vm/kernel/fetch.h"
#include "core/vm/kernel/modules.h"
#include "core/vm/kernel/unpack.h"

#include <algorithm>
#include <cstdio>

namespace tare::vm {

namespace {

struct Contents
{
    std::string release, image, builtin;
    std::map<std::string, std::string> modules; // by name: its path below lib/modules/RELEASE
    std::map<std::string, std::string> bytes;   // as they are in the package
    ModuleIndex index;
};

bool plainRelease(std::string_view release)
{
    return !release.empty() && release.size() < 100 && release.front() != '.' &&
           std::all_of(release.begin(), release.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '.' || c == '-' || c == '_' || c == '+';
           });
}

bool isModule(std::string_view name)
{
    return name.rfind("kernel/", 0) == 0 && name.find(".ko") != std::string_view::npos;
}

// "lib/modules/RELEASE/REST" (with or without usr/ in front): REST.
std::string_view belowModules(std::string_view name)
{
    if (name.rfind("usr/", 0) == 0)
        name.remove_prefix(4);
    if (name.rfind("lib/modules/", 0) != 0)
        return {};
    name.remove_prefix(12);
    const std::size_t slash = name.find('/');
    return slash == std::string_view::npos ? std::string_view() : name.substr(slash + 1);
}

// Only what virtio, its transports, ext4 and overlay may come from: the rest of a kernel is a few hundred
// megabytes.
bool mayBeNeeded(std::string_view below)
{
    for (const char *folder : {"kernel/drivers/virtio/", "kernel/drivers/block/", "kernel/drivers/char/",
                               "kernel/fs/ext4/", "kernel/fs/overlayfs/", "kernel/fs/exportfs/",
                               "kernel/fs/jbd2/", "kernel/fs/mbcache", "kernel/lib/", "kernel/crypto/"})
        if (below.rfind(folder, 0) == 0)
            return isModule(below) && safeModulePath(below);
    return false;
}

Status take(Contents &contents, const std::string &name, std::string bytes)
{
    if (name.rfind("boot/vmlinuz-", 0) == 0) {
        contents.release = name.substr(13);
        contents.image = std::move(bytes);
        return {};
    }
    const std::string below(belowModules(name));
    if (below == "modules.builtin") {
        contents.builtin = std::move(bytes);
        return {};
    }
    std::string plain;
    const bool compressed = below.compare(below.size() - 3, 3, ".ko") != 0;
    if (compressed)
        plain = TARE_TRY(decompress(bytes, 64U << 20U));
    const std::string module = moduleName(below);
    contents.index.modules[module] = {below, TARE_TRY(moduleDependencies(compressed ? plain : bytes))};
    contents.bytes[below] = std::move(bytes);
    return {};
}

Status place(const Contents &contents, const std::string &folder)
{
    TARE_CHECK(makeDirs(folder + "/modules")); // a kernel may have everything built in
    ModuleIndex index = TARE_TRY(ModuleIndex::parse("", contents.builtin));
    index.modules = contents.index.modules;
    ModuleIndex kept;
    for (const Transport transport : {Transport::Mmio, Transport::Pci}) {
        auto order = TARE_TRY(index.order(neededModules(transport)));
        // Not needed to boot: for guests that run containers.
        if (const auto overlay = index.order({"overlay"}))
            order.insert(order.end(), overlay->begin(), overlay->end());
        for (const std::string &path : order) {
            const std::string name = moduleName(path);
            kept.modules[name] = index.modules[name];
            const std::string file = folder + "/modules/" + path;
            TARE_CHECK(makeDirs(file.substr(0, file.rfind('/'))));
            TARE_CHECK(writeFileAtomic(file, contents.bytes.at(path), 0644));
        }
    }
    TARE_CHECK(writeFileAtomic(folder + "/modules/modules.dep", kept.text(), 0644));
    TARE_CHECK(writeFileAtomic(folder + "/modules/modules.builtin", contents.builtin, 0644));
    return writeFileAtomic(folder + "/vmlinuz", contents.image, 0644);
}

} // namespace

Result<GuestKernel> installKernelPackage(const Paths &paths, const std::string &deb,
                                         const CancelToken &cancel)
{
    Contents contents;
    const auto wanted = [](const std::string &name) {
        const std::string_view below = belowModules(name);
        return name.rfind("boot/vmlinuz-", 0) == 0 || below == "modules.builtin" || mayBeNeeded(below);
    };
    TARE_CHECK(readDeb(
        deb, wanted,
        [&](const std::string &name, std::string bytes) { return take(contents, name, std::move(bytes)); },
        cancel));
    if (!plainRelease(contents.release) || contents.image.empty())
        return fail(Errc::CorruptArchive, deb, "it holds no kernel");
    const std::string folder = kernelsDir(paths) + "/" + contents.release;
    GuestKernel kernel{contents.release, folder + "/vmlinuz", folder + "/modules"};
    if (exists(folder))
        return kernel;
    TARE_CHECK(makeDirs(kernelsDir(paths)));
    // Hidden until it is whole.
    const std::string work = kernelsDir(paths) + "/.new-" + randomHex(4);
    TARE_CHECK(makeDirs(work));
    const ScopeExit clean([&] { (void)removeTree(work); });
    TARE_CHECK(place(contents, work));
    if (std::rename(work.c_str(), folder.c_str()) != 0 && errno != EEXIST && errno != ENOTEMPTY)
        return failSystem("put in place", folder);
    TARE_CHECK(syncDir(kernelsDir(paths)));
    return kernel;
}

} // namespace tare::vm
