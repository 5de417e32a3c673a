// SPDX-License-Identifier: GPL-3.0-or-later
// The dialog's pages, the docker line below them, what is refused in place, and lines that are pasted.
#include "gui/app/context.h"
#include "gui/containers/create/create_dialog.h"
#include "gui/containers/run_line.h"
#include "tests/gui/containers/fake_containers.h"
#include "tests/gui/support/gui_test.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTcpServer>
#include <QTreeWidget>

using namespace tare;
using namespace tare::gui;

namespace {

enum Page { What, Network_, Files, Environment, Limits_, Security, Life, PageCount };

class ImageContainers : public FakeContainers
{
public:
    Result<std::string> inspectImage(const std::string &) override
    {
        return R"({"Config":{"ExposedPorts":{"80/tcp":{},"53/udp":{}},"Cmd":["nginx","-g","daemon off;"],"User":"<b>www"}})";
    }
};

} // namespace

class CreateDialogTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void choosesTheWantedImage();
    void fallsBackToAnImageThatIsThere();
    void saysWhatTheImageHas();
    void theLineFollowsTheFields();
    void enterGoesThroughTheRows();
    void whatARowCannotSayStays();
    void theLineIsCopied();
    void rootAloneGivesAllRights();
    void mistakesAreSaidAtTheField();
    void portsAreAskedFor();
    void pagesTurnByKeys();
    void whatIsFilledInComesBack_data();
    void whatIsFilledInComesBack();
    void capabilitiesAreDifferences();
    void aPastedLineFillsTheDialog();
    void aPastedLineThatIsNone();
    void variablesComeFromAFile();
    void createsAndStarts();
    void fetchesWhatIsMissing();
    void aRefusalIsSaidAtItsField();
    void everyControlHasNameAndTip();

private:
    void open(const QString &image = {});
    void page(int number) { named<QListWidget>(m_dialog, "create.pages")->setCurrentRow(number); }
    void type(const char *field, const QString &text)
    {
        auto *edit = named<QLineEdit>(m_dialog, field);
        QVERIFY2(edit->isVisible(), field);
        edit->clear();
        QTest::keyClicks(edit, text);
    }
    [[nodiscard]] QString note(const char *field)
    {
        const auto *label = m_dialog->findChild<QLabel *>(QString::fromLatin1(field) + QStringLiteral(".note"));
        return label == nullptr ? QStringLiteral("no note") : label->text();
    }
    [[nodiscard]] QString line() { return named<QLabel>(m_dialog, "create.line")->text(); }
    void paste(const QString &text)
    {
        if (!named<QPlainTextEdit>(m_dialog, "create.paste.text")->isVisible())
            click(named<QPushButton>(m_dialog, "create.paste"));
        named<QPlainTextEdit>(m_dialog, "create.paste.text")->setPlainText(text);
        click(named<QPushButton>(m_dialog, "create.paste.fill"));
    }

    std::unique_ptr<WarningTrap> m_trap;
    std::unique_ptr<WindowHome> m_home;
    std::shared_ptr<ImageContainers> m_engine;
    std::unique_ptr<Context> m_context;
    QPointer<CreateDialog> m_dialog;
    QStringList m_commands;
};

void CreateDialogTest::init()
{
    m_trap = std::make_unique<WarningTrap>();
    m_home = std::make_unique<WindowHome>();
    m_engine = std::make_shared<ImageContainers>();
    m_engine->theImages = {fakeImage(2, "alpine:3"), fakeImage(1, "tare/starter:latest")};
    m_engine->theInfo.cpus = 4;
    m_engine->theInfo.memory = std::int64_t{8} << 30U;
    m_engine->theInfo.limits = {"cpus", "memory", "pids"};
    m_context = std::make_unique<Context>(m_engine, m_home->settings());
    m_commands.clear();
    connect(m_context.get(), &Context::commandShown, this, [this](const QString &line) { m_commands += line; });
}

void CreateDialogTest::cleanup()
{
    delete m_dialog;
    m_context.reset();
    TARE_NO_WARNINGS();
}

