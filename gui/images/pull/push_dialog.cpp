// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/pull/push_dialog.h"

#include "core/oci/reference.h"
#include "gui/app/theme.h"
#include "gui/widgets/format.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr int dialogWidth = 60 * gridUnit;
}

PushDialog::PushDialog(Context &context, const Image &image, QWidget *parent)
    : QDialog(parent), m_context(context), m_names(image.names), m_id(QString::fromStdString(image.id)),
      m_name(new QComboBox(this)), m_where(new QLabel(this)), m_who(new QLabel(this)),
      m_insecure(new QCheckBox(tr("Allow plain &HTTP and unknown certificates"), this)),
      m_login(new QPushButton(tr("&Log in…"), this)), m_push(new QPushButton(tr("&Push"), this))
{
    setObjectName(u"images.push"_s);
    setWindowTitle(tr("Push to a registry"));
    setMinimumWidth(dialogWidth);
    auto *label = new QLabel(tr("&Name, which says where it goes:"), this);
    label->setBuddy(m_name);
    m_name->setObjectName(u"images.push.name"_s);
    m_name->setAccessibleName(tr("Name of the image"));
    m_name->setToolTip(tr("[registry/]repository[:tag]. A name that the image does not have yet becomes one of its names."));
    m_name->setEditable(true);
    m_name->setInsertPolicy(QComboBox::NoInsert);
    for (const std::string &name : m_names)
        m_name->addItem(QString::fromStdString(name));
    m_where->setObjectName(u"images.push.where"_s);
    m_who->setObjectName(u"images.push.who"_s);
    for (QLabel *text : {m_where, m_who}) {
        text->setTextFormat(Qt::PlainText);
        text->setWordWrap(true);
    }
    m_insecure->setObjectName(u"images.push.insecure"_s);
    m_insecure->setAccessibleName(QString(m_insecure->text()).remove(u'&'));
    m_insecure->setToolTip(tr("Only for a registry of your own in a network that you trust (--insecure); one on this "
                              "machine may always use plain HTTP"));
    m_login->setObjectName(u"images.push.login"_s);
    m_login->setAccessibleName(tr("Log in"));
    m_login->setToolTip(tr("Logs in at the registry that the name says (docker login)"));
    m_login->setAutoDefault(false);
    m_push->setObjectName(u"images.push.ok"_s);
    m_push->setAccessibleName(tr("Push"));
    m_push->setToolTip(u"docker push"_s);
    m_push->setDefault(true);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->setObjectName(u"images.push.buttons"_s);
    buttons->addButton(m_push, QDialogButtonBox::AcceptRole);
    auto *account = new QHBoxLayout;
    account->addWidget(m_who, 1);
    account->addWidget(m_login);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(2 * gridUnit, 2 * gridUnit, 2 * gridUnit, 2 * gridUnit);
    column->setSpacing(gridUnit);
    column->addWidget(label);
    column->addWidget(m_name);
    column->addWidget(m_where);
    column->addLayout(account);
    column->addWidget(m_insecure);
    column->addStretch(1);
    column->addWidget(buttons);
    connect(m_name, &QComboBox::editTextChanged, this, &PushDialog::check);
    connect(m_login, &QPushButton::clicked, this, [this]() {
        if (const auto name = oci::Reference::parse(reference().toStdString()))
            Q_EMIT loginAsked(QString::fromStdString(name->domain));
    });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
    refresh();
}

PushDialog::~PushDialog()
{
    m_listing.cancel();
}

QString PushDialog::reference() const
{
    return m_name->currentText().trimmed();
}

QString PushDialog::tagFrom() const
{
    const bool known = std::find(m_names.begin(), m_names.end(), reference().toStdString()) != m_names.end();
    return known ? QString() : m_id;
}

PushOptions PushDialog::options() const
{
    PushOptions options;
    options.insecure = m_insecure->isChecked();
    return options;
}

void PushDialog::refresh()
{
    m_listing.cancel();
    m_listing = m_context.run<Result<RegistryAccounts>>(
        this, [engine = m_context.engine()](const CancelToken &) { return engine->accounts({}); },
        [this](const Result<RegistryAccounts> &accounts) {
            m_accounts = accounts;
            check();
        });
}

void PushDialog::check()
{
    const auto name = oci::Reference::parse(reference().toStdString());
    const bool good = name && name->digest.empty();
    m_push->setEnabled(good);
    m_login->setEnabled(good);
    if (!good) {
        m_where->setText(reference().isEmpty() ? tr("An image needs a name to be pushed.")
                                               : tr("This is no name that an image can be pushed under."));
        m_who->clear();
        return;
    }
    const QString registry = name->domain == "docker.io" ? tr("Docker Hub") : plainLine(name->domain);
    m_where->setText(tr("Goes to %1, as %2.", "registry, repository and tag")
                         .arg(registry, plainLine(name->path + ":" + (name->tag.empty() ? "latest" : name->tag))));
    if (!m_accounts || !*m_accounts) {
        m_who->setText(m_accounts ? describe(m_accounts->error()).what : QString());
        return;
    }
    const auto &known = (*m_accounts)->accounts;
    const auto account =
        std::find_if(known.begin(), known.end(), [&](const KnownAccount &one) { return one.server == name->domain; });
    if (account == known.end())
        m_who->setText(tr("Nobody is logged in at %1.").arg(registry));
    else if (account->user.empty())
        m_who->setText(tr("Logged in at %1.").arg(registry));
    else
        m_who->setText(tr("Logged in as %1.").arg(plainLine(account->user)));
}

} // namespace tare::gui
