// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/palette/command_palette.h"

#include "gui/app/icons.h"
#include "gui/app/page.h"
#include "gui/app/palette/menu_offer.h"
#include "gui/app/palette/palette_delegate.h"
#include "gui/app/palette/palette_model.h"
#include "gui/app/theme.h"

#include <QAccessible>
#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMouseEvent>
#include <QPainter>
#include <QSettings>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr int widest = 92 * gridUnit, fromTheTop = 6 * gridUnit, shownRows = 12, page = shownRows - 1;
constexpr int mostRemembered = 16;
const QString recentKey = u"palette/recent"_s;
} // namespace

CommandPalette::CommandPalette(QSettings &settings, const QVector<Page *> &pages, const QMenu *menu, QWidget *window)
    : QFrame(window), m_settings(settings), m_pages(pages), m_menu(menu), m_field(new QLineEdit(this)), m_list(new QListView(this)),
      m_nothing(new QLabel(this)), m_hint(new QLabel(this)), m_model(new PaletteModel(this))
{
    setObjectName(u"palette"_s);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_field->setObjectName(u"palette.field"_s);
    m_field->setAccessibleName(tr("Search everything"));
    m_field->setPlaceholderText(tr("Search actions, pages, containers, images, networks, volumes and settings"));
    m_field->setToolTip(tr("A few letters of each word are enough (Ctrl+K)"));
    m_field->addAction(themedIcon(u"search"_s), QLineEdit::LeadingPosition);
    m_field->setFrame(false);
    QFont large = m_field->font();
    large.setPointSizeF(large.pointSizeF() * 1.2);
    m_field->setFont(large);
    m_field->installEventFilter(this);
    m_list->setObjectName(u"palette.list"_s);
    m_list->setAccessibleName(tr("What was found"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    m_nothing->setObjectName(u"palette.nothing"_s);
    m_nothing->setTextFormat(Qt::PlainText);
    m_nothing->setText(tr("Nothing fits these letters."));
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_nothing->setMargin(2 * gridUnit);
    m_hint->setObjectName(u"palette.hint"_s);
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setText(tr("\u2191 \u2193 choose \u00b7 Enter does it \u00b7 Esc closes"));
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_hint->setContentsMargins(gridUnit, 0, gridUnit, 0);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(gridUnit, gridUnit, gridUnit, gridUnit);
    column->setSpacing(gridUnit);
    column->addWidget(m_field);
    column->addWidget(m_nothing);
    column->addWidget(m_list, 1);
    column->addWidget(m_hint);

    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) {
        choose(index.row());
        activate();
    });
    for (const Page *one : m_pages) {
        connect(one, &Page::offerChanged, this, [this]() {
            if (isVisible())
                collect();
        });
    }
    window->installEventFilter(this);
    hide();
}

void CommandPalette::open()
{
    if (!isVisible())
        m_before = QApplication::focusWidget();
    m_field->clear();
    collect();
    show();
    raise();
    m_field->setFocus(Qt::ShortcutFocusReason);
}

void CommandPalette::shut()
{
    if (!isVisible())
        return;
    // Before it is gone: else the keyboard falls to whoever is next.
    const bool ours = isAncestorOf(QApplication::focusWidget());
    if (ours)
        (m_before && m_before->isVisible() ? m_before.data() : parentWidget())->setFocus(Qt::OtherFocusReason);
    hide();
}

void CommandPalette::collect()
{
    QVector<PaletteSource> sources;
    for (int i = 0; i < m_pages.size(); ++i) {
        Page *one = m_pages[i];
        const QKeySequence key = i < 9 ? QKeySequence(QKeyCombination(Qt::CTRL, static_cast<Qt::Key>(Qt::Key_1 + i))) : QKeySequence();
        sources += PaletteSource{one->pageId(), one->title(), one->icon(), key, one->offer()};
    }
    if (m_menu != nullptr)
        sources += PaletteSource{{}, tr("Menu"), themedIcon(u"settings"_s), {}, menuOffer(m_menu)};
    m_model->index().setSources(std::move(sources));
    m_model->index().setRecent(m_settings.value(recentKey).toStringList());
    search();
}

void CommandPalette::search()
{
    // What is read while somebody looks does not take the row from under his hand.
    const QModelIndex current = m_list->currentIndex();
    const QString kept = sender() == m_field || !current.isValid() ? QString() : m_model->index().key(m_model->hit(current.row()));
    m_model->search(m_field->text());
    int row = 0;
    for (int i = 0; !kept.isEmpty() && i < m_model->rowCount(); ++i) {
        if (m_model->index().key(m_model->hit(i)) == kept)
            row = i;
    }
    choose(row);
    m_nothing->setVisible(m_model->rowCount() == 0);
    m_list->setVisible(m_model->rowCount() > 0);
    place();
}