void CreateDialogTest::open(const QString &image)
{
    m_dialog = new CreateDialog(*m_context, image);
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog));
    QTRY_VERIFY(named<QComboBox>(m_dialog, "create.image")->count() > 0);
    QTRY_COMPARE(named<QSlider>(m_dialog, "create.cpus.slider")->maximum(), 79);
}

void CreateDialogTest::choosesTheWantedImage()
{
    open(QStringLiteral("alpine:3"));
    QCOMPARE(m_dialog->spec()->image, std::string("alpine:3"));
    delete m_dialog;
    open();
    QCOMPARE(m_dialog->spec()->image, std::string("tare/starter:latest"));
    delete m_dialog;
    open(QStringLiteral("not/here:1"));
    QCOMPARE(m_dialog->spec()->image, std::string("not/here:1"));
}

void CreateDialogTest::fallsBackToAnImageThatIsThere()
{
    m_engine->theImages = {fakeImage(2, "alpine:3")};
    open();
    QCOMPARE(m_dialog->spec()->image, std::string("alpine:3"));
}

void CreateDialogTest::saysWhatTheImageHas()
{
    open();
    auto *command = named<QLineEdit>(m_dialog, "create.command");
    QTRY_VERIFY(command->placeholderText().contains(QStringLiteral("nginx -g 'daemon off;'")));
    QVERIFY(named<QLineEdit>(m_dialog, "create.user")->placeholderText().contains(QStringLiteral("<b>www")));
    page(Network_);
    QTRY_VERIFY(m_dialog->findChild<QPushButton *>(QStringLiteral("create.ports.offer.80/tcp")) != nullptr);
    click(named<QPushButton>(m_dialog, "create.ports.offer.80/tcp"));
    type("create.ports.0.host", QStringLiteral("18080"));
    QVERIFY(line().contains(QStringLiteral(" -p 18080:80 ")));
    click(named<QPushButton>(m_dialog, "create.ports.offer.53/udp"));
    QVERIFY(line().contains(QStringLiteral(" -p 53:53/udp ")));
    click(named<QPushButton>(m_dialog, "create.ports.0.remove"));
    QVERIFY(!line().contains(QStringLiteral("18080")));
    QCOMPARE(named<QLineEdit>(m_dialog, "create.ports.0.host")->text(), QStringLiteral("53"));
}

void CreateDialogTest::theLineFollowsTheFields()
{
    open();
    QCOMPARE(line(), QStringLiteral("docker run -d -i -t tare/starter:latest"));
    type("create.name", QStringLiteral("burn"));
    type("create.command", QStringLiteral("sh -c 'echo $A'"));
    named<QCheckBox>(m_dialog, "create.autoRemove")->setChecked(true);
    page(Limits_);
    type("create.cpus.field", QStringLiteral("0.5"));
    type("create.memory.field", QStringLiteral("64m"));
    page(Environment);
    click(named<QPushButton>(m_dialog, "create.env.add"));
    type("create.env.0.name", QStringLiteral("A"));
    type("create.env.0.value", QStringLiteral("1 2"));
    page(Files);
    click(named<QPushButton>(m_dialog, "create.mounts.add"));
    type("create.mounts.0.source", QStringLiteral("/srv"));
    type("create.mounts.0.target", QStringLiteral("/srv"));
    named<QCheckBox>(m_dialog, "create.mounts.0.readOnly")->setChecked(true);
    click(named<QPushButton>(m_dialog, "create.mounts.add"));
    auto *kind = named<QComboBox>(m_dialog, "create.mounts.1.kind");
    kind->setCurrentIndex(kind->findData(QStringLiteral("tmpfs")));
    type("create.mounts.1.target", QStringLiteral("/run"));
    QVERIFY(!named<QCheckBox>(m_dialog, "create.mounts.1.readOnly")->isEnabled());
    page(Network_);
    auto *network = named<QComboBox>(m_dialog, "create.network");
    network->setCurrentIndex(network->findData(QStringLiteral("host")));
    QCOMPARE(line(), QStringLiteral("docker run -d -i -t --rm --name burn --cpus 0.5 --memory 64m --network host -e 'A=1 2' "
                                    "-v /srv:/srv:ro --tmpfs /run tare/starter:latest sh -c 'echo $A'"));
    QVERIFY(m_dialog->spec().has_value());
}

