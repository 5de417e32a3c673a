// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/network/stage.h"

#include "core/base/file.h"
#include "core/base/programs.h"
#include "core/base/strings.h"

#include <QDir>
#include <QDirIterator>
#include <cstdlib>
#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

using namespace tare;

namespace {

RunOutput runIt(SpawnOptions options)
{
    auto output = run(std::move(options));
    return output ? *output : RunOutput{-1, {}, output.error().text()};
}

} // namespace

bool enterOwnNetwork()
{
    return ::unshare(CLONE_NEWNET) == 0;
}

Stage::Stage()
{
    ::setenv("TARE_NETWORK", "", 1); // what a user has
    std::string name = "/tmp/tn-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr)
        qFatal("cannot create a folder in /tmp");
    m_root = name + "/r";
    m_state = name + "/s";
    const auto program = findProgram("tare");
    if (!program) {
        m_missing = program.error().text();
        return;
    }
    m_program = *program;
    const std::string home = "/proc/" + std::to_string(::getpid()) + "/ns/net";
    auto own = openFile(home, O_RDONLY);
    if (!own || ::unshare(CLONE_NEWNET) != 0) {
        m_missing = "no network namespaces";
        return;
    }
    m_outside = std::move(*openFile(home, O_RDONLY));
    if (::setns(own->get(), CLONE_NEWNET) != 0)
        qFatal("cannot come back");
    const std::string self = std::to_string(::getpid());
    const auto line = [&](bool outsideToo, const std::string &text) {
        const std::vector<std::string> words = {"sh", "-c", text};
        const RunOutput done = outsideToo ? outside(words) : here(words);
        if (done.exitCode != 0 && m_missing.empty())
            m_missing = text + ": " + done.err;
    };
    line(true, "ip link set lo up && ip link add up1 type veth peer name up0 netns " + self);
    line(true, "ip addr add 10.9.9.2/24 dev up1 && ip link set up1 up && ip route add 172.16.0.0/12 via 10.9.9.1");
    line(false, "ip link set lo up && ip addr add 10.9.9.1/24 dev up0 && ip link set up0 up && ip route add default via 10.9.9.2");
    // The starter image is made with its first use.
    const RunOutput first = tare({"run", "--rm", "--network", "none", "tare/starter", "true"});
    if (first.exitCode != 0)
        m_missing = first.err;
}

Stage::~Stage()
{
    removeAll();
    (void)removeTree(m_root.substr(0, m_root.size() - 2));
}

SpawnOptions Stage::command(std::vector<std::string> words) const
{
    SpawnOptions options;
    options.argv = {m_program, "--root", m_root, "--state", m_state};
    options.argv.insert(options.argv.end(), words.begin(), words.end());
    return options;
}

RunOutput Stage::tare(std::vector<std::string> words) const
{
    return runIt(command(std::move(words)));
}

std::string Stage::answerOf(const RunOutput &output)
{
    return output.exitCode == 0 ? std::string(trim(output.out)) : "!" + output.err;
}

std::string Stage::said(std::vector<std::string> words) const
{
    return answerOf(tare(std::move(words)));
}

std::vector<std::string> Stage::sleeperWords(const std::string &name, const std::vector<std::string> &options)
{
    std::vector<std::string> words = {"run", "-d", "--name", name};
    words.insert(words.end(), options.begin(), options.end());
    words.insert(words.end(), {"tare/starter", "sleep", "600"});
    return words;
}

std::vector<std::string> Stage::webWords(const std::string &name, const std::vector<std::string> &options)
{
    std::vector<std::string> words = {"run", "-d", "--name", name};
    words.insert(words.end(), options.begin(), options.end());
    words.insert(words.end(), {"tare/starter", "sh", "-c", "mkdir /www; echo " + name + " >/www/index.html; exec httpd -f -p 80 -h /www"});
    return words;
}

std::string Stage::addressIn(const std::string &container, const std::string &network) const
{
    return said({"inspect", "-f", "{{(index .NetworkSettings.Networks \"" + network + "\").IPAddress}}", container});
}

std::string Stage::fetch(const std::string &url)
{
    return answerOf(here({"timeout", "5", "busybox", "wget", "-qO-", url}));
}

RunOutput Stage::here(std::vector<std::string> words)
{
    SpawnOptions options;
    options.argv = std::move(words);
    return runIt(std::move(options));
}

RunOutput Stage::outside(std::vector<std::string> words) const
{
    words.insert(words.begin(), {"nsenter", "--net=/proc/" + std::to_string(::getpid()) + "/fd/" + std::to_string(m_outside.get())});
    return here(std::move(words));
}

void Stage::removeAll() const
{
    const RunOutput all = tare({"ps", "-aq", "--no-trunc"});
    for (const std::string_view id : split(all.out, '\n')) {
        if (!id.empty())
            (void)tare({"rm", "-f", std::string(id)});
    }
}

std::string Stage::leftovers() const
{
    std::string out;
    const RunOutput links = here({"ip", "-o", "link"});
    for (const std::string_view line : split(links.out, '\n')) {
        if (line.find("veth") != std::string_view::npos && line.find("up0") == std::string_view::npos)
            out += "device: " + std::string(line) + "\n";
    }
    const RunOutput rules = here({"nft", "list", "ruleset"});
    for (const std::string_view line : split(rules.out, '\n')) {
        if (line.find("tcp . ") != std::string_view::npos || line.find("udp . ") != std::string_view::npos)
            out += "rule: " + std::string(line) + "\n";
    }
    const QString networks = QString::fromStdString(m_state + "/network");
    for (const char *sub : {"/c", "/ns", "/leases"}) {
        QDirIterator files(networks + QLatin1String(sub), QDir::Files | QDir::System | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext())
            out += "file: " + files.next().toStdString() + "\n";
    }
    const auto mounts = readFile("/proc/self/mountinfo");
    if (mounts && mounts->find(m_state) != std::string::npos)
        out += "a mount below " + m_state + "\n";
    QDirIterator processes(QStringLiteral("/proc"), QDir::Dirs | QDir::NoDotAndDotDot);
    while (processes.hasNext()) {
        const std::string process = processes.next().toStdString();
        const auto words = readFile(process + "/cmdline");
        if (words && words->find(m_state) != std::string::npos && process != "/proc/self" &&
            process != "/proc/thread-self" && process != "/proc/" + std::to_string(::getpid()))
            out += "process " + process + ": " + *words + "\n";
    }
    return out;
}
