// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <string>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QScrollArea;
class QStackedWidget;

namespace tare::gui {

// The beginning of a file as text, bytes or a picture. Everything in it is a stranger's.
class FileContents : public QWidget
{
    Q_OBJECT
public:
    // `name` begins the object names: "images.file.text", "….look", "….note", "….picture".
    explicit FileContents(const QString &name, QWidget *parent = nullptr);

    // How much of a file is to be read for it.
    [[nodiscard]] static qint64 wanted(const std::string &fileName, qint64 size);
    // `size`: of the whole file, of which `bytes` are the beginning.
    void show(const std::string &fileName, std::string bytes, qint64 size);
    void clear();
    // Instead of contents.
    void showNote(const QString &text);
    // The box that says how; to be placed by the owner, shown while there is something to choose.
    [[nodiscard]] QComboBox *look() const { return m_look; }

private:
    enum Look { Text, Bytes, Picture };
    void setLook(int look);

    std::string m_bytes;
    qint64 m_size = 0;
    QComboBox *m_look = nullptr;
    QLabel *m_note = nullptr, *m_picture = nullptr;
    QStackedWidget *m_stack = nullptr;
    QPlainTextEdit *m_text = nullptr;
    QScrollArea *m_pictureArea = nullptr;
};

} // namespace tare::gui
