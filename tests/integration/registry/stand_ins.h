// SPDX-License-Identifier: GPL-3.0-or-later
// Images that stand in for those of Docker Hub in exercises: ubuntu, mysql:5.7, centos:7 and httpd, out of this system's
// Debian packages, with the configurations of the real ones (tests/support/stand_ins.sh).
#pragma once

#include <string>

// Pushes them to the registry, below library/. False, with the reason printed, when that fails.
[[nodiscard]] bool pushStandIns(const std::string &host);
