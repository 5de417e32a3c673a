// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file.h"
#include "core/image/program/options.h"
#include "core/image/starter.h"
#include "core/image/store_write.h"

#include <sys/stat.h>

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
    StoredImage image = TARE_TRY(store.find(options.arguments.at(0)));
    if (!store.layerFolders(image))
        TARE_CHECK(unpackStored(store, image, options.unpack));
    return one(std::move(image));
}

} // namespace

Result<Images> runCommand(const Options &options)
{
    const Paths paths = TARE_TRY(Paths::resolve(options.root, options.state));
    Store store = TARE_TRY(Store::open(paths));
    TARE_CHECK(store.cleanUp());
    if (options.command == "starter")
        return one(ensureStarter(store, options.unpack));
    if (options.command == "unpack")
        return unpack(store, options);
    if (options.command == "sweep")
        return Images();
    return fail(Errc::InvalidArgument, options.command, "no such command");
}

} // namespace tare::image::program
