// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/json_view.h"

#include "gui/app/theme.h"
#include "gui/widgets/format.h"

#include <QJsonDocument>

namespace tare::gui {

JsonView::JsonView(QWidget *parent) : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setTabChangesFocus(true);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setFont(monospaceFont(this));
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
}

void JsonView::setJson(const std::string &json)
{
    const QByteArray bytes = QByteArray::fromStdString(json);
    const QJsonDocument document = QJsonDocument::fromJson(bytes);
    // As \u202e they are JSON all the same.
    const QString text = escapeBidi(document.isNull()
                                        ? QString::fromUtf8(bytes)
                                        : QString::fromUtf8(document.toJson(QJsonDocument::Indented)));
    if (text != toPlainText())
        setPlainText(text);
}

} // namespace tare::gui
