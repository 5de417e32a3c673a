// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of `tare`. Each takes what follows its name and answers the exit code.
#pragma once

#include "core/engine/engine.h"

#include <memory>
#include <string>
#include <vector>

namespace tare::cli {

class Context
{
public:
    std::string root, state; // --root and --state, or empty

    // Opened on first use. After a failure, which is printed, there is none.
    Engine *engine();

private:
    std::unique_ptr<Engine> m_engine;
};

using Arguments = std::vector<std::string>;
using CommandFunction = int (*)(Context &, const Arguments &);

struct Command
{
    const char *name;
    CommandFunction run;
    const char *help;
};
[[nodiscard]] const std::vector<Command> &commands();

int runCommand(Context &context, const Arguments &args);
int createCommand(Context &context, const Arguments &args);
int startCommand(Context &context, const Arguments &args);
int stopCommand(Context &context, const Arguments &args);
int restartCommand(Context &context, const Arguments &args);
int killCommand(Context &context, const Arguments &args);
int pauseCommand(Context &context, const Arguments &args);
int unpauseCommand(Context &context, const Arguments &args);
int renameCommand(Context &context, const Arguments &args);
int removeCommand(Context &context, const Arguments &args);
int waitCommand(Context &context, const Arguments &args);
int updateCommand(Context &context, const Arguments &args);
int containerCommand(Context &context, const Arguments &args);
int containerPruneCommand(Context &context, const Arguments &args);
int psCommand(Context &context, const Arguments &args);
int portCommand(Context &context, const Arguments &args);
int networkCommand(Context &context, const Arguments &args);
int volumeCommand(Context &context, const Arguments &args);
int logsCommand(Context &context, const Arguments &args);
int execCommand(Context &context, const Arguments &args);
int attachCommand(Context &context, const Arguments &args);
int topCommand(Context &context, const Arguments &args);
int statsCommand(Context &context, const Arguments &args);
int inspectCommand(Context &context, const Arguments &args);
int inspectOnly(Context &context, const char *type, const Arguments &args); // "container", "image"
int eventsCommand(Context &context, const Arguments &args);
int imagesCommand(Context &context, const Arguments &args);
int removeImageCommand(Context &context, const Arguments &args);
int historyCommand(Context &context, const Arguments &args);
int saveCommand(Context &context, const Arguments &args);
int imagePruneCommand(Context &context, const Arguments &args);
int imageInspectCommand(Context &context, const Arguments &args);
int imageCommand(Context &context, const Arguments &args);
int systemCommand(Context &context, const Arguments &args);
int systemDfCommand(Context &context, const Arguments &args);
int systemPruneCommand(Context &context, const Arguments &args);
int fsckCommand(Context &context, const Arguments &args);
int exportCommand(Context &context, const Arguments &args);
int commitCommand(Context &context, const Arguments &args);
int diffCommand(Context &context, const Arguments &args);
int copyCommand(Context &context, const Arguments &args);
int tagCommand(Context &context, const Arguments &args);
int loadCommand(Context &context, const Arguments &args);
int importCommand(Context &context, const Arguments &args);
int exploreCommand(Context &context, const Arguments &args);
int pullCommand(Context &context, const Arguments &args);
int pushCommand(Context &context, const Arguments &args);
int searchCommand(Context &context, const Arguments &args);
int loginCommand(Context &context, const Arguments &args);
int logoutCommand(Context &context, const Arguments &args);
int infoCommand(Context &context, const Arguments &args);
int versionCommand(Context &context, const Arguments &args);
int guiCommand(Context &context, const Arguments &args);
int vmCommand(Context &context, const Arguments &args);
int compareCommand(Context &context, const Arguments &args);
int preflightCommand(Context &context, const Arguments &args);
int demoCommand(Context &context, const Arguments &args);

} // namespace tare::cli
