// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/files/picture.h"

#include <QBuffer>
#include <QImageReader>
#include <algorithm>
#include <array>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 decodedBytes = 64 << 20;
constexpr std::array<const char *, 6> formats = {"png", "jpeg", "jpg", "gif", "bmp", "ico"};

} // namespace

bool mayBePicture(const std::string &fileName)
{
    const QString name = QString::fromStdString(fileName);
    const QString ending = name.section(u'.', -1).toLower();
    return name.contains(u'.') && std::any_of(formats.begin(), formats.end(),
                       [&](const char *format) { return ending == QLatin1String(format); });
}

QPixmap readPicture(const std::string &bytes)
{
    QBuffer buffer;
    buffer.setData(bytes.data(), static_cast<int>(bytes.size()));
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer);
    reader.setDecideFormatFromContent(true);
    const QByteArray format = reader.format();
    const bool known =
        std::any_of(formats.begin(), formats.end(), [&](const char *one) { return format == one; });
    const QSize size = reader.size();
    // The size is asked for before anything is decoded.
    if (!known || !size.isValid() || qint64(size.width()) * size.height() * 4 > decodedBytes)
        return {};
    return QPixmap::fromImage(reader.read());
}

} // namespace tare::gui
