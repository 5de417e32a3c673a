// SPDX-License-Identifier: GPL-3.0-or-later
// A container's options as the line of `docker run` that asks for them, and back. What is written is read to the same
// again; see readRunLine() for what people paste.
#pragma once

#include "core/base/result.h"
#include "core/engine/types.h"

#include <string>
#include <string_view>
#include <vector>

namespace tare::cli {

struct RunRequest
{
    CreateSpec spec;
    std::string seccompFile; // where spec.isolation.seccomp is from, when that is a profile
    std::string pull;        // "always", "never"; empty: when it is missing

    bool operator==(const RunRequest &) const = default;
};

enum class RunVerb { Create, Run, RunDetached };
// "docker run -d -it --cpus 0.5 … IMAGE COMMAND", quoted for a shell. What is the default is left out. --entrypoint takes one
// word; further words of an entrypoint come before the command, which does the same. A profile without a file is written as
// "profile.json".
[[nodiscard]] std::string writeRunLine(const RunRequest &request, RunVerb verb);

// " --cpus 0.5 --memory 64m …", with a space before each; empty for none. As docker update takes them, too.
[[nodiscard]] std::string limitFlags(const Limits &limits);
// Billionths of a CPU, exactly: "0.5".
[[nodiscard]] std::string cpusText(std::int64_t nanoCpus);
// Bytes, exactly: "64m", "1g", "6500000b".
[[nodiscard]] std::string sizeText(std::int64_t bytes);
// As -p, --device, --tmpfs, --ulimit and -v take them.
[[nodiscard]] std::string publishedText(const PublishedPort &port);
[[nodiscard]] std::string deviceText(const DeviceAccess &device);
[[nodiscard]] std::string tmpfsText(const TmpfsMount &mount);
[[nodiscard]] std::string ulimitText(const Ulimit &limit);
[[nodiscard]] std::string mountText(const BindMount &mount);
[[nodiscard]] std::string mountText(const VolumeMount &mount);
// As --mount takes them.
[[nodiscard]] std::string mountWords(const BindMount &mount);
[[nodiscard]] std::string mountWords(const VolumeMount &mount);
[[nodiscard]] std::string mountWords(const TmpfsMount &mount);
// "1m30s", exactly, as --health-interval takes it.
[[nodiscard]] std::string durationText(std::int64_t ns);

// Something in a line that did not become an option.
struct LeftOut
{
    enum class Why {
        NotHere, // a flag of Docker's or Podman's that Tare has not
        Client,  // how the command itself behaves, nothing of the container
        Unknown, // nobody's flag
        Refused, // a flag of ours with a value that is wrong: `reason`
        Shell,   // a word that a shell would replace: it is taken as it stands
        After,   // "| grep x": not of this command
    };
    std::string text; // "--gpus all"
    Why why = Why::Unknown;
    std::string reason;
};

struct PastedLine
{
    RunRequest request;
    std::vector<std::string> envFiles; // not read yet: readFilesOf()
    bool detached = false;
    std::vector<LeftOut> leftOut;
};
// "sudo docker run -itd -p 80:80 nginx", "podman run …", "tare create …", with continued lines. By the grammar of `tare run`;
// what of it cannot be taken is in `leftOut`, and nothing is swallowed. Names of variables stay names (see completeVariables()).
// InvalidArgument when it is no such line. Reads no file.
[[nodiscard]] Result<PastedLine> readRunLine(std::string_view text);
// --env-file's variables go before those of -e, and the seccomp profile is read. What cannot be read is left out, too.
void readFilesOf(PastedLine &line);

} // namespace tare::cli