void CreateDialogTest::enterGoesThroughTheRows()
{
    open();
    const QSignalSpy created(m_dialog, &CreateDialog::created);
    page(Environment);
    click(named<QPushButton>(m_dialog, "create.env.add"));
    const auto write = [this](const char *word) {
        auto *focus = m_dialog->focusWidget();
        QTest::keyClicks(focus, QString::fromLatin1(word));
        QTest::keyClick(focus, Qt::Key_Return);
    };
    for (const char *word : {"A", "1", "B", "2"})
        write(word);
    QVERIFY(line().contains(QStringLiteral("-e A=1 -e B=2 ")));
    QVERIFY(named<QLineEdit>(m_dialog, "create.env.2.name")->hasFocus());
    page(Security);
    QTest::keyClick(named<QLineEdit>(m_dialog, "create.capabilities.search"), Qt::Key_Return);
    QTest::qWait(50); // the absence of something has no condition to wait on
    QCOMPARE(created.count(), 0);
}

void CreateDialogTest::whatARowCannotSayStays()
{
    open();
    m_dialog->fill(cli::readRunLine("docker run -v /a:/b:z,ro --mount type=volume,source=data,target=/x,volume-nocopy img")->request);
    page(Files);
    QCOMPARE(named<QLineEdit>(m_dialog, "create.mounts.1.source")->text(), QStringLiteral("data"));
    QVERIFY2(note("create.mounts.0").contains(QStringLiteral("z")), qPrintable(note("create.mounts.0")));
    QVERIFY2(note("create.mounts.1").contains(QStringLiteral("volume-nocopy")), qPrintable(note("create.mounts.1")));
    QVERIFY(m_dialog->spec().has_value()); // a remark is no mistake
    named<QCheckBox>(m_dialog, "create.mounts.0.readOnly")->setChecked(false);
    QVERIFY2(line().contains(QStringLiteral("-v /a:/b ")), qPrintable(line()));
    named<QPushButton>(m_dialog, "create.mounts.1.remove")->click();
    QVERIFY(!line().contains(QStringLiteral("--mount")));
}

void CreateDialogTest::theLineIsCopied()
{
    open();
    click(named<QPushButton>(m_dialog, "create.line.copy"));
    QCOMPARE(QGuiApplication::clipboard()->text(), line());
}

