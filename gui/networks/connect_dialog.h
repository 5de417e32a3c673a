// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/network_model.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace tare::gui {

class FieldNote;

// Which container is to be in a network, and under which address and names.
class ConnectDialog : public QDialog
{
    Q_OBJECT
public:
    // `containers`: those that can be in it and are not.
    ConnectDialog(const NetworkRow &row, const std::vector<Container> &containers, QWidget *parent = nullptr);

    // Can it be? Not one that has no network of its own.
    [[nodiscard]] static std::vector<Container> candidates(const NetworkRow &row, const std::vector<Container> &containers);

Q_SIGNALS:
    void chosen(const QString &container, const tare::EndpointSpec &endpoint);

private:
    [[nodiscard]] EndpointSpec endpoint() const;
    void changed();

    NetworkRow m_row;
    QComboBox *m_container = nullptr;
    QLineEdit *m_address = nullptr, *m_aliases = nullptr;
    FieldNote *m_note = nullptr;
    QLabel *m_line = nullptr;
    QPushButton *m_connect = nullptr;
};

} // namespace tare::gui