void CommandPalette::place()
{
    const QWidget *window = parentWidget();
    const int width = std::min(widest, window->width() - 4 * gridUnit);
    const int rows = std::clamp(m_model->rowCount(), 1, shownRows);
    const int row = m_list->sizeHintForRow(0) > 0 ? m_list->sizeHintForRow(0) : 4 * gridUnit;
    const int edge = 2 * gridUnit + 2 * frameWidth();
    const int height = edge + m_field->sizeHint().height() + gridUnit + rows * row + gridUnit + m_hint->sizeHint().height();
    const int least = edge + m_field->sizeHint().height() + m_nothing->sizeHint().height() + m_hint->sizeHint().height() + 2 * gridUnit;
    setGeometry((window->width() - width) / 2, fromTheTop, width,
                std::min(std::max(height, least), window->height() - fromTheTop - gridUnit));
}

void CommandPalette::choose(int row)
{
    const QModelIndex index = m_model->index(row, 0);
    if (!index.isValid())
        return;
    m_list->setCurrentIndex(index);
    m_list->scrollTo(index);
    if (QAccessible::isActive()) { // the list never has the keyboard, so that nobody is told of its rows
        QAccessibleEvent event(m_list, QAccessible::Focus);
        event.setChild(row);
        QAccessible::updateAccessibility(&event);
    }
}

void CommandPalette::step(int by)
{
    const int last = m_model->rowCount() - 1, row = m_list->currentIndex().row() + by;
    const bool one = by == 1 || by == -1; // those go round
    choose(row > last ? (one ? 0 : last) : row < 0 ? (one ? last : 0) : row);
}

void CommandPalette::activate()
{
    const QModelIndex current = m_list->currentIndex();
    if (!current.isValid())
        return;
    const PaletteIndex &index = m_model->index();
    const PaletteHit hit = m_model->hit(current.row());
    const QString pageId = index.source(hit).pageId;
    const OfferedObject *object = index.object(hit);
    const OfferedVerb *verb = index.verb(hit);
    const QString id = object == nullptr ? QString() : object->id, extra = index.extra(hit);
    const auto run = verb == nullptr ? std::function<void(const QString &, const QString &)>() : verb->run;
    const bool stay = pageId.isEmpty() || (verb != nullptr && verb->elsewhere);
    remember(index.key(hit));
    shut();
    if (!stay)
        Q_EMIT navigate(object != nullptr && verb == nullptr ? pageId + u'/' + id : pageId);
    if (run)
        run(id, extra);
}

void CommandPalette::remember(const QString &key)
{
    QStringList keys = m_settings.value(recentKey).toStringList();
    keys.removeAll(key);
    keys.prepend(key);
    m_settings.setValue(recentKey, keys.mid(0, mostRemembered));
}

bool CommandPalette::fieldKey(int key)
{
    switch (key) {
    case Qt::Key_Down:
    case Qt::Key_Tab:
        step(1);
        return true;
    case Qt::Key_Up:
    case Qt::Key_Backtab:
        step(-1);
        return true;
    case Qt::Key_PageDown:
        step(page);
        return true;
    case Qt::Key_PageUp:
        step(-page);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        activate();
        return true;
    case Qt::Key_Escape:
        shut();
        return true;
    default:
        return false;
    }
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress)
        return fieldKey(static_cast<QKeyEvent *>(event)->key());
    if (watched == m_field && event->type() == QEvent::FocusOut) {
        const Qt::FocusReason reason = static_cast<QFocusEvent *>(event)->reason();
        // Another window in front, or the field's own context menu, is not somebody who has gone.
        if (reason != Qt::PopupFocusReason && reason != Qt::ActiveWindowFocusReason)
            hide();
    }
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    // Where nothing takes the click, nothing takes the keyboard either.
    if (watched == parentWidget() && event->type() == QEvent::MouseButtonPress && isVisible() &&
        !geometry().contains(static_cast<QMouseEvent *>(event)->position().toPoint()))
        shut();
    return QFrame::eventFilter(watched, event);
}

// A line around it, so that it stands off whatever is below it, in the light and in the dark.
void CommandPalette::paintEvent(QPaintEvent *event)
{
    QFrame::paintEvent(event);
    QPainter painter(this);
    painter.setPen(accentColor());
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

// What the field leaves goes no farther: the window below is not meant.
void CommandPalette::keyPressEvent(QKeyEvent *event)
{
    event->accept();
}

} // namespace tare::gui
