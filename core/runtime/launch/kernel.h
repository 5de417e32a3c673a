// SPDX-License-Identifier: GPL-3.0-or-later
// Settings that are made through the kernel's own files and calls.
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/runtime/spec/spec.h"

#include <string>

namespace tare::runtime {

// A /proc of our own that is mounted nowhere, so that no mount of the image's can stand in for it
// (CVE-2025-52881).
class KernelFiles
{
public:
    // Nothing is mounted unless `needed`.
    [[nodiscard]] static Result<KernelFiles> open(bool needed);
    // Only those that belong to one of the container's own namespaces.
    [[nodiscard]] Status setSysctls(const Spec &spec) const;
    // For the next exec. Empty: nothing.
    [[nodiscard]] Status setApparmor(const std::string &profile) const;

private:
    [[nodiscard]] Status write(const std::string &file, const std::string &value) const;
    UniqueFd m_proc;
};

[[nodiscard]] Status raiseLoopback();
[[nodiscard]] Status setPersonality(std::uint64_t personality);
// InvalidArgument when it is not one that a namespace of the container's holds.
[[nodiscard]] Status checkSysctl(const Spec &spec, const std::string &name);

} // namespace tare::runtime
