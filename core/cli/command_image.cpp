// SPDX-License-Identifier: GPL-3.0-or-later
// rmi, tag, load, save, import.
#include "core/cli/command.h"
#include "core/cli/options/options.h"
#include "core/cli/output.h"
#include "core/cli/progress.h"
#include "core/cli/terminal.h"

#include "core/base/strings.h"

#include <unistd.h>

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
            if (!force || lines.error().code != Errc::NoSuchImage) // as Docker: with -f there is nothing to remove
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
    if (input == "-" && isTerminal(STDIN_FILENO)) {
        printError("requested load from stdin, but stdin is empty");
        return 1;
    }
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
    ImportOptions import;
    Options options("import [OPTIONS] FILE|URL|- [REPOSITORY[:TAG]]",
                    "Import the contents from a tarball to create a filesystem image");
    options.list("-c,--change", import.changes, "Apply Dockerfile instruction to the created image");
    options.text("-m,--message", import.message, "Set commit message for imported image");
    options.text("--platform", import.platform, "Set platform if server is multi-platform capable");
    options.arguments("FILE|URL|- [REPOSITORY[:TAG]]", words, 1, 2);
    if (const auto code = options.parse(args))
        return *code;
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    ProgressDisplay display(!isWebAddress(words[0]));
    const auto image =
        engine->importRootfs(words[0], words.size() > 1 ? words[1] : std::string(), import, display.sink(), {});
    if (!image) {
        printError(image.error());
        return 1;
    }
    printLine(image->id);
    return 0;
}

int saveCommand(Context &context, const Arguments &args)
{
    std::string output = "-", form = "docker-archive";
    std::vector<std::string> names;
    SaveOptions save;
    Options options("save [OPTIONS] IMAGE [IMAGE...]", "Save one or more images to a tar archive (streamed to STDOUT by default)");
    options.text("-o,--output", output, "Write to a file, instead of STDOUT");
    options.text("--format", form, "docker-archive (an OCI layout too), or oci-archive");
    options.arguments("IMAGE", names, 1, -1);
    if (const auto code = options.parse(args))
        return *code;
    if (form != "docker-archive" && form != "oci-archive") {
        printError("unknown format: " + form, "docker-archive and oci-archive are known.");
        return 125;
    }
    save.ociArchive = form == "oci-archive";
    if (output == "-" && isTerminal(STDOUT_FILENO)) {
        printError("cowardly refusing to save to a terminal. Use the -o flag or redirect");
        return 1;
    }
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    const Status done = engine->saveImages(names, output, save, {}, {});
    return done ? 0 : (printError(done.error()), 1);
}

} // namespace tare::cli