void CreateDialogTest::mistakesAreSaidAtTheField()
{
    open();
    auto *problem = named<QLabel>(m_dialog, "create.problem");
    auto *start = named<QPushButton>(m_dialog, "create.start");
    QVERIFY(problem->text().isEmpty() && start->isEnabled());
    const auto wrong = [&](const char *field, const char *text, const char *noted = nullptr) {
        type(field, QString::fromUtf8(text));
        const bool said = !problem->text().isEmpty() && !start->isEnabled() && !m_dialog->spec() &&
                          !note(noted != nullptr ? noted : field).isEmpty() && problem->text().contains(note(noted != nullptr ? noted : field));
        if (!said)
            qWarning("%s: problem '%s', note '%s'", field, qPrintable(problem->text()), qPrintable(note(noted != nullptr ? noted : field)));
        named<QLineEdit>(m_dialog, field)->clear();
        return said;
    };
    QVERIFY(wrong("create.name", "-x"));
    QVERIFY(wrong("create.command", "sh -c 'oh"));
    QVERIFY(wrong("create.entrypoint", "\"oh"));
    QVERIFY(wrong("create.workingDir", "tmp"));
    QVERIFY(wrong("create.stopTimeout", "soon"));
    QVERIFY(wrong("create.stopSignal", "SIG TERM"));
    page(Files);
    QVERIFY(wrong("create.shmSize", "much"));
    click(named<QPushButton>(m_dialog, "create.mounts.add"));
    QVERIFY(wrong("create.mounts.0.source", "nonsense", "create.mounts.0"));
    type("create.mounts.0.source", QStringLiteral("/srv"));
    QVERIFY(wrong("create.mounts.0.target", "/", "create.mounts.0"));
    click(named<QPushButton>(m_dialog, "create.mounts.0.remove"));
    page(Network_);
    QVERIFY(wrong("create.ip", "300.1.1.1"));
    QVERIFY(wrong("create.ip", "10.0.0.2")); // only a network of one's own gives it
    QVERIFY(wrong("create.mac", "zz"));
    QVERIFY(wrong("create.dns", "nobody"));
    QVERIFY(wrong("create.expose", "70000"));
    click(named<QPushButton>(m_dialog, "create.ports.add"));
    type("create.ports.0.container", QStringLiteral("80"));
    QVERIFY(wrong("create.ports.0.host", "70000", "create.ports.0"));
    QVERIFY(wrong("create.ports.0.host", "x", "create.ports.0"));
    QVERIFY(wrong("create.ports.0.address", "here", "create.ports.0"));
    page(Life);
    auto *restart = named<QComboBox>(m_dialog, "create.restart");
    restart->setCurrentIndex(2);
    named<QCheckBox>(m_dialog, "create.autoRemove")->setChecked(true);
    QVERIFY(!note("create.restart").isEmpty() && !start->isEnabled());
    named<QCheckBox>(m_dialog, "create.autoRemove")->setChecked(false);
    QVERIFY(note("create.restart").isEmpty() && start->isEnabled());
    restart->setCurrentIndex(1);
    QVERIFY(wrong("create.restartTries", "often"));
    QVERIFY(wrong("create.healthInterval", "soon"));
    QVERIFY(wrong("create.healthRetries", "-1"));
    page(Security);
    click(named<QPushButton>(m_dialog, "create.sysctls.add"));
    QVERIFY(wrong("create.sysctls.0.name", "vm.swappiness", "create.sysctls.0"));
    page(Limits_);
    QVERIFY(wrong("create.oomScore", "5000"));
    QVERIFY(wrong("create.cpu-shares", "1"));
    QVERIFY(wrong("create.blkio-weight", "5000"));
    QVERIFY(wrong("create.cpuset-cpus", "one"));
    QVERIFY(wrong("create.memory-reservation", "much"));
    click(named<QPushButton>(m_dialog, "create.deviceLimits.add"));
    type("create.deviceLimits.0.device", QStringLiteral("/dev/sda"));
    QVERIFY(wrong("create.deviceLimits.0.value", "much", "create.deviceLimits.0"));
    named<QPushButton>(m_dialog, "create.deviceLimits.0.remove")->click();
    QVERIFY(wrong("create.memorySwap", "64m")); // without a limit of memory
    click(named<QPushButton>(m_dialog, "create.ulimits.add"));
    type("create.ulimits.0.name", QStringLiteral("nofile"));
    QVERIFY(wrong("create.ulimits.0.soft", "many", "create.ulimits.0"));
    click(named<QPushButton>(m_dialog, "create.ulimits.0.remove"));
    type("create.memory.field", QStringLiteral("1m"));
    QVERIFY(!start->isEnabled());
    type("create.memory.field", QStringLiteral("6m"));
    QVERIFY2(start->isEnabled(), qPrintable(problem->text()));
}

