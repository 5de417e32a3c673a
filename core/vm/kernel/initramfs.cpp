// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vm/kernel/initramfs.h"

#include "core/base/file.h"
#include "core/base/programs.h"
#include "core/oci/digest.h"
#include "core/vm/kernel/cpio.h"
#include "core/vm/kernel/modules.h"
#include "core/vm/kernel/unpack.h"

#include <fmt/format.h>
#include <sys/stat.h>

namespace tare::vm {

namespace {

// Changes when the file does: a package's update keeps the release's name.
Result<std::string> fingerprint(const std::string &path)
{
    struct stat st
    {
    };
    if (::stat(path.c_str(), &st) != 0)
        return failSystem("look at", path);
    return fmt::format("{}:{}:{}:{}.{}", path, st.st_ino, st.st_size, st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
}

} // namespace

Result<std::string> makeInitramfs(const GuestKernel &kernel, Transport transport, std::string_view init)
{
    const std::string dep = TARE_TRY(readFile(kernel.modulesDir + "/modules.dep"));
    const auto builtin = readFile(kernel.modulesDir + "/modules.builtin");
    const ModuleIndex index = TARE_TRY(ModuleIndex::parse(dep, builtin ? *builtin : ""));
    CpioWriter cpio;
    // The kernel opens /dev/console for the first process before that could mount anything.
    cpio.folder("dev");
    cpio.device("dev/console", 5, 1);
    cpio.device("dev/null", 1, 3, 0666);
    for (const char *name : {"proc", "sys", "root", "modules"})
        cpio.folder(name);
    cpio.file("init", init, 0755);
    std::string list;
    unsigned number = 0;
    for (const std::string &path : TARE_TRY(index.order(neededModules(transport)))) {
        const std::string name = fmt::format("{:02}-{}.ko", number++, moduleName(path));
        cpio.file("modules/" + name, TARE_TRY(readModule(kernel.modulesDir + "/" + path)));
        list += name + "\n";
    }
    cpio.file("modules.list", list);
    return cpio.finish();
}

Result<std::string> ensureInitramfs(const Paths &paths, const GuestKernel &kernel, Transport transport)
{
    const std::string initPath = TARE_TRY(findProgram("tare-guest-init"));
    const std::string key = TARE_TRY(fingerprint(kernel.image)) +
                            TARE_TRY(fingerprint(kernel.modulesDir + "/modules.dep")) +
                            TARE_TRY(fingerprint(initPath)) + (transport == Transport::Mmio ? "mmio" : "pci");
    const std::string folder = paths.vm() + "/initramfs";
    const std::string path = folder + "/" + oci::Digest::sha256(key).shortHex() + ".cpio";
    if (exists(path))
        return path;
    const std::string init = TARE_TRY(readFile(initPath));
    const std::string bytes = TARE_TRY(makeInitramfs(kernel, transport, init));
    TARE_CHECK(makeDirs(folder));
    TARE_CHECK(writeFileAtomic(path, bytes));
    return path;
}

} // namespace tare::vm
