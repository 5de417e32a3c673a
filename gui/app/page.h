// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/offer.h"

#include <QIcon>
#include <QString>
#include <QWidget>

namespace tare::gui {

// One page of the main window. Pages are made when the window is, so their constructors must be cheap: the work starts
// with the first showEvent.
class Page : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;
    [[nodiscard]] virtual QString pageId() const = 0;   // "containers": objectName, settings
    [[nodiscard]] virtual QString title() const = 0;    // translated
    [[nodiscard]] virtual QIcon icon() const = 0;
    virtual void focusFilter() {}                       // Ctrl+F
    virtual void primaryAction() {}                     // Ctrl+N
    virtual void refresh() {}                           // F5
    // What another page asked for with navigate("containers/…"): the part after the page's id and its slash.
    virtual void open(const QString &target) { Q_UNUSED(target); }
    [[nodiscard]] virtual QString help() const = 0;     // F1: what the page is for, a few sentences
    // What the command palette finds of the page, as far as it is known; what is not known yet is read, and then said with
    // offerChanged().
    [[nodiscard]] virtual Offer offer() { return {}; }

Q_SIGNALS:
    // A request to another page: "compare", "containers/create?image=…", "containers/ID".
    void navigate(const QString &target);
    void offerChanged();
};

} // namespace tare::gui