void CreateDialogTest::portsAreAskedFor()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const QString taken = QString::number(server.serverPort());
    open();
    page(Network_);
    click(named<QPushButton>(m_dialog, "create.ports.add"));
    type("create.ports.0.address", QStringLiteral("127.0.0.1"));
    type("create.ports.0.container", QStringLiteral("80"));
    type("create.ports.0.host", taken);
    QTRY_VERIFY(note("create.ports.0").contains(taken));
    // This very program has it, and that it says; a creation without a start may still be meant.
    QVERIFY2(note("create.ports.0").contains(QString::number(QCoreApplication::applicationPid())), qPrintable(note("create.ports.0")));
    QVERIFY(!named<QPushButton>(m_dialog, "create.start")->isEnabled());
    QVERIFY(named<QPushButton>(m_dialog, "create.create")->isEnabled());
    // A container is named rather than its process.
    {
        const std::lock_guard lock(m_engine->mutex);
        Container web = fakeContainer(7, "web");
        web.ports = {{"127.0.0.1", server.serverPort(), 80, "tcp"}};
        m_engine->theContainers = {web};
    }
    type("create.ports.0.container", QStringLiteral("81"));
    QTRY_VERIFY(note("create.ports.0").contains(QStringLiteral("web")));
    server.close();
    type("create.ports.0.container", QStringLiteral("82"));
    QTRY_VERIFY(named<QPushButton>(m_dialog, "create.start")->isEnabled());
    QVERIFY(note("create.ports.0").isEmpty());
    auto *network = named<QComboBox>(m_dialog, "create.network");
    network->setCurrentIndex(network->findData(QStringLiteral("none")));
    QVERIFY(!note("create.ports").isEmpty() && named<QPushButton>(m_dialog, "create.start")->isEnabled());
}

void CreateDialogTest::pagesTurnByKeys()
{
    open();
    auto *list = named<QListWidget>(m_dialog, "create.pages");
    QCOMPARE(list->count(), int(PageCount));
    for (int i = 1; i <= PageCount; ++i) {
        QTest::keyClick(m_dialog, Qt::Key_PageDown, Qt::ControlModifier);
        QCOMPARE(list->currentRow(), i % PageCount);
    }
    QTest::keyClick(m_dialog, Qt::Key_PageUp, Qt::ControlModifier);
    QVERIFY(list->hasFocus());
    QCOMPARE(list->currentRow(), int(Life));
    QTest::keyClick(list, Qt::Key_Up);
    QTest::keyClick(list, Qt::Key_Up);
    QVERIFY(named<QLineEdit>(m_dialog, "create.cpus.field")->isVisible());
}

void CreateDialogTest::whatIsFilledInComesBack_data()
{
    QTest::addColumn<QString>("line");
    const auto row = [](const char *text) { QTest::newRow(text) << QString::fromUtf8(text); };
    row("docker run -d img");
    row("docker run -d -i -t --rm --init --name a --pull always -w /w -u 1:2 --stop-signal SIGINT --stop-timeout 3 img a 'b c'");
    row("docker run -d --entrypoint '' img");
    row("docker run -d --entrypoint sh img -c 'x | y'");
    row("docker run -d --cpus 0.25 --memory 64m --memory-swap 128m --pids-limit 20 --oom-score-adj=-10 img");
    row("docker run -d --cpus 0 --memory 0 --pids-limit=-1 img");
    row("docker run -d --cpu-shares 512 --cpu-period 50000 --cpu-quota 25000 --cpuset-cpus 0-2,4 --cpuset-mems 0 --memory-reservation 32m "
        "--memory-swappiness=-1 --oom-kill-disable --blkio-weight 300 --blkio-weight-device /dev/sdb:500 --device-read-bps /dev/sda:1048576 img");
    row("docker run -d --ulimit nofile=1024:2048 --ulimit core=-1 img");
    row("docker run -d --network none img");
    row("docker run -d --network back --network-alias db --ip 10.1.2.3 --ip6 fd00::3 --mac-address 92:d0:c6:0a:29:33 img");
    row("docker run -d -p 127.0.0.1:8080:80 -p 9000-9010:90/udp -p '[::1]::53/udp' -p 81 -P --expose 80/tcp img");
    row("docker run -d --network container:web img");
    row("docker run -d --hostname h --domainname d --add-host a:1.2.3.4 --add-host b:::1 --dns 1.1.1.1 --dns-search . --dns-option ndots:1 img");
    row("docker run -d -e A=1 -e B= -e 'C=x y=z' -e TARE_NOT_SET_ANYWHERE --label e --label k=v img");
    row("docker run -d -v '/a b:/c:ro' -v /d:/e -v /own --tmpfs /run:size=1m --tmpfs /t --read-only --shm-size 1g img");
    row("docker run -d -v /a:/b:z -v /c:/d:ro,rslave -v data:/v:nocopy -v data:/w:ro --volumes-from web --volumes-from db:ro img");
    row("docker run -d --mount type=bind,source=/a,target=/b,readonly --mount type=volume,source=n,target=/x,volume-nocopy img");
    row("docker run -d --mount type=tmpfs,target=/t,tmpfs-size=1048576 img");
    row("docker run -d --restart on-failure:3 --health-cmd 'wget x || exit 1' --health-interval 1m30s --health-timeout 2s "
        "--health-start-period 5s --health-start-interval 500ms --health-retries 4 img");
    row("docker run -d --restart unless-stopped --no-healthcheck img");
    row("docker run -d --device /dev/fuse --device /dev/a:/dev/b:r img");
    row("docker run -d --privileged img");
    row("docker run -d --cap-add NET_ADMIN --cap-add SYS_TIME --cap-drop CHOWN img");
    row("docker run -d --cap-add CHOWN --cap-drop ALL img");
    row("docker run -d --cap-add ALL --cap-drop SYS_ADMIN img");
    row("docker run -d --security-opt no-new-privileges --security-opt seccomp=unconfined --group-add audio --group-add 44 img");
    row("docker run -d --pid host --ipc shareable --uts host --sysctl kernel.sem=1 --sysctl net.ipv4.ip_forward=1 img");
    row("docker run -d --pid container:web --ipc none img");
}

