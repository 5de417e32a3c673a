// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/options/create_options.h"
#include "core/cli/options/env_file.h"
#include "core/cli/options/foreign_flags.h"
#include "core/cli/options/run_line.h"
#include "core/cli/options/shell_words.h"

#include "core/base/file.h"
#include "core/base/strings.h"

#include <algorithm>
#include <array>

namespace tare::cli {
namespace {

using Words = std::vector<std::string>;
using Why = LeftOut::Why;

constexpr std::size_t longestLine = 1U << 18U; // bytes; a command line of Linux has at most 2 MiB in all
constexpr std::size_t mostFlags = 2000;

// One flag of ours, with its value beside it.
struct Given
{
    std::string shown; // as it stands in the line
    Words words;       // as the grammar takes it
};

std::string baseName(const std::string &path) { return path.substr(path.rfind('/') + 1); }

// Words, and what is done to them from the left.
class Reader
{
public:
    Reader(ShellLine line, PastedLine &out) : m_words(std::move(line.words)), m_out(out), m_grammar("run [OPTIONS] IMAGE", {})
    {
        m_create.addTo(m_grammar);
        for (std::string &word : line.expanded)
            leaveOut(std::move(word), Why::Shell);
        if (!line.rest.empty())
            leaveOut(std::move(line.rest), Why::After);
    }

    Status run()
    {
        TARE_CHECK(skipToFlags());
        TARE_CHECK(takeFlags());
        if (m_at == m_words.size())
            return fail(Errc::InvalidArgument, {}, "there is no image in this line");
        m_rest.assign(m_words.begin() + static_cast<std::ptrdiff_t>(m_at), m_words.end());
        // One that is wrong must not take the others with it.
        if (auto all = understand(m_given)) {
            take(std::move(*all));
            return {};
        }
        std::vector<Given> good;
        for (Given &one : m_given) {
            if (auto alone = understand({one}))
                good.push_back(std::move(one));
            else
                leaveOut(std::move(one.shown), Why::Refused, alone.error().reason);
        }
        take(TARE_TRY(understand(good)));
        return {};
    }

private:
    void leaveOut(std::string text, Why why, std::string reason = {}) { m_out.leftOut.push_back({std::move(text), why, std::move(reason)}); }
    [[nodiscard]] bool more() const { return m_at < m_words.size(); }
    [[nodiscard]] const std::string &now() const { return m_words[m_at]; }

    // "$ sudo -u me DOCKER=1 /usr/bin/docker --context x container run"
    Status skipToFlags()
    {
        static constexpr std::array before = std::to_array<std::string_view>({"$", "#", "%", ">", "sudo", "doas", "exec", "command", "time", "env"});
        static constexpr std::array programs = std::to_array<std::string_view>({"docker", "podman", "tare", "nerdctl", "docker.io", "podman-remote"});
        const auto is = [this](const auto &list) { return more() && std::find(list.begin(), list.end(), baseName(now())) != list.end(); };
        bool first = true;
        while (more() && !is(programs)) {
            const bool assignment = now().find('=') != std::string::npos && now().front() != '-' && now().front() != '=';
            if (is(before) || assignment || (!first && now().starts_with('-'))) {
                if (assignment)
                    leaveOut(now(), Why::Client);
                m_at += !first && (now() == "-u" || now() == "-g") ? 2 : 1; // of sudo
                first = false;
                continue;
            }
            break;
        }
        if (!is(programs))
            return fail(Errc::InvalidArgument, {}, "this is no line of docker run, podman run or tare run");
        ++m_at;
        while (more() && now().size() > 1 && now().front() == '-') {
            const std::string name = now().substr(0, now().find('='));
            const auto flag = foreignGlobalFlag(name);
            std::string shown = now();
            ++m_at;
            if (flag && flag->takesValue && name == shown && more())
                shown += " " + m_words[m_at++];
            leaveOut(std::move(shown), flag ? Why::Client : Why::Unknown);
        }
        if (more() && now() == "container")
            ++m_at;
        if (!more() || (now() != "run" && now() != "create"))
            return fail(Errc::InvalidArgument, {}, "this is no line of docker run, podman run or tare run");
        ++m_at;
        return {};
    }

    Status takeFlags()
    {
        while (more() && now().size() > 1 && now().front() == '-') {
            const std::string word = m_words[m_at++];
            if (word == "--")
                break;
            if (m_given.size() > mostFlags)
                return fail(Errc::TooLarge, "the line", "it has too many flags");
            TARE_CHECK(word.starts_with("--") ? takeLong(word) : takeShort(word));
        }
        return {};
    }

    Status takeLong(const std::string &word)
    {
        const std::size_t equals = word.find('=');
        std::optional<std::string> value = equals == std::string::npos ? std::nullopt : std::optional(word.substr(equals + 1));
        return takeFlag(word.substr(0, equals), std::move(value), word);
    }

    // "-it", "-itp 80:80", "-p80:80", "-p=80:80"
    Status takeShort(const std::string &word)
    {
        for (std::size_t i = 1; i < word.size(); ++i) {
            const std::string name = {'-', word[i]};
            const auto ours = m_grammar.known(name);
            const auto theirs = foreignFlag(name);
            std::optional<std::string> value;
            const bool takes = ours ? ours->takesValue : theirs && theirs->takesValue;
            if (takes && i + 1 < word.size())
                value = word.substr(word[i + 1] == '=' ? i + 2 : i + 1);
            else if (i + 1 < word.size() && word[i + 1] == '=')
                value = word.substr(i + 2); // -t=false
            const bool last = takes || value;
            const std::string shown = value ? name + word.substr(i + 1) : name;
            TARE_CHECK(takeFlag(name, std::move(value), shown));
            if (last)
                break;
        }
        return {};
    }

