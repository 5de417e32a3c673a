// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/inside/save_file.h"

#include <QSaveFile>

namespace tare::gui {

Status saveImageFile(Engine &engine, const std::string &image, const image::FileRequest &request,
                     const QString &target, const CancelToken &cancel)
{
    QSaveFile file(target);
    const auto failed = [&]() -> Status {
        return fail(Errc::System, target.toStdString(), file.errorString().toStdString());
    };
    if (!file.open(QIODevice::WriteOnly))
        return failed();
    bool written = true;
    const image::FileSink sink = [&](std::string_view piece) {
        written = file.write(piece.data(), static_cast<qint64>(piece.size())) == static_cast<qint64>(piece.size());
        return written;
    };
    const auto size = engine.readImageFile(image, request, sink, cancel);
    if (!written || (size && !file.commit()))
        return failed();
    return size ? Status() : Status(tl::unexpected<Error>(size.error())); // uncommitted, it is gone with `file`
}

} // namespace tare::gui
