// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/command.h"
#include "core/cli/explore.h"
#include "core/cli/options/options.h"
#include "core/cli/output.h"
#include "core/cli/progress.h"

#include <unistd.h>

namespace tare::cli {
namespace {

struct Wish
{
    std::vector<std::string> names;
    std::optional<std::int64_t> layer;
    std::optional<std::string> path, find, cat, compare;
    bool waste = false, packages = false, documents = false, verify = false, files = false, json = false;
};

Result<std::string> answer(Engine &engine, const Wish &w, const ProgressSink &progress)
{
    if (w.documents || w.verify)
        return exploreDocuments(TARE_TRY(engine.imageDocuments(w.names[0], w.verify, progress, {})), w.json);
    const auto contents = TARE_TRY(engine.contents(w.names[0], progress, {}));
    const std::size_t layers = contents->layers().size();
    if (w.layer && (*w.layer < 0 || static_cast<std::size_t>(*w.layer) >= layers))
        return fail(Errc::InvalidArgument, std::to_string(*w.layer), "the image has layers 0 to " + std::to_string(layers) + " - 1");
    if (w.compare) {
        const auto other = TARE_TRY(engine.contents(*w.compare, progress, {}));
        return exploreComparison(TARE_TRY(compareImages(*contents, *other)), w.json);
    }
    if (w.waste)
        return exploreWaste(*contents, w.json);
    if (w.packages)
        return explorePackages(*contents, w.json);
    const auto layer = static_cast<std::size_t>(w.layer.value_or(0));
    if (w.path || w.find) {
        const auto tree = w.layer ? contents->tree(image::TreeQuery::upTo(layer)) : contents->wholeTree();
        return w.find ? Result<std::string>(exploreSearch(*tree, *w.find, w.json)) : exploreFolder(*tree, *w.path, w.json);
    }
    if (w.layer)
        return exploreAll(*contents->tree(image::TreeQuery::ofLayer(layer)), w.json);
    if (w.files)
        return exploreAll(*contents->wholeTree(), w.json);
    return exploreLayers(*contents, w.json);
}

} // namespace

int exploreCommand(Context &context, const Arguments &args)
{
    Wish w;
    Options options("explore [OPTIONS] IMAGE", "Look inside an image: its layers, or with an option one of the other views");
    options.number("--layer", w.layer, "What this layer added, changed and removed (0 is the lowest); with --path, --find and "
                                       "--cat: the image as this layer left it");
    options.text("--path", w.path, "A folder of the image, or a file");
    options.text("--find", w.find, "Search: a part of the name, or a glob; with a / of the path");
    options.text("--cat", w.cat, "Write a file of the image to standard output");
    options.flag("--files", w.files, "All files that a container sees");
    options.flag("--waste", w.waste, "Bytes stored and never seen, and dive's efficiency");
    options.flag("--packages", w.packages, "What dpkg, apk and rpm installed, with the layer");
    options.text("--compare", w.compare, "Another image: settings, packages, layers and files that differ");
    options.flag("--documents", w.documents, "Index, manifests, configuration and layers");
    options.flag("--verify", w.verify, "The same, each one hashed");
    options.flag("--json", w.json, "As JSON");
    options.arguments("IMAGE", w.names, 1, 1);
    if (const auto code = options.parse(args))
        return *code;
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    if (w.cat) {
        image::FileRequest request;
        request.path = *w.cat;
        if (w.layer)
            request.layer = static_cast<std::size_t>(*w.layer);
        const auto size = engine->readImageFile(w.names[0], request, [](std::string_view bytes) {
            printOut(bytes);
            return true;
        }, {});
        return size ? 0 : (printError(size.error()), 1);
    }
    ProgressDisplay display(w.json || ::isatty(STDOUT_FILENO) == 0); // it goes where the answer goes
    const auto text = answer(*engine, w, display.sink());
    if (!text) {
        printError(text.error());
        return 1;
    }
    printOut(*text);
    return 0;
}

} // namespace tare::cli
