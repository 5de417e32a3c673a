// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/create_dialog.h"

#include "gui/app/icons.h"
#include "gui/app/theme.h"
#include "gui/containers/run_line.h"
#include "gui/containers/words.h"
#include "gui/limits/limit_field.h"
#include "gui/widgets/format.h"
#include "gui/widgets/message_bar.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <algorithm>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t nano = 1'000'000'000;
constexpr std::int64_t manyPids = 4096;
const QString starter = u"tare/starter:latest"_s;

template <class Widget>
Widget *named(Widget *widget, const QString &name, const QString &title, const QString &tip)
{
    widget->setObjectName(name);
    widget->setAccessibleName(title);
    widget->setToolTip(tip);
    return widget;
}

QPlainTextEdit *smallText(const QString &placeholder, QWidget *parent)
{
    auto *text = new QPlainTextEdit(parent);
    text->setPlaceholderText(placeholder);
    text->setTabChangesFocus(true);
    text->setLineWrapMode(QPlainTextEdit::NoWrap);
    text->setFont(monospaceFont(text));
    text->setFixedHeight(text->fontMetrics().lineSpacing() * 3 + 2 * gridUnit);
    return text;
}

} // namespace

CreateDialog::CreateDialog(Context &context, const QString &image, QWidget *parent)
    : QDialog(parent), m_context(context), m_wantedImage(image.isEmpty() ? starter : image),
      m_message(new MessageBar(u"create.message"_s, this)), m_problem(new QLabel(this)),
      m_line(new QLabel(this))
{
    setObjectName(u"create"_s);
    setWindowTitle(tr("Create a container"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *right = new QVBoxLayout;
    right->addWidget(buildLimits());
    right->addWidget(buildWhere(), 1);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(2 * gridUnit);
    columns->addWidget(buildWhat(), 1);
    columns->addLayout(right, 1);

    m_problem->setObjectName(u"create.problem"_s);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_line->setObjectName(u"create.line"_s);
    m_line->setAccessibleName(tr("The docker command that equals these fields"));
    m_line->setTextFormat(Qt::PlainText);
    m_line->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_line->setWordWrap(true);
    m_line->setFont(monospaceFont(m_line));
    m_line->setMinimumHeight(m_line->fontMetrics().lineSpacing() * 2);
    m_line->setAlignment(Qt::AlignLeft | Qt::AlignTop);

    m_start = named(new QPushButton(themedIcon(u"start"_s), tr("Create and &start"), this), u"create.start"_s,
                    tr("Create and start"), u"docker run -d"_s);
    m_create =
        named(new QPushButton(tr("Cre&ate"), this), u"create.create"_s, tr("Create"), u"docker create"_s);
    auto *cancel = named(new QPushButton(tr("Cancel"), this), u"create.cancel"_s, tr("Cancel"),
                         tr("Closes without a container (Esc)"));
    m_start->setDefault(true);
    m_create->setAutoDefault(false);
    cancel->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_problem, 1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_create);
    buttons->addWidget(m_start);

    auto *rows = new QVBoxLayout(this);
    rows->setSpacing(gridUnit);
    rows->addWidget(m_message);
    rows->addLayout(columns, 1);
    rows->addWidget(m_line);
    rows->addLayout(buttons);
    connect(m_start, &QPushButton::clicked, this, [this]() { create(true); });
    connect(m_create, &QPushButton::clicked, this, [this]() { create(false); });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);

    m_context.run<Result<std::vector<Image>>>(
        this, [engine = context.engine()](const CancelToken &) { return engine->images(); },
        [this](const Result<std::vector<Image>> &images) {
            if (images)
                fillImages(*images);
            else
                showError(images.error());
        });
    m_context.run<Result<EngineInfo>>(
        this, [engine = context.engine()](const CancelToken &) { return engine->info(); },
        [this](const Result<EngineInfo> &info) {
            if (info)
                showMachine(*info);
        });
    changed();
    m_command->setFocus();
}

