// SPDX-License-Identifier: GPL-3.0-or-later
// pull and push, with Docker's words.
#include "core/cli/command.h"
#include "core/cli/options/options.h"
#include "core/cli/output.h"
#include "core/cli/progress.h"

#include "core/base/strings.h"
#include "core/oci/reference.h"

#include <algorithm>

namespace tare::cli {
namespace {

std::string repositoryOf(const oci::Reference &reference)
{
    return reference.domain + "/" + reference.path;
}

// Whether the user wrote a tag or a digest himself.
bool isBare(const std::string &name, const oci::Reference &reference)
{
    return reference.digest.empty() && name.find(':', name.rfind('/') + 1) == std::string::npos;
}

std::string withTag(oci::Reference reference, const std::string &tag)
{
    reference.tag = tag;
    reference.digest = {};
    return reference.familiar();
}

// The digest that the reference's repository serves the image by.
std::string servedDigest(const Image &image, const oci::Reference &reference)
{
    for (const std::string &text : image.repoDigests) {
        const auto served = oci::Reference::parse(text);
        if (served && served->domain == reference.domain && served->path == reference.path &&
            (reference.digest.empty() || served->digest == reference.digest))
            return served->digest.text();
    }
    return image.manifestDigest;
}

int pullOne(Engine &engine, const std::string &name, const PullOptions &options, bool quiet)
{
    const auto reference = oci::Reference::parse(name);
    if (!reference)
        return printError(reference.error()), 1;
    const bool byDigest = !reference->digest.empty();
    const std::string shown = byDigest ? reference->familiar() : withTag(*reference, reference->tag);
    const auto before = engine.image(shown);
    if (!quiet)
        printLine((byDigest ? repositoryOf(*reference) + "@" + reference->digest.text() : reference->tag) +
                  ": Pulling from " + reference->path);
    ProgressDisplay display(quiet);
    const auto image = engine.pull(name, options, display.sink(), {});
    if (!image)
        return printError(image.error()), 1;
    if (!quiet) {
        printLine("Digest: " + servedDigest(*image, *reference));
        printLine((before && before->id == image->id ? "Status: Image is up to date for "
                                                     : "Status: Downloaded newer image for ") +
                  shown);
    }
    printLine(reference->full());
    return 0;
}

} // namespace

int pullCommand(Context &context, const Arguments &args)
{
    PullOptions pull;
    bool quiet = false;
    bool all = false;
    std::vector<std::string> names;
    Options options("pull [OPTIONS] NAME[:TAG|@DIGEST]", "Get an image from a registry");
    options.flag("-a,--all-tags", all, "Every tag of the repository");
    options.text("--platform", pull.platform, "linux/arm64 …; this machine's when it is not given");
    options.flag("--insecure", pull.insecure, "Allow plain HTTP and unknown certificates");
    options.flag("-q,--quiet", quiet, "Show no progress");
    options.arguments("NAME", names, 1, 1);
    if (const auto code = options.parse(args))
        return *code;
    const auto reference = oci::Reference::parse(names[0]);
    if (!reference)
        return printError(reference.error()), 1;
    const bool bare = isBare(names[0], *reference);
    if (all && !bare) {
        printError("tag can't be used with --all-tags/-a");
        return 1;
    }
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    if (!all) {
        if (bare && !quiet)
            printLine("Using default tag: latest");
        return pullOne(*engine, names[0], pull, quiet);
    }
    const auto tags = engine->tags(names[0], {pull.insecure, pull.account}, {});
    if (!tags)
        return printError(tags.error()), 1;
    for (const std::string &tag : *tags) {
        if (const int code = pullOne(*engine, withTag(*reference, tag), pull, quiet); code != 0)
            return code;
    }
    return 0;
}

int pushCommand(Context &context, const Arguments &args)
{
    PushOptions push;
    bool quiet = false;
    bool all = false;
    std::vector<std::string> names;
    Options options("push [OPTIONS] NAME[:TAG]", "Put an image into a registry");
    options.flag("-a,--all-tags", all, "Every tag that the image's repository has here");
    options.flag("--insecure", push.insecure, "Allow plain HTTP and unknown certificates");
    options.flag("-q,--quiet", quiet, "Show no progress");
    options.arguments("NAME", names, 1, 1);
    if (const auto code = options.parse(args))
        return *code;
    const auto reference = oci::Reference::parse(names[0]);
    if (!reference)
        return printError(reference.error()), 1;
    const bool bare = isBare(names[0], *reference);
    if (all && !bare) {
        printError("tag can't be used with --all-tags/-a");
        return 1;
    }
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    std::vector<std::string> wanted = {withTag(*reference, reference->tag)};
    if (!reference->digest.empty())
        wanted = {names[0]};
    if (all) {
        wanted.clear();
        const auto images = engine->images();
        if (!images)
            return printError(images.error()), 1;
        for (const Image &image : *images) {
            for (const std::string &name : image.names) {
                const auto one = oci::Reference::parse(name);
                if (one && repositoryOf(*one) == repositoryOf(*reference))
                    wanted.push_back(name);
            }
        }
        std::sort(wanted.begin(), wanted.end());
        if (wanted.empty()) {
            printError("An image does not exist locally with the tag: " + names[0]);
            return 1;
        }
    }
    if (!quiet) {
        if (bare && !all)
            printLine("Using default tag: latest");
        printLine("The push refers to repository [" + repositoryOf(*reference) + "]");
    }
    for (const std::string &name : wanted) {
        ProgressDisplay display(quiet);
        const auto pushed = engine->push(name, push, display.sink(), {});
        if (!pushed)
            return printError(pushed.error()), 1;
        const std::string tag = name.substr(name.rfind(':') + 1);
        if (quiet)
            printLine(repositoryOf(*reference) + ":" + tag);
        else
            printLine(tag + ": digest: " + pushed->digest + " size: " + std::to_string(pushed->size));
    }
    return 0;
}

} // namespace tare::cli