    Status takeFlag(const std::string &name, std::optional<std::string> value, std::string shown)
    {
        const auto ours = m_grammar.known(name);
        const auto theirs = foreignFlag(name);
        const bool takes = ours ? ours->takesValue : theirs && theirs->takesValue;
        if (!ours && !theirs && !value && more() && !now().starts_with('-'))
            return fail(Errc::InvalidArgument, {},
                        "nobody knows " + name + ", so that it cannot be told whether \"" + now() + "\" belongs to it");
        if (takes && !value) {
            if (!more())
                return fail(Errc::InvalidArgument, {}, "flag needs an argument: " + name);
            value = m_words[m_at++];
            shown += " " + shellQuote(*value);
        }
        if (theirs && theirs->ofTheClient) {
            if (name == "-d" || name == "--detach")
                m_out.detached = value.value_or("true") != "false";
            else
                leaveOut(std::move(shown), Why::Client);
        } else if (!ours || ours->refused || ours->name == "--cidfile" || ours->name == "--label-file") {
            leaveOut(std::move(shown), ours || theirs ? Why::NotHere : Why::Unknown);
        } else if (ours->name == "--quiet") {
            leaveOut(std::move(shown), Why::Client);
        } else if (!takesFile(ours->name, value.value_or(""))) {
            Given given{std::move(shown), {}};
            // A value that begins with '-' belongs to its flag only with '='; an empty one only without.
            if (!value)
                given.words = {ours->name};
            else if (value->empty() || (takes && !value->starts_with('-')))
                given.words = {ours->name, *value};
            else
                given.words = {ours->name + "=" + *value};
            m_given.push_back(std::move(given));
        }
        return {};
    }

    // What names a file is read later: see readFilesOf().
    bool takesFile(const std::string &name, const std::string &value)
    {
        if (name == "--env-file")
            m_out.envFiles.push_back(value);
        const bool seccomp = name == "--security-opt" && (value.starts_with("seccomp=") || value.starts_with("seccomp:"));
        const std::string profile = seccomp ? value.substr(8) : std::string();
        if (seccomp)
            m_out.request.seccompFile = profile == "unconfined" || profile == "builtin" ? "" : profile;
        return name == "--env-file" || (seccomp && !m_out.request.seccompFile.empty());
    }

    [[nodiscard]] Result<RunRequest> understand(const std::vector<Given> &given) const
    {
        CreateOptions create;
        Options grammar("run [OPTIONS] IMAGE", {});
        create.addTo(grammar);
        Words words;
        for (const Given &one : given)
            words.insert(words.end(), one.words.begin(), one.words.end());
        words.emplace_back("--");
        words.insert(words.end(), m_rest.begin(), m_rest.end());
        if (auto refusal = grammar.read(words))
            return fail(Errc::InvalidArgument, {}, std::move(refusal->text));
        RunRequest out;
        std::vector<std::string> variables = create.spec.env;
        out.spec = TARE_TRY(create.finish());
        out.spec.env = std::move(variables); // "-e NAME" takes its value when the container is made
        out.pull = create.pull == "missing" ? "" : create.pull;
        return out;
    }

    void take(RunRequest request)
    {
        request.seccompFile = m_out.request.seccompFile;
        if (!request.seccompFile.empty())
            request.spec.isolation.seccomp.clear(); // the later one counts, and it was the file
        m_out.request = std::move(request);
    }

    Words m_words, m_rest; // m_rest: the image and its command
    std::size_t m_at = 0;
    PastedLine &m_out;
    CreateOptions m_create;
    Options m_grammar;
    std::vector<Given> m_given;
};

} // namespace

Result<PastedLine> readRunLine(std::string_view text)
{
    if (text.size() > longestLine)
        return fail(Errc::TooLarge, "the line", "it is longer than any command line");
    if (text.find('\0') != std::string_view::npos)
        return fail(Errc::InvalidArgument, {}, "a zero byte is in the line");
    // A prompt that was copied with the line is no comment.
    text = trim(text);
    if (text.starts_with("# ") || text.starts_with("$ "))
        text = trim(text.substr(2));
    auto line = readShellLine(text);
    if (!line)
        return fail(Errc::InvalidArgument, {}, "a quote in the line is not closed");
    PastedLine out;
    Reader reader(std::move(*line), out);
    TARE_CHECK(reader.run());
    return out;
}

void readFilesOf(PastedLine &line)
{
    Words fromFiles;
    for (const std::string &file : line.envFiles) {
        auto variables = readEnvFile(file);
        if (variables)
            fromFiles.insert(fromFiles.end(), variables->begin(), variables->end());
        else
            line.leftOut.push_back({"--env-file " + shellQuote(file), Why::Refused, variables.error().reason});
    }
    line.envFiles.clear();
    Words &env = line.request.spec.env;
    env.insert(env.begin(), fromFiles.begin(), fromFiles.end());
    std::string &file = line.request.seccompFile;
    if (file.empty())
        return;
    auto profile = readFile(file, std::size_t{4} << 20U);
    if (profile) {
        line.request.spec.isolation.seccomp = std::move(*profile);
        return;
    }
    line.leftOut.push_back({"--security-opt seccomp=" + shellQuote(file), Why::Refused, profile.error().text()});
    file.clear();
}

} // namespace tare::cli
