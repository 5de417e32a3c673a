// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/program/inspect_commands.h"

#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/image/index_image.h"
#include "core/image/inspect/layer_file.h"
#include "core/image/layer_record.h"

#include <nlohmann/json.hpp>
#include <unistd.h>

namespace tare::image::program {
namespace {

std::string idsJson(const std::vector<std::string> &ids)
{
    return nlohmann::ordered_json{{"ids", ids}, {"names", nlohmann::ordered_json::array()}}.dump();
}

Status readFile(const Paths &paths, const Options &options)
{
    const std::string &chain = options.arguments.at(0);
    if (!isHex(chain) || (chain.size() != 64 && chain.size() != 128))
        return fail(Errc::InvalidArgument, chain, "not a chain id");
    const LayerFile file = TARE_TRY(openLayerFile(layerDir(paths, chain) + "/diff", options.arguments.at(1)));
    bool reader = true;
    return readLayerFile(
        file, options.offset, options.length,
        [&](std::string_view bytes) { return reader = writeAll(STDOUT_FILENO, bytes).has_value(); }, options.unpack.cancel);
}

} // namespace

void addInspectCommands(CLI::App &app, Options &o)
{
    CLI::App *index = app.add_subcommand("index", "Make the indexes of an image's layers that have none");
    index->add_option("image", o.arguments[0], "A name or an id")->required();
    CLI::App *verify = app.add_subcommand("verify", "Hash an image's documents and layers; prints the digests that are right");
    verify->add_option("image", o.arguments[0], "A name or an id")->required();
    CLI::App *read = app.add_subcommand("read-file", "Write a file of an unpacked layer to standard output");
    read->add_option("layer", o.arguments[0], "The layer's chain id, in hex")->required();
    read->add_option("path", o.arguments[1], "Its real path in the layer")->required();
    read->add_option("--offset", o.offset, "Where to begin, in bytes")->check(CLI::NonNegativeNumber);
    read->add_option("--length", o.length, "The most to write, in bytes")->check(CLI::NonNegativeNumber);
}

bool isInspectCommand(const std::string &command)
{
    return command == "index" || command == "verify" || command == "read-file";
}

Result<std::string> runInspectCommand(const Options &options)
{
    const Paths paths = TARE_TRY(Paths::resolve(options.root, options.state));
    if (options.command == "read-file") {
        TARE_CHECK(readFile(paths, options));
        return std::string();
    }
    const Store store = TARE_TRY(Store::open(paths));
    const StoredImage image = TARE_TRY(store.find(options.arguments.at(0)));
    if (options.command == "verify")
        return idsJson(TARE_TRY(verifyStored(store, image, options.unpack)));
    TARE_CHECK(indexStored(store, image, options.unpack));
    return idsJson({image.id.text()});
}

} // namespace tare::image::program
