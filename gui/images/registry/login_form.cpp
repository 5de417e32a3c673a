// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/registry/login_form.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLineEdit>

namespace tare::gui {

using namespace Qt::StringLiterals;

LoginForm::LoginForm(QWidget *parent)
    : QWidget(parent), m_server(new QLineEdit(this)), m_user(new QLineEdit(this)), m_password(new QLineEdit(this)),
      m_insecure(new QCheckBox(tr("Allow plain &HTTP and unknown certificates"), this))
{
    auto *form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const auto row = [&](QLineEdit *edit, const QString &name, const QString &title, const QString &tip) {
        edit->setObjectName(u"images.accounts."_s + name);
        edit->setAccessibleName(QString(title).remove(u'&'));
        edit->setToolTip(tip);
        form->addRow(title, edit);
        connect(edit, &QLineEdit::textChanged, this, &LoginForm::changed);
    };
    row(m_server, u"server"_s, tr("&Registry"),
        tr("Where images are pulled from and pushed to: registry.example.org:5000. Docker Hub when it is empty."));
    row(m_user, u"user"_s, tr("&User"), tr("Your name at the registry (-u, --username)"));
    row(m_password, u"password"_s, tr("&Password or token"),
        tr("Many registries want an access token here, which can be taken back without changing the password. It goes to "
           "the registry and to where accounts are kept, and is in no command line."));
    m_server->setPlaceholderText(tr("Docker Hub"));
    m_password->setEchoMode(QLineEdit::Password);
    m_insecure->setObjectName(u"images.accounts.insecure"_s);
    m_insecure->setAccessibleName(QString(m_insecure->text()).remove(u'&'));
    m_insecure->setToolTip(tr("Only for a registry of your own in a network that you trust: the password can be read on "
                              "the way (--insecure)"));
    form->addRow(QString(), m_insecure);
    connect(m_server, &QLineEdit::editingFinished, this, &LoginForm::serverChanged);
}

void LoginForm::setServer(const QString &server)
{
    m_server->setText(server == u"docker.io"_s ? QString() : server);
}

QString LoginForm::server() const
{
    return m_server->text().trimmed();
}

LoginSpec LoginForm::spec() const
{
    LoginSpec spec;
    spec.server = server().toStdString();
    spec.account.user = m_user->text().trimmed().toStdString();
    spec.account.password = m_password->text().toStdString();
    spec.insecure = m_insecure->isChecked();
    return spec;
}

bool LoginForm::isComplete() const
{
    return !m_user->text().trimmed().isEmpty() && !m_password->text().isEmpty();
}

void LoginForm::forgetPassword()
{
    m_password->clear();
}

void LoginForm::giveFocus()
{
    for (QLineEdit *edit : {m_server, m_user, m_password}) {
        if (!edit->text().isEmpty() || (edit == m_server && !m_user->text().isEmpty()))
            continue;
        edit->setFocus(Qt::OtherFocusReason);
        return;
    }
    m_password->setFocus(Qt::OtherFocusReason);
}

} // namespace tare::gui
