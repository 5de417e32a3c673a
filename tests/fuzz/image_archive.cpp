// SPDX-License-Identifier: GPL-3.0-or-later
// An archive of images: its members, then what its manifest.json or index.json makes of them. Every part that comes out is
// within the archive, and nothing is made beside the work folder.
#include "core/base/file.h"
#include "core/image/archive/load.h"
#include "core/image/archive/members.h"

#include <cstdlib>
#include <sys/mman.h>
#include <unistd.h>

namespace {

using namespace tare;
using namespace tare::image;

struct Ground
{
    Paths paths;
    Ground()
    {
        std::string name = "/tmp/tare-fuzz-XXXXXX";
        if (::mkdtemp(name.data()) == nullptr)
            std::abort();
        paths.root = name;
        paths.state = name + "/state";
        if (!makeDirs(paths.state) || !Store::open(paths))
            std::abort();
    }
    Ground(const Ground &) = delete;
    Ground &operator=(const Ground &) = delete;
    ~Ground() { (void)removeTree(paths.root); }
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const Ground ground;
    const UniqueFd fd(::memfd_create("archive", MFD_CLOEXEC));
    if (!fd || !writeAll(fd.get(), std::string_view(reinterpret_cast<const char *>(data), size)))
        std::abort();
    auto work = WorkFolder::create(ground.paths);
    if (!work)
        std::abort();
    UnpackOptions options;
    options.maxUnpacked = 1 << 20;
    const auto members = Members::read("/proc/self/fd/" + std::to_string(fd.get()), *work, options);
    if (!members)
        return 0;
    const oci::Platform platform{"linux", "amd64", ""};
    for (const auto &drafts : {dockerDrafts(*members, platform), ociDrafts(*members, platform)}) {
        if (!drafts)
            continue;
        for (const ImageDraft &draft : *drafts) {
            for (const DraftLayer &layer : draft.layers) {
                const bool within = !layer.part || !layer.part->isPart ||
                                    (layer.part->offset >= 0 && layer.part->size >= 0 &&
                                     layer.part->offset <= static_cast<std::int64_t>(size) - layer.part->size);
                if (!within)
                    std::abort();
            }
        }
    }
    return 0;
}
