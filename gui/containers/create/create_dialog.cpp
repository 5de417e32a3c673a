// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/create/create_dialog.h"

#include "gui/app/icons.h"
#include "gui/app/progress_relay.h"
#include "gui/app/theme.h"
#include "gui/containers/create/create_job.h"
#include "gui/containers/create/create_reader.h"
#include "gui/containers/create/environment_page.h"
#include "gui/containers/create/files_page.h"
#include "gui/containers/create/life_page.h"
#include "gui/containers/create/limits_page.h"
#include "gui/containers/create/network_page.h"
#include "gui/containers/create/paste_box.h"
#include "gui/containers/create/security_page.h"
#include "gui/containers/create/what_page.h"
#include "gui/containers/run_line.h"
#include "gui/widgets/format.h"
#include "gui/widgets/icon_button.h"
#include "gui/widgets/message_bar.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QProgressBar>
#include <QScrollArea>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int firstWidth = 980, firstHeight = 680;
constexpr int lineRows = 3;
constexpr qsizetype mostWords = 5; // about what was left out
constexpr int progressSteps = 1000;

cli::RunRequest plainRequest(const QString &image)
{
    cli::RunRequest out;
    out.spec.image = image.isEmpty() ? std::string("tare/starter:latest") : image.toStdString();
    out.spec.network = "default";
    out.spec.openStdin = out.spec.tty = true;
    return out;
}

QPushButton *plainButton(QPushButton *button, const QString &name, const QString &title, const QString &tip)
{
    button->setObjectName(name);
    button->setAccessibleName(title);
    button->setToolTip(tip);
    button->setAutoDefault(false);
    return button;
}

} // namespace

CreateDialog::CreateDialog(Context &context, const QString &image, QWidget *parent)
    : CreateDialog(context, plainRequest(image), parent)
{
}

