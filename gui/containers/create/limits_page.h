// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/containers/create/create_page.h"

namespace tare::gui {

class LimitField;
class RowList;

// Limits: what of the machine it may use.
class CreateLimitsPage : public CreatePage
{
    Q_OBJECT
public:
    explicit CreateLimitsPage(QWidget *parent = nullptr);

    void fill(const cli::RunRequest &request) override;
    void apply(cli::RunRequest &request) const override;
    void setSurroundings(const CreateSurroundings &around) override;
    bool showError(const Error &error) override;

protected:
    void checkFields() override;

private:
    // A limit that is a number.
    struct Number
    {
        std::optional<std::int64_t> Limits::*member;
        const char *flag;
        QLineEdit *edit;
        std::int64_t least, most, none; // `none` is allowed, too
    };
    void addNumber(std::optional<std::int64_t> Limits::*member, const char *flag, const QString &title, const QString &placeholder,
                   const QString &tip, std::int64_t least, std::int64_t most, std::int64_t none);
    void buildShares();
    void buildDevices();
    void fillMore(const Limits &limits);
    void applyMore(Limits &limits) const;
    void checkMore();

    LimitField *m_cpus = nullptr, *m_memory = nullptr, *m_pids = nullptr;
    QLineEdit *m_swap = nullptr, *m_oomScore = nullptr;
    QVector<Number> m_numbers;
    QLineEdit *m_cpusetCpus = nullptr, *m_cpusetMems = nullptr, *m_reservation = nullptr;
    QCheckBox *m_oomKillDisable = nullptr;
    RowList *m_ulimits = nullptr, *m_devices = nullptr;
    Limits m_filled; // 0 and -1 say "no limit", as nothing does
};

} // namespace tare::gui
