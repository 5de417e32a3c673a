// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/files/file_actions.h"

#include "core/base/strings.h"
#include "gui/app/tasks.h"
#include "gui/containers/files/container_path.h"
#include "gui/containers/files/files_of.h"
#include "gui/widgets/format.h"

namespace tare::gui {

using namespace Qt::StringLiterals;

FileActions::FileActions(Context &context, QObject *parent) : QObject(parent), m_context(context) {}
FileActions::~FileActions() = default;

void FileActions::setContainer(const std::string &id, const std::string &name)
{
    m_id = id;
    m_name = name;
}

QString FileActions::place(const std::string &path) const
{
    return QString::fromStdString(shellQuote(m_name + ":" + path));
}

QString FileActions::inside(const std::string &command) const
{
    return QString::fromStdString("docker exec " + shellQuote(m_name) + " " + command);
}

void FileActions::run(const Work &work, bool changes, const std::string &select, const QString &title, const QString &savedTo)
{
    const int number = m_nextTask++;
    const CancelSource cancel = m_context.run<Status>(
        this, [engine = m_context.engine(), work](const CancelToken &token) { return work(*engine, token); },
        [this, changes, select, number, savedTo](const Status &status) {
            m_tasks.erase(number);
            if (!status && status.error().code != Errc::Cancelled)
                Q_EMIT failed(status.error());
            else if (status && !savedTo.isEmpty())
                Q_EMIT saved(savedTo);
            Q_EMIT done(changes, status ? select : std::string()); // what failed may have done a part
        });
    if (!title.isEmpty())
        m_tasks.emplace(number, std::make_unique<Task>(m_context.tasks(), title, cancel));
}

void FileActions::makeFolder(const std::string &path)
{
    m_context.showCommand(inside("mkdir " + shellQuote(path)));
    run([id = m_id, path](Engine &engine, const CancelToken &cancel) -> Status {
        return TARE_TRY(filesOf(engine))->makeFolder(id, path, cancel);
    }, true, lastName(path));
}

void FileActions::rename(const std::string &path, const std::string &name)
{
    m_context.showCommand(inside("mv " + shellQuote(path) + " " + shellQuote(joinPath(folderAbove(path), name))));
    run([id = m_id, path, name](Engine &engine, const CancelToken &cancel) -> Status {
        return TARE_TRY(filesOf(engine))->renamePath(id, path, name, cancel);
    }, true, name);
}

void FileActions::remove(const std::vector<std::string> &paths)
{
    std::string words = "rm -rf";
    for (const std::string &path : paths)
        words += " " + shellQuote(path);
    m_context.showCommand(inside(words));
    run([id = m_id, paths](Engine &engine, const CancelToken &cancel) -> Status {
        ContainerFiles *files = TARE_TRY(filesOf(engine));
        for (const std::string &path : paths)
            TARE_CHECK(files->removePath(id, path, cancel));
        return {};
    }, true, {}, tr("Removing files of %1").arg(plainLine(m_name)));
}

void FileActions::save(const std::vector<std::string> &paths, const QString &target, bool follow)
{
    QStringList lines;
    for (const std::string &path : paths)
        lines += (follow ? u"docker cp -L "_s : u"docker cp "_s) + place(path) + u' ' + QString::fromStdString(shellQuote(target.toStdString()));
    m_context.showCommand(lines.join(u" && "_s));
    run([id = m_id, paths, to = target.toStdString(), follow](Engine &engine, const CancelToken &cancel) -> Status {
        CopyOptions options;
        options.followLink = follow;
        for (const std::string &path : paths)
            TARE_CHECK(engine.copyFrom(id, path, to, options, cancel));
        return {};
    }, false, {}, tr("Saving files of %1").arg(plainLine(m_name)), target);
}

void FileActions::add(const QStringList &sources, const std::string &folder)
{
    QStringList lines;
    std::vector<std::string> from;
    for (const QString &source : sources) {
        lines += u"docker cp "_s + QString::fromStdString(shellQuote(source.toStdString())) + u' ' + place(joinPath(folder, ""));
        from.push_back(source.toStdString());
    }
    m_context.showCommand(lines.join(u" && "_s));
    run([id = m_id, from, to = joinPath(folder, "")](Engine &engine, const CancelToken &cancel) -> Status {
        for (const std::string &source : from)
            TARE_CHECK(engine.copyTo(id, source, to, {}, cancel));
        return {};
    }, true, from.empty() ? std::string() : lastName(from.front()), tr("Adding files to %1").arg(plainLine(m_name)));
}

// Both work for a container that does not run, and for one that has no ls.
void FileActions::showListing(const std::string &folder)
{
    m_context.showCommand(u"docker cp "_s + place(folder) + u" - | tar -tv"_s);
}

void FileActions::showSearch(const std::string &folder, const QString &wanted)
{
    m_context.showCommand(u"docker cp "_s + place(folder) + u" - | tar -t | grep -i -- "_s +
                          QString::fromStdString(shellQuote(wanted.toStdString())));
}

} // namespace tare::gui
