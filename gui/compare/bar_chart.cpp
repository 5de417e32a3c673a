// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/bar_chart.h"

#include "gui/app/theme.h"
#include "gui/compare/chart_painter.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QImage>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QStringList>
#include <QTextDocument>
#include <QToolTip>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr int usualWidth = 720;
constexpr int leastWidth = 380;
constexpr qreal fileRatio = 2;
} // namespace

BarChart::BarChart(const QString &name, QWidget *parent) : QWidget(parent)
{
    setObjectName(name);
    setFocusPolicy(Qt::StrongFocus);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

BarChart::~BarChart() = default;

void BarChart::setData(const ChartData &data)
{
    m_data = data;
    m_current = -1;
    setAccessibleName(data.title);
    setAccessibleDescription(chartInWords(data));
    updateGeometry();
    update();
}

int BarChart::heightForWidth(int width) const
{
    return static_cast<int>(layOutChart(m_data, font(), width).height) + 1;
}

QSize BarChart::sizeHint() const
{
    const int wide = width() > leastWidth ? width() : usualWidth;
    return {usualWidth, heightForWidth(wide)};
}

QSize BarChart::minimumSizeHint() const
{
    return {leastWidth, heightForWidth(width() > leastWidth ? width() : usualWidth)};
}

void BarChart::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event);
    QPainter painter(this);
    paintChart(painter, m_data, layOutChart(m_data, font(), width()), hasFocus() ? m_current : -1);
    if (hasFocus() && m_current < 0) {
        painter.setPen(QPen(accentColor(), 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

QImage BarChart::picture(int width, qreal ratio) const
{
    const ChartLayout layout = layOutChart(m_data, font(), width);
    QImage image(QSize(width, static_cast<int>(layout.height) + 1) * ratio, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    image.fill(palette().color(QPalette::Base));
    QPainter painter(&image);
    paintChart(painter, m_data, layout, -1);
    return image;
}

QString BarChart::hoverText(int row, int bar) const
{
    // Rich, so that long lines wrap; what is foreign in it is escaped.
    return Qt::convertFromPlainText(barInWords(m_data, row, bar), Qt::WhiteSpaceNormal);
}

bool BarChart::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const ChartLayout layout = layOutChart(m_data, font(), width());
        for (const BarPlace &place : layout.bars)
            if (place.touch.contains(help->pos())) {
                QToolTip::showText(help->globalPos(), hoverText(place.row, place.bar), this, place.touch.toRect());
                return true;
            }
        QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

void BarChart::keyPressEvent(QKeyEvent *event)
{
    const ChartLayout layout = layOutChart(m_data, font(), width());
    const int count = static_cast<int>(layout.bars.size());
    if (count == 0 || (event->key() != Qt::Key_Down && event->key() != Qt::Key_Up)) {
        QWidget::keyPressEvent(event);
        return;
    }
    const int step = event->key() == Qt::Key_Down ? 1 : -1;
    m_current = m_current < 0 ? (step > 0 ? 0 : count - 1) : (m_current + step + count) % count;
    const BarPlace &place = layout.bars[m_current];
    QToolTip::showText(mapToGlobal(place.length.bottomLeft().toPoint()), hoverText(place.row, place.bar), this);
    update();
}

void BarChart::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(objectName() + u".menu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [menu](const QString &name, const QString &text) {
        auto *action = menu->addAction(text);
        action->setObjectName(menu->objectName() + name);
        return action;
    };
    connect(add(u".copy"_s, tr("&Copy picture")), &QAction::triggered, this,
            [this]() { QGuiApplication::clipboard()->setImage(picture(width(), fileRatio)); });
    connect(add(u".numbers"_s, tr("Copy &numbers")), &QAction::triggered, this,
            [this]() { QGuiApplication::clipboard()->setText(chartTable(m_data)); });
    connect(add(u".save"_s, tr("&Save picture…")), &QAction::triggered, this, &BarChart::saveAsked);
    connect(add(u".table"_s, tr("Show the &table")), &QAction::triggered, this, &BarChart::tableAsked);
    menu->popup(event->globalPos());
}

void BarChart::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    QWidget::changeEvent(event);
}

} // namespace tare::gui
