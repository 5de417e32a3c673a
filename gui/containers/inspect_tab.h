// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"

#include <QWidget>

class QLabel;
class QLineEdit;

namespace tare::gui {

class JsonView;

// The JSON of docker inspect, with a search.
class InspectTab : public QWidget
{
    Q_OBJECT
public:
    explicit InspectTab(Context &context, QWidget *parent = nullptr);
    void setContainer(const Container &container);
    void focusSearch();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void read();
    void find();

    Context &m_context;
    Container m_container;
    QLineEdit *m_search = nullptr;
    QLabel *m_found = nullptr;
    JsonView *m_view = nullptr;
    CancelSource m_request;
    bool m_stale = true;
};

} // namespace tare::gui
