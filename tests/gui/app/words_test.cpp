// SPDX-License-Identifier: GPL-3.0-or-later
// Errors, formats and translations: what a user reads.
#include "gui/app/context.h"
#include "gui/app/language.h"
#include "gui/app/preflight.h"
#include "gui/widgets/format.h"
#include "tests/gui/support/gui_test.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <map>

using namespace tare;
using namespace tare::gui;

class WordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyErrorIsDescribed_data();
    void everyErrorIsDescribed();
    void foreignTextIsMadeVisible();
    void durationsHaveThreeDigits_data();
    void durationsHaveThreeDigits();
    void statusIsDockers();
    void findingsAreOneLine();
    void koreanIsComplete();
    void sourcesAndTranslationsAgree();
    void placeholdersSurviveTranslation();
};

static const int lastCode = static_cast<int>(Errc::NotOnThisMachine);

void WordsTest::everyErrorIsDescribed_data()
{
    QTest::addColumn<QString>("language");
    QTest::newRow("en") << QStringLiteral("en");
    QTest::newRow("ko") << QStringLiteral("ko");
}

void WordsTest::everyErrorIsDescribed()
{
    QFETCH(QString, language);
    QObject translators;
    QCOMPARE(installLanguage(language, translators), language);
    std::map<QString, int> sentences;
    for (int code = 0; code <= lastCode; ++code) {
        Error error;
        error.code = static_cast<Errc>(code);
        error.subject = "the-subject";
        error.reason = "the-reason";
        const ErrorText text = describe(error);
        QVERIFY(!text.what.isEmpty());
        QVERIFY2(!text.what.contains(QLatin1Char('%')), qPrintable(text.what));
        QVERIFY2(++sentences[text.what] == 1, qPrintable(text.what));
        if (error.code != Errc::Cancelled) {
            QVERIFY2(text.what.contains(QStringLiteral("the-subject")), qPrintable(text.what));
            QVERIFY(!text.details.isEmpty());
        }
        static const QRegularExpression hangul(QStringLiteral("[\uac00-\ud7a3]"));
        QCOMPARE(text.what.contains(hangul), language == QLatin1String("ko"));
        QVERIFY2(text.advice.isEmpty() || text.advice.contains(hangul) == (language == QLatin1String("ko")),
                 qPrintable(text.advice));
    }
}

void WordsTest::foreignTextIsMadeVisible()
{
    Error error;
    error.code = Errc::RegistryError;
    error.subject = "host\x1b[2J";
    error.reason = "line\nbreak";
    const ErrorText text = describe(error);
    QVERIFY(!text.what.contains(QChar(0x1b)));
    QVERIFY(text.what.contains(QStringLiteral("\\x1b")));
    QCOMPARE(plainLine(" a\nb\x07 "), QStringLiteral("a b\\x07"));
}

void WordsTest::durationsHaveThreeDigits_data()
{
    QTest::addColumn<double>("ns");
    QTest::addColumn<QString>("text");
    QTest::newRow("µs") << 842e3 << QStringLiteral("842 µs");
    QTest::newRow("below ms") << 999.4e3 << QStringLiteral("999 µs");
    QTest::newRow("rounds to ms") << 999.6e3 << QStringLiteral("1.00 ms");
    QTest::newRow("ms") << 3.214e6 << QStringLiteral("3.21 ms");
    QTest::newRow("tens") << 32.14e6 << QStringLiteral("32.1 ms");
    QTest::newRow("rounds to s") << 999.9e6 << QStringLiteral("1.00 s");
    QTest::newRow("s") << 12.34e9 << QStringLiteral("12.3 s");
    QTest::newRow("rounds up a digit") << 9.999e6 << QStringLiteral("10.0 ms");
    QTest::newRow("nothing") << 0.0 << QStringLiteral("0.00 µs");
}

void WordsTest::durationsHaveThreeDigits()
{
    QFETCH(double, ns);
    QTEST(formatDuration(ns).replace(QChar(0xa0), QLatin1Char(' ')), "text");
}

void WordsTest::statusIsDockers()
{
    QObject translators;
    installLanguage(QStringLiteral("en"), translators);
    constexpr qint64 second = 1'000'000'000;
    Container c;
    c.started = 1000 * second;
    c.status = ContainerStatus::Running;
    QCOMPARE(formatStatusLine(c, 1180 * second), QStringLiteral("Up 3 minutes"));
    QCOMPARE(formatStatusLine(c, 1061 * second), QStringLiteral("Up 1 minute"));
    c.health = "unhealthy";
    QCOMPARE(formatStatusLine(c, 1061 * second), QStringLiteral("Up 1 minute (unhealthy)"));
    c.health = "starting";
    QCOMPARE(formatStatusLine(c, 1061 * second), QStringLiteral("Up 1 minute (health: starting)"));
    c.health.clear();
    c.status = ContainerStatus::Exited;
    c.exitCode = 137;
    c.finished = 1000 * second;
    QCOMPARE(formatStatusLine(c, (1000 + 2 * 86400) * second), QStringLiteral("Exited (137) 2 days ago"));
    QCOMPARE(formatAgo(0, second), QStringLiteral("never"));
    QCOMPARE(formatAgo(2 * second, second), QStringLiteral("just now")); // a clock that went back
    QCOMPARE(formatCpus(500'000'000), QStringLiteral("0.5"));
}

