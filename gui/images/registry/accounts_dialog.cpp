// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/registry/accounts_dialog.h"

#include "core/oci/reference.h"
#include "gui/app/icons.h"
#include "gui/app/theme.h"
#include "gui/images/quoted.h"
#include "gui/images/registry/login_form.h"
#include "gui/widgets/format.h"
#include "gui/widgets/message_bar.h"

#include <QDialogButtonBox>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

enum Column { Registry, User, KeptIn, ColumnCount };
constexpr int serverRole = Qt::UserRole;
const std::string keyring = "docker-credential-tare";

QString placeText(const std::string &keptIn, bool plainText)
{
    if (keptIn == keyring)
        return AccountsDialog::tr("the desktop's keyring", "where a password is kept");
    if (plainText)
        return AccountsDialog::tr("%1, unencrypted", "a file's path").arg(plainLine(keptIn));
    return plainLine(keptIn);
}

QString registryTitle(const QString &domain)
{
    return domain.isEmpty() || domain == u"docker.io"_s ? AccountsDialog::tr("Docker Hub") : domain;
}

} // namespace

QString registryOf(const QString &reference)
{
    const auto parsed = oci::Reference::parse(reference.toStdString());
    return parsed ? QString::fromStdString(parsed->domain) : QString();
}

AccountsDialog::AccountsDialog(Context &context, QWidget *parent)
    : QDialog(parent), m_context(context), m_list(new QTreeWidget(this)), m_state(new QLabel(this)),
      m_place(new QLabel(this)), m_warning(new QLabel(this)), m_logOut(new QPushButton(tr("Log &out"), this)),
      m_logIn(new QPushButton(tr("Log &in"), this)), m_form(new LoginForm(this)),
      m_message(new MessageBar(u"images.accounts.message"_s, this))
{
    setObjectName(u"images.accounts"_s);
    setWindowTitle(tr("Accounts at registries"));
    resize(70 * gridUnit, 60 * gridUnit);
    m_list->setObjectName(u"images.accounts.list"_s);
    m_list->setAccessibleName(tr("Accounts at registries"));
    m_list->setColumnCount(ColumnCount);
    m_list->setHeaderLabels({tr("Registry"), tr("User"), tr("Kept in")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAlternatingRowColors(true);
    m_list->setTabKeyNavigation(false);
    m_list->header()->setSectionResizeMode(Registry, QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(User, QHeaderView::ResizeToContents);
    m_state->setObjectName(u"images.accounts.state"_s);
    m_place->setObjectName(u"images.accounts.place"_s);
    for (QLabel *label : {m_state, m_place}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    // Two lines of it: nothing moves when it is known where an account would be kept.
    m_place->setMinimumHeight(2 * m_place->fontMetrics().lineSpacing());
    m_place->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_warning->setObjectName(u"images.accounts.warning"_s);
    m_warning->setPixmap(themedIcon(u"warning"_s).pixmap(2 * gridUnit));
    m_warning->setAccessibleName(tr("Warning"));
    m_warning->hide();
    m_logOut->setObjectName(u"images.accounts.logout"_s);
    m_logOut->setAccessibleName(tr("Log out"));
    m_logOut->setToolTip(tr("Forgets the account of the chosen registry here (docker logout)"));
    m_logOut->setAutoDefault(false);
    m_logIn->setObjectName(u"images.accounts.login"_s);
    m_logIn->setAccessibleName(tr("Log in"));
    m_logIn->setToolTip(tr("Asks the registry whether it takes the account, and keeps it then (docker login)"));
    m_logIn->setDefault(true);

    auto *under = new QHBoxLayout;
    under->addWidget(m_state, 1);
    under->addWidget(m_logOut);
    auto *box = new QGroupBox(tr("Log in"), this);
    auto *boxColumn = new QVBoxLayout(box);
    auto *last = new QHBoxLayout;
    last->addWidget(m_warning, 0, Qt::AlignTop);
    last->addWidget(m_place, 1);
    last->addWidget(m_logIn, 0, Qt::AlignBottom);
    boxColumn->addWidget(m_form);
    boxColumn->addLayout(last);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->setObjectName(u"images.accounts.buttons"_s);
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(gridUnit);
    column->addWidget(m_list, 1);
    column->addLayout(under);
    column->addWidget(m_message);
    column->addWidget(box);
    column->addWidget(buttons);

    connect(m_form, &LoginForm::changed, this, [this]() { m_logIn->setEnabled(m_form->isComplete()); });
    connect(m_form, &LoginForm::serverChanged, this, &AccountsDialog::refresh);
    connect(m_logIn, &QPushButton::clicked, this, &AccountsDialog::logIn);
    connect(m_logOut, &QPushButton::clicked, this, &AccountsDialog::logOut);
    connect(m_list, &QTreeWidget::currentItemChanged, this, [this]() { m_logOut->setEnabled(!chosen().isEmpty()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_logIn->setEnabled(false);
    m_logOut->setEnabled(false);
}

AccountsDialog::~AccountsDialog()
{
    // A field that loses the keyboard as the window goes says that it was edited.
    disconnect(m_form, nullptr, this, nullptr);
    m_listing.cancel();
    m_login.cancel();
}

void AccountsDialog::begin(const QString &server, const QString &reason)
{
    m_form->setServer(server);
    m_message->hide();
    if (!reason.isEmpty())
        m_message->showNotice(reason);
    QDialog::show();
    raise();
    activateWindow();
    m_form->giveFocus();
    refresh();
}

void AccountsDialog::refresh()
{
    m_listing.cancel();
    m_listing = m_context.run<Result<RegistryAccounts>>(
        this,
        [engine = m_context.engine(), server = m_form->server().toStdString()](const CancelToken &) {
            return engine->accounts(server);
        },
        [this](const Result<RegistryAccounts> &accounts) { show(accounts); });
}

QString AccountsDialog::chosen() const
{
    const QTreeWidgetItem *item = m_list->currentItem();
    return item != nullptr ? item->data(Registry, serverRole).toString() : QString();
}

void AccountsDialog::show(const Result<RegistryAccounts> &accounts)
{
    if (!accounts) {
        m_place->clear();
        if (accounts.error().code != Errc::Cancelled)
            m_message->showError(accounts.error());
        return;
    }
    const QString before = chosen();
    m_list->clear();
    for (const KnownAccount &one : accounts->accounts) {
        const QString server = QString::fromStdString(one.server);
        auto *item = new QTreeWidgetItem({one.server == "docker.io" ? registryTitle(server) : plainLine(one.server),
                                          plainLine(one.user), placeText(one.keptIn, one.plainText)});
        item->setData(Registry, serverRole, server);
        item->setToolTip(KeptIn, plainLine(one.keptIn).toHtmlEscaped());
        if (one.plainText)
            item->setIcon(KeptIn, themedIcon(u"warning"_s));
        m_list->addTopLevelItem(item);
        if (server == before)
            m_list->setCurrentItem(item);
    }
    m_state->setText(accounts->accounts.empty() ? tr("Nobody is logged in anywhere.")
                                                : tr("%n account(s)", nullptr, static_cast<int>(accounts->accounts.size())));
    m_logOut->setEnabled(!chosen().isEmpty());
    m_warning->setVisible(accounts->plainText);
    if (accounts->keptIn == keyring)
        m_place->setText(tr("It will be kept in the desktop's keyring."));
    else if (accounts->plainText)
        m_place->setText(tr("There is no keyring here: it will be kept unencrypted in %1, where whoever can read that file "
                            "reads the password.")
                             .arg(plainLine(accounts->keptIn)));
    else
        m_place->setText(tr("It will be kept by %1.", "a program").arg(plainLine(accounts->keptIn)));
}

void AccountsDialog::logIn()
{
    if (!m_form->isComplete())
        return;
    const LoginSpec spec = m_form->spec();
    m_logIn->setEnabled(false);
    m_message->hide();
    m_state->setText(tr("Asking %1…").arg(registryTitle(plainLine(spec.server))));
    m_context.showCommand(u"docker login -u "_s + quoted(QString::fromStdString(spec.account.user)) +
                          (spec.server.empty() ? QString() : u' ' + quoted(QString::fromStdString(spec.server))));
    m_login = m_context.run<Result<LoginResult>>(
        this, [engine = m_context.engine(), spec](const CancelToken &cancel) { return engine->login(spec, cancel); },
        [this, spec](const Result<LoginResult> &done) {
            m_logIn->setEnabled(m_form->isComplete());
            refresh();
            const QString registry = registryTitle(plainLine(spec.server));
            if (!done) {
                ErrorText text = describe(done.error());
                if (done.error().code == Errc::Unauthorized && !done.error().reason.starts_with("docker-credential-")) {
                    text.what = tr("%1 does not take this name and password.", "a registry").arg(registry);
                    text.advice = tr("Check both; some registries want an access token in the password's place.");
                }
                m_message->showError(text);
                return;
            }
            m_form->forgetPassword();
            m_message->showNotice(tr("Logged in at %1.").arg(registry),
                                  done->plainText ? tr("The password is unencrypted in %1.").arg(plainLine(done->keptIn))
                                                  : QString());
            const bool hub = done->server.empty() || done->server == "https://index.docker.io/v1/";
            Q_EMIT loggedIn(hub ? u"docker.io"_s : QString::fromStdString(done->server));
        });
}

void AccountsDialog::logOut()
{
    const QString server = chosen();
    if (server.isEmpty())
        return;
    m_message->hide();
    m_context.showCommand(u"docker logout"_s + (server == u"docker.io"_s ? QString() : u' ' + quoted(server)));
    m_context.run<Result<bool>>(
        this,
        [engine = m_context.engine(), server = server.toStdString()](const CancelToken &) { return engine->logout(server); },
        [this, server](const Result<bool> &done) {
            if (!done)
                m_message->showError(done.error());
            else
                Q_EMIT loggedOut(server);
            refresh();
        });
}

} // namespace tare::gui
