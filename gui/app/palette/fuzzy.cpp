// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/palette/fuzzy.h"

#include <algorithm>
#include <array>

namespace tare::gui {

namespace {

constexpr int longestText = 256, longestWord = 32;
constexpr int none = -10'000;
// Of a letter: at a word's beginning, right behind the one before it, and elsewhere; what a gap costs.
constexpr int atStart = 10, besides = 12, anywhere = 1, gap = 3, gapInside = 6;
constexpr int whole = 20, fromTheStart = 6;

constexpr char16_t firstSyllable = 0xAC00, lastSyllable = 0xD7A3, firstJamo = 0x3131, lastJamo = 0x314E;
constexpr int finals = 28, afterInitial = 588;
constexpr std::array<char16_t, 19> initials = {0x3131, 0x3132, 0x3134, 0x3137, 0x3138, 0x3139, 0x3141, 0x3142, 0x3143, 0x3145,
                                               0x3146, 0x3147, 0x3148, 0x3149, 0x314A, 0x314B, 0x314C, 0x314D, 0x314E};

bool isSyllable(char16_t c)
{
    return c >= firstSyllable && c <= lastSyllable;
}

// Another letter may fit it.
bool isUnfinished(char16_t c)
{
    return (c >= firstJamo && c <= lastJamo) || (isSyllable(c) && (c - firstSyllable) % finals == 0);
}

bool fits(char16_t typed, char16_t there)
{
    if (typed == there)
        return true;
    if (!isSyllable(there) || !isUnfinished(typed))
        return false;
    const int place = there - firstSyllable;
    if (isSyllable(typed))
        return place / finals == (typed - firstSyllable) / finals;
    return initials[static_cast<std::size_t>(place / afterInitial)] == typed;
}

bool isWordLetter(char16_t c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || (c >= 0x80 && QChar::isLetterOrNumber(c));
}

bool startsWord(const char16_t *text, int at)
{
    return at == 0 || !isWordLetter(text[at - 1]);
}

quint64 bitOf(char16_t c)
{
    return quint64{1} << ((static_cast<quint32>(c) * 2654435761U) >> 26);
}

quint64 wanted(const FoldedText &word)
{
    quint64 bits = word.letters;
    for (const QChar c : word.text) {
        if (isUnfinished(c.unicode()))
            bits &= ~bitOf(c.unicode());
    }
    return bits;
}

// One after another, wherever they are.
bool isSubsequence(const char16_t *text, int length, const char16_t *word, int letters)
{
    int found = 0;
    for (int i = 0; i < length && found < letters; ++i)
        found += fits(word[found], text[i]) ? 1 : 0;
    return found == letters;
}

bool fitsAt(const char16_t *text, const char16_t *word, int letters)
{
    for (int i = 0; i < letters; ++i) {
        if (!fits(word[i], text[i]))
            return false;
    }
    return true;
}

} // namespace

FoldedText folded(const QString &text)
{
    FoldedText out;
    out.text.resize(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i].toCaseFolded();
        out.text[i] = c;
        out.letters |= bitOf(c.unicode());
    }
    return out;
}

int fuzzyScore(const FoldedText &text, const FoldedText &word, QVector<int> *places)
{
    const int length = std::min(static_cast<int>(text.text.size()), longestText), letters = static_cast<int>(word.text.size());
    if (letters == 0 || letters > longestWord || letters > length || (wanted(word) & ~text.letters) != 0)
        return 0;
    const char16_t *t = QStringView(text.text).utf16(), *w = QStringView(word.text).utf16();
    if (!isSubsequence(t, length, w, letters))
        return 0;

    // best[j]: of the letters so far, the last of which is at j. `from`: where the one before it was.
    std::array<int, longestText> best{}, before{};
    std::array<std::array<qint16, longestText>, longestWord> from; // NOLINT(cppcoreguidelines-pro-type-member-init): only when asked for
    for (int i = 0; i < letters; ++i) {
        std::swap(best, before);
        int farther = none, fartherAt = -1; // the best of those that are not right before j
        for (int j = 0; j < length; ++j) {
            if (i > 0 && j >= 2 && before[static_cast<std::size_t>(j - 2)] > farther) {
                farther = before[static_cast<std::size_t>(j - 2)];
                fartherAt = j - 2;
            }
            int &score = best[static_cast<std::size_t>(j)];
            score = none;
            if (!fits(w[i], t[j]))
                continue;
            const bool start = startsWord(t, j);
            if (i == 0) {
                score = start ? atStart : anywhere;
                continue;
            }
            const int near = j > 0 ? before[static_cast<std::size_t>(j - 1)] : none;
            const int together = near == none ? none : near + besides;
            const int apart = farther == none ? none : farther + (start ? atStart - gap : anywhere - gapInside);
            score = std::max(together, apart);
            if (places != nullptr && score != none)
                from[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)] =
                    static_cast<qint16>(together >= apart ? j - 1 : fartherAt);
        }
    }
    const auto *const last = std::max_element(best.begin(), best.begin() + length);
    if (*last <= 0)
        return 0;
    if (places != nullptr) {
        int at = static_cast<int>(last - best.begin());
        for (int i = letters - 1; i >= 0; --i) {
            places->append(at);
            if (i > 0)
                at = from[static_cast<std::size_t>(i)][static_cast<std::size_t>(at)];
        }
    }
    const bool head = fitsAt(t, w, letters);
    return *last + (head && letters == length ? whole : 0) + (head ? fromTheStart : 0);
}

int wordScore(const FoldedText &text, const FoldedText &word)
{
    const int length = static_cast<int>(text.text.size()), letters = static_cast<int>(word.text.size());
    if (letters == 0 || letters > length || (wanted(word) & ~text.letters) != 0)
        return 0;
    const char16_t *t = QStringView(text.text).utf16(), *w = QStringView(word.text).utf16();
    for (int at = 0; at + letters <= length; ++at) {
        if (fits(w[0], t[at]) && startsWord(t, at) && fitsAt(t + at, w, letters))
            return anywhere + letters * besides / 2;
    }
    return 0;
}

} // namespace tare::gui