QWidget *CreateDialog::buildWhat()
{
    auto *box = new QGroupBox(tr("What runs"), this);
    auto *column = new QVBoxLayout(box);
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    column->addLayout(form);
    column->addStretch(1); // in a taller window the rows stay together
    const auto line = [&](const QString &name, const QString &title, const QString &placeholder,
                          const QString &tip) {
        QString plain = title;
        auto *edit = named(new QLineEdit(box), name, plain.remove(u'&'), tip);
        edit->setPlaceholderText(placeholder);
        form->addRow(title, edit);
        connect(edit, &QLineEdit::textChanged, this, &CreateDialog::changed);
        return edit;
    };
    m_image = named(new QComboBox(box), u"create.image"_s, tr("Image"),
                    tr("What the container's files are made from"));
    m_image->setEditable(true);
    m_image->setInsertPolicy(QComboBox::NoInsert);
    m_image->setEditText(m_wantedImage);
    form->addRow(tr("&Image"), m_image);
    connect(m_image, &QComboBox::editTextChanged, this, &CreateDialog::changed);
    m_name =
        line(u"create.name"_s, tr("&Name"), tr("made up when empty"), tr("The container's name (--name)"));
    m_command = line(u"create.command"_s, tr("C&ommand"), tr("the image's own"),
                     tr("What runs in it, split into words as a shell would; for pipes write sh -c '…' (the "
                        "words after the "
                        "image)"));
    m_entrypoint = line(u"create.entrypoint"_s, tr("&Entrypoint"), tr("the image's own"),
                        tr("Comes before the command (--entrypoint)"));
    m_workingDir = line(u"create.workingDir"_s, tr("&Working folder"), tr("the image's own"),
                        tr("Where the command starts (-w, --workdir)"));
    m_user = line(u"create.user"_s, tr("&User"), tr("the image's own"),
                  tr("A name or number, with :group after it (-u, --user)"));
    m_hostname = line(u"create.hostname"_s, tr("&Host name"), tr("the container's id"),
                      tr("What the container calls itself (--hostname)"));
    m_env = named(smallText(tr("NAME=value, one a line"), box), u"create.env"_s, tr("Environment"),
                  tr("Environment variables, one a line (-e, --env)"));
    auto *envLabel = new QLabel(tr("En&vironment"), box);
    envLabel->setBuddy(m_env);
    form->addRow(envLabel, m_env);
    connect(m_env, &QPlainTextEdit::textChanged, this, &CreateDialog::changed);
    const auto tick = [&](const QString &name, const QString &title, const QString &tip, bool set) {
        QString plain = title;
        auto *check = named(new QCheckBox(title, box), name, plain.remove(u'&'), tip);
        check->setChecked(set);
        form->addRow(QString(), check);
        connect(check, &QCheckBox::toggled, this, &CreateDialog::changed);
        return check;
    };
    m_interactive = tick(u"create.interactive"_s, tr("&Keep its input open"),
                         tr("So that a shell waits for what you type (-i)"), true);
    m_tty = tick(u"create.tty"_s, tr("With a &terminal"), tr("The command gets a terminal of its own (-t)"),
                 true);
    m_autoRemove = tick(u"create.autoRemove"_s, tr("Remove it when it en&ds"), u"--rm"_s, false);
    return box;
}

