// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/facts_view.h"

#include "gui/compare/verdict.h"
#include "gui/widgets/format.h"

namespace tare::gui {

namespace {

using Facts = std::map<std::string, std::string>;

FactSection section(const QString &title, const QStringList &sentences)
{
    FactSection made;
    made.title = title;
    for (const QString &sentence : sentences)
        made.facts.append({QString(), sentence});
    return made;
}

FactSection section(const QString &title, const Facts &facts)
{
    FactSection made;
    made.title = title;
    for (const auto &[name, value] : facts)
        made.facts.append({plainLine(name), plainLine(value)});
    return made;
}

QStringList sentences(const std::vector<std::string> &foreign)
{
    QStringList words;
    for (const std::string &sentence : foreign)
        words += plainLine(sentence);
    return words;
}

} // namespace

QVector<FactSection> factSections(const measure::Experiment &experiment)
{
    QVector<FactSection> all{
        section(FactsView::tr("Warnings"), doubts(experiment) + sentences(experiment.warnings)),
        section(FactsView::tr("What these charts do not show"), notShown(experiment)),
        section(FactsView::tr("Method"), sentences(experiment.method)),
        section(FactsView::tr("Machine"), experiment.machine),
        section(FactsView::tr("Versions"), experiment.versions),
    };
    all.front().warning = true;
    all.removeIf([](const FactSection &made) { return made.facts.isEmpty(); });
    return all;
}

} // namespace tare::gui
