// SPDX-License-Identifier: GPL-3.0-or-later
// export, commit, diff, cp: the files of containers.
#include "core/cli/command.h"
#include "core/cli/options/options.h"
#include "core/cli/output.h"
#include "core/cli/progress.h"
#include "core/cli/terminal.h"

#include "core/base/strings.h"

#include <optional>
#include <unistd.h>

namespace tare::cli {
namespace {

struct CopyPath
{
    std::string container, path;
};

// "CONTAINER:PATH", unless it is a path of the caller's that has a colon: "/a:b", "./a:b".
CopyPath splitCopyPath(const std::string &word)
{
    const std::size_t colon = word.find(':');
    if (word.starts_with('/') || word.starts_with('.') || colon == std::string::npos)
        return {{}, word};
    return {word.substr(0, colon), word.substr(colon + 1)};
}

} // namespace

int exportCommand(Context &context, const Arguments &args)
{
    std::string output = "-";
    std::vector<std::string> names;
    Options options("export [OPTIONS] CONTAINER", "Export a container's filesystem as a tar archive");
    options.text("-o,--output", output, "Write to a file, instead of STDOUT");
    options.arguments("CONTAINER", names, 1, 1);
    if (const auto code = options.parse(args))
        return *code;
    if (output == "-" && isTerminal(STDOUT_FILENO)) {
        printError("cowardly refusing to save to a terminal. Use the -o flag or redirect");
        return 1;
    }
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    const Status done = engine->exportContainer(names[0], output, {}, {});
    return done ? 0 : (printError(done.error()), 1);
}

int commitCommand(Context &context, const Arguments &args)
{
    CommitOptions commit;
    std::vector<std::string> words;
    Options options("commit [OPTIONS] CONTAINER [REPOSITORY[:TAG]]", "Create a new image from a container's changes");
    options.text("-a,--author", commit.author, "Author (e.g., \"John Hannibal Smith <hannibal@a-team.com>\")");
    options.text("-m,--message", commit.message, "Commit message");
    options.list("-c,--change", commit.changes, "Apply Dockerfile instruction to the created image");
    std::optional<bool> pause;
    options.flag("-p,--pause", pause, "Pause the container during commit (unless --pause=false)");
    options.arguments("CONTAINER", words, 1, 2);
    if (const auto code = options.parse(args))
        return *code;
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    const std::string reference = words.size() > 1 ? words[1] : std::string();
    commit.pause = pause.value_or(true);
    auto image = engine->commit(words[0], reference, commit, {}, {});
    if (!image && !pause && image.error().code == Errc::NotOnThisMachine) {
        printWarning("The container goes on running while its files are read, since it cannot be paused: " +
                     escapeControl(image.error().reason));
        commit.pause = false;
        image = engine->commit(words[0], reference, commit, {}, {});
    }
    if (!image)
        return printError(image.error()), 1;
    printLine(image->id);
    return 0;
}

int diffCommand(Context &context, const Arguments &args)
{
    std::vector<std::string> names;
    Options options("diff CONTAINER", "Inspect changes to files or directories on a container's filesystem");
    options.arguments("CONTAINER", names, 1, 1);
    if (const auto code = options.parse(args))
        return *code;
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    const auto changes = engine->changes(names[0]);
    if (!changes)
        return printError(changes.error()), 1;
    std::string out;
    for (const FileChange &change : *changes)
        out += std::string(change.kind == FileChange::Kind::Added     ? "A "
                           : change.kind == FileChange::Kind::Removed ? "D "
                                                                      : "C ") +
               escapeControl(change.path) + "\n";
    printOut(out);
    return 0;
}

int copyCommand(Context &context, const Arguments &args)
{
    CopyOptions copy;
    bool quiet = false;
    std::vector<std::string> words;
    Options options("cp [OPTIONS] CONTAINER:SRC_PATH DEST_PATH|-  |  SRC_PATH|- CONTAINER:DEST_PATH",
                    "Copy files/folders between a container and the local filesystem");
    options.flag("-a,--archive", copy.archive, "Archive mode (copy all uid/gid information)");
    options.flag("-L,--follow-link", copy.followLink, "Always follow symbol link in SRC_PATH");
    options.flag("-q,--quiet", quiet, "Accepted; there is no progress to show");
    options.arguments("SRC_PATH DEST_PATH", words, 2, 2);
    if (const auto code = options.parse(args))
        return *code;
    const CopyPath from = splitCopyPath(words[0]), to = splitCopyPath(words[1]);
    const char *wrong = from.path.empty()                                  ? "source can not be empty"
                        : to.path.empty()                                  ? "destination can not be empty"
                        : !from.container.empty() && !to.container.empty() ? "copying between containers is not supported"
                        : from.container.empty() && to.container.empty()
                            ? "must specify at least one container source"
                            : nullptr;
    if (wrong != nullptr) {
        printError(wrong);
        return 1;
    }
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    const Status done = to.container.empty() ? engine->copyFrom(from.container, from.path, to.path, copy, {})
                                             : engine->copyTo(to.container, from.path, to.path, copy, {});
    return done ? 0 : (printError(done.error()), 1);
}

} // namespace tare::cli