QWidget *CreateDialog::buildWhere()
{
    auto *box = new QGroupBox(tr("What it can reach"), this);
    auto *form = new QFormLayout(box);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_network = named(new QComboBox(box), u"create.network"_s, tr("Network"),
                      tr("none: only itself. host: the machine's own network, unprotected (--network)"));
    m_network->addItem(tr("none: a network of its own without a way out"), u"none"_s);
    m_network->addItem(tr("host: the machine's own network"), u"host"_s);
    form->addRow(tr("Netwo&rk"), m_network);
    m_mounts = named(smallText(tr("/folder/here:/folder/in/the/container:ro"), box), u"create.mounts"_s,
                     tr("Folders"),
                     tr("Folders of this machine that the container sees, one a line (-v, --volume)"));
    auto *label = new QLabel(tr("&Folders"), box);
    label->setBuddy(m_mounts);
    m_mounts->setMinimumHeight(m_mounts->maximumHeight());
    m_mounts->setMaximumHeight(QWIDGETSIZE_MAX); // takes the room that the other column leaves
    form->addRow(label, m_mounts);
    auto *add = named(new QPushButton(tr("Add a fo&lder…"), box), u"create.addMount"_s, tr("Add a folder"),
                      tr("Chooses a folder of this machine"));
    add->setAutoDefault(false);
    form->addRow(QString(), add);
    m_readOnly = named(new QCheckBox(tr("Its own files cannot &be changed"), box), u"create.readOnly"_s,
                       tr("Its own files cannot be changed"), u"--read-only"_s);
    form->addRow(QString(), m_readOnly);
    connect(m_network, &QComboBox::currentIndexChanged, this, &CreateDialog::changed);
    connect(m_mounts, &QPlainTextEdit::textChanged, this, &CreateDialog::changed);
    connect(m_readOnly, &QCheckBox::toggled, this, &CreateDialog::changed);
    connect(add, &QPushButton::clicked, this, &CreateDialog::addMount);
    return box;
}

QWidget *CreateDialog::buildLimits()
{
    auto *box = new QGroupBox(tr("Limits"), this);
    auto *column = new QVBoxLayout(box);
    column->setSpacing(gridUnit);
    m_cpus = new LimitField(u"create.cpus"_s, LimitKind::Cpus, 2 * nano, box);
    m_memory = new LimitField(u"create.memory"_s, LimitKind::Memory, std::int64_t{4} << 30U, box);
    m_pids = new LimitField(u"create.pids"_s, LimitKind::Pids, manyPids, box);
    for (LimitField *field : {m_cpus, m_memory, m_pids}) {
        column->addWidget(field);
        connect(field, &LimitField::edited, this, &CreateDialog::changed);
        connect(field, &LimitField::validityChanged, this, &CreateDialog::changed);
        connect(field, &LimitField::messageShown, this, &CreateDialog::grow);
    }
    return box;
}

void CreateDialog::fillImages(const std::vector<Image> &images)
{
    const QString typed = m_image->currentText();
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
    changed();
}

void CreateDialog::showMachine(const EngineInfo &info)
{
    m_cpus->setMost(std::max(1, info.cpus) * nano);
    if (info.memory > 0)
        m_memory->setMost(info.memory);
    const auto check = [&](LimitField *field, const char *name) {
        if (std::find(info.limits.begin(), info.limits.end(), name) == info.limits.end())
            field->setUnavailable(
                tr("This limit cannot be applied here: the control group is not this user's."));
    };
    check(m_cpus, "cpus");
    check(m_memory, "memory");
    check(m_pids, "pids");
    grow();
}

QString CreateDialog::problem() const
{
    if (m_image->currentText().trimmed().isEmpty())
        return tr("Choose an image.");
    static const QRegularExpression name(u"^[a-zA-Z0-9][a-zA-Z0-9_.-]+$"_s);
    if (!m_name->text().isEmpty() && !name.match(m_name->text()).hasMatch())
        return tr("A name has at least two letters, digits or _ . - and begins with a letter or digit.");
    if (!splitWords(m_command->text()))
        return tr("A quote in the command is not closed.");
    if (!splitWords(m_entrypoint->text()))
        return tr("A quote in the entrypoint is not closed.");
    QString wrong;
    (void)parseEnv(m_env->toPlainText(), &wrong);
    (void)parseMounts(m_mounts->toPlainText(), &wrong);
    if (wrong.isEmpty() && !m_workingDir->text().isEmpty() && !m_workingDir->text().startsWith(u'/'))
        wrong = tr("The working folder begins with a /.");
    for (const LimitField *field : {m_cpus, m_memory, m_pids}) {
        if (wrong.isEmpty() && !field->isValid())
            wrong = tr("The limit %1 is not set right.").arg(field->scale().flag());
    }
    return wrong;
}

