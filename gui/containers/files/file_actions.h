// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"

#include <QStringList>
#include <map>
#include <memory>
#include <vector>

namespace tare::gui {

class Task;

// What changes or copies the files of a container: each is a job, with the docker line that equals it. Paths are the
// container's.
class FileActions : public QObject
{
    Q_OBJECT
public:
    explicit FileActions(Context &context, QObject *parent = nullptr);
    ~FileActions() override;

    void setContainer(const std::string &id, const std::string &name);

    void makeFolder(const std::string &path);
    void rename(const std::string &path, const std::string &name);
    void remove(const std::vector<std::string> &paths);
    // One file or folder to a new name here, or several into a folder. `follow`: what symlinks among them lead to.
    void save(const std::vector<std::string> &paths, const QString &target, bool follow);
    // Files and folders from here into a folder of the container's.
    void add(const QStringList &sources, const std::string &folder);
    void showListing(const std::string &folder);
    void showSearch(const std::string &folder, const QString &wanted);

Q_SIGNALS:
    void failed(const tare::Error &error);
    // `changed`: the container's files are others now; `select`: the name of one of them to be selected, or empty.
    void done(bool changed, const std::string &select);
    void saved(const QString &target);

private:
    using Work = std::function<Status(Engine &, const CancelToken &)>;
    void run(const Work &work, bool changes, const std::string &select, const QString &title = {}, const QString &savedTo = {});
    [[nodiscard]] QString place(const std::string &path) const; // NAME:PATH, quoted
    [[nodiscard]] QString inside(const std::string &command) const; // docker exec NAME …

    Context &m_context;
    std::string m_id, m_name;
    std::map<int, std::unique_ptr<Task>> m_tasks;
    int m_nextTask = 0;
};

} // namespace tare::gui
