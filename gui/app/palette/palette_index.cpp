// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/palette/palette_index.h"

#include <algorithm>
#include <utility>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr int pageShare = 4;    // a word that fits only the page counts a fourth
constexpr int doneToIt = 8;     // what can be done to an object stands below the object itself
constexpr int openedObjects = 4; // so many of the best objects show what can be done to them, unasked
constexpr int recentStep = 1;   // of the score, from one chosen lately to the one before it
constexpr int mostWords = 8;

bool sameRow(const PaletteHit &a, const PaletteHit &b)
{
    return a.source == b.source && a.object == b.object && a.verb == b.verb;
}
} // namespace

void PaletteIndex::setSources(QVector<PaletteSource> sources)
{
    m_sources = std::move(sources);
    m_folded.clear();
    const auto verbs = [](const QVector<OfferedVerb> &from) {
        std::vector<Text> out;
        for (const OfferedVerb &verb : from)
            out.push_back({folded(verb.text), folded(verb.words)});
        return out;
    };
    for (const PaletteSource &source : std::as_const(m_sources)) {
        Folded texts{{folded(source.title), folded(source.pageId)}, verbs(source.offer.actions), verbs(source.offer.verbs), {}};
        texts.objects.reserve(static_cast<std::size_t>(source.offer.objects.size()));
        for (const OfferedObject &object : source.offer.objects)
            texts.objects.push_back({folded(object.name), folded(object.words)});
        m_folded.push_back(std::move(texts));
    }
    findRecent();
}

void PaletteIndex::setRecent(const QStringList &keys)
{
    m_recentKeys = keys;
    findRecent();
}

void PaletteIndex::findRecent()
{
    std::vector<PaletteHit> found(static_cast<std::size_t>(m_recentKeys.size()));
    const auto note = [&](const PaletteHit &hit) {
        if (const qsizetype at = m_recentKeys.indexOf(key(hit)); at >= 0)
            found[static_cast<std::size_t>(at)] = hit;
    };
    for (int s = 0; s < m_sources.size(); ++s) {
        const Offer &offer = m_sources[s].offer;
        note({s, -1, -1});
        for (int v = 0; v < offer.actions.size(); ++v)
            note({s, -1, v});
        for (int o = 0; o < offer.objects.size(); ++o) {
            const QString &id = offer.objects[o].id;
            const bool known = std::any_of(m_recentKeys.cbegin(), m_recentKeys.cend(), [&](const QString &key) { return key.endsWith(id); });
            if (!known)
                continue;
            note({s, o, -1});
            for (int v = 0; v < offer.objects[o].verbs.size(); ++v)
                note({s, o, v});
        }
    }
    m_recent.clear();
    std::copy_if(found.begin(), found.end(), std::back_inserter(m_recent), [](const PaletteHit &hit) { return hit.source >= 0; });
}

const OfferedObject *PaletteIndex::object(const PaletteHit &hit) const
{
    return hit.object < 0 ? nullptr : &m_sources[hit.source].offer.objects[hit.object];
}

const OfferedVerb *PaletteIndex::verb(const PaletteHit &hit) const
{
    if (hit.verb < 0)
        return nullptr;
    const Offer &offer = m_sources[hit.source].offer;
    return hit.object < 0 ? &offer.actions[hit.verb] : &offer.verbs[offer.objects[hit.object].verbs[hit.verb].verb];
}

QString PaletteIndex::extra(const PaletteHit &hit) const
{
    const OfferedObject *of = object(hit);
    return of == nullptr || hit.verb < 0 ? QString() : of->verbs[hit.verb].extra;
}

QString PaletteIndex::key(const PaletteHit &hit) const
{
    const OfferedObject *of = object(hit);
    const OfferedVerb *what = verb(hit);
    return source(hit).pageId + u' ' + (what == nullptr ? QString() : what->id) + extra(hit) + u' ' + (of == nullptr ? QString() : of->id);
}

int PaletteIndex::scoreOf(const Text &text, const FoldedText &word)
{
    return std::max(fuzzyScore(text.name, word), wordScore(text.words, word));
}

// What only an id or an image's name says is less than the same letters in what is done.
int PaletteIndex::objectScore(const Text &text, const FoldedText &word)
{
    const int score = fuzzyScore(text.name, word);
    return score > 0 ? score : (wordScore(text.words, word) + 1) / 2;
}

// Neither a word nor an object: what the window can do at all.
QVector<PaletteHit> PaletteIndex::idle(int most) const
{
    QVector<PaletteHit> out(m_recent.begin(), m_recent.end());
    const auto add = [&](const PaletteHit &hit) {
        if (std::none_of(m_recent.begin(), m_recent.end(), [&](const PaletteHit &recent) { return sameRow(recent, hit); }))
            out += hit;
    };
    for (int s = 0; s < m_sources.size(); ++s) {
        if (!m_sources[s].pageId.isEmpty())
            add({s, -1, -1});
    }
    for (int s = 0; s < m_sources.size(); ++s) {
        for (int v = 0; v < m_sources[s].offer.actions.size(); ++v)
            add({s, -1, v});
    }
    out.resize(std::min(out.size(), qsizetype{most}));
    return out;
}

