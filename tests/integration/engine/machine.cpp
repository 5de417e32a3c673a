// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/engine/machine.h"

#include "core/base/file.h"

#include <QDir>
#include <QDirIterator>
#include <csignal>
#include <cstdlib>
#include <poll.h>
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

} // namespace

EngineHome::EngineHome()
{
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
                (void)m_engine->remove(container.id, true);
        }
    }
    m_engine.reset();
    (void)removeTree(m_paths.root.substr(0, m_paths.root.size() - 2));
}

void EngineHome::reopen()
{
    m_engine.reset();
    auto opened = openLocalEngine(m_paths.root, m_paths.state);
    if (!opened)
        qFatal("%s", opened.error().text().c_str());
    m_engine = std::move(*opened);
}

std::vector<std::string> EngineHome::leftovers() const
{
    std::vector<std::string> out;
    for (const std::string &folder : {m_paths.containers(), m_paths.state + "/c", m_paths.runtime()}) {
        for (std::string &entry : entries(folder))
            out.push_back(std::move(entry));
    }
    for (const std::string &entry : entries(m_paths.root + "/names")) {
        if (!entry.ends_with("/.lock"))
            out.push_back(entry);
    }
    const auto mounts = readFile("/proc/self/mountinfo");
    if (mounts && mounts->find(m_paths.root) != std::string::npos)
        out.emplace_back("a mount below " + m_paths.root);
    // Processes that name our folders on their command lines: monitors and runtimes.
    for (const std::string &process : entries("/proc")) {
        const auto words = readFile(process + "/cmdline");
        if (words && words->find(m_paths.state) != std::string::npos &&
            process != "/proc/" + std::to_string(::getpid()))
            out.push_back("process " + process + ": " + *words);
    }
    return out;
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
