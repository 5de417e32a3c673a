// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace tare::gui {

// Read-only JSON, indented, as plain text in the fixed-width font. What is not JSON is shown as it is.
class JsonView : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit JsonView(QWidget *parent = nullptr);
    void setJson(const std::string &json);
};

} // namespace tare::gui
