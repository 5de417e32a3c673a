// SPDX-License-Identifier: GPL-3.0-or-later
// A layer's bytes, compressed or not, unpacked above another layer. Whatever they are, nothing beside the layer's own
// folder changes.
#include "core/base/file.h"
#include "core/image/layer/apply_layer.h"
#include "core/image/layer/tar_writer.h"
#include "core/image/stream/inflate.h"

#include <cstdlib>
#include <filesystem>
#include <iterator>

namespace {

using namespace tare;
using namespace tare::image;

struct Ground
{
    std::string dir;
    Ground()
    {
        std::string name = "/tmp/tare-fuzz-XXXXXX";
        if (::mkdtemp(name.data()) == nullptr)
            std::abort();
        dir = name;
        TarWriter tar;
        const bool made = makeDirs(dir + "/lower") && tar.folder("usr", 0755) && tar.file("usr/f", "x", 0644) &&
                          tar.symlink("bin", "usr") && tar.symlink("up", "../..");
        const auto bytes = tar.finish();
        ApplyOptions options;
        options.userNamespace = true;
        if (!made || !bytes)
            std::abort();
        const Source source = memorySource(*bytes);
        (void)applyLayer(*source, dir + "/lower", options); // not as root: without its owners
    }
    Ground(const Ground &) = delete;
    Ground &operator=(const Ground &) = delete;
    ~Ground() { (void)removeTree(dir); }
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const Ground ground;
    const std::string diff = ground.dir + "/diff";
    if (!removeTree(diff) || !makeDirs(diff))
        std::abort();
    auto source = inflatingSource(memorySource(std::string_view(reinterpret_cast<const char *>(data), size)), "fuzz");
    if (!source)
        return 0;
    ApplyOptions options;
    options.name = "fuzz";
    options.lower = {ground.dir + "/lower"};
    options.maxBytes = 1 << 20;
    options.maxEntries = 1000;
    options.userNamespace = true; // no devices
    const Source limited = limitedSource(std::move(*source), 8 << 20, "fuzz");
    (void)applyLayer(*limited, diff, options);
    const std::filesystem::directory_iterator beside(ground.dir);
    if (std::distance(begin(beside), end(beside)) != 2)
        std::abort();
    return 0;
}
