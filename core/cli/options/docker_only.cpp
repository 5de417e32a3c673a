// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/options/docker_only.h"

#include "core/base/strings.h"

namespace tare::cli {

void DockerOnly::addTo(Options &grammar)
{
    grammar.hiddenText("--runtime", runtime);
    grammar.hiddenText("--isolation", isolation);
    grammar.hiddenFlag("--disable-content-trust", contentTrust);
    grammar.refuse("--link", true, "containers find each other by name in a network of yours: tare network create");
    grammar.refuse("--link-local-ip", true, "addresses are given by the network; --ip asks for one");
    grammar.refuse("--gpus", true, "there is no driver for GPUs here; --device gives a device that the host has");
    grammar.refuse("--storage-opt", true, "the size of a container's own files cannot be limited here");
    grammar.refuse("--cpu-rt-period", true, "kernels of today do not hand real-time CPU time to control groups");
    grammar.refuse("--cpu-rt-runtime", true, "kernels of today do not hand real-time CPU time to control groups");
    grammar.refuse("--kernel-memory", true, "kernels since 5.16 do not limit it by itself; --memory counts it");
    grammar.refuse("--use-api-socket", false, "there is no daemon, so there is no socket of one");
    for (const char *windows : {"--cpu-count", "--cpu-percent", "--io-maxbandwidth", "--io-maxiops"})
        grammar.refuse(windows, true, "only Windows has it");
}

Status DockerOnly::finish() const
{
    if (!runtime.empty() && runtime != "tare-runtime" && runtime != "tare")
        return fail(Errc::InvalidArgument, {}, "unknown or invalid runtime name: " + escapeControl(runtime));
    if (!isolation.empty() && isolation != "default")
        return fail(Errc::InvalidArgument, {}, "invalid isolation '" + escapeControl(isolation) + "' on linux");
    return {};
}

} // namespace tare::cli
