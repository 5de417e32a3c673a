// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/networks/connect_dialog.h"

#include "core/network/address.h"
#include "gui/app/theme.h"
#include "gui/networks/network_line.h"
#include "gui/widgets/field_note.h"
#include "gui/widgets/format.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>
#include <algorithm>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr int dialogWidth = 520;
}

std::vector<Container> ConnectDialog::candidates(const NetworkRow &row, const std::vector<Container> &containers)
{
    std::vector<Container> out;
    for (const Container &one : containers) {
        const bool own = one.network != "host" && one.network != "none" && !one.network.starts_with("container:");
        const bool in = std::any_of(row.members.begin(), row.members.end(), [&](const NetworkMember &member) { return member.id == one.id; });
        if (own && !in)
            out.push_back(one);
    }
    return out;
}

ConnectDialog::ConnectDialog(const NetworkRow &row, const std::vector<Container> &containers, QWidget *parent)
    : QDialog(parent), m_row(row), m_container(new QComboBox(this)), m_address(new QLineEdit(this)), m_aliases(new QLineEdit(this)),
      m_note(new FieldNote(u"networks.join.address.note"_s, this)), m_line(new QLabel(this)), m_connect(new QPushButton(tr("&Connect"), this))
{
    setObjectName(u"networks.join"_s);
    setWindowTitle(tr("Connect a container to “%1”").arg(plainLine(row.network.name)));
    setAttribute(Qt::WA_DeleteOnClose);
    m_container->setObjectName(u"networks.join.container"_s);
    m_container->setAccessibleName(tr("Container"));
    m_container->setToolTip(tr("Those that have a network of their own and are not in this one yet"));
    for (const Container &one : containers)
        m_container->addItem(plainLine(one.name), QString::fromStdString(one.name));
    m_address->setObjectName(u"networks.join.address"_s);
    m_address->setAccessibleName(tr("IPv4 address"));
    m_address->setPlaceholderText(tr("chosen by the network"));
    m_address->setToolTip(tr("The container's IPv4 address in this network (--ip)"));
    m_address->setEnabled(!isPredefined(row.network));
    m_aliases->setObjectName(u"networks.join.aliases"_s);
    m_aliases->setAccessibleName(tr("Further names"));
    m_aliases->setToolTip(tr("Names that the others find it by, beside its own (--alias)"));
    m_aliases->setEnabled(!isPredefined(row.network));
    m_line->setObjectName(u"networks.join.line"_s);
    m_line->setTextFormat(Qt::PlainText);
    m_line->setWordWrap(true);
    m_line->setFont(monospaceFont(m_line));
    m_connect->setObjectName(u"networks.join.connect"_s);
    m_connect->setAccessibleName(tr("Connect"));
    m_connect->setToolTip(u"docker network connect"_s);
    m_connect->setDefault(true);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(u"networks.join.cancel"_s);
    cancel->setAccessibleName(tr("Cancel"));
    cancel->setToolTip(tr("Closes, and all stays as it is (Esc)"));
    cancel->setAutoDefault(false);
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setVerticalSpacing(gridUnit);
    const auto add = [&](const QString &title, QWidget *field) {
        auto *label = new QLabel(title, this);
        label->setBuddy(field);
        form->addRow(label, field);
    };
    add(tr("C&ontainer"), m_container);
    add(tr("IPv&4 address"), m_address);
    form->addRow(QString(), m_note);
    add(tr("Further &names"), m_aliases);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(gridUnit);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_connect);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(gridUnit);
    column->addLayout(form);
    column->addStretch(1);
    column->addWidget(m_line);
    column->addLayout(buttons);
    resize(dialogWidth, sizeHint().height());
    connect(m_container, &QComboBox::currentIndexChanged, this, &ConnectDialog::changed);
    connect(m_address, &QLineEdit::textChanged, this, &ConnectDialog::changed);
    connect(m_aliases, &QLineEdit::textChanged, this, &ConnectDialog::changed);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_connect, &QPushButton::clicked, this, [this]() {
        Q_EMIT chosen(m_container->currentData().toString(), endpoint());
        accept();
    });
    changed();
}

EndpointSpec ConnectDialog::endpoint() const
{
    static const QRegularExpression between(u"[,\\s]+"_s);
    EndpointSpec out;
    out.network = m_row.network.name;
    out.address = m_address->text().trimmed().toStdString();
    for (const QString &name : m_aliases->text().split(between, Qt::SkipEmptyParts))
        out.aliases.push_back(name.toStdString());
    return out;
}

void ConnectDialog::changed()
{
    const std::string typed = m_address->text().trimmed().toStdString();
    const auto address = network::IpAddress::parse(typed);
    const auto subnet = network::Subnet::parse(m_row.network.subnet);
    m_note->setText(typed.empty()                                     ? QString()
                    : !address || address->v6                         ? tr("“%1” is no such address.").arg(plainLine(typed))
                    : subnet && !subnet->contains(*address)           ? tr("This is not in the subnet %1.").arg(plainLine(m_row.network.subnet))
                    : typed == m_row.network.gateway                  ? tr("This machine has this address.")
                                                                      : QString());
    m_connect->setEnabled(m_container->count() > 0 && m_note->text().isEmpty());
    m_line->setText(m_container->count() > 0 ? networkConnectLine(m_container->currentData().toString().toStdString(), endpoint())
                                             : tr("No container can be connected: each is in it already, or has no network of its own."));
}

} // namespace tare::gui
