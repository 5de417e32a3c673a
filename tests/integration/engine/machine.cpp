// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/engine/machine.h"

#include "core/base/file.h"
#include "core/base/programs.h"
#include "core/base/strings.h"

#include <QDir>
#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <poll.h>
#include <set>
#include <unistd.h>

using namespace tare;

namespace {

std::vector<std::string> entries(const std::string &folder)
{
    std::vector<std::string> out;
    const QDir dir(QString::fromStdString(folder));
    for (const QString &name :
         dir.entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot))
        out.push_back(folder + "/" + name.toStdString());
    return out;
}

bool has(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

// A control group is made after its container's "create" has been written down, so this names all that can have any.
std::set<std::string> idsEverMade(const std::string &events)
{
    std::set<std::string> out;
    for (const std::string &file : {events, events + ".1"}) {
        const std::string text = readFile(file).value_or("");
        for (std::size_t at = 0; (at = text.find("\"id\":\"", at)) != std::string::npos;) {
            at += 6;
            const std::string id = text.substr(at, 64);
            if (id.size() == 64 && isHex(id))
                out.insert(id);
        }
    }
    return out;
}

// Every hierarchy that is mounted here, of version 1 and of version 2.
std::vector<std::string> controlGroupMounts()
{
    std::vector<std::string> out;
    const std::string text = readFile("/proc/self/mountinfo").value_or("");
    for (const std::string_view line : split(text, '\n')) {
        const auto words = split(line, ' ');
        if (words.size() > 4 && line.find(" - cgroup") != std::string_view::npos)
            out.emplace_back(words[4]);
    }
    return out;
}

void findGroups(const std::string &folder, const std::set<std::string> &ids, std::vector<std::string> &out)
{
    const QDir dir(QString::fromStdString(folder));
    for (const QString &name : dir.entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks)) {
        const std::string path = folder + "/" + name.toStdString();
        if (ids.count(name.toStdString()) != 0)
            out.push_back("control group " + path);
        findGroups(path, ids, out);
    }
}

} // namespace

std::vector<std::string> leftoversOf(const Paths &paths)
{
    std::vector<std::string> out;
    for (const std::string &folder :
         {paths.containers(), paths.state + "/c", paths.runtime(), paths.root + "/tmp", paths.root + "/rootfs", paths.root + "/volumes"}) {
        for (std::string &entry : entries(folder))
            out.push_back(std::move(entry));
    }
    for (const std::string &entry : entries(paths.root + "/names")) {
        if (!entry.ends_with("/.lock"))
            out.push_back(entry);
    }
    const std::set<std::string> ids = idsEverMade(paths.events());
    for (const std::string &mount : controlGroupMounts())
        findGroups(mount, ids, out);
    if (has(readFile("/proc/net/unix").value_or(""), paths.state))
        out.emplace_back("a socket in " + paths.state);
    const std::string self = "/proc/" + std::to_string(::getpid());
    for (const std::string &process : entries("/proc")) {
        // What names our folders on its command line: monitors and runtimes. What has one of our roots mounted or is
        // in one of our groups: whatever ran in a container, and keepers of its namespaces.
        if (process == self)
            continue;
        const std::string words = readFile(process + "/cmdline").value_or("");
        const std::string groups = readFile(process + "/cgroup").value_or("");
        const bool inside = std::any_of(ids.begin(), ids.end(), [&](const std::string &id) { return has(groups, id); });
        if (inside || has(words, paths.state) || has(readFile(process + "/mountinfo").value_or(""), paths.root))
            out.push_back("process " + process + ": " + words);
    }
    if (has(readFile("/proc/self/mountinfo").value_or(""), paths.root))
        out.emplace_back("a mount below " + paths.root);
    return out;
}

EngineHome::EngineHome()
{
    ::setenv("TARE_NETWORK", "none", 0); // the machine's network stays as it is, also when ctest is not asked
    std::string name = "/tmp/te-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr)
        qFatal("cannot create a folder in /tmp");
    m_paths.root = name + "/r";
    m_paths.state = name + "/s";
    auto opened = openLocalEngine(m_paths.root, m_paths.state);
    if (!opened) {
        m_missing = opened.error().text();
        return;
    }
    m_engine = std::move(*opened);
    if (const auto image = m_engine->ensureStarter(); !image) {
        m_missing = image.error().text();
        return;
    }
    // Containers need namespaces: a machine that has none says so with the first one.
    CreateSpec spec = starter({"true"});
    spec.autoRemove = true;
    const auto probe = m_engine->create(spec);
    auto session = probe ? m_engine->startAttached(probe->id, false)
                         : Result<std::unique_ptr<Session>>(tl::unexpected<Error>(probe.error()));
    if (!session)
        m_missing = session.error().text();
    else
        (void)listen(**session);
}

EngineHome::~EngineHome()
{
    if (m_engine) {
        if (const auto all = m_engine->containers()) {
            for (const Container &container : *all)
                (void)m_engine->remove(container.id, {true, true});
        }
    }
    m_engine.reset();
    (void)removeTree(m_paths.root.substr(0, m_paths.root.size() - 2));
}

std::string EngineHome::program()
{
    const auto found = findProgram("tare");
    if (!found)
        qFatal("%s", found.error().text().c_str());
    return *found;
}

RunOutput EngineHome::tare(const std::vector<std::string> &words, const std::string &input, std::vector<std::string> before) const
{
    SpawnOptions options;
    options.argv = std::move(before);
    options.argv.insert(options.argv.end(), {program(), "--root", m_paths.root, "--state", m_paths.state});
    options.argv.insert(options.argv.end(), words.begin(), words.end());
    RunLimits limits;
    limits.input = input;
    auto output = run(options, limits);
    return output ? *output : RunOutput{-1, {}, output.error().text()};
}

void EngineHome::reopen()
{
    m_engine.reset();
    auto opened = openLocalEngine(m_paths.root, m_paths.state);
    if (!opened)
        qFatal("%s", opened.error().text().c_str());
    m_engine = std::move(*opened);
}

Said listen(Session &session)
{
    Said said;
    while (true) {
        const auto chunk = session.read();
        if (!chunk || chunk->stream == Session::Stream::Ended)
            break;
        (chunk->stream == Session::Stream::Stdout ? said.out : said.err) += chunk->bytes;
        if (!chunk->bytes.empty())
            continue;
        pollfd wake{session.pollFd(), POLLIN, 0};
        if (::poll(&wake, 1, 60'000) == 0)
            break; // the caller sees that there is no exit code
    }
    said.code = session.exitCode().value_or(-1);
    return said;
}

CreateSpec starter(std::vector<std::string> command)
{
    CreateSpec spec;
    spec.image = "tare/starter";
    spec.command = std::move(command);
    return spec;
}