void PaletteIndex::searchActions(int source, const Words &words, std::vector<PaletteHit> &hits) const
{
    const Folded &texts = m_folded[static_cast<std::size_t>(source)];
    int page = 0;
    bool all = !m_sources[source].pageId.isEmpty();
    for (const FoldedText &word : words) {
        const int score = scoreOf(texts.page, word);
        all = all && score > 0;
        page += score;
    }
    if (all)
        hits.push_back({source, -1, -1, page});
    for (std::size_t v = 0; v < texts.actions.size(); ++v) {
        int sum = 0;
        bool own = false, fit = true;
        for (const FoldedText &word : words) {
            const int score = scoreOf(texts.actions[v], word);
            own = own || score > 0;
            const int best = std::max(score, scoreOf(texts.page, word) / pageShare);
            fit = fit && best > 0;
            sum += best;
        }
        if (fit && own)
            hits.push_back({source, -1, static_cast<int>(v), sum});
    }
}

void PaletteIndex::searchObjects(int source, const Words &words, std::vector<PaletteHit> &hits) const
{
    const Folded &texts = m_folded[static_cast<std::size_t>(source)];
    const QVector<OfferedObject> &objects = m_sources[source].offer.objects;
    const std::size_t count = words.size();
    std::vector<int> page(count), verbs(texts.verbs.size() * count), own(count);
    for (std::size_t w = 0; w < count; ++w)
        page[w] = scoreOf(texts.page, words[w]) / pageShare;
    for (std::size_t v = 0; v < texts.verbs.size(); ++v) {
        for (std::size_t w = 0; w < count; ++w)
            verbs[v * count + w] = scoreOf(texts.verbs[v], words[w]);
    }
    std::vector<PaletteHit> whole; // objects that need no verb to fit
    for (std::size_t o = 0; o < texts.objects.size(); ++o) {
        int sum = 0;
        bool any = false, fit = true;
        for (std::size_t w = 0; w < count; ++w) {
            own[w] = objectScore(texts.objects[o], words[w]);
            any = any || own[w] > 0;
            const int best = std::max(own[w], page[w]);
            fit = fit && best > 0;
            sum += best;
        }
        const int at = static_cast<int>(o);
        if (fit && any)
            whole.push_back({source, at, -1, sum});
        const QVector<OfferedChoice> &choices = objects[at].verbs;
        for (int c = 0; c < choices.size(); ++c) {
            const int *verb = &verbs[static_cast<std::size_t>(choices[c].verb) * count];
            int total = -doneToIt;
            bool used = false, fits = true;
            for (std::size_t w = 0; w < count && fits; ++w) {
                used = used || verb[w] > std::max(own[w], page[w]);
                const int best = std::max({own[w], verb[w], page[w]});
                fits = best > 0;
                total += best;
            }
            if (fits && used)
                hits.push_back({source, at, c, total});
        }
    }
    // What can be done to the few that fit best.
    const auto better = [](const PaletteHit &a, const PaletteHit &b) { return a.score > b.score; };
    const auto best = whole.begin() + std::min<std::ptrdiff_t>(openedObjects, static_cast<std::ptrdiff_t>(whole.size()));
    std::partial_sort(whole.begin(), best, whole.end(), better);
    for (auto hit = whole.begin(); hit != best; ++hit) {
        const int choices = static_cast<int>(objects[hit->object].verbs.size());
        for (int c = 0; c < choices; ++c)
            hits.push_back({source, hit->object, c, hit->score - doneToIt});
    }
    hits.insert(hits.end(), whole.begin(), whole.end());
}

void PaletteIndex::addRecency(std::vector<PaletteHit> &hits) const
{
    int bonus = recentStep * static_cast<int>(m_recent.size());
    for (const PaletteHit &recent : m_recent) {
        for (PaletteHit &hit : hits) {
            if (sameRow(hit, recent))
                hit.score += bonus;
        }
        bonus -= recentStep;
    }
}

qsizetype PaletteIndex::lengthOf(const PaletteHit &hit) const
{
    if (const OfferedObject *of = object(hit))
        return of->name.size(); // what can be done to it stays in its order
    const OfferedVerb *what = verb(hit);
    return what == nullptr ? 0 : what->text.size();
}

QVector<PaletteHit> PaletteIndex::search(const QString &typed, int most) const
{
    Words words;
    const QStringList parts = typed.normalized(QString::NormalizationForm_C).simplified().split(u' ', Qt::SkipEmptyParts);
    for (const QString &part : parts.mid(0, mostWords))
        words.push_back(folded(part));
    if (words.empty())
        return idle(most);
    std::vector<PaletteHit> hits;
    for (int s = 0; s < m_sources.size(); ++s) {
        searchActions(s, words, hits);
        searchObjects(s, words, hits);
    }
    addRecency(hits);
    const auto end = hits.begin() + std::min<std::ptrdiff_t>(most, static_cast<std::ptrdiff_t>(hits.size()));
    std::partial_sort(hits.begin(), end, hits.end(), [this](const PaletteHit &a, const PaletteHit &b) {
        if (a.score != b.score)
            return a.score > b.score;
        if (const qsizetype x = lengthOf(a), y = lengthOf(b); x != y)
            return x < y;
        return std::tie(a.source, a.object, a.verb) < std::tie(b.source, b.object, b.verb);
    });
    QVector<PaletteHit> out;
    for (auto hit = hits.begin(); hit != end; ++hit) {
        if (std::none_of(out.cbegin(), out.cend(), [&](const PaletteHit &other) { return sameRow(other, *hit); }))
            out += *hit;
    }
    return out;
}

} // namespace tare::gui
