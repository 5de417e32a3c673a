// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"
#include "gui/containers/create/create_page.h"

class QLabel;

namespace tare::gui {

class CapabilityList;
class RowList;

// Security: how far it is kept from this machine.
class SecurityPage : public CreatePage
{
    Q_OBJECT
public:
    explicit SecurityPage(Context &context, QWidget *parent = nullptr);

    void fill(const cli::RunRequest &request) override;
    void apply(cli::RunRequest &request) const override;
    void setSurroundings(const CreateSurroundings &around) override;

protected:
    void checkFields() override;

private:
    void browse();
    void readProfile();
    [[nodiscard]] bool sharesNamespaces() const;
    [[nodiscard]] QString seccomp() const;

    Context &m_context;
    QCheckBox *m_privileged = nullptr, *m_noNewPrivileges = nullptr;
    CapabilityList *m_capabilities = nullptr;
    QComboBox *m_seccomp = nullptr, *m_pid = nullptr, *m_ipc = nullptr, *m_uts = nullptr, *m_userns = nullptr;
    QLineEdit *m_profile = nullptr, *m_groups = nullptr;
    RowList *m_sysctls = nullptr;
    std::string m_profileText, m_profileOf; // what was read, and from which file
    QString m_profileProblem;
    bool m_rootless = false;
};

} // namespace tare::gui
