// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/compare_page.h"

#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/base/strings.h"
#include "gui/app/icons.h"
#include "gui/app/theme.h"
#include "gui/compare/compare_form.h"
#include "gui/compare/experiment_view.h"
#include "gui/compare/saved_list.h"
#include "gui/widgets/format.h"
#include "gui/widgets/message_bar.h"
#include "gui/widgets/page_header.h"

#include <QBuffer>
#include <QDir>
#include <QFileDialog>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int sideWidth = 264;

std::string experimentsFolder(const EngineInfo &info)
{
    Paths paths;
    paths.root = info.root;
    return paths.experiments();
}

QString compareCommand(const measure::ExperimentSpec &spec)
{
    std::vector<std::string> subjects;
    for (const auto subject : spec.subjects)
        subjects.emplace_back(measure::subjectName(subject));
    const std::vector<std::string> words = {"tare", "compare", "--repeats", std::to_string(spec.repeats),
                                            "--subjects", join(subjects, ","), "--vm-memory",
                                            std::to_string(spec.vmMemory >> 20) + "m", "--vm-cpus",
                                            std::to_string(spec.vmCpus), spec.image};
    return QString::fromStdString(shellQuote(words));
}

constexpr mode_t readable = 0644; // given to the umask, as any program's output is

Status writePicture(const QImage &picture, const QString &file)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (!picture.save(&buffer, "PNG"))
        return fail(Errc::Internal, file.toStdString(), "the picture cannot be written as PNG");
    return writeFileAtomic(file.toStdString(), bytes.toStdString(), readable);
}

} // namespace

ComparePage::ComparePage(Context &context, QWidget *parent, Runner runner, KernelOffer::Fetcher fetcher)
    : Page(parent), m_context(context), m_run(new ExperimentRun(context, std::move(runner), this)),
      m_header(new PageHeader(pageId(), title(), this)), m_message(new MessageBar(u"compare.message"_s, this)),
      m_splitter(new QSplitter(Qt::Horizontal, this)), m_stack(new QStackedWidget), m_view(new ExperimentView)
{
    setObjectName(pageId());
    m_header->addFilter(tr("Filter saved comparisons"));
    m_export = new QPushButton(themedIcon(u"save"_s), tr("E&xport"), m_header);
    m_export->setObjectName(u"compare.export"_s);
    m_export->setAccessibleName(tr("Export"));
    m_export->setToolTip(tr("Saves the charts as a picture, or the numbers as CSV or JSON"));
    m_export->setAutoDefault(false);
    m_export->setEnabled(false);
    auto *menu = new QMenu(m_export);
    menu->setObjectName(u"compare.export.menu"_s);
    for (const auto &[suffix, text] : {std::pair(u"png"_s, tr("Charts as &PNG…")), std::pair(u"csv"_s, tr("Runs as &CSV…")),
                                       std::pair(u"json"_s, tr("Everything as &JSON…"))}) {
        auto *action = menu->addAction(text);
        action->setObjectName(u"compare.export."_s + suffix);
        connect(action, &QAction::triggered, this, [this, suffix = suffix]() {
            chooseExport(suffix, [this](const QString &file) { return exportTo(file); });
        });
    }
    m_export->setMenu(menu);
    m_header->addWidget(m_export);
    m_header->addPrimary(tr("R&un"), tr("Takes the samples now (Ctrl+N); it can be cancelled at any time"));
    connect(m_header, &PageHeader::primaryClicked, this, &ComparePage::run);

    m_kernel = new KernelOffer(context, std::move(fetcher), m_message, this);
    connect(m_kernel, &KernelOffer::workingChanged, this, &ComparePage::enableRun);
    connect(m_kernel, &KernelOffer::got, this, &ComparePage::primaryAction);
    connect(m_kernel, &KernelOffer::withoutAsked, this, [this]() {
        m_form->leaveOut(measure::Subject::Vm);
        primaryAction();
    });
    buildSide();
    connect(m_header, &PageHeader::filterChanged, m_saved, &SavedList::filter);
    connect(m_view, &ExperimentView::pictureAsked, this, [this](const QImage &picture) {
        chooseExport(u"png"_s, [picture](const QString &file) { return writePicture(picture, file); });
    });
    m_empty = new QLabel(tr("The same image and the same program, started as a process of this machine, in a container and "
                            "in a virtual machine. Every start is timed from \u201cgo\u201d to the first line that the "
                            "program says, and its memory is weighed.\n\nRun takes the samples in random order and shows "
                            "them here."));
    m_empty->setObjectName(u"compare.empty"_s);
    m_empty->setTextFormat(Qt::PlainText);
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setMargin(6 * gridUnit);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_view);

    m_splitter->setObjectName(u"compare.splitter"_s);
    m_splitter->addWidget(m_side);
    m_splitter->addWidget(m_stack);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(gridUnit);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({sideWidth, 4 * sideWidth});
    m_splitter->restoreState(context.settings().value(u"compare/splitter"_s).toByteArray());

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gridUnit);
    column->addWidget(m_header);
    column->addWidget(m_message);
    column->addWidget(m_splitter, 1);

    connect(&context, &Context::engineEvent, this, [this](const Event &event) {
        if (event.type == "image" && m_loaded)
            refresh();
    });
    connect(&context, &Context::engineFailed, m_message, &QWidget::hide); // the window says it
    setRunning(false);
}

