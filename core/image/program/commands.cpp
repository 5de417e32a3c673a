// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/strings.h"
#include "core/image/archive/load.h"
#include "core/image/import_url.h"
#include "core/image/program/options.h"
#include "core/image/program/registry_commands.h"
#include "core/image/pull.h"
#include "core/image/starter.h"
#include "core/image/store_write.h"
#include "core/oci/platform.h"

namespace tare::image::program {
namespace {

using Images = std::vector<StoredImage>;

Result<Images> one(Result<StoredImage> image)
{
    if (!image)
        return tl::unexpected<Error>(std::move(image).error());
    Images out;
    out.push_back(std::move(*image));
    return out;
}

Result<Images> unpack(Store &store, const Options &options)
{
    StoredImage image = TARE_TRY(store.findHeld(options.arguments.at(0)));
    if (!store.layerFolders(image))
        TARE_CHECK(unpackStored(store, image, options.unpack));
    return one(std::move(image));
}

Result<oci::Platform> platformOf(const Options &options)
{
    return options.platform.empty() ? oci::Platform::ofThisMachine() : oci::Platform::parse(options.platform);
}

Result<Images> load(Store &store, const Options &options)
{
    const oci::Platform platform = TARE_TRY(platformOf(options));
    return loadArchive(store, options.arguments.at(0), platform, options.unpack);
}

Result<Images> import(Store &store, const Options &options)
{
    const oci::Platform platform = TARE_TRY(platformOf(options));
    ImportRequest request;
    request.file = options.arguments.at(0);
    if (!options.arguments.at(1).empty())
        request.name = TARE_TRY(oci::Reference::parse(options.arguments.at(1)));
    request.platform = platform;
    request.changes = options.changes;
    request.message = options.message;
    return one(isWebAddress(request.file) ? importUrl(store, request, {}, options.unpack)
                                   : importRootfs(store, request, options.unpack));
}

Result<Images> pull(Store &store, const Options &options)
{
    PullFrom from;
    from.reference = TARE_TRY(oci::Reference::parse(options.arguments.at(0)));
    from.platform = TARE_TRY(platformOf(options));
    from.insecure = options.insecure;
    from.credentials = TARE_TRY(readAccount(options));
    return one(pullImage(store, from, options.unpack));
}

Result<Images> dispatch(Store &store, const Options &options)
{
    if (options.command == "load")
        return load(store, options);
    if (options.command == "pull")
        return pull(store, options);
    if (options.command == "import")
        return import(store, options);
    if (options.command == "starter")
        return one(ensureStarter(store, options.unpack));
    if (options.command == "unpack")
        return unpack(store, options);
    if (options.command == "sweep")
        return Images();
    return fail(Errc::InvalidArgument, options.command, "no such command");
}

} // namespace

Result<Images> runCommand(const Options &options)
{
    const Paths paths = TARE_TRY(Paths::resolve(options.root, options.state));
    Store store = TARE_TRY(Store::open(paths));
    TARE_CHECK(store.cleanUp());
    auto images = dispatch(store, options);
    if (!images && (options.command == "load" || options.command == "import"))
        (void)store.dropUnused(); // what failed is what the user has to hear of
    if (!images)
        return images;
    if (options.command == "load" || options.command == "import" || options.command == "pull") {
        for (const StoredImage &image : *images)
            tellImageEvent(paths, options.command, image.id.text(), image.names.empty() ? "" : image.names.front());
    }
    return images;
}

} // namespace tare::image::program
