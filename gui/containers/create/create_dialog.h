// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"
#include "gui/containers/create/create_page.h"

#include <QDialog>
#include <QVector>

class QLabel;
class QListWidget;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace tare::gui {

class CreateReader;
class MessageBar;
class PasteBox;
class ProgressRelay;
class WhatPage;

// A new container: every option in pages, each with its flag, and below them the docker line that equals it, live. Stays open
// until the engine has accepted, so that what it refuses can be mended in place.
class CreateDialog : public QDialog
{
    Q_OBJECT
public:
    // `image` is chosen when it is there; empty: the starter image.
    CreateDialog(Context &context, const QString &image, QWidget *parent = nullptr);
    // With the options of another container.
    CreateDialog(Context &context, const cli::RunRequest &request, QWidget *parent = nullptr);

    // What the fields say now, wrong or not.
    [[nodiscard]] cli::RunRequest request() const;
    // Nothing while a field is wrong.
    [[nodiscard]] std::optional<CreateSpec> spec() const;
    void fill(const cli::RunRequest &request);

Q_SIGNALS:
    void created(const tare::Container &container, bool started);

private:
    void addPage(CreatePage *page, const QString &icon);
    QWidget *buildPages();
    QWidget *buildLine();
    QWidget *buildButtons();
    void tellPages();
    void changed();
    void showPage(CreatePage *page);
    void turnPage(int step);
    void filledIn(const cli::PastedLine &line);
    void showError(const Error &error);
    void create(bool start);
    void accepted(const Result<Container> &result, bool start);

    Context &m_context;
    cli::RunRequest m_base; // what no page knows stays
    MessageBar *m_message = nullptr;
    PasteBox *m_paste = nullptr;
    QListWidget *m_list = nullptr;
    QStackedWidget *m_stack = nullptr;
    WhatPage *m_what = nullptr;
    QVector<CreatePage *> m_pages;
    QLabel *m_problem = nullptr, *m_line = nullptr;
    QProgressBar *m_progress = nullptr;
    QPushButton *m_create = nullptr, *m_start = nullptr;
    ProgressRelay *m_relay = nullptr;
    CreateReader *m_around = nullptr;
    bool m_ready = false, m_working = false;
};

} // namespace tare::gui
