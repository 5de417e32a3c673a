// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace tare::gui {

class LimitField;
class MessageBar;

// A new container: every field with its flag, and below them the docker line that equals it, live. Stays open
// until the engine has accepted, so that what it refuses can be mended in place.
class CreateDialog : public QDialog
{
    Q_OBJECT
public:
    // `image` is chosen when it is there; empty: the starter image.
    CreateDialog(Context &context, const QString &image, QWidget *parent = nullptr);

    // What the fields say now; nothing while one of them is wrong.
    [[nodiscard]] std::optional<CreateSpec> spec() const;

Q_SIGNALS:
    void created(const tare::Container &container, bool started);

private:
    QWidget *buildWhat();
    QWidget *buildWhere();
    QWidget *buildLimits();
    void fillImages(const std::vector<Image> &images);
    void showMachine(const EngineInfo &info);
    void changed();
    void grow();
    void showError(const Error &error);
    // The first thing that is wrong, in the user's words; empty when all is well.
    [[nodiscard]] QString problem() const;
    void create(bool start);
    void accepted(const Result<Container> &result, bool start);
    void addMount();

    Context &m_context;
    QString m_wantedImage;
    MessageBar *m_message = nullptr;
    QComboBox *m_image = nullptr, *m_network = nullptr;
    QLineEdit *m_name = nullptr, *m_command = nullptr, *m_entrypoint = nullptr, *m_workingDir = nullptr,
              *m_user = nullptr, *m_hostname = nullptr;
    QPlainTextEdit *m_env = nullptr, *m_mounts = nullptr;
    QCheckBox *m_interactive = nullptr, *m_tty = nullptr, *m_autoRemove = nullptr, *m_readOnly = nullptr;
    LimitField *m_cpus = nullptr, *m_memory = nullptr, *m_pids = nullptr;
    QLabel *m_problem = nullptr, *m_line = nullptr;
    QPushButton *m_create = nullptr, *m_start = nullptr;
    bool m_working = false;
};

// "K=V" or "K" a line; "source:target[:ro|:rw]" a line. What is wrong is the error's reason.
[[nodiscard]] std::vector<std::string> parseEnv(const QString &text, QString *problem);
[[nodiscard]] std::vector<BindMount> parseMounts(const QString &text, QString *problem);

} // namespace tare::gui