std::optional<CreateSpec> CreateDialog::spec() const
{
    if (!problem().isEmpty())
        return std::nullopt;
    CreateSpec spec;
    QString ignored;
    const QVariant chosen = m_image->findText(m_image->currentText()) >= 0
                                ? m_image->itemData(m_image->findText(m_image->currentText()))
                                : QVariant(m_image->currentText().trimmed());
    spec.image = chosen.toString().toStdString();
    spec.name = m_name->text().toStdString();
    spec.command = splitWords(m_command->text()).value_or(std::vector<std::string>());
    if (const auto words = splitWords(m_entrypoint->text()); words && !words->empty())
        spec.entrypoint = words;
    spec.env = parseEnv(m_env->toPlainText(), &ignored);
    spec.mounts = parseMounts(m_mounts->toPlainText(), &ignored);
    spec.workingDir = m_workingDir->text().toStdString();
    spec.user = m_user->text().trimmed().toStdString();
    spec.hostname = m_hostname->text().trimmed().toStdString();
    spec.network = m_network->currentData().toString().toStdString();
    spec.openStdin = m_interactive->isChecked();
    spec.tty = m_tty->isChecked();
    spec.autoRemove = m_autoRemove->isChecked();
    spec.readOnlyRoot = m_readOnly->isChecked();
    const auto limit = [](const LimitField *field) {
        return field->value() > 0 ? std::optional<std::int64_t>(field->value()) : std::nullopt;
    };
    spec.limits.nanoCpus = limit(m_cpus);
    spec.limits.memory = limit(m_memory);
    spec.limits.pids = limit(m_pids);
    return spec;
}

void CreateDialog::changed()
{
    if (m_start == nullptr)
        return; // while it is being built
    const QString wrong = problem();
    m_problem->setText(wrong);
    if (const auto wanted = spec())
        m_line->setText(runLine(*wanted, RunLine::RunDetached));
    m_create->setEnabled(wrong.isEmpty() && !m_working);
    m_start->setEnabled(wrong.isEmpty() && !m_working);
}

// What appears while it is open needs room: a word-wrapped text would be cut instead.
void CreateDialog::grow()
{
    QMetaObject::invokeMethod(
        this,
        [this]() {
            layout()->activate();
            const int wanted = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width())
                                                              : layout()->totalSizeHint().height();
            if (wanted > height())
                resize(width(), wanted);
        },
        Qt::QueuedConnection);
}

void CreateDialog::addMount()
{
    auto *dialog = new QFileDialog(this, tr("A folder that the container sees"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &folder) {
        const QString before = m_mounts->toPlainText();
        m_mounts->setPlainText(before + (before.isEmpty() || before.endsWith(u'\n') ? QString() : u"\n"_s) +
                               folder + u":/mnt"_s);
    });
    dialog->open();
}

void CreateDialog::showError(const Error &error)
{
    m_message->showError(error);
    grow();
}

void CreateDialog::create(bool start)
{
    const auto wanted = spec();
    if (!wanted || m_working)
        return;
    m_working = true;
    m_message->hide();
    changed();
    m_context.showCommand(runLine(*wanted, start ? RunLine::RunDetached : RunLine::Create));
    m_context.run<Result<Container>>(
        this,
        [engine = m_context.engine(), spec = *wanted](const CancelToken &) { return engine->create(spec); },
        [this, start](const Result<Container> &result) { accepted(result, start); });
}

void CreateDialog::accepted(const Result<Container> &result, bool start)
{
    m_working = false;
    if (!result) {
        showError(result.error());
        changed();
        return;
    }
    Q_EMIT created(*result, start);
    accept();
}

} // namespace tare::gui
