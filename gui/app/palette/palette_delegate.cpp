// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/palette/palette_delegate.h"

#include "gui/app/palette/palette_model.h"
#include "gui/app/theme.h"

#include <QPainter>
#include <QTextLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int glyphSize = 16, rowHeight = 4 * gridUnit, keyWidth = 10 * gridUnit;

// Plain text, some of its letters in bold; elided, and then without. Returns how wide it became.
int drawMarked(QPainter &painter, const QRect &place, const QString &text, const QVector<int> &marked)
{
    const QFontMetrics metrics = painter.fontMetrics();
    QTextLayout layout(text, painter.font());
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    layout.setTextOption(option);
    QList<QTextLayout::FormatRange> formats;
    for (const int at : marked) {
        QTextLayout::FormatRange range{at, 1, {}};
        range.format.setFontWeight(QFont::Bold);
        formats += range;
    }
    layout.setFormats(formats);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    layout.endLayout();
    if (line.naturalTextWidth() > place.width()) {
        const QString shown = metrics.elidedText(text, Qt::ElideMiddle, place.width());
        painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
        return std::min(place.width(), metrics.horizontalAdvance(shown));
    }
    layout.draw(&painter, QPointF(place.left(), place.top() + (place.height() - line.height()) / 2));
    return static_cast<int>(line.naturalTextWidth() + 0.5);
}

} // namespace

void PaletteDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    const bool chosen = option.state.testFlag(QStyle::State_Selected);
    if (chosen)
        painter->fillRect(option.rect, option.palette.color(QPalette::Active, QPalette::Highlight));
    const QColor text = option.palette.color(QPalette::Active, chosen ? QPalette::HighlightedText : QPalette::Text);
    const QColor quiet = chosen ? text : quietTextColor();
    QRect rest = option.rect.adjusted(gridUnit, 0, -gridUnit, 0);
    index.data(Qt::DecorationRole)
        .value<QIcon>()
        .paint(painter, QRect(rest.left(), rest.top() + (rest.height() - glyphSize) / 2, glyphSize, glyphSize), Qt::AlignCenter,
               chosen ? QIcon::Selected : QIcon::Normal);
    rest.setLeft(rest.left() + glyphSize + gridUnit);

    painter->setFont(option.font);
    painter->setPen(quiet);
    painter->drawText(QRect(rest.right() - keyWidth, rest.top(), keyWidth, rest.height()), Qt::AlignRight | Qt::AlignVCenter,
                      index.data(PaletteModel::KeyRole).toString());
    rest.setRight(rest.right() - keyWidth - gridUnit);
    const int placeWidth = rest.width() / 3;
    const QString place = option.fontMetrics.elidedText(index.data(PaletteModel::PlaceRole).toString(), Qt::ElideRight, placeWidth);
    painter->drawText(rest, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, place);
    rest.setRight(rest.right() - option.fontMetrics.horizontalAdvance(place) - gridUnit);

    painter->setPen(text);
    const QString name = index.data(PaletteModel::NameRole).toString(), verb = index.data(PaletteModel::VerbRole).toString();
    const auto marked = [&](int role) { return index.data(role).value<QVector<int>>(); };
    // What is done to it is worth more than the end of a long name.
    QRect part = rest;
    if (!verb.isEmpty())
        part.setWidth(std::max(rest.width() / 3, rest.width() - option.fontMetrics.horizontalAdvance(verb) - 5 * gridUnit));
    rest.setLeft(rest.left() + drawMarked(*painter, part, name, marked(PaletteModel::NamePlacesRole)) + gridUnit / 2);
    if (!verb.isEmpty()) {
        const QString between = u"\u203a"_s;
        painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter, between);
        rest.setLeft(rest.left() + option.fontMetrics.horizontalAdvance(between) + gridUnit / 2);
        drawMarked(*painter, rest, verb, marked(PaletteModel::VerbPlacesRole));
    }
    painter->restore();
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {0, std::max(rowHeight, option.fontMetrics.height() + gridUnit)};
}

} // namespace tare::gui
