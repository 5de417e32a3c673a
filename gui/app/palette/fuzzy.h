// SPDX-License-Identifier: GPL-3.0-or-later
// How well a word that somebody types fits a text: letters in their order, best at the beginnings of words and side by side.
#pragma once

#include <QString>
#include <QVector>

namespace tare::gui {

// A text made ready to be compared; of equal length as the text itself.
struct FoldedText
{
    QString text;        // without regard to case
    quint64 letters = 0; // a bit for each kind of letter in it, so that most of what does not fit is seen at a glance
};
[[nodiscard]] FoldedText folded(const QString &text);

// 0: does not fit. More is better: a whole word before its beginning, beginnings before letters strewn about. In Hangul a
// syllable that is not finished fits those that it can become: ㅈ and 주 fit 중. `places` gets the indexes of the letters that
// fit. Looks at the first 256 letters of the text and at words of up to 32.
[[nodiscard]] int fuzzyScore(const FoldedText &text, const FoldedText &word, QVector<int> *places = nullptr);
// Only as it stands, from the beginning of a word: for ids and synonyms, where letters strewn about say nothing.
[[nodiscard]] int wordScore(const FoldedText &text, const FoldedText &word);

} // namespace tare::gui
