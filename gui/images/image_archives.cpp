// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/image_archives.h"

#include "gui/app/progress_relay.h"
#include "gui/app/tasks.h"
#include "gui/images/quoted.h"

#include <QFileInfo>
#include <QSettings>

namespace tare::gui {

using namespace Qt::StringLiterals;

ImageArchives::ImageArchives(Context &context, QObject *parent) : QObject(parent), m_context(context) {}

ImageArchives::~ImageArchives() = default;

void ImageArchives::remember(const QString &file)
{
    m_context.settings().setValue(u"images/folder"_s, QFileInfo(file).absolutePath());
}

void ImageArchives::load(const QString &file)
{
    run(tr("Loading %1").arg(QFileInfo(file).fileName()),
        [file = file.toStdString()](Engine &engine, const ProgressSink &sink,
                                    const CancelToken &cancel) -> Result<std::string> {
            const std::vector<Image> images = TARE_TRY(engine.load(file, sink, cancel));
            return images.empty() ? std::string() : images.front().id;
        },
        [this](const std::string &id) { Q_EMIT came(QString::fromStdString(id)); });
    m_context.showCommand(u"docker load --input "_s + quoted(file));
    remember(file);
}

void ImageArchives::import(const QString &file, const QString &reference)
{
    run(tr("Importing %1").arg(QFileInfo(file).fileName()),
        [file = file.toStdString(), name = reference.toStdString()](
            Engine &engine, const ProgressSink &sink, const CancelToken &cancel) -> Result<std::string> {
            return TARE_TRY(engine.importRootfs(file, name, {}, sink, cancel)).id;
        },
        [this](const std::string &id) { Q_EMIT came(QString::fromStdString(id)); });
    m_context.showCommand(u"docker import "_s + quoted(file) + u' ' + quoted(reference));
    remember(file);
}

void ImageArchives::save(const QStringList &images, const QString &file)
{
    std::vector<std::string> names;
    QString words;
    for (const QString &image : images) {
        names.push_back(image.toStdString());
        words += u' ' + quoted(image);
    }
    run(tr("Saving %1").arg(QFileInfo(file).fileName()),
        [names, file = file.toStdString()](Engine &engine, const ProgressSink &sink,
                                           const CancelToken &cancel) -> Result<std::string> {
            TARE_CHECK(engine.saveImages(names, file, {}, sink, cancel));
            return file;
        },
        [this](const std::string &target) { Q_EMIT saved(QString::fromStdString(target)); });
    m_context.showCommand(u"docker save --output "_s + quoted(file) + words);
    remember(file);
}

void ImageArchives::run(const QString &title, Work work, std::function<void(const std::string &)> done)
{
    Q_EMIT began();
    auto *relay = new ProgressRelay(this);
    const CancelSource cancel = m_context.run<Result<std::string>>(
        relay,
        [engine = m_context.engine(), sink = relay->sink(), work = std::move(work)](const CancelToken &token) {
            return work(*engine, sink, token);
        },
        [this, relay, done = std::move(done)](const Result<std::string> &answer) {
            m_tasks.erase(relay);
            relay->deleteLater();
            if (answer)
                done(*answer);
            else if (answer.error().code != Errc::Cancelled)
                Q_EMIT failed(answer.error());
        });
    m_tasks[relay] = std::make_unique<Task>(m_context.tasks(), title, cancel);
    connect(relay, &ProgressRelay::progressed, this, [this, relay](const std::vector<Progress> &parts) {
        const auto task = m_tasks.find(relay);
        if (task == m_tasks.end())
            return;
        qint64 current = 0, total = 0;
        for (const Progress &part : parts) {
            const bool over = part.phase == Progress::Phase::Done || part.phase == Progress::Phase::AlreadyHere;
            current += over ? part.total : part.current;
            total += part.total;
        }
        task->second->progress(current, total);
    });
}

} // namespace tare::gui
