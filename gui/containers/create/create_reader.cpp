// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/create/create_reader.h"

#include "core/base/strings.h"
#include "core/engine/networks.h"
#include "core/engine/volumes.h"
#include "gui/widgets/format.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr int typingPauseMs = 250;
}

CreateReader::CreateReader(Context &context, QObject *parent) : QObject(parent), m_context(context)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(typingPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &CreateReader::readImage);
}

void CreateReader::ask(const std::string &image)
{
    m_wanted = image;
    if (image != m_asked)
        m_pause.start();
}

// Each as it comes; what cannot be had is not offered, and only the images' want is worth a word.
void CreateReader::read()
{
    const auto engine = m_context.engine();
    m_context.run<Result<std::vector<Image>>>(
        this, [engine](const CancelToken &) { return engine->images(); },
        [this](const Result<std::vector<Image>> &images) {
            if (!images) {
                Q_EMIT failed(images.error());
                return;
            }
            m_known.images = *images;
            Q_EMIT known();
        });
    m_context.run<Result<EngineInfo>>(
        this, [engine](const CancelToken &) { return engine->info(); },
        [this](const Result<EngineInfo> &info) {
            m_known.infoKnown = info.has_value();
            m_known.info = info.value_or(EngineInfo());
            Q_EMIT known();
        });
    m_context.run<Result<std::vector<Container>>>(
        this, [engine](const CancelToken &) { return engine->containers(); },
        [this](const Result<std::vector<Container>> &containers) {
            m_known.containers = containers.value_or(std::vector<Container>());
            Q_EMIT known();
        });
    m_context.run<Result<std::vector<Volume>>>(
        this,
        [engine](const CancelToken &) -> Result<std::vector<Volume>> {
            VolumeEngine *volumes = engine->volumes();
            return volumes != nullptr ? volumes->list() : std::vector<Volume>();
        },
        [this](const Result<std::vector<Volume>> &volumes) {
            for (const Volume &one : volumes.value_or(std::vector<Volume>())) {
                if (!one.anonymous)
                    m_known.volumes.push_back(one.name);
            }
            Q_EMIT known();
        });
    m_context.run<Result<std::vector<Network>>>(
        this,
        [engine](const CancelToken &) -> Result<std::vector<Network>> {
            NetworkEngine *networks = engine->networks();
            return networks != nullptr ? networks->list() : std::vector<Network>();
        },
        [this](const Result<std::vector<Network>> &networks) {
            m_known.networks = networks.value_or(std::vector<Network>());
            Q_EMIT known();
        });
}

void CreateReader::readImage()
{
    const std::string image = m_wanted;
    m_imageRequest.cancel();
    m_asked = image;
    m_imageRequest = m_context.run<Result<std::string>>(
        this, [engine = m_context.engine(), image](const CancelToken &) { return engine->inspectImage(image); },
        [this, image](const Result<std::string> &json) {
            if (image == m_asked)
                imageKnown(json.value_or(std::string()));
        });
}

void CreateReader::imageKnown(const std::string &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(json));
    const QJsonObject image = document.isArray() ? document.array().at(0).toObject() : document.object();
    const QJsonObject config = image.value("Config"_L1).toObject();
    const auto words = [&config](QLatin1StringView key) {
        std::vector<std::string> out;
        const QJsonArray array = config.value(key).toArray();
        for (const auto &word : array)
            out.push_back(word.toString().toStdString());
        return plainLine(shellQuote(out));
    };
    m_known.exposedPorts = config.value("ExposedPorts"_L1).toObject().keys();
    m_known.entrypoint = words("Entrypoint"_L1);
    m_known.command = words("Cmd"_L1);
    m_known.workingDir = plainLine(config.value("WorkingDir"_L1).toString().toStdString());
    m_known.user = plainLine(config.value("User"_L1).toString().toStdString());
    Q_EMIT known();
}

} // namespace tare::gui
