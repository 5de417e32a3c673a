// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/containers/create/create_page.h"

namespace tare::gui {

// Image and command: all that a simple container needs.
class WhatPage : public CreatePage
{
    Q_OBJECT
public:
    explicit WhatPage(QWidget *parent = nullptr);

    void fill(const cli::RunRequest &request) override;
    void apply(cli::RunRequest &request) const override;
    void setSurroundings(const CreateSurroundings &around) override;
    bool showError(const Error &error) override;
    [[nodiscard]] std::string image() const;
    void focusFirst();

protected:
    void checkFields() override;

private:
    void fillImages(const std::vector<Image> &images);

    QComboBox *m_image = nullptr, *m_pull = nullptr;
    QLineEdit *m_name = nullptr, *m_command = nullptr, *m_entrypoint = nullptr, *m_workingDir = nullptr, *m_user = nullptr,
              *m_stopSignal = nullptr, *m_stopTimeout = nullptr;
    QCheckBox *m_interactive = nullptr, *m_tty = nullptr, *m_init = nullptr, *m_autoRemove = nullptr;
    std::vector<Image> m_images;
    bool m_imagesKnown = false;
    std::string m_takenName, m_missingImage; // what the engine refused; while it stands in the field, so does the reason
};

} // namespace tare::gui
