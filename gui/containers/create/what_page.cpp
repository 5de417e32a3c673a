// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/create/what_page.h"

#include "core/base/strings.h"
#include "gui/containers/words.h"
#include "gui/widgets/format.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSignalBlocker>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {
const QString starter = u"tare/starter:latest"_s;
}

WhatPage::WhatPage(QWidget *parent) : CreatePage(u"what"_s, tr("Image and command"), parent)
{
    group(tr("What runs"));
    m_image = choice(u"image"_s, tr("&Image"), tr("What the container's files are made from"));
    m_image->setEditable(true);
    m_image->setInsertPolicy(QComboBox::NoInsert);
    const QString own = tr("the image's own");
    m_name = line(u"name"_s, tr("&Name"), tr("made up when empty"), tr("The container's name (--name)"));
    m_command = line(u"command"_s, tr("C&ommand"), own,
                     tr("What runs in it, split into words as a shell would; for pipes write sh -c '…' (the words after the image)"));
    m_interactive = tick(u"interactive"_s, tr("&Keep its input open"), tr("So that a shell waits for what you type (-i)"));
    m_tty = tick(u"tty"_s, tr("With a &terminal"), tr("The command gets a terminal of its own (-t)"));
    group(tr("How it runs"));
    m_entrypoint = line(u"entrypoint"_s, tr("&Entrypoint"), own, tr("Comes before the command (--entrypoint)"));
    m_workingDir = line(u"workingDir"_s, tr("&Working folder"), own, tr("Where the command starts (-w, --workdir)"));
    m_user = line(u"user"_s, tr("&User"), own, tr("A name or number, with :group after it (-u, --user)"));
    m_init = tick(u"init"_s, tr("Be&gin with a small init"),
                  tr("A first process that passes signals on and reaps orphans; for commands that do not (--init)"));
    m_pull = choice(u"pull"_s, tr("&Fetch the image"), tr("When the image is fetched from its registry first (--pull)"));
    m_pull->addItem(tr("when it is not here"), QString());
    m_pull->addItem(tr("always, for its newest state"), u"always"_s);
    m_pull->addItem(tr("never"), u"never"_s);
    group(tr("When it ends"));
    m_autoRemove = tick(u"autoRemove"_s, tr("&Remove it when it ends"), u"--rm"_s);
    m_stopSignal = line(u"stopSignal"_s, tr("Stop signa&l"), own,
                        tr("What Stop asks it with, such as SIGTERM or SIGINT (--stop-signal)"));
    m_stopTimeout = line(u"stopTimeout"_s, tr("Kille&d after"), tr("10 seconds"),
                         tr("How many seconds Stop waits before it kills; -1: for ever (--stop-timeout)"));
    finish();
}

void WhatPage::focusFirst()
{
    m_command->setFocus(Qt::OtherFocusReason);
}

void WhatPage::fillImages(const std::vector<Image> &images)
{
    const QString typed = m_image->currentText();
    const QSignalBlocker quiet(m_image);
    m_image->clear();
    for (const Image &image : images) {
        for (const auto &name : image.names)
            m_image->addItem(plainLine(name), QString::fromStdString(name));
        if (image.names.empty())
            m_image->addItem(shortId(image.id), QString::fromStdString(image.id));
    }
    const int at = m_image->findText(typed);
    if (at >= 0)
        m_image->setCurrentIndex(at);
    else if (typed == starter && m_image->count() > 0)
        m_image->setCurrentIndex(0);
    else
        m_image->setEditText(typed);
}

void WhatPage::setSurroundings(const CreateSurroundings &around)
{
    if (m_images != around.images) {
        m_images = around.images;
        fillImages(around.images);
    }
    const auto own = [](QLineEdit *edit, const QString &value) {
        edit->setPlaceholderText(value.isEmpty() ? tr("the image's own") : tr("the image's own: %1").arg(value));
    };
    own(m_command, around.command);
    own(m_entrypoint, around.entrypoint);
    own(m_workingDir, around.workingDir);
    own(m_user, around.user);
}

std::string WhatPage::image() const
{
    const QString text = m_image->currentText();
    const int at = m_image->findText(text);
    return (at >= 0 ? m_image->itemData(at).toString() : text.trimmed()).toStdString();
}

