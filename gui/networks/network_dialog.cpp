// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/networks/network_dialog.h"

#include "core/base/strings.h"
#include "core/network/address.h"
#include "gui/app/theme.h"
#include "gui/networks/network_actions.h"
#include "gui/networks/network_line.h"
#include "gui/widgets/field_note.h"
#include "gui/widgets/format.h"
#include "gui/widgets/message_bar.h"
#include "gui/widgets/row_list.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int dialogWidth = 620;
constexpr int leastMtu = 68, mostMtu = 65535; // RFC 791; the kernel's

QString plain(QString title)
{
    static const QRegularExpression appended(u"\\(&.\\)"_s);
    return title.remove(appended).remove(u'&');
}

std::string text(const QLineEdit *edit)
{
    return edit->text().trimmed().toStdString();
}

} // namespace

NetworkDialog::NetworkDialog(Context &context, QWidget *parent)
    : QDialog(parent), m_context(context), m_message(new MessageBar(u"networks.create.message"_s, this)), m_line(new QLabel(this)),
      m_create(new QPushButton(tr("&Create"), this))
{
    setObjectName(u"networks.create"_s);
    setWindowTitle(tr("Create a network"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setVerticalSpacing(gridUnit);
    m_name = line(form, u"name"_s, tr("&Name"), u"back"_s, tr("What the network is called"));
    m_subnet = line(form, u"subnet"_s, tr("&Subnet"), tr("one that is free"), tr("Its addresses, such as 172.28.0.0/16 (--subnet)"));
    m_gateway = line(form, u"gateway"_s, tr("&Gateway"), tr("the first address"), tr("This machine's address in it (--gateway)"));
    m_range = line(form, u"range"_s, tr("&For containers"), tr("the whole subnet"),
                   tr("The part of the subnet that containers get addresses of, such as 172.28.5.0/24 (--ip-range)"));
    m_internal = tick(form, u"internal"_s, tr("&Internal: nothing gets out of it, or in"), u"--internal"_s);
    m_ipv6 = tick(form, u"ipv6"_s, tr("IPv&6 too"), tr("Each container gets an IPv6 address as well (--ipv6)"));
    m_subnet6 = line(form, u"subnet6"_s, tr("I&Pv6 subnet"), tr("one of its own"), tr("Such as fd00:28::/64 (--subnet)"));
    m_mtu = line(form, u"mtu"_s, tr("&Largest packet"), u"1500"_s, tr("Bytes (-o com.docker.network.driver.mtu)"));
    m_labels = new RowList(u"networks.create.labels"_s,
                           {{u"key"_s, tr("Key"), u"com.example.role"_s, tr("Of the label (--label)"), RowColumn::Text, 3},
                            {u"value"_s, tr("Value"), {}, tr("Of the label (--label)"), RowColumn::Text, 4}},
                           tr("A&dd a label"), tr("A label, to find it by (--label)"), this);
    form->addRow(QString(), m_labels);

    m_line->setObjectName(u"networks.create.line"_s);
    m_line->setAccessibleName(tr("The docker command that equals these fields"));
    m_line->setToolTip(tr("The docker command that equals these fields"));
    m_line->setTextFormat(Qt::PlainText);
    m_line->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_line->setWordWrap(true);
    m_line->setFont(monospaceFont(m_line));
    m_create->setObjectName(u"networks.create.create"_s);
    m_create->setAccessibleName(tr("Create"));
    m_create->setToolTip(u"docker network create"_s);
    m_create->setDefault(true);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(u"networks.create.cancel"_s);
    cancel->setAccessibleName(tr("Cancel"));
    cancel->setToolTip(tr("Closes without a network (Esc)"));
    cancel->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(gridUnit);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_create);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(gridUnit);
    column->addWidget(m_message);
    column->addLayout(form);
    column->addStretch(1);
    column->addWidget(m_line);
    column->addLayout(buttons);
    resize(dialogWidth, sizeHint().height());
    connect(m_labels, &RowList::changed, this, &NetworkDialog::changed);
    connect(m_create, &QPushButton::clicked, this, &NetworkDialog::create);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    changed();
    m_name->setFocus();
}

QLineEdit *NetworkDialog::line(QFormLayout *form, const QString &name, const QString &title, const QString &placeholder, const QString &tip)
{
    auto *edit = new QLineEdit(this);
    edit->setObjectName(u"networks.create."_s + name);
    edit->setAccessibleName(plain(title));
    edit->setPlaceholderText(placeholder);
    edit->setToolTip(tip);
    auto *note = new FieldNote(edit->objectName() + u".note"_s, this);
    m_notes.insert(edit, note);
    auto *rows = new QVBoxLayout;
    rows->setSpacing(gridUnit / 2);
    rows->addWidget(edit);
    rows->addWidget(note);
    auto *label = new QLabel(title, this);
    label->setBuddy(edit);
    form->addRow(label, rows);
    connect(edit, &QLineEdit::textChanged, this, &NetworkDialog::changed);
    return edit;
}

QCheckBox *NetworkDialog::tick(QFormLayout *form, const QString &name, const QString &title, const QString &tip)
{
    auto *box = new QCheckBox(title, this);
    box->setObjectName(u"networks.create."_s + name);
    box->setAccessibleName(plain(title));
    box->setToolTip(tip);
    form->addRow(QString(), box);
    connect(box, &QCheckBox::toggled, this, &NetworkDialog::changed);
    return box;
}

NetworkSpec NetworkDialog::spec() const
{
    NetworkSpec out;
    out.name = text(m_name);
    for (const QLineEdit *subnet : {m_subnet, m_subnet6}) {
        if (!text(subnet).empty() && subnet->isEnabled())
            out.subnets.push_back(text(subnet));
    }
    if (!text(m_gateway).empty())
        out.gateways.push_back(text(m_gateway));
    if (!text(m_range).empty())
        out.ranges.push_back(text(m_range));
    out.ipv6 = m_ipv6->isChecked();
    out.internal = m_internal->isChecked();
    for (const RowList::Row &row : m_labels->rows())
        out.labels[row.values[0].toStdString()] = row.values[1].toStdString();
    if (!text(m_mtu).empty())
        out.options["com.docker.network.driver.mtu"] = text(m_mtu);
    return out;
}

void NetworkDialog::say(QWidget *field, const QString &sentence)
{
    m_notes.value(field)->setText(sentence);
    field->setAccessibleDescription(sentence);
    m_wrong |= !sentence.isEmpty();
}

void NetworkDialog::check()
{
    using network::IpAddress, network::Subnet;
    m_wrong = false;
    static const QRegularExpression name(u"^[a-zA-Z0-9][a-zA-Z0-9_.-]*$"_s);
    const QString typed = m_name->text().trimmed();
    say(m_name, !typed.isEmpty() && !name.match(typed).hasMatch()
                    ? tr("A name has letters, digits and _ . - and begins with a letter or digit.")
                : !m_takenName.empty() && typed.toStdString() == m_takenName ? tr("A network has this name already.")
                                                                            : QString());
    const auto subnet = Subnet::parse(text(m_subnet));
    say(m_subnet, text(m_subnet).empty() || (subnet && !subnet->base.v6) ? QString() : tr("Write a subnet such as 172.28.0.0/16."));
    const auto inside = [&](const QLineEdit *edit, const std::optional<Subnet> &part) {
        return text(edit).empty()                       ? QString()
               : !part                                  ? tr("This is no address of the kind that is needed.")
               : text(m_subnet).empty()                 ? tr("Write the subnet first.")
               : subnet && !subnet->contains(part->base) ? tr("This is not in the subnet.")
                                                         : QString();
    };
    const auto gateway = IpAddress::parse(text(m_gateway));
    say(m_gateway, inside(m_gateway, gateway ? std::optional(Subnet{*gateway, gateway->bits()}) : std::nullopt));
    say(m_range, inside(m_range, Subnet::parse(text(m_range))));
    const auto subnet6 = Subnet::parse(text(m_subnet6));
    say(m_subnet6, !m_ipv6->isChecked() || text(m_subnet6).empty() || (subnet6 && subnet6->base.v6) ? QString()
                                                                                                   : tr("Write a subnet such as fd00:28::/64."));
    const auto mtu = parseInt(text(m_mtu));
    say(m_mtu, text(m_mtu).empty() || (mtu && *mtu >= leastMtu && *mtu <= mostMtu)
                   ? QString()
                   : tr("Write a number from %1 to %2.").arg(leastMtu).arg(mostMtu));
    for (const RowList::Row &row : m_labels->rows()) {
        const QString wrong = row.values[0].trimmed().isEmpty() || row.values[0].contains(u'=') ? tr("Write the label's key, without =.") : QString();
        m_labels->setNote(row.number, wrong);
        m_wrong |= !wrong.isEmpty();
    }
}

void NetworkDialog::changed()
{
    if (m_labels == nullptr)
        return; // while it is being built
    m_subnet6->setEnabled(m_ipv6->isChecked());
    check();
    m_create->setEnabled(!m_wrong && !m_working && !text(m_name).empty());
    m_line->setText(text(m_name).empty() ? u"docker network create …"_s : networkCreateLine(spec()));
}

void NetworkDialog::create()
{
    const NetworkSpec wanted = spec();
    m_working = true;
    m_message->hide();
    changed();
    m_context.showCommand(networkCreateLine(wanted));
    m_context.run<Result<Network>>(
        this,
        [engine = m_context.engine(), wanted](const CancelToken &) -> Result<Network> {
            return TARE_TRY(networksOf(*engine))->create(wanted);
        },
        [this](const Result<Network> &made) {
            m_working = false;
            if (made) {
                Q_EMIT created(QString::fromStdString(made->id));
                accept();
                return;
            }
            if (made.error().code == Errc::NameInUse)
                m_takenName = text(m_name);
            else
                m_message->showError(made.error());
            changed();
        });
}

} // namespace tare::gui
