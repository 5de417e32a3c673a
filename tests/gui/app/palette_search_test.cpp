// SPDX-License-Identifier: GPL-3.0-or-later
// How the palette finds: letters in their order, the best first, what was chosen lately before its like.
#include "gui/app/palette/palette_index.h"

#include <QTest>

using namespace tare::gui;

class PaletteSearchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wordsFit_data();
    void wordsFit();
    void theBetterIsFirst_data();
    void theBetterIsFirst();
    void theLettersThatFitAreTold();
    void hostileTextIsNoWork();
    void objectsVerbsAndPages();
    void onlyWhatIsAllowedNow();
    void recentComesFirst();
    void withoutWordsTheWindowIsShown();
    void noMoreThanAskedFor();
    void mnemonicsAreTakenOut();

private:
    static int score(const QString &text, const QString &word) { return fuzzyScore(folded(text), folded(word)); }
    static QVector<PaletteSource> sources();
    static QString said(const PaletteIndex &index, const PaletteHit &hit);
    static QStringList found(const PaletteIndex &index, const QString &words, int most = 50);
};

void PaletteSearchTest::wordsFit_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("word");
    QTest::addColumn<bool>("fits");
    QTest::newRow("whole") << "web" << "web" << true;
    QTest::newRow("case") << "WebServer" << "webs" << true;
    QTest::newRow("inside") << "my-web" << "we" << true;
    QTest::newRow("beginnings of words") << "registry.example.org/team/service:1.2" << "rets" << true;
    QTest::newRow("not in this order") << "web" << "bew" << false;
    QTest::newRow("a letter too many") << "web" << "webb" << false;
    QTest::newRow("strewn about") << "registry.example.org/alpha:1" << "ysmleg" << false;
    QTest::newRow("nothing typed") << "web" << "" << false;
    QTest::newRow("nothing there") << "" << "w" << false;
    QTest::newRow("initials") << "컨테이너 중지" << "ㅈㅈ" << true;
    QTest::newRow("one initial") << "컨테이너" << "ㅋ" << true;
    QTest::newRow("a syllable on its way") << "중지" << "주" << true;
    QTest::newRow("another final") << "중지" << "준" << false;
    QTest::newRow("another initial") << "중지" << "ㄱ" << false;
    QTest::newRow("the whole syllable") << "중지" << "중지" << true;
}

void PaletteSearchTest::wordsFit()
{
    QFETCH(QString, text);
    QFETCH(QString, word);
    QFETCH(bool, fits);
    QCOMPARE(score(text, word) > 0, fits);
}

void PaletteSearchTest::theBetterIsFirst_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("better");
    QTest::addColumn<QString>("worse");
    QTest::newRow("the whole before a beginning") << "web" << "web" << "web2";
    QTest::newRow("a beginning before the middle") << "web" << "webserver" << "cobweb";
    QTest::newRow("a later word before the middle") << "web" << "my-web" << "cobweb";
    QTest::newRow("together before beginnings") << "dl" << "dlib" << "debian-latest";
    QTest::newRow("beginnings before strewn about") << "dl" << "debian-latest" << "double";
}

void PaletteSearchTest::theBetterIsFirst()
{
    QFETCH(QString, word);
    QFETCH(QString, better);
    QFETCH(QString, worse);
    QVERIFY(score(worse, word) > 0);
    QVERIFY2(score(better, word) > score(worse, word),
             qPrintable(QStringLiteral("%1 %2").arg(score(better, word)).arg(score(worse, word))));
}

void PaletteSearchTest::theLettersThatFitAreTold()
{
    QVector<int> places;
    QVERIFY(fuzzyScore(folded(QStringLiteral("team/service:latest")), folded(QStringLiteral("tsel")), &places) > 0);
    std::sort(places.begin(), places.end());
    QCOMPARE(places, QVector<int>({0, 5, 6, 13}));
    places.clear();
    QCOMPARE(fuzzyScore(folded(QStringLiteral("abc")), folded(QStringLiteral("x")), &places), 0);
    QVERIFY(places.isEmpty());
}

void PaletteSearchTest::hostileTextIsNoWork()
{
    // Where a search that tries every way would never end.
    const QString text = QStringLiteral("a-").repeated(500), word = QString(32, QLatin1Char('a'));
    QVERIFY(score(text, word) > 0);
    QCOMPARE(score(text, word + QLatin1Char('a')), 0);
    QVERIFY(score(QString(400, QLatin1Char('x')) + QLatin1Char('y'), QStringLiteral("y")) == 0); // beyond what is looked at
}

QVector<PaletteSource> PaletteSearchTest::sources()
{
    const auto verb = [](const char *id, const char *text, const char *words) {
        return OfferedVerb{QString::fromLatin1(id), QString::fromUtf8(text), QString::fromLatin1(words), {}, {}, {}, false};
    };
    Offer containers;
    containers.actions = {verb("containers.primary", "Create…", "docker run")};
    containers.verbs = {verb("start", "Start", "docker start"), verb("stop", "Stop", "docker stop"), verb("logs", "Logs", "docker logs")};
    containers.objects = {
        {QStringLiteral("id1"), QStringLiteral("web"), QStringLiteral("0123abcd httpd"), {}, {}, {{1, {}}, {2, {}}}},
        {QStringLiteral("id2"), QStringLiteral("webhook"), QStringLiteral("4567 httpd"), {}, {}, {{0, {}}, {2, {}}}},
        {QStringLiteral("id3"), QStringLiteral("database"), QStringLiteral("89ab mysql"), {}, {}, {{1, {}}, {2, {}}}},
    };
    Offer images;
    images.verbs = {verb("run", "Run…", "docker run")};
    images.objects = {{QStringLiteral("sha256:1"), QStringLiteral("httpd:2.4"), {}, {}, {}, {{0, {}}}}};
    Offer menu;
    menu.actions = {verb("menu.appearance.dark", "Appearance: Dark", "menu appearance dark")};
    return {{QStringLiteral("containers"), QStringLiteral("Containers"), {}, {}, containers},
            {QStringLiteral("images"), QStringLiteral("Images"), {}, {}, images},
            {{}, QStringLiteral("Menu"), {}, {}, menu}};
}

