// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"
#include "gui/containers/create/create_page.h"

namespace tare::gui {

class RowList;

// Environment: variables, and labels.
class EnvironmentPage : public CreatePage
{
    Q_OBJECT
public:
    explicit EnvironmentPage(Context &context, QWidget *parent = nullptr);

    void fill(const cli::RunRequest &request) override;
    void apply(cli::RunRequest &request) const override;
    // Adds what the file holds, by the rules of --env-file.
    void readFile(const QString &file);

protected:
    void checkFields() override;

private:
    void browse();

    Context &m_context;
    RowList *m_env = nullptr, *m_labels = nullptr;
    QString m_fileProblem;
};

} // namespace tare::gui