ComparePage::~ComparePage()
{
    m_context.settings().setValue(u"compare/splitter"_s, m_splitter->saveState());
    m_form->save();
}

void ComparePage::buildSide()
{
    m_side = new QWidget;
    m_form = new CompareForm(m_context.settings(), m_side);
    m_progressText = new QLabel(m_side);
    m_progressText->setObjectName(u"compare.progress.text"_s);
    m_progressText->setTextFormat(Qt::PlainText);
    m_progressText->setWordWrap(true);
    m_progress = new QProgressBar(m_side);
    m_progress->setObjectName(u"compare.progress"_s);
    m_progress->setAccessibleName(tr("Samples taken"));
    m_progress->setTextVisible(false);
    m_progress->setMaximumHeight(gridUnit + 2);
    m_cancel = new QPushButton(tr("C&ancel"), m_side);
    m_cancel->setObjectName(u"compare.cancel"_s);
    m_cancel->setAccessibleName(tr("Cancel the comparison"));
    m_cancel->setToolTip(tr("Stops after ending what was started; the samples taken so far are shown"));
    connect(m_cancel, &QPushButton::clicked, m_run, &ExperimentRun::cancel);
    connect(m_run, &ExperimentRun::progressed, this, &ComparePage::showProgress);
    connect(m_run, &ExperimentRun::sampleTaken, this, [this]() {
        m_saved->choose({});
        showExperiment(m_run->experiment());
    });
    connect(m_run, &ExperimentRun::finished, this, &ComparePage::finished);
    auto *savedTitle = new QLabel(tr("&Saved comparisons"), m_side);
    QFont bold = font();
    bold.setBold(true);
    savedTitle->setFont(bold);
    m_saved = new SavedList(m_side);
    savedTitle->setBuddy(m_saved);
    connect(m_saved, &SavedList::chosen, this, &ComparePage::showExperiment);

    auto *column = new QVBoxLayout(m_side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gridUnit);
    column->addWidget(m_form);
    column->addWidget(m_progressText);
    column->addWidget(m_progress);
    column->addWidget(m_cancel);
    column->addSpacing(gridUnit);
    column->addWidget(savedTitle);
    column->addWidget(m_saved, 1);
    connect(m_form, &CompareForm::validChanged, this, [this](bool valid) {
        m_valid = valid;
        enableRun();
    });
}

QString ComparePage::pageId() const
{
    return u"compare"_s;
}

QString ComparePage::title() const
{
    return tr("Compare");
}

QIcon ComparePage::icon() const
{
    return themedIcon(u"compare"_s);
}

QString ComparePage::help() const
{
    return tr("Weighs one image three ways: as a process of this machine, in a container and in a virtual machine. Each "
              "repeat starts a fresh instance of every subject, in random order; the clock is the host's, from \u201cgo\u201d "
              "to the first byte that the program writes. Bars are medians; an interval is drawn from five repeats on. "
              "Hover a bar, or go to it with the arrow keys, for exact numbers; the context menu copies or saves the chart.");
}

void ComparePage::focusFilter()
{
    m_header->focusFilter();
}

void ComparePage::primaryAction()
{
    if (m_header->primary()->isEnabled())
        run();
}

void ComparePage::open(const QString &target)
{
    m_runWhenReady = target.startsWith("run"_L1);
    m_form->setImage(target.section(u'=', 1));
    refresh();
}

Offer ComparePage::offer()
{
    if (!m_loaded)
        refresh();
    return {offeredButtons(m_header), {}, {}};
}

void ComparePage::refresh()
{
    m_loaded = true;
    struct Found
    {
        Result<std::vector<Image>> images;
        Result<std::vector<measure::Experiment>> saved;
    };
    m_context.run<Found>(
        this,
        [engine = m_context.engine()](const CancelToken &) {
            Found found{engine->images(), std::vector<measure::Experiment>()};
            if (const auto info = engine->info())
                found.saved = measure::savedExperiments(experimentsFolder(*info));
            return found;
        },
        [this](const Found &found) {
            if (found.images)
                m_form->setImages(*found.images);
            else if (!m_context.engineBroken())
                m_message->showError(found.images.error());
            if (found.saved)
                showSaved(*found.saved);
            else if (!m_context.engineBroken())
                m_message->showError(found.saved.error());
            if (std::exchange(m_runWhenReady, false))
                primaryAction();
            Q_EMIT offerChanged();
        });
}

