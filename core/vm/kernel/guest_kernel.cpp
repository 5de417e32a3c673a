// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vm/kernel/guest_kernel.h"

#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/vm/kernel/modules.h"

#include <algorithm>
#include <cstring>
#include <dirent.h>
#include <memory>
#include <unistd.h>

namespace tare::vm {

namespace {

std::vector<std::string> entries(const std::string &folder)
{
    std::vector<std::string> out;
    const std::unique_ptr<DIR, int (*)(DIR *)> dir(::opendir(folder.c_str()), ::closedir);
    while (dir) {
        const dirent *entry = ::readdir(dir.get()); // NOLINT(concurrency-mt-unsafe): a stream of our own
        if (entry == nullptr)
            break;
        if (entry->d_name[0] != '.')
            out.emplace_back(entry->d_name);
    }
    // Newest first.
    std::sort(out.begin(), out.end(), [](const std::string &a, const std::string &b) {
        return ::strverscmp(a.c_str(), b.c_str()) > 0;
    });
    return out;
}

void consider(GuestKernel kernel, KernelSearch &search)
{
    if (::access(kernel.image.c_str(), R_OK) != 0) {
        if (errno == EACCES)
            search.unreadable.push_back(kernel.image);
        return;
    }
    const auto dep = readFile(kernel.modulesDir + "/modules.dep");
    const auto builtin = readFile(kernel.modulesDir + "/modules.builtin");
    if (!dep) {
        search.unsuitable.push_back(kernel.image + ": " + kernel.modulesDir + "/modules.dep cannot be read");
        return;
    }
    const auto index = ModuleIndex::parse(*dep, builtin ? *builtin : "");
    const auto order =
        index ? index->order(neededModules(Transport::Pci)) : tl::unexpected<Error>(index.error());
    if (!order) {
        search.unsuitable.push_back(kernel.image + ": " + order.error().text());
        return;
    }
    search.kernels.push_back(std::move(kernel));
}

} // namespace

std::vector<std::string> neededModules(Transport transport)
{
    return {transport == Transport::Mmio ? "virtio_mmio" : "virtio_pci", "virtio_blk", "virtio_console",
            "ext4"};
}

std::string kernelsDir(const Paths &paths)
{
    return paths.vm() + "/kernels";
}

KernelSearch searchKernels(const std::string &fetched, const std::string &boot, const std::string &modules)
{
    KernelSearch search;
    for (const std::string &release : entries(fetched))
        consider({release, fetched + "/" + release + "/vmlinuz", fetched + "/" + release + "/modules"},
                 search);
    for (const bool cloud : {true, false})
        for (const std::string &name : entries(boot)) {
            if (name.rfind("vmlinuz-", 0) != 0 || (name.find("-cloud-") != std::string::npos) != cloud)
                continue;
            const std::string release = name.substr(8);
            consider({release, boot + "/" + name, modules + "/" + release}, search);
        }
    return search;
}

Result<GuestKernel> findGuestKernel(const Paths &paths)
{
    const KernelSearch search = searchKernels(kernelsDir(paths));
    const std::string chosen = environment("TARE_GUEST_KERNEL");
    for (const GuestKernel &kernel : search.kernels)
        if (chosen.empty() || kernel.release == chosen)
            return kernel;
    std::string reason = "there is no kernel for a guest";
    if (!search.unreadable.empty())
        reason += "; this user may not read " + join(search.unreadable, ", ");
    if (!search.unsuitable.empty())
        reason += "; " + join(search.unsuitable, "; ");
    return fail(
        Errc::NotOnThisMachine, "guest kernel", reason,
        "Run `tare vm kernel --fetch` to get Debian's cloud kernel, or install linux-image-cloud-amd64.");
}

} // namespace tare::vm
