// SPDX-License-Identifier: GPL-3.0-or-later
// A table that is written in: every cell is a field, so that it has a tooltip, a name for screen readers and a place in the
// tab order. What is wrong with a row is said below it.
#pragma once

#include <QStringList>
#include <QVector>
#include <QWidget>

class QHBoxLayout;
class QPushButton;
class QVBoxLayout;

namespace tare::gui {

class FieldNote;

struct RowColumn
{
    enum Kind { Text, Choice, Tick };
    QString key, title, placeholder, tip;
    Kind kind = Text;
    int stretch = 1;
    QVector<QPair<QString, QString>> choices = {}; // value, words
};

class RowList : public QWidget
{
    Q_OBJECT
public:
    // Object names: NAME.add, NAME.ROW.KEY, NAME.ROW.remove, NAME.ROW.note; rows count from 0.
    RowList(const QString &name, QVector<RowColumn> columns, const QString &addText, const QString &addTip,
            QWidget *parent = nullptr);

    struct Row
    {
        int number;
        QStringList values; // a tick is "1" or empty
    };
    [[nodiscard]] QVector<Row> rows() const; // those in which something is written
    void setRows(const QVector<QStringList> &rows);
    void addRow(const QStringList &values, int focusColumn = -1);
    void addRows(const QVector<QStringList> &rows);
    void setNote(int row, const QString &text);
    void setCell(int row, int column, bool enabled, const QString &placeholder);
    // What a text may be; the field offers those that go on as it is typed.
    void setSuggestions(int row, int column, const QStringList &values);
    void setCellText(int row, int column, const QString &text);
    // Beside the button that adds one.
    void addWidget(QWidget *widget);

Q_SIGNALS:
    void changed();

protected:
    // Enter goes to the next field, and from the last one to a new row: it is not the dialog's default button.
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Line
    {
        QWidget *widget = nullptr;
        QVector<QWidget *> cells;
        QPushButton *remove = nullptr;
        FieldNote *note = nullptr;
    };
    QWidget *makeCell(const RowColumn &column, QWidget *parent);
    void append(const QStringList &values);
    void removeRow(const QWidget *widget);
    void nameRow(int row);
    void goOn(const QWidget *cell);
    [[nodiscard]] static QString value(const QWidget *cell);
    static void setValue(QWidget *cell, const QString &value);

    QString m_name;
    QVector<RowColumn> m_columns;
    QVector<Line> m_lines;
    QWidget *m_head = nullptr;
    QPushButton *m_add = nullptr;
    QVBoxLayout *m_rows = nullptr;
    QHBoxLayout *m_buttons = nullptr;
};

} // namespace tare::gui
