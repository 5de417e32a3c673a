// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"

#include <QObject>
#include <QStringList>
#include <functional>
#include <map>
#include <memory>

namespace tare::gui {

class ProgressRelay;
class Task;

// Archives on their way into the store and out of it, any number at once, each a task of the window.
class ImageArchives : public QObject
{
    Q_OBJECT
public:
    explicit ImageArchives(Context &context, QObject *parent = nullptr);
    ~ImageArchives() override;

    // An archive of docker save, podman save or skopeo.
    void load(const QString &file);
    void import(const QString &file, const QString &reference);
    // All of them into one archive.
    void save(const QStringList &images, const QString &file);

Q_SIGNALS:
    void began();
    void came(const QString &imageId); // the first of an archive; empty when there was none
    void saved(const QString &file);
    void failed(const tare::Error &error);

private:
    using Work = std::function<Result<std::string>(Engine &, const ProgressSink &, const CancelToken &)>;
    void run(const QString &title, Work work, std::function<void(const std::string &)> done);
    void remember(const QString &file);

    Context &m_context;
    std::map<ProgressRelay *, std::unique_ptr<Task>> m_tasks;
};

} // namespace tare::gui