void WordsTest::findingsAreOneLine()
{
    EngineInfo info;
    QVERIFY(preflightText(info).what.isEmpty());
    info.findings = {{"kvm", "no /dev/kvm", "load the module"}, {"something-new", "a thing", ""}};
    const PreflightText text = preflightText(info);
    QVERIFY(!text.what.contains(QLatin1Char('\n')));
    QVERIFY(text.advice.contains(QStringLiteral("load the module")));
    QVERIFY(text.details.contains(QStringLiteral("a thing")));
    // What nothing works without comes first, and limits that lack the same thing are one.
    info.findings = {{"limits", "--cpus: not delegated", "Do this."},
                     {"limits", "--memory: not delegated", "Do this."},
                     {"subuid", "no range", "usermod"}};
    const PreflightText three = preflightText(info);
    QVERIFY(three.what.contains(QStringLiteral("no range")));
    QVERIFY(three.what.contains(QLatin1Char('1')) && !three.what.contains(QLatin1Char('2')));
    QVERIFY(three.details.contains(QStringLiteral("--memory: not delegated")));
    info.findings.pop_back();
    QVERIFY(preflightText(info).what.endsWith(QStringLiteral("--cpus, --memory: not delegated")));
}

namespace {

struct Message
{
    QString type; // "unfinished", "vanished", "obsolete"
    QStringList translations;
};
using Messages = std::map<QString, Message>; // by context, source and comment

Messages readTs(const QString &path)
{
    QFile file(path);
    Messages messages;
    if (!file.open(QIODevice::ReadOnly))
        return messages;
    QXmlStreamReader xml(&file);
    QString context, source, comment;
    Message message;
    while (!xml.atEnd()) {
        xml.readNext();
        const auto name = xml.name();
        if (xml.isStartElement()) {
            if (name == QLatin1String("message")) {
                source.clear();
                comment.clear();
                message = {};
            } else if (name == QLatin1String("name")) {
                context = xml.readElementText();
            } else if (name == QLatin1String("source")) {
                source = xml.readElementText();
            } else if (name == QLatin1String("comment")) {
                comment = xml.readElementText();
            } else if (name == QLatin1String("translation")) {
                message.type = xml.attributes().value(QLatin1String("type")).toString();
                message.translations += xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
            }
        } else if (xml.isEndElement() && name == QLatin1String("message")) {
            messages[context + QLatin1Char('|') + source + QLatin1Char('|') + comment] = message;
        }
    }
    return messages;
}

QString translations(const char *file)
{
    return QStringLiteral(TARE_SOURCE_DIR "/translations/") + QString::fromLatin1(file);
}

} // namespace

void WordsTest::koreanIsComplete()
{
    const Messages messages = readTs(translations("tare_ko.ts"));
    QVERIFY(messages.size() > 150);
    QStringList wrong;
    for (const auto &[key, message] : messages)
        if (!message.type.isEmpty() || message.translations.isEmpty() || message.translations.constFirst().isEmpty())
            wrong += key;
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
}

void WordsTest::sourcesAndTranslationsAgree()
{
    const QTemporaryDir folder;
    for (const char *name : {"tare_ko.ts", "tare_en.ts"}) {
        const QString copy = folder.filePath(QString::fromLatin1(name));
        QVERIFY(QFile::copy(translations(name), copy));
        // -I: without the headers it does not know the namespaces that contexts begin with.
        QStringList arguments{QStringLiteral("-I"), QStringLiteral(TARE_SOURCE_DIR),
                              QStringLiteral(TARE_SOURCE_DIR "/gui"), QStringLiteral("-silent"),
                              QStringLiteral("-no-obsolete"), QStringLiteral("-locations"), QStringLiteral("none"),
                              QStringLiteral("-ts"), copy};
        if (QLatin1String(name) == QLatin1String("tare_en.ts"))
            arguments.prepend(QStringLiteral("-pluralonly"));
        QProcess lupdate;
        lupdate.start(QStringLiteral(TARE_LUPDATE), arguments);
        QVERIFY2(lupdate.waitForFinished(60'000) && lupdate.exitCode() == 0, lupdate.readAllStandardError().constData());
        const Messages kept = readTs(translations(name));
        const Messages wanted = readTs(copy);
        QStringList wrong;
        for (const auto &[key, message] : wanted)
            if (kept.count(key) == 0)
                wrong += QLatin1String("not translated: ") + key;
        for (const auto &[key, message] : kept)
            if (wanted.count(key) == 0)
                wrong += QLatin1String("no longer used: ") + key;
        QVERIFY2(wrong.isEmpty(), qPrintable(QString::fromLatin1(name) + QLatin1Char('\n') + wrong.join(QLatin1Char('\n'))));
    }
}

void WordsTest::placeholdersSurviveTranslation()
{
    static const QRegularExpression place(QStringLiteral("%(n|\\d)"));
    const auto places = [](const QString &text) {
        QStringList found;
        for (auto match = place.globalMatch(text); match.hasNext();)
            found += match.next().captured();
        found.removeDuplicates();
        found.sort();
        return found;
    };
    QStringList wrong;
    const Messages messages = readTs(translations("tare_ko.ts"));
    for (const auto &[key, message] : messages)
        for (const QString &translation : message.translations)
            if (places(key.section(QLatin1Char('|'), 1, -2)) != places(translation))
                wrong += key + QLatin1String(" -> ") + translation;
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
}

QTEST_MAIN(WordsTest)
#include "words_test.moc"