void CreateDialogTest::whatIsFilledInComesBack()
{
    QFETCH(QString, line);
    open();
    const auto wanted = cli::readRunLine(line.toStdString());
    QVERIFY(wanted.has_value());
    QVERIFY(wanted->leftOut.empty());
    m_dialog->fill(wanted->request);
    QCOMPARE(this->line(), line);
    QCOMPARE(runLine(m_dialog->request(), cli::RunVerb::RunDetached), line);
    QVERIFY(m_dialog->request() == wanted->request);
}

void CreateDialogTest::capabilitiesAreDifferences()
{
    open();
    page(Security);
    auto *list = named<QTreeWidget>(m_dialog, "create.capabilities");
    const auto tick = [&](const char *name, Qt::CheckState state) {
        list->findItems(QString::fromLatin1(name), Qt::MatchExactly).value(0)->setCheckState(0, state);
    };
    tick("SYS_TIME", Qt::Checked);
    tick("NET_RAW", Qt::Unchecked);
    QVERIFY(line().contains(QStringLiteral("--cap-add SYS_TIME --cap-drop NET_RAW")));
    tick("SYS_TIME", Qt::Unchecked);
    tick("NET_RAW", Qt::Checked);
    QVERIFY(!line().contains(QStringLiteral("--cap")));
    auto *base = named<QComboBox>(m_dialog, "create.capabilities.base");
    base->setCurrentIndex(1);
    tick("CHOWN", Qt::Checked);
    QVERIFY(line().contains(QStringLiteral("--cap-add CHOWN --cap-drop ALL")));
    type("create.capabilities.search", QStringLiteral("clock"));
    QVERIFY(!list->findItems(QStringLiteral("SYS_TIME"), Qt::MatchExactly).value(0)->isHidden());
    QVERIFY(list->findItems(QStringLiteral("CHOWN"), Qt::MatchExactly).value(0)->isHidden());
    named<QCheckBox>(m_dialog, "create.privileged")->setChecked(true);
    QVERIFY(!list->isEnabled() && note("create.privileged").contains(QStringLiteral("root")));
}

void CreateDialogTest::rootAloneGivesAllRights()
{
    m_engine->theInfo.rootless = true;
    open();
    page(Security);
    QTRY_VERIFY(!named<QCheckBox>(m_dialog, "create.privileged")->isEnabled());
    paste(QStringLiteral("docker run --privileged alpine:3"));
    page(Security);
    QTRY_VERIFY(!note("create.privileged").isEmpty());
    QVERIFY(!named<QPushButton>(m_dialog, "create.create")->isEnabled());
    named<QCheckBox>(m_dialog, "create.privileged")->setChecked(false);
    QVERIFY(note("create.privileged").isEmpty() && named<QPushButton>(m_dialog, "create.create")->isEnabled());
}

