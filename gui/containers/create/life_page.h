// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/containers/create/create_page.h"

namespace tare::gui {

// Restart and health: whether it is started again, and how it is found out whether it is well.
class LifePage : public CreatePage
{
    Q_OBJECT
public:
    explicit LifePage(QWidget *parent = nullptr);

    void fill(const cli::RunRequest &request) override;
    void apply(cli::RunRequest &request) const override;

protected:
    void checkFields() override;

private:
    [[nodiscard]] HealthCheck health() const;

    QComboBox *m_restart = nullptr, *m_health = nullptr;
    QLineEdit *m_tries = nullptr, *m_command = nullptr, *m_interval = nullptr, *m_timeout = nullptr, *m_retries = nullptr,
              *m_startPeriod = nullptr, *m_startInterval = nullptr;
    std::vector<std::string> m_filledTest; // of the form CMD, which no flag can say
};

} // namespace tare::gui
