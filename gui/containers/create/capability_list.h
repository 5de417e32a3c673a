// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <string>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QTreeWidget;

namespace tare::gui {

// What the container's root may do, as a list of ticks: what differs from the set that it begins with becomes --cap-add and
// --cap-drop.
class CapabilityList : public QWidget
{
    Q_OBJECT
public:
    explicit CapabilityList(QWidget *parent = nullptr);

    struct Change
    {
        std::vector<std::string> add, drop;
    };
    void setChange(const Change &change);
    [[nodiscard]] Change change() const;

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override; // Enter in the search is no click on Create

private:
    enum Base { Usual, None, All };
    [[nodiscard]] Base base() const;
    void begin(Base base);
    void filter(const QString &text);
    void count();

    QComboBox *m_base = nullptr;
    QLineEdit *m_search = nullptr;
    QTreeWidget *m_list = nullptr;
    QLabel *m_count = nullptr;
    std::vector<std::string> m_unknown; // of --cap-add, and not in the list
};

} // namespace tare::gui
