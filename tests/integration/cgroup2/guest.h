// SPDX-License-Identifier: GPL-3.0-or-later
// A machine of the tests' own with unified cgroups: Debian's cloud kernel under QEMU, a small disk with busybox and the
// programs to run there. What the host's cgroups look like does not matter to it.
#pragma once

#include "core/base/result.h"

#include <chrono>
#include <string>
#include <vector>

struct GuestKernel
{
    std::string image;   // vmlinuz
    std::string modules; // folder that holds modules.dep
};
// NotOnThisMachine says where it looked.
[[nodiscard]] tare::Result<GuestKernel> findGuestKernel();

struct GuestRun
{
    bool finished = false; // the script's end was seen
    int exitCode = -1;     // of the script
    std::vector<std::string> lines; // what it said, without the kernel's own words
};

class CgroupGuest
{
public:
    // `folder` must exist; everything is made below it.
    CgroupGuest(std::string folder, GuestKernel kernel) : m_folder(std::move(folder)), m_kernel(std::move(kernel)) {}

    // Copies a program and the shared libraries it needs (by ldd) to the same paths as here, or to `target`.
    [[nodiscard]] tare::Status addProgram(const std::string &path, const std::string &target = {});
    [[nodiscard]] tare::Status addFile(const std::string &target, const std::string &text, unsigned int mode = 0644);
    // Runs `script` with sh as the guest's root and powers off.
    [[nodiscard]] tare::Result<GuestRun> run(const std::string &script, std::chrono::seconds limit);

private:
    [[nodiscard]] tare::Status makeInitramfs();
    [[nodiscard]] tare::Status makeDisk();

    std::string m_folder;
    GuestKernel m_kernel;
};
