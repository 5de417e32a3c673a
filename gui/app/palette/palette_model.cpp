// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/palette/palette_model.h"

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr int mostRows = 200; // nobody goes farther down: a letter more finds it sooner
}

void PaletteModel::search(const QString &words)
{
    beginResetModel();
    m_hits = m_index.search(words, mostRows);
    m_words.clear();
    const QStringList parts = words.simplified().split(u' ', Qt::SkipEmptyParts);
    for (const QString &part : parts)
        m_words.push_back(folded(part));
    endResetModel();
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_hits.size());
}

QString PaletteModel::name(const PaletteHit &hit) const
{
    const OfferedObject *object = m_index.object(hit);
    return object != nullptr ? object->name : m_index.source(hit).title;
}

QString PaletteModel::verb(const PaletteHit &hit) const
{
    const OfferedVerb *verb = m_index.verb(hit);
    if (verb == nullptr)
        return {};
    const QString extra = m_index.extra(hit);
    return extra.isEmpty() ? verb->text : verb->text + u' ' + extra;
}

QString PaletteModel::place(const PaletteHit &hit) const
{
    const OfferedObject *object = m_index.object(hit);
    const QString &page = m_index.source(hit).title;
    if (object == nullptr)
        return hit.verb < 0 ? tr("Page") : QString();
    return object->state.isEmpty() ? page : u"%1 \u00b7 %2"_s.arg(object->state, page);
}

QKeySequence PaletteModel::key(const PaletteHit &hit) const
{
    if (const OfferedVerb *verb = m_index.verb(hit))
        return verb->key;
    return hit.object < 0 ? m_index.source(hit).key : QKeySequence();
}

QIcon PaletteModel::icon(const PaletteHit &hit) const
{
    const OfferedVerb *verb = m_index.verb(hit);
    if (verb != nullptr && !verb->icon.isNull())
        return verb->icon;
    const OfferedObject *object = m_index.object(hit);
    return object != nullptr && !object->icon.isNull() ? object->icon : m_index.source(hit).icon;
}

QVariant PaletteModel::places(const QString &text) const
{
    const FoldedText there = folded(text);
    QVector<int> out;
    for (const FoldedText &word : m_words)
        static_cast<void>(fuzzyScore(there, word, &out));
    return QVariant::fromValue(out);
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_hits.size())
        return {};
    const PaletteHit &hit = m_hits[index.row()];
    switch (role) {
    case Qt::DisplayRole: {
        const QString what = verb(hit);
        return what.isEmpty() ? name(hit) : name(hit) + u" \u203a "_s + what;
    }
    case Qt::ToolTipRole: // foreign: never to be taken for rich text
        return u"<qt>"_s + data(index, Qt::DisplayRole).toString().toHtmlEscaped() + u"</qt>"_s;
    case Qt::AccessibleTextRole: {
        QStringList said{data(index, Qt::DisplayRole).toString(), place(hit), key(hit).toString(QKeySequence::NativeText)};
        said.removeAll(QString());
        return said.join(u", "_s);
    }
    case Qt::DecorationRole:
        return icon(hit);
    case NameRole:
        return name(hit);
    case VerbRole:
        return verb(hit);
    case PlaceRole:
        return place(hit);
    case KeyRole:
        return key(hit).toString(QKeySequence::NativeText);
    case NamePlacesRole:
        return places(name(hit));
    case VerbPlacesRole:
        return places(verb(hit));
    default:
        return {};
    }
}

} // namespace tare::gui
