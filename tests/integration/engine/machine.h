// SPDX-License-Identifier: GPL-3.0-or-later
// What a test needs of the machine, and what it must leave as it was.
#pragma once

#include "core/base/paths.h"
#include "core/base/subprocess.h"
#include "core/engine/engine.h"

#include <memory>
#include <string>
#include <vector>

// What is left of containers: folders, live folders, runtime states, names, mounts, control groups, processes.
[[nodiscard]] std::vector<std::string> leftoversOf(const tare::Paths &paths);

// An open engine on fresh folders with the starter image, short names so that sockets fit, gone with the
// object.
class EngineHome
{
public:
    EngineHome();
    ~EngineHome();
    EngineHome(const EngineHome &) = delete;
    EngineHome &operator=(const EngineHome &) = delete;

    // Nothing when everything is there, else why the test cannot run here.
    [[nodiscard]] const std::string &missing() const { return m_missing; }
    [[nodiscard]] tare::Engine &engine() const { return *m_engine; }
    [[nodiscard]] const tare::Paths &paths() const { return m_paths; }
    // The command `tare` with these words, on these folders; `before` is put in front of all.
    tare::RunOutput tare(const std::vector<std::string> &words, const std::string &input = {},
                         std::vector<std::string> before = {}) const;
    [[nodiscard]] static std::string program(); // the command's path; ends the test when there is none
    void reopen(); // finds and removes what a crash left
    [[nodiscard]] std::vector<std::string> leftovers() const { return leftoversOf(m_paths); }

private:
    tare::Paths m_paths;
    std::string m_missing;
    std::unique_ptr<tare::Engine> m_engine;
};

// Standard output and error until the end, and the exit code.
struct Said
{
    std::string out, err;
    int code = -1;
};
[[nodiscard]] Said listen(tare::Session &session);
[[nodiscard]] tare::CreateSpec starter(std::vector<std::string> command);