void ComparePage::showSaved(const std::vector<measure::Experiment> &saved)
{
    m_saved->setExperiments(saved);
    m_saved->filter(m_header->findChild<QLineEdit *>(u"compare.filter"_s)->text());
    if (m_run->isRunning())
        return;
    // The newest is the first thing to see, unless one is looked at.
    if (m_stack->currentWidget() == m_empty && !saved.empty())
        showExperiment(saved.front());
    if (m_stack->currentWidget() == m_view)
        m_saved->choose(m_view->experiment().id);
}

void ComparePage::showExperiment(const measure::Experiment &experiment)
{
    m_view->setExperiment(experiment);
    m_stack->setCurrentWidget(m_view);
    m_export->setEnabled(!experiment.samples.empty());
}

void ComparePage::run()
{
    if (m_run->isRunning())
        return;
    m_message->hide();
    m_form->save();
    const measure::ExperimentSpec spec = m_form->spec();
    m_context.showCommand(compareCommand(spec));
    m_run->start(spec);
    setRunning(true);
    showProgress();
}

void ComparePage::showProgress()
{
    m_progress->setRange(0, m_run->total());
    m_progress->setValue(m_run->taken());
    m_progressText->setText(m_run->text());
    m_cancel->setEnabled(!m_run->isCancelling());
}

void ComparePage::finished(const Error *error)
{
    setRunning(false);
    const measure::Experiment &experiment = m_run->experiment();
    if (error != nullptr && error->code != Errc::Cancelled)
        m_message->showError(*error);
    if (error != nullptr && KernelOffer::isFor(*error))
        m_kernel->show(m_form->spec().subjects.size() > 1);
    if (!experiment.samples.empty())
        showExperiment(experiment);
    if (error == nullptr && !experiment.cancelled)
        keep(experiment);
}

void ComparePage::keep(const measure::Experiment &experiment)
{
    // Kept by the helper or not: the file is named by the experiment's id, so that writing it again changes nothing.
    m_context.run<Status>(
        this,
        [engine = m_context.engine(), experiment](const CancelToken &) -> Status {
            const auto info = TARE_TRY(engine->info());
            TARE_TRY(measure::saveExperiment(experiment, experimentsFolder(info)));
            return {};
        },
        [this](const Status &status) {
            if (!status)
                m_message->showError(status.error());
            refresh();
        });
}

void ComparePage::setRunning(bool running)
{
    m_form->setEnabled(!running);
    enableRun();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_progress, m_progressText, m_cancel})
        widget->setVisible(running);
    if (running)
        m_cancel->setFocus(Qt::OtherFocusReason);
}

void ComparePage::enableRun()
{
    m_header->primary()->setEnabled(m_valid && !m_run->isRunning() && !m_kernel->isWorking());
}

void ComparePage::chooseExport(const QString &suffix, std::function<Status(const QString &)> write)
{
    QString folder = m_context.settings().value(u"compare/folder"_s).toString();
    if (folder.isEmpty() || !QFileInfo(folder).isDir())
        folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    if (!QFileInfo(folder).isDir())
        folder = QDir::homePath();
    const QString name = u"tare-%1.%2"_s.arg(QString::fromStdString(m_view->experiment().id), suffix);
    auto *dialog = new QFileDialog(this, tr("Export"), folder + u'/' + name);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    connect(dialog, &QFileDialog::fileSelected, this, [this, write = std::move(write)](const QString &file) {
        m_context.settings().setValue(u"compare/folder"_s, QFileInfo(file).absolutePath());
        if (const Status written = write(file); !written)
            m_message->showError(written.error());
        else
            m_message->showNotice(tr("Saved as %1").arg(file));
    });
    dialog->open();
}

Status ComparePage::exportTo(const QString &file) const
{
    const measure::Experiment &experiment = m_view->experiment();
    if (file.endsWith(".csv"_L1))
        return writeFileAtomic(file.toStdString(), measure::experimentToCsv(experiment), readable);
    if (file.endsWith(".json"_L1))
        return writeFileAtomic(file.toStdString(), measure::experimentToJson(experiment), readable);
    return writePicture(m_view->picture(), file);
}

void ComparePage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (!m_loaded)
        refresh();
}

} // namespace tare::gui
