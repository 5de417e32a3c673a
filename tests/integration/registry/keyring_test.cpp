// SPDX-License-Identifier: GPL-3.0-or-later
// Accounts in a real keyring, by our own credential helper. Runs in a session that has one (with_keyring.sh).
#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/registry/accounts.h"
#include "core/registry/credential_helper.h"
#include "core/registry/keyring.h"
#include "core/registry/login.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

using namespace tare;
using namespace tare::registry;

namespace {

const std::string domain = "registry.example.org:5000";
const std::string inKeyring = "docker-credential-tare";

std::string dockerFile()
{
    return readFile(environment("HOME") + "/.docker/config.json").value_or(std::string());
}

} // namespace

class KeyringTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void helperSpeaksDockersProtocol();
    void keepsThereWhereDockerWouldUseAFile();
    void replacesWhatTheFileHad();
    void dockersOwnHelperComesFirst();
    void withoutASessionItSaysWhy();
};

void KeyringTest::helperSpeaksDockersProtocol()
{
    QVERIFY(keyringWorks());
    const std::string server = "https://index.docker.io/v1/";
    const Credentials account{"ann", "pässword \"with\" all\\sorts", {}};
    TARE_OK(helperStore(keyringHelper, server, account));
    const auto found = helperGet(keyringHelper, server);
    TARE_OK(found);
    QVERIFY(found->has_value());
    QCOMPARE((*found)->user, account.user);
    QCOMPARE((*found)->password, account.password);
    TARE_OK(helperStore(keyringHelper, server, {"", "", "refresh"}));
    QCOMPARE((*helperGet(keyringHelper, server))->identityToken, std::string("refresh"));
    QVERIFY(helperErase(keyringHelper, server).value_or(false));
    QVERIFY(!helperErase(keyringHelper, server).value_or(true));
    const auto none = helperGet(keyringHelper, server);
    TARE_OK(none);
    QVERIFY(!none->has_value());
    TARE_OK(helperList(keyringHelper));
}

void KeyringTest::keepsThereWhereDockerWouldUseAFile()
{
    const TempHome home;
    QCOMPARE(keepingPlace(domain)->where, inKeyring);
    const auto kept = keepCredentials(domain, {"ann", "secret", {}});
    TARE_OK(kept);
    QCOMPARE(kept->where, inKeyring);
    QVERIFY(!kept->plainText);
    QCOMPARE(dockerFile(), std::string());
    const std::string list = readFile(configDir() + "/accounts.json").value_or("");
    QVERIFY(list.find("ann") != std::string::npos);
    QVERIFY(list.find("secret") == std::string::npos);

    const auto found = findCredentials(domain, "team/app");
    TARE_OK(found);
    QVERIFY(found->has_value());
    QCOMPARE((*found)->password, std::string("secret"));
    QVERIFY(!findCredentials("other.example.org", "x")->has_value());
    const auto accounts = knownAccounts();
    QCOMPARE(accounts.size(), std::size_t{1});
    QCOMPARE(accounts[0].domain, domain);
    QCOMPARE(accounts[0].user, std::string("ann"));
    QCOMPARE(accounts[0].where, inKeyring);

    QVERIFY(forgetCredentials(domain).value_or(false));
    QVERIFY(!findCredentials(domain, "team/app")->has_value());
    QVERIFY(!helperGet(keyringHelper, domain)->has_value());
    QVERIFY(knownAccounts().empty());
    QVERIFY(!forgetCredentials(domain).value_or(true));
}

void KeyringTest::replacesWhatTheFileHad()
{
    const TempHome home;
    const std::string folder = environment("HOME") + "/.docker";
    TARE_OK(makeDirs(folder));
    // "old:old"
    TARE_OK(writeFileAtomic(folder + "/config.json", R"({"auths":{")" + domain + R"(":{"auth":"b2xkOm9sZA=="}},"x":1})"));
    QCOMPARE(knownAccounts().at(0).user, std::string("old"));
    QVERIFY(knownAccounts().at(0).plainText);
    TARE_OK(keepCredentials(domain, {"ann", "new", {}}));
    QCOMPARE((*findCredentials(domain, "a"))->password, std::string("new"));
    QVERIFY(dockerFile().find(domain) == std::string::npos);
    QVERIFY(dockerFile().find("\"x\"") != std::string::npos);
    TARE_OK(forgetCredentials(domain));
}

void KeyringTest::dockersOwnHelperComesFirst()
{
    const TempHome home;
    const std::string folder = environment("HOME") + "/.docker";
    TARE_OK(makeDirs(folder));
    TARE_OK(writeFileAtomic(folder + "/config.json", R"({"credsStore":"mine"})"));
    QCOMPARE(keepingPlace(domain)->where, std::string("docker-credential-mine"));
    qputenv("REGISTRY_AUTH_FILE", QByteArray::fromStdString(home.file("auth.json")));
    const auto kept = keepCredentials(domain, {"ann", "secret", {}});
    qunsetenv("REGISTRY_AUTH_FILE");
    TARE_OK(kept);
    QVERIFY2(kept->plainText, "who names a file gets that file");
}

void KeyringTest::withoutASessionItSaysWhy()
{
    const TempHome home;
    TARE_OK(keepCredentials(domain, {"ann", "secret", {}}));
    const QByteArray bus = qgetenv("DBUS_SESSION_BUS_ADDRESS");
    qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    const bool works = keyringWorks();
    const auto found = findCredentials(domain, "a");
    const auto place = keepingPlace(domain);
    qputenv("DBUS_SESSION_BUS_ADDRESS", bus);
    QVERIFY(!works);
    TARE_FAILS(found, Errc::Unauthorized);
    QVERIFY(found.error().text().find("no keyring") != std::string::npos);
    QVERIFY(found.error().advice.find("tare login") != std::string::npos);
    TARE_OK(place);
    QVERIFY(place->plainText);
    TARE_OK(forgetCredentials(domain));
}

QTEST_GUILESS_MAIN(KeyringTest)
#include "keyring_test.moc"
