// SPDX-License-Identifier: GPL-3.0-or-later
// A bundle with busybox in it, and a container made of it by tare-runtime. Everything goes with the object.
#pragma once

#include "core/base/result.h"
#include "core/base/subprocess.h"

#include <nlohmann/json.hpp>
#include <string>
#include <sys/types.h>
#include <vector>

class Bundle
{
public:
    // What `tare-runtime spec` makes, without a terminal and with a writable overlay as its root. `user`: run
    // the runtime as this user and group (needs root); 0 is the caller.
    explicit Bundle(uid_t user = 0, gid_t group = 0);
    ~Bundle();
    Bundle(const Bundle &) = delete;
    Bundle &operator=(const Bundle &) = delete;

    nlohmann::json config;
    [[nodiscard]] nlohmann::json &process() { return config["process"]; }
    void command(const std::vector<std::string> &args) { config["process"]["args"] = args; }
    void shell(const std::string &script) { command({"/bin/sh", "-c", script}); }

    [[nodiscard]] const std::string &dir() const { return m_dir; }
    [[nodiscard]] const std::string &id() const { return m_id; }
    [[nodiscard]] std::string lower() const { return m_dir + "/lower"; } // the image
    [[nodiscard]] std::string upper() const { return m_dir + "/upper"; }
    [[nodiscard]] std::string root() const { return m_dir + "/state"; } // the runtime's --root

    // To its end; stdout, stderr and the exit code.
    [[nodiscard]] tare::Result<tare::RunOutput> run(const std::vector<std::string> &options = {});
    // run --detach. Its output goes to dir()/out.
    [[nodiscard]] tare::Status start(const std::vector<std::string> &options = {});
    [[nodiscard]] tare::Result<tare::RunOutput> exec(const std::vector<std::string> &command,
                                                     const std::vector<std::string> &options = {});
    // Any other command of the runtime, the container's id added at its end.
    [[nodiscard]] tare::Result<tare::RunOutput> call(std::vector<std::string> words);
    // As it stands, without the id.
    [[nodiscard]] tare::Result<tare::RunOutput> callPlain(const std::vector<std::string> &words);
    [[nodiscard]] std::string status(); // "running" …; empty when there is no such container
    [[nodiscard]] pid_t pid();          // of the first process; 0
    [[nodiscard]] nlohmann::json stats();
    [[nodiscard]] std::string output();
    [[nodiscard]] std::string errors();
    void writeConfig();
    // The words that start the runtime as the user.
    [[nodiscard]] std::vector<std::string> runtime() const;
    [[nodiscard]] std::vector<std::string> overlay() const;

private:
    std::string m_dir, m_id, m_program;
    uid_t m_user;
    gid_t m_group;
    std::vector<pid_t> m_started;
};

// Folders of control groups whose last part is `id`, anywhere.
[[nodiscard]] std::vector<std::string> groupsNamed(const std::string &id);
// Lines of our own mountinfo that hold `text`.
[[nodiscard]] int mountsWith(const std::string &text);
