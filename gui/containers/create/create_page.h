// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cli/options/run_line.h"
#include "core/engine/types.h"

#include <QHash>
#include <QScrollArea>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QVBoxLayout;

namespace tare::gui {

class FieldNote;

// What the pages offer to choose from; filled as the engine answers.
struct CreateSurroundings
{
    std::vector<Image> images;
    std::vector<Network> networks;
    std::vector<Container> containers;
    std::vector<std::string> volumes; // the names of those that people made
    EngineInfo info;
    bool infoKnown = false;
    // Of the chosen image: what stands where nothing is written.
    QStringList exposedPorts; // "80/tcp"
    QString entrypoint, command, workingDir, user;
};

// One page of the create dialog. What it does not know of a request stays as it was.
class CreatePage : public QScrollArea
{
    Q_OBJECT
public:
    // `id` is in its object name and its label's: "create.page.ID".
    CreatePage(const QString &id, const QString &title, QWidget *parent = nullptr);

    [[nodiscard]] const QString &title() const { return m_title; }
    virtual void fill(const cli::RunRequest &request) = 0;
    virtual void apply(cli::RunRequest &request) const = 0;
    virtual void setSurroundings(const CreateSurroundings &) {}
    // Says at each field what is wrong with it, and answers the first; empty when all is well.
    // `whole`: what all pages say, for what belongs together.
    QString check(const cli::RunRequest &whole);
    // What is in the way of a start, but not of a creation.
    [[nodiscard]] virtual QString startProblem() const { return {}; }
    // An error of the engine's that belongs to a field of this page: it is said there.
    virtual bool showError(const Error &) { return false; }

Q_SIGNALS:
    void changed();

protected:
    // Calls say() for every field that can be wrong.
    virtual void checkFields() {}
    [[nodiscard]] const CreateSpec &whole() const { return m_whole; } // in checkFields()
    // The sentence below the field; one that is not empty keeps the container from being made, unless it is only a remark.
    void say(QWidget *field, const QString &sentence);
    void remark(QWidget *field, const QString &sentence);
    void note(const QString &sentence) { m_problem = m_problem.isEmpty() ? sentence : m_problem; }

    // Groups from above; rows go into the last. Titles have their mnemonic; object names are "create.NAME".
    void group(const QString &title);
    QLineEdit *line(const QString &name, const QString &title, const QString &placeholder, const QString &tip);
    QComboBox *choice(const QString &name, const QString &title, const QString &tip);
    QCheckBox *tick(const QString &name, const QString &title, const QString &tip);
    void row(const QString &title, QWidget *field, QWidget *buddy = nullptr);
    void wide(QWidget *widget);
    // After the last row.
    void finish();

private:
    FieldNote *noteOf(QWidget *field);
    QWidget *withNote(QWidget *field);

    QString m_title, m_problem;
    CreateSpec m_whole;
    QVBoxLayout *m_column = nullptr;
    QFormLayout *m_form = nullptr;
    QHash<QWidget *, FieldNote *> m_notes;
};

// "a, b c" and back: several values in one field.
[[nodiscard]] std::vector<std::string> listOf(const QString &text);
[[nodiscard]] QString textOf(const std::vector<std::string> &list);

} // namespace tare::gui