void CreateDialogTest::aPastedLineFillsTheDialog()
{
    open();
    paste(QStringLiteral("sudo docker run -itd --name=web --gpus all \\\n  -p 18081:80 -e \"A=b c\" -m 64m --cap-add NET_ADMIN "
                         "-v data nginx:1 nginx -g 'daemon off;' | cat"));
    QTRY_COMPARE(named<QLineEdit>(m_dialog, "create.name")->text(), QStringLiteral("web"));
    QCOMPARE(named<QComboBox>(m_dialog, "create.image")->currentText(), QStringLiteral("nginx:1"));
    QCOMPARE(line(), QStringLiteral("docker run -d -i -t --name web --memory 64m -p 18081:80 -e 'A=b c' --cap-add NET_ADMIN nginx:1 "
                                    "nginx -g 'daemon off;'"));
    const QString said = named<QLabel>(m_dialog, "create.message.what")->text() + QLatin1Char('\n') +
                         named<QLabel>(m_dialog, "create.message.advice")->text();
    for (const char *word : {"3", "--gpus all", "-v data", "| cat"})
        QVERIFY2(said.contains(QString::fromLatin1(word)), word);
    QVERIFY(!named<QPlainTextEdit>(m_dialog, "create.paste.text")->isVisible());
    // More than fits is unfolded.
    paste(QStringLiteral("docker run --isolation 1 --isolation 2 --isolation 3 --isolation 4 --isolation 5 --isolation 6 --isolation 7 alpine:3"));
    auto *details = named<QPlainTextEdit>(m_dialog, "create.message.text");
    QTRY_VERIFY(details->toPlainText().contains(QStringLiteral("--isolation 7")));
    QVERIFY(named<QLabel>(m_dialog, "create.message.advice")->text().contains(QStringLiteral("--isolation 5")));
    QVERIFY(!named<QLabel>(m_dialog, "create.message.advice")->text().contains(QStringLiteral("--isolation 6")));
}

void CreateDialogTest::aPastedLineThatIsNone()
{
    open();
    type("create.name", QStringLiteral("kept"));
    paste(QStringLiteral("docker ps -a"));
    QTRY_VERIFY(!note("create.paste").isEmpty());
    QCOMPARE(named<QLineEdit>(m_dialog, "create.name")->text(), QStringLiteral("kept"));
    paste(QStringLiteral("docker run -it --nobody knows this"));
    QTRY_VERIFY(note("create.paste").contains(QStringLiteral("--nobody")));
}

void CreateDialogTest::variablesComeFromAFile()
{
    open();
    const QString file = QString::fromStdString(m_home->file("vars"));
    QFile out(file);
    QVERIFY(out.open(QIODevice::WriteOnly) && out.write("# c\nA=1\nB=two words\n") > 0);
    out.close();
    paste(QStringLiteral("docker run --env-file %1 -e C=3 tare/starter").arg(file));
    QTRY_VERIFY(line().contains(QStringLiteral("-e A=1 -e 'B=two words' -e C=3 ")));
}

void CreateDialogTest::createsAndStarts()
{
    open();
    const QSignalSpy created(m_dialog, &CreateDialog::created);
    type("create.name", QStringLiteral("burn"));
    page(Limits_);
    type("create.pids.field", QStringLiteral("20"));
    const QString wanted = line();
    click(named<QPushButton>(m_dialog, "create.start"));
    QTRY_COMPARE(created.count(), 1);
    QVERIFY(created[0][1].toBool());
    QCOMPARE(m_engine->lastSpec.name, std::string("burn"));
    QCOMPARE(m_engine->lastSpec.limits.pids, std::optional<std::int64_t>(20));
    QVERIFY(!m_engine->lastSpec.limits.memory);
    QCOMPARE(m_commands, QStringList{wanted});
    QTRY_VERIFY(!m_dialog || !m_dialog->isVisible());
}