void WhatPage::fill(const cli::RunRequest &request)
{
    const CreateSpec &spec = request.spec;
    const int at = m_image->findData(QString::fromStdString(spec.image));
    if (at >= 0)
        m_image->setCurrentIndex(at);
    else
        m_image->setEditText(QString::fromStdString(spec.image));
    m_name->setText(QString::fromStdString(spec.name));
    m_command->setText(QString::fromStdString(shellQuote(spec.command)));
    m_entrypoint->setText(spec.entrypoint ? QString::fromStdString(shellQuote(*spec.entrypoint)) : QString());
    m_workingDir->setText(QString::fromStdString(spec.workingDir));
    m_user->setText(QString::fromStdString(spec.user));
    m_interactive->setChecked(spec.openStdin);
    m_tty->setChecked(spec.tty);
    m_init->setChecked(spec.init);
    m_autoRemove->setChecked(spec.autoRemove);
    m_pull->setCurrentIndex(std::max(0, m_pull->findData(QString::fromStdString(request.pull))));
    m_stopSignal->setText(QString::fromStdString(spec.stopSignal));
    m_stopTimeout->setText(spec.stopTimeout ? QString::number(*spec.stopTimeout) : QString());
}

void WhatPage::apply(cli::RunRequest &request) const
{
    CreateSpec &spec = request.spec;
    spec.image = image();
    spec.name = m_name->text().trimmed().toStdString();
    spec.command = splitWords(m_command->text()).value_or(std::vector<std::string>{m_command->text().toStdString()});
    spec.entrypoint.reset();
    if (const auto words = splitWords(m_entrypoint->text()); words && !words->empty())
        spec.entrypoint = words;
    spec.workingDir = m_workingDir->text().toStdString();
    spec.user = m_user->text().trimmed().toStdString();
    spec.openStdin = m_interactive->isChecked();
    spec.tty = m_tty->isChecked();
    spec.init = m_init->isChecked();
    spec.autoRemove = m_autoRemove->isChecked();
    spec.stopSignal = m_stopSignal->text().trimmed().toStdString();
    const auto timeout = parseInt(m_stopTimeout->text().trimmed().toStdString());
    spec.stopTimeout = timeout ? std::optional(*timeout) : std::nullopt;
    request.pull = m_pull->currentData().toString().toStdString();
}

void WhatPage::checkFields()
{
    const std::string wanted = image();
    say(m_image, wanted.empty()                                       ? tr("Choose an image.")
                 : !m_missingImage.empty() && wanted == m_missingImage ? tr("This image is not here, and could not be fetched.")
                                                                      : QString());
    static const QRegularExpression name(u"^[a-zA-Z0-9][a-zA-Z0-9_.-]+$"_s);
    const QString typed = m_name->text().trimmed();
    say(m_name, !typed.isEmpty() && !name.match(typed).hasMatch()
                    ? tr("A name has at least two letters, digits or _ . - and begins with a letter or digit.")
                : !m_takenName.empty() && typed.toStdString() == m_takenName ? tr("A container has this name already.")
                                                                            : QString());
    say(m_command, splitWords(m_command->text()) ? QString() : tr("A quote in the command is not closed."));
    say(m_entrypoint, splitWords(m_entrypoint->text()) ? QString() : tr("A quote in the entrypoint is not closed."));
    say(m_workingDir, m_workingDir->text().isEmpty() || m_workingDir->text().startsWith(u'/')
                          ? QString()
                          : tr("The working folder begins with a /."));
    static const QRegularExpression signal(u"^([0-9]{1,2}|[A-Za-z]+[A-Za-z0-9+-]*)?$"_s);
    say(m_stopSignal, signal.match(m_stopSignal->text().trimmed()).hasMatch()
                          ? QString()
                          : tr("A signal is a name such as SIGTERM, or its number."));
    const QString seconds = m_stopTimeout->text().trimmed();
    say(m_stopTimeout, seconds.isEmpty() || parseInt(seconds.toStdString()).value_or(-2) >= -1
                           ? QString()
                           : tr("Write a number of seconds, or -1 for ever."));
}

bool WhatPage::showError(const Error &error)
{
    QWidget *field = nullptr;
    if (error.code == Errc::NameInUse) {
        m_takenName = m_name->text().trimmed().toStdString();
        field = m_name;
    } else if (error.code == Errc::NoSuchImage) {
        m_missingImage = image();
        field = m_image;
    }
    if (field == nullptr || (field == m_name && m_takenName.empty()))
        return false;
    field->setFocus(Qt::OtherFocusReason);
    Q_EMIT changed();
    return true;
}

} // namespace tare::gui