QString PaletteSearchTest::said(const PaletteIndex &index, const PaletteHit &hit)
{
    const OfferedObject *object = index.object(hit);
    const OfferedVerb *verb = index.verb(hit);
    return (object != nullptr ? object->name : index.source(hit).title) + (verb != nullptr ? QLatin1Char('>') + verb->text : QString());
}

QStringList PaletteSearchTest::found(const PaletteIndex &index, const QString &words, int most)
{
    QStringList out;
    const auto hits = index.search(words, most);
    for (const PaletteHit &hit : hits)
        out += said(index, hit);
    return out;
}

void PaletteSearchTest::objectsVerbsAndPages()
{
    PaletteIndex index;
    index.setSources(sources());
    QStringList rows = found(index, QStringLiteral("web"));
    QCOMPARE(rows.mid(0, 2), QStringList({QStringLiteral("web"), QStringLiteral("web>Stop")}));
    QVERIFY(rows.contains(QStringLiteral("webhook")));
    QVERIFY(rows.contains(QStringLiteral("webhook>Start")));
    QCOMPARE(rows.count(QStringLiteral("web>Stop")), 1);
    // In any order; what only the page's name says counts, too.
    for (const char *words : {"stop web", "web stop", "st we", "containers stop web", "docker web sto"})
        QCOMPARE(found(index, QString::fromLatin1(words)).value(0), QStringLiteral("web>Stop"));
    QCOMPARE(found(index, QStringLiteral("dark")), QStringList(QStringLiteral("Menu>Appearance: Dark")));
    QCOMPARE(found(index, QStringLiteral("ima")).value(0), QStringLiteral("Images"));
    QCOMPARE(found(index, QStringLiteral("create")).value(0), QStringLiteral("Containers>Create…"));
    // By what is not shown: an id, a container's image, the docker command.
    QCOMPARE(found(index, QStringLiteral("4567")).value(0), QStringLiteral("webhook"));
    rows = found(index, QStringLiteral("httpd"));
    QCOMPARE(rows.value(0), QStringLiteral("httpd:2.4"));
    QVERIFY(rows.contains(QStringLiteral("web")));
    QVERIFY(!rows.contains(QStringLiteral("database")));
    QVERIFY(found(index, QStringLiteral("web nonsense")).isEmpty());
}

void PaletteSearchTest::onlyWhatIsAllowedNow()
{
    PaletteIndex index;
    index.setSources(sources());
    const QStringList stop = found(index, QStringLiteral("stop"));
    QCOMPARE(stop, QStringList({QStringLiteral("web>Stop"), QStringLiteral("database>Stop")}));
}

void PaletteSearchTest::recentComesFirst()
{
    PaletteIndex index;
    index.setSources(sources());
    QVector<PaletteHit> hits = index.search(QStringLiteral("logs"), 50);
    QCOMPARE(said(index, hits.at(0)), QStringLiteral("web>Logs"));
    QCOMPARE(said(index, hits.at(2)), QStringLiteral("database>Logs"));
    index.setRecent({index.key(hits.at(2)), QStringLiteral("containers gone id9")});
    QCOMPARE(found(index, QStringLiteral("logs")).value(0), QStringLiteral("database>Logs"));
    QCOMPARE(found(index, {}).value(0), QStringLiteral("database>Logs"));
    QCOMPARE(found(index, {}).count(QStringLiteral("database>Logs")), 1);
    // A far better fit stays before it.
    QCOMPARE(found(index, QStringLiteral("web logs")).value(0), QStringLiteral("web>Logs"));
    // Nor is it lost when everything is read again.
    index.setSources(sources());
    QCOMPARE(found(index, {}).value(0), QStringLiteral("database>Logs"));
}

void PaletteSearchTest::withoutWordsTheWindowIsShown()
{
    PaletteIndex index;
    index.setSources(sources());
    QCOMPARE(found(index, QStringLiteral("  ")),
             QStringList({QStringLiteral("Containers"), QStringLiteral("Images"), QStringLiteral("Containers>Create…"),
                          QStringLiteral("Menu>Appearance: Dark")}));
}

void PaletteSearchTest::noMoreThanAskedFor()
{
    PaletteIndex index;
    index.setSources(sources());
    QCOMPARE(index.search(QStringLiteral("o"), 3).size(), 3);
    QCOMPARE(index.search({}, 1).size(), 1);
}

void PaletteSearchTest::mnemonicsAreTakenOut()
{
    QCOMPARE(withoutMnemonic(QStringLiteral("Pr&une…")), QStringLiteral("Prune…"));
    QCOMPARE(withoutMnemonic(QStringLiteral("정리(&U)…")), QStringLiteral("정리…"));
    QCOMPARE(withoutMnemonic(QStringLiteral("This && that")), QStringLiteral("This & that"));
    QCOMPARE(withoutMnemonic(QStringLiteral("(&&)&")), QStringLiteral("(&)"));
}

QTEST_GUILESS_MAIN(PaletteSearchTest)
#include "palette_search_test.moc"
