// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/offer.h"
#include "gui/app/palette/fuzzy.h"

#include <QHash>
#include <QStringList>

namespace tare::gui {

// One page with what it offers; or the window's menu, which is no page.
struct PaletteSource
{
    QString pageId; // empty: no page
    QString title;
    QIcon icon;
    QKeySequence key;
    Offer offer;
};

// One row: a page (neither), an action of it (verb), an object (object), or something that can be done to one (both).
struct PaletteHit
{
    int source = -1, object = -1;
    int verb = -1; // of Offer::actions; with an object, of OfferedObject::verbs
    int score = 0;

    bool operator==(const PaletteHit &) const = default;
};

// Everything that can be found, and the search in it.
class PaletteIndex
{
public:
    void setSources(QVector<PaletteSource> sources);
    // Keys of what was chosen, the last first; those found again come before their like.
    void setRecent(const QStringList &keys);

    // The best first, at most `most`. Each word has to fit the object, what is done to it, or the page. Without words: what was
    // chosen lately, the pages, and their actions.
    [[nodiscard]] QVector<PaletteHit> search(const QString &words, int most) const;
    // Says the same thing the next time it is offered.
    [[nodiscard]] QString key(const PaletteHit &hit) const;
    [[nodiscard]] const PaletteSource &source(const PaletteHit &hit) const { return m_sources[hit.source]; }
    // Null when the row has none.
    [[nodiscard]] const OfferedObject *object(const PaletteHit &hit) const;
    [[nodiscard]] const OfferedVerb *verb(const PaletteHit &hit) const;
    // What the verb is done with; mostly empty.
    [[nodiscard]] QString extra(const PaletteHit &hit) const;

private:
    struct Text
    {
        FoldedText name, words;
    };
    struct Folded
    {
        Text page;
        std::vector<Text> actions, verbs, objects;
    };
    using Words = std::vector<FoldedText>;
    [[nodiscard]] QVector<PaletteHit> idle(int most) const;
    void searchActions(int source, const Words &words, std::vector<PaletteHit> &hits) const;
    void searchObjects(int source, const Words &words, std::vector<PaletteHit> &hits) const;
    void addRecency(std::vector<PaletteHit> &hits) const;
    [[nodiscard]] qsizetype lengthOf(const PaletteHit &hit) const;
    [[nodiscard]] static int scoreOf(const Text &text, const FoldedText &word);
    [[nodiscard]] static int objectScore(const Text &text, const FoldedText &word);
    void findRecent();

    QVector<PaletteSource> m_sources;
    std::vector<Folded> m_folded;
    QStringList m_recentKeys;
    std::vector<PaletteHit> m_recent; // those of the keys that are there, the last chosen first
};

} // namespace tare::gui