CreateDialog::CreateDialog(Context &context, const cli::RunRequest &request, QWidget *parent)
    : QDialog(parent), m_context(context), m_message(new MessageBar(u"create.message"_s, this)), m_paste(new PasteBox(context, this)),
      m_list(new QListWidget(this)), m_stack(new QStackedWidget(this)), m_problem(new QLabel(this)), m_line(new QLabel(this)),
      m_progress(new QProgressBar(this)), m_relay(new ProgressRelay(this)),
      m_around(new CreateReader(context, this))
{
    setObjectName(u"create"_s);
    setWindowTitle(tr("Create a container"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *rows = new QVBoxLayout(this);
    rows->setSpacing(gridUnit);
    rows->addWidget(buildPages(), 1);
    rows->addWidget(m_message);
    rows->addWidget(m_paste);
    rows->addWidget(buildLine());
    rows->addWidget(m_progress);
    rows->addWidget(buildButtons());
    resize(firstWidth, firstHeight);
    connect(m_paste, &PasteBox::read, this, &CreateDialog::filledIn);
    connect(m_relay, &ProgressRelay::progressed, this, [this](const std::vector<Progress> &parts) {
        std::int64_t done = 0, total = 0;
        for (const Progress &part : parts) {
            done += part.current;
            total += part.total;
        }
        m_progress->setRange(0, total > 0 ? progressSteps : 0);
        m_progress->setValue(total > 0 ? static_cast<int>(static_cast<double>(done) * progressSteps / static_cast<double>(total)) : 0);
        m_problem->setText(tr("Fetching the image: %1 of %2").arg(formatSize(done), formatSize(total)));
    });
    connect(m_around, &CreateReader::known, this, &CreateDialog::tellPages);
    connect(m_around, &CreateReader::failed, m_message, [this](const Error &error) { m_message->showError(error); });
    fill(request);
    m_around->read();
    m_what->focusFirst();
}

void CreateDialog::addPage(CreatePage *page, const QString &icon)
{
    m_pages += page;
    m_stack->addWidget(page);
    m_list->addItem(new QListWidgetItem(themedIcon(icon), page->title()));
    connect(page, &CreatePage::changed, this, &CreateDialog::changed);
}

QWidget *CreateDialog::buildPages()
{
    m_list->setObjectName(u"create.pages"_s);
    m_list->setAccessibleName(tr("Pages"));
    m_list->setToolTip(tr("Ctrl+Page Down and Ctrl+Page Up turn the pages"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setSpacing(gridUnit / 4);
    m_what = new WhatPage(this);
    addPage(m_what, u"containers"_s);
    addPage(new NetworkPage(m_context, this), u"networks"_s);
    addPage(new FilesPage(this), u"tree"_s);
    addPage(new EnvironmentPage(m_context, this), u"settings"_s);
    addPage(new CreateLimitsPage(this), u"limits"_s);
    addPage(new SecurityPage(m_context, this), u"account"_s);
    addPage(new LifePage(this), u"restart"_s);
    m_list->setFixedWidth(m_list->sizeHintForColumn(0) + 4 * gridUnit);
    connect(m_list, &QListWidget::currentRowChanged, m_stack, &QStackedWidget::setCurrentIndex);
    m_list->setCurrentRow(0);
    for (const auto &[key, step] : {std::pair{Qt::Key_PageDown, 1}, std::pair{Qt::Key_PageUp, -1}}) {
        auto *turn = new QShortcut(QKeySequence(Qt::CTRL | key), this);
        connect(turn, &QShortcut::activated, this, [this, step = step]() { turnPage(step); });
    }
    auto *box = new QWidget(this);
    auto *columns = new QHBoxLayout(box);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(2 * gridUnit);
    columns->addWidget(m_list);
    columns->addWidget(m_stack, 1);
    return box;
}

QWidget *CreateDialog::buildLine()
{
    auto *box = new QFrame(this);
    box->setFrameShape(QFrame::NoFrame);
    m_line->setObjectName(u"create.line"_s);
    m_line->setAccessibleName(tr("The docker command that equals these fields"));
    m_line->setTextFormat(Qt::PlainText);
    m_line->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_line->setWordWrap(true);
    m_line->setFont(monospaceFont(m_line));
    m_line->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_line->setToolTip(tr("The docker command that equals these fields"));
    auto *scroll = new QScrollArea(box);
    scroll->setWidget(m_line);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setFixedHeight(m_line->fontMetrics().lineSpacing() * lineRows + gridUnit / 2);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *copy = iconButton(box, u"create.line.copy"_s, u"copy"_s, tr("Copy"), tr("Copies the docker line (Ctrl+Shift+C)"));
    auto *paste = iconButton(box, u"create.paste"_s, u"import"_s, tr("Paste a line…"), tr("Fills the fields from a docker run line (Ctrl+Shift+V)"));
    paste->setCheckable(true);
    copy->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    paste->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_V));
    connect(copy, &QPushButton::clicked, this, [this]() { QGuiApplication::clipboard()->setText(m_line->text()); });
    connect(paste, &QPushButton::toggled, m_paste, &PasteBox::open);
    connect(m_paste, &PasteBox::read, paste, [paste]() { paste->setChecked(false); });
    auto *buttons = new QVBoxLayout;
    buttons->setSpacing(gridUnit / 2);
    buttons->addWidget(copy);
    buttons->addWidget(paste);
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(gridUnit);
    row->addWidget(scroll, 1);
    row->addLayout(buttons);
    return box;
}

QWidget *CreateDialog::buildButtons()
{
    auto *box = new QWidget(this);
    m_problem->setObjectName(u"create.problem"_s);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_progress->setObjectName(u"create.progress"_s);
    m_progress->setAccessibleName(tr("How far the image is fetched"));
    m_progress->setTextVisible(false);
    m_progress->hide();
    m_start = plainButton(new QPushButton(themedIcon(u"start"_s), tr("Create and &start"), box), u"create.start"_s, tr("Create and start"),
                          u"docker run -d"_s);
    m_create = plainButton(new QPushButton(tr("Cre&ate"), box), u"create.create"_s, tr("Create"), u"docker create"_s);
    auto *cancel = plainButton(new QPushButton(tr("Cancel"), box), u"create.cancel"_s, tr("Cancel"), tr("Closes without a container (Esc)"));
    m_start->setDefault(true);
    auto *buttons = new QHBoxLayout(box);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(gridUnit);
    buttons->addWidget(m_problem, 1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_create);
    buttons->addWidget(m_start);
    connect(m_start, &QPushButton::clicked, this, [this]() { create(true); });
    connect(m_create, &QPushButton::clicked, this, [this]() { create(false); });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    return box;
}

void CreateDialog::tellPages()
{
    for (CreatePage *page : m_pages)
        page->setSurroundings(m_around->surroundings());
    changed();
}

void CreateDialog::fill(const cli::RunRequest &request)
{
    m_ready = false; // not a word about half of it
    m_base = request;
    for (CreatePage *page : m_pages)
        page->fill(request);
    m_ready = true;
    changed();
}

cli::RunRequest CreateDialog::request() const
{
    cli::RunRequest out = m_base;
    for (const CreatePage *page : m_pages)
        page->apply(out);
    return out;
}

std::optional<CreateSpec> CreateDialog::spec() const
{
    const cli::RunRequest whole = request();
    const bool wrong = std::any_of(m_pages.begin(), m_pages.end(), [&](CreatePage *page) { return !page->check(whole).isEmpty(); });
    return wrong ? std::nullopt : std::optional(whole.spec);
}

void CreateDialog::changed()
{
    if (!m_ready)
        return;
    const cli::RunRequest whole = request();
    QString first, firstOfStart;
    for (int i = 0; i < m_pages.size(); ++i) {
        const QString wrong = m_pages[i]->check(whole), later = m_pages[i]->startProblem();
        const QString shown = wrong.isEmpty() ? later : wrong;
        const auto where = [&](const QString &problem) { return i == 0 ? problem : tr("%1: %2", "page, problem").arg(m_pages[i]->title(), problem); };
        if (first.isEmpty() && !wrong.isEmpty())
            first = where(wrong);
        if (firstOfStart.isEmpty() && !later.isEmpty())
            firstOfStart = where(later);
        QListWidgetItem *item = m_list->item(i);
        item->setText(shown.isEmpty() ? m_pages[i]->title() : u"⚠ "_s + m_pages[i]->title());
        item->setToolTip(shown.toHtmlEscaped());
    }
    if (!m_working)
        m_problem->setText(first.isEmpty() ? firstOfStart : first);
    m_line->setText(runLine(whole, cli::RunVerb::RunDetached));
    m_create->setEnabled(first.isEmpty() && !m_working);
    m_start->setEnabled(first.isEmpty() && firstOfStart.isEmpty() && !m_working);
    m_around->ask(m_what->image());
}

void CreateDialog::showPage(CreatePage *page)
{
    m_list->setCurrentRow(static_cast<int>(m_pages.indexOf(page)));
}

void CreateDialog::turnPage(int step)
{
    const int count = static_cast<int>(m_pages.size());
    m_list->setCurrentRow((m_list->currentRow() + step + count) % count);
    m_list->setFocus(Qt::ShortcutFocusReason);
}

void CreateDialog::filledIn(const cli::PastedLine &line)
{
    fill(line.request);
    m_list->setCurrentRow(0);
    const QStringList words = leftOutWords(line.leftOut);
    if (words.isEmpty())
        m_message->showNotice(tr("The line is filled in."));
    else
        m_message->showNotice(tr("The line is filled in, but for %n thing(s).", nullptr, static_cast<int>(words.size())),
                              words.mid(0, mostWords).join(u'\n'), words.mid(mostWords).join(u'\n')); // the rest unfolds
}

void CreateDialog::showError(const Error &error)
{
    for (CreatePage *page : m_pages) {
        if (page->showError(error)) {
            showPage(page);
            return;
        }
    }
    m_message->showError(error);
}

void CreateDialog::create(bool start)
{
    if (m_working || !spec())
        return;
    const cli::RunRequest wanted = request();
    m_working = true;
    m_message->hide();
    m_problem->setText(tr("Creating…"));
    m_progress->setRange(0, 0);
    m_progress->show();
    changed();
    m_context.showCommand(runLine(wanted, start ? cli::RunVerb::RunDetached : cli::RunVerb::Create));
    m_context.run<Result<Container>>(
        this,
        [engine = m_context.engine(), wanted, start, sink = m_relay->sink()](const CancelToken &cancel) {
            return createAsAsked(*engine, wanted, start, sink, cancel);
        },
        [this, start](const Result<Container> &result) { accepted(result, start); });
}

void CreateDialog::accepted(const Result<Container> &result, bool start)
{
    m_working = false;
    m_progress->hide();
    if (!result) {
        changed();
        showError(result.error());
        return;
    }
    Q_EMIT created(*result, start);
    accept();
}

} // namespace tare::gui