void CreateDialogTest::fetchesWhatIsMissing()
{
    Error missing;
    missing.code = Errc::NoSuchImage;
    missing.subject = "far:1";
    m_engine->createError = &missing;
    m_engine->onPull = [this](const std::string &name, const ProgressSink &, const CancelToken &) -> Result<Image> {
        const std::lock_guard lock(m_engine->mutex);
        if (name != "far:1")
            return fail(Errc::NoSuchImage, name);
        m_engine->createError = nullptr;
        return fakeImage(9, "far:1");
    };
    open(QStringLiteral("far:1"));
    const QSignalSpy created(m_dialog, &CreateDialog::created);
    click(named<QPushButton>(m_dialog, "create.create"));
    QTRY_COMPARE(created.count(), 1);
    QCOMPARE(m_engine->lastSpec.image, std::string("far:1"));
    delete m_dialog;
    // Unless that is not wanted.
    m_engine->createError = &missing;
    open(QStringLiteral("far:1"));
    named<QComboBox>(m_dialog, "create.pull")->setCurrentIndex(2);
    QVERIFY(line().contains(QStringLiteral("--pull never")));
    click(named<QPushButton>(m_dialog, "create.create"));
    QTRY_VERIFY(!note("create.image").isEmpty());
}

void CreateDialogTest::aRefusalIsSaidAtItsField()
{
    Error refusal;
    refusal.code = Errc::NameInUse;
    refusal.subject = "burn";
    m_engine->createError = &refusal;
    open();
    type("create.name", QStringLiteral("burn"));
    page(Security);
    click(named<QPushButton>(m_dialog, "create.create"));
    QTRY_VERIFY(!note("create.name").isEmpty());
    QVERIFY(m_dialog->isVisible() && named<QLineEdit>(m_dialog, "create.name")->isVisible());
    QVERIFY(!named<QPushButton>(m_dialog, "create.create")->isEnabled());
    type("create.name", QStringLiteral("burn2"));
    QVERIFY(note("create.name").isEmpty() && named<QPushButton>(m_dialog, "create.create")->isEnabled());
    // What belongs to no field is said in the bar.
    refusal.code = Errc::NoSpace;
    refusal.subject = "/var";
    click(named<QPushButton>(m_dialog, "create.create"));
    auto *what = named<QLabel>(m_dialog, "create.message.what");
    QTRY_VERIFY(what->isVisible() && what->text().contains(QStringLiteral("/var")));
    QTRY_VERIFY(named<QPushButton>(m_dialog, "create.create")->isEnabled());
}

void CreateDialogTest::everyControlHasNameAndTip()
{
    open();
    click(named<QPushButton>(m_dialog, "create.paste"));
    int controls = 0;
    for (int i = 0; i < PageCount; ++i) {
        page(i);
        for (const char *list : {"create.ports", "create.hosts", "create.mounts", "create.devices", "create.env", "create.labels",
                                 "create.ulimits", "create.deviceLimits", "create.sysctls"}) {
            auto *add = m_dialog->findChild<QPushButton *>(QString::fromLatin1(list) + QStringLiteral(".add"));
            if (add->isVisible())
                click(add);
        }
        for (QWidget *widget : m_dialog->findChildren<QWidget *>()) {
            const bool control = widget->focusPolicy() != Qt::NoFocus && widget->isVisible() &&
                                 !widget->objectName().startsWith(QStringLiteral("qt_")) && qobject_cast<QLabel *>(widget) == nullptr;
            if (!control || widget->parentWidget()->inherits("QComboBox"))
                continue;
            ++controls;
            QVERIFY2(!widget->objectName().isEmpty(), widget->metaObject()->className());
            QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
            QVERIFY2(!widget->toolTip().isEmpty(), qPrintable(widget->objectName()));
        }
    }
    QVERIFY(controls >= 80);
}

QTEST_MAIN(CreateDialogTest)
#include "create_dialog_test.moc"
