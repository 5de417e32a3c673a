// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vm/kernel/fetch.h"

#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/image/work_folder.h"
#include "core/registry/download.h"
#include "core/vm/kernel/packages.h"
#include "core/vm/kernel/unpack.h"

#include <unistd.h>

namespace tare::vm {

namespace {

constexpr std::size_t largestIndex = 512U << 20U;
constexpr std::int64_t largestPackage = 512LL << 20U;

void tell(const ProgressSink &progress, const std::string &text)
{
    if (progress)
        progress({"kernel", Progress::Phase::Working, 0, 0, text});
}

} // namespace

Result<GuestKernel> fetchGuestKernel(const Paths &paths, const FetchOptions &options,
                                     const ProgressSink &progress, const CancelToken &cancel)
{
    std::string mirror = options.mirror;
    while (!mirror.empty() && mirror.back() == '/')
        mirror.pop_back();
    const std::string suite = mirror + "/dists/" + options.suite + "/";
    const image::WorkFolder work = TARE_TRY(image::WorkFolder::create(paths));

    tell(progress, "Asking " + mirror + " for its newest cloud kernel");
    const std::string release =
        TARE_TRY(registry::fetchText(suite + "Release", 16U << 20U, cancel).map_error([](Error e) {
            if (e.code == Errc::NetworkError || e.code == Errc::Timeout)
                e.advice =
                    "Without this network: `apt install linux-image-cloud-amd64`, or name a mirror that "
                    "can be reached with --mirror.";
            return e;
        }));
    const IndexFile index = TARE_TRY(findIndex(release, "main/binary-amd64/Packages.xz"));
    registry::DownloadOptions download;
    download.sha256 = index.sha256;
    download.maxBytes = static_cast<std::int64_t>(largestIndex);
    download.progressId = "packages";
    const std::string indexFile = work.file("Packages.xz");
    (void)TARE_TRY(registry::download(suite + index.name, indexFile, download, progress, cancel));
    const std::string compressed = TARE_TRY(readFile(indexFile, largestIndex));
    const std::string packages = TARE_TRY(decompress(compressed, largestIndex));
    const Package meta = TARE_TRY(findPackage(packages, options.meta));
    const std::string kernelName = TARE_TRY(kernelDependency(meta));
    const Package package = TARE_TRY(findPackage(packages, kernelName));

    // "linux-image-RELEASE", perhaps with "-unsigned".
    const std::string known =
        kernelsDir(paths) + "/" + package.name.substr(std::string_view("linux-image-").size());
    if (exists(known + "/vmlinuz"))
        return GuestKernel{known.substr(known.rfind('/') + 1), known + "/vmlinuz", known + "/modules"};
    if (package.size > largestPackage)
        return fail(Errc::TooLarge, package.name, "the package is larger than 512 MiB");
    tell(progress, "Getting " + package.name + " " + package.version);
    download.sha256 = package.sha256;
    download.maxBytes = package.size;
    download.progressId = "kernel";
    const std::string deb = work.file("kernel.deb");
    (void)TARE_TRY(registry::download(mirror + "/" + package.filename, deb, download, progress, cancel));
    tell(progress, "Unpacking the kernel and the modules that a guest needs");
    return installKernelPackage(paths, deb, cancel);
}

} // namespace tare::vm
