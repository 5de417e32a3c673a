// SPDX-License-Identifier: GPL-3.0-or-later
// rmi, tag, load, import.
#include "core/cli/command.h"
#include "core/cli/options.h"
#include "core/cli/output.h"
#include "core/cli/progress.h"

#include "core/base/strings.h"

namespace tare::cli {

int removeImageCommand(Context &context, const Arguments &args)
{
    bool force = false;
    std::vector<std::string> names;
    Options options("rmi [OPTIONS] IMAGE [IMAGE...]", "Remove images");
    options.flag("-f,--force", force, "Take the names away from an image that containers use");
    options.arguments("IMAGE", names, 1, -1);
    if (const auto code = options.parse(args))
        return *code;
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    int failed = 0;
    for (const std::string &name : names) {
        const auto lines = engine->removeImage(name, force);
        if (!lines) {
            printError(lines.error());
            failed = 1;
            continue;
        }
        for (const std::string &line : *lines)
            printLine(line);
    }
    return failed;
}

int tagCommand(Context &context, const Arguments &args)
{
    std::vector<std::string> names;
    Options options("tag SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]", "Give an image one more name");
    options.arguments("SOURCE TARGET", names, 2, 2);
    if (const auto code = options.parse(args))
        return *code;
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    const Status done = engine->tag(names[0], names[1]);
    return done ? 0 : (printError(done.error()), 1);
}

int loadCommand(Context &context, const Arguments &args)
{
    std::string input = "-";
    bool quiet = false;
    std::vector<std::string> words;
    Options options("load [OPTIONS] [FILE]",
                    "Load images from an archive (docker save, podman save, skopeo)");
    options.text("-i,--input", input, "The archive; standard input when it is not given");
    options.flag("-q,--quiet", quiet, "Show no progress");
    options.arguments("FILE", words, 0, 1);
    if (const auto code = options.parse(args))
        return *code;
    if (!words.empty())
        input = words[0];
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    ProgressDisplay display(quiet);
    const auto images = engine->load(input, display.sink(), {});
    if (!images) {
        printError(images.error());
        return 1;
    }
    for (const Image &image : *images) {
        for (const std::string &name : image.names)
            printLine("Loaded image: " + name);
        if (image.names.empty())
            printLine("Loaded image ID: " + image.id);
    }
    return 0;
}

int importCommand(Context &context, const Arguments &args)
{
    std::vector<std::string> words;
    Options options("import FILE|- REPOSITORY[:TAG]", "Make an image from a root file system as tar");
    options.arguments("FILE REPOSITORY[:TAG]", words, 2, 2);
    if (const auto code = options.parse(args))
        return *code;
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    ProgressDisplay display(false);
    const auto image = engine->importRootfs(words[0], words[1], {}, display.sink(), {});
    if (!image) {
        printError(image.error());
        return 1;
    }
    printLine(image->id);
    return 0;
}

} // namespace tare::cli
