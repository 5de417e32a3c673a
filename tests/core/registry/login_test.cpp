// SPDX-License-Identifier: GPL-3.0-or-later
// Logging in and out: what the registry is asked, and who keeps the password.
#include "core/base/file.h"
#include "core/oci/base64.h"
#include "core/registry/login.h"
#include "tests/core/registry/mock_server.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

#include <sys/stat.h>

using namespace tare;
using namespace tare::registry;

namespace {

// A credential helper that keeps what it is given in a file, and notes what it was asked.
struct Helper
{
    explicit Helper(const TempHome &home, const std::string &name = "tests") : folder(home.file("helper"))
    {
        const std::string script = "#!/bin/sh\ncd '" + folder +
                                   "' || exit 1\necho \"$1\" >> asked\ninput=$(cat)\ncase $1 in\n"
                                   "store) printf %s \"$input\" > kept;;\n"
                                   "get) [ \"$input\" = \"$(cat server 2>/dev/null)\" ] && [ -f kept ] && cat kept || "
                                   "{ echo credentials not found in native keychain; exit 1; };;\n"
                                   "erase) rm -f kept;;\nesac\n";
        if (!makeDirs(folder) || !writeFileAtomic(folder + "/docker-credential-" + name, script, 0700))
            qFatal("no helper");
        before = qgetenv("PATH");
        qputenv("PATH", QByteArray::fromStdString(folder) + ":" + before);
    }
    ~Helper() { qputenv("PATH", before); }
    Helper(const Helper &) = delete;
    Helper &operator=(const Helper &) = delete;
    [[nodiscard]] std::string read(const std::string &name) const { return readFile(folder + "/" + name).value_or(""); }
    std::string folder;
    QByteArray before;
};

} // namespace

class LoginTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void names();
    void basic();
    void bearer();
    void withoutQuestions();
    void inTheFile();
    void fileStaysWhatItIs();
    void fileThatIsNone();
    void helper();
    void helperFails();
    void helperForAll();
    void forget();
};

void LoginTest::names()
{
    for (const char *hub : {"", "docker.io", "https://index.docker.io/v1/", "index.docker.io", "registry-1.docker.io"})
        QCOMPARE(serverDomain(hub).value_or("?"), std::string("docker.io"));
    QCOMPARE(serverDomain("localhost:5000").value_or("?"), std::string("localhost:5000"));
    QCOMPARE(serverDomain("https://r.example.org/v2/").value_or("?"), std::string("r.example.org"));
    QCOMPARE(serverDomain("r.example.org/team/x").value_or("?"), std::string("r.example.org"));
    for (const char *bad : {"a b", "-", "r.example.org:x", "https://", "../x"})
        TARE_FAILS(serverDomain(bad), Errc::InvalidArgument);
    QCOMPARE(serverKey("docker.io"), std::string("https://index.docker.io/v1/"));
}

void LoginTest::basic()
{
    const TempHome home;
    MockServer registry([](const MockRequest &r) -> MockReply {
        if (r.header("authorization") == "Basic " + oci::base64Encode("me:pw"))
            return {200, {}, "{}"};
        return {401, {"WWW-Authenticate: Basic realm=\"r\""}};
    });
    const auto good = tryLogin({registry.host(), {"me", "pw", {}}, false, {}, {}});
    TARE_OK(good);
    QCOMPARE(good->password, std::string("pw"));
    const auto wrong = tryLogin({registry.host(), {"me", "no", {}}, false, {}, {}});
    TARE_FAILS(wrong, Errc::Unauthorized);
    QVERIFY(wrong.error().text().find("no") == std::string::npos ||
            wrong.error().text().find("me:no") == std::string::npos);
}

void LoginTest::bearer()
{
    const TempHome home;
    std::string token = R"({"token":"t1","refresh_token":"r1"})";
    MockServer tokens([&](const MockRequest &r) -> MockReply {
        if (r.header("authorization") != "Basic " + oci::base64Encode("me:pw"))
            return {401};
        return {200, {}, token};
    });
    MockServer registry([&](const MockRequest &r) -> MockReply {
        if (r.header("authorization") == "Bearer t1")
            return {200, {}, "{}"};
        return {401, {"WWW-Authenticate: Bearer realm=\"" + tokens.url("/token") + "\",service=\"s\""}};
    });
    const auto good = tryLogin({registry.host(), {"me", "pw", {}}, false, {}, {}});
    TARE_OK(good);
    QCOMPARE(good->identityToken, std::string("r1"));
    QCOMPARE(good->password, std::string());
    QCOMPARE(tokens.requests().at(0).target,
             std::string("/token?service=s&account=me&client_id=tare&offline_token=true"));
    TARE_FAILS(tryLogin({registry.host(), {"me", "no", {}}, false, {}, {}}), Errc::Unauthorized);
    token = R"({"token":"t2"})"; // which the registry does not take
    TARE_FAILS(tryLogin({registry.host(), {"me", "pw", {}}, false, {}, {}}), Errc::Unauthorized);
}

void LoginTest::withoutQuestions()
{
    const TempHome home;
    MockServer registry([](const MockRequest &) { return MockReply{200, {}, "{}"}; });
    TARE_OK(tryLogin({registry.host(), {"me", "pw", {}}, false, {}, {}}));
    for (const MockRequest &r : registry.requests())
        QCOMPARE(r.header("authorization"), std::string()); // nobody asked
    MockServer page([](const MockRequest &) { return MockReply{200, {"Content-Type: text/html"}, "<html>"}; });
    TARE_FAILS(tryLogin({page.host(), {"me", "pw", {}}, false, {}, {}}), Errc::RegistryError);
}

void LoginTest::inTheFile()
{
    const TempHome home;
    const auto kept = keepCredentials("docker.io", {"me", "pw", {}});
    TARE_OK(kept);
    const std::string file = home.file(".docker/config.json");
    QCOMPARE(kept->where, file);
    QVERIFY(kept->plainText);
    struct stat st
    {};
    QCOMPARE(::stat(file.c_str(), &st), 0);
    QCOMPARE(st.st_mode & 0777U, 0600U);
    QVERIFY(readFile(file)->find("\"https://index.docker.io/v1/\"") != std::string::npos);
    const auto found = findCredentials("docker.io", "library/ubuntu");
    TARE_OK(found);
    QCOMPARE((*found)->user, std::string("me"));
    QCOMPARE((*found)->password, std::string("pw"));
    TARE_OK(keepCredentials("r.lan:5000", {"you", "", "token"}));
    QCOMPARE((*findCredentials("r.lan:5000", "x"))->identityToken, std::string("token"));
    qputenv("REGISTRY_AUTH_FILE", QByteArray::fromStdString(home.file("other.json")));
    TARE_OK(keepCredentials("r.lan:5000", {"third", "p", {}}));
    QCOMPARE((*findCredentials("r.lan:5000", "x"))->user, std::string("third"));
    qunsetenv("REGISTRY_AUTH_FILE");
    QCOMPARE((*findCredentials("r.lan:5000", "x"))->identityToken, std::string("token"));
}

void LoginTest::fileStaysWhatItIs()
{
    const TempHome home;
    const std::string real = home.file("dotfiles.json");
    TARE_OK(makeDirs(home.file(".docker")));
    QCOMPARE(::symlink(real.c_str(), home.file(".docker/config.json").c_str()), 0);
    const std::string before = R"({"psFormat":"x","auths":{"https://r.lan/v1/":{"auth":"b2xkOm9sZA=="},)"
                               R"("other.lan":{"auth":"eDp5"}},"HttpHeaders":{"a":"b"}})";
    TARE_OK(writeFileAtomic(real, before));
    TARE_OK(keepCredentials("r.lan", {"me", "pw", {}}));
    struct stat st
    {};
    QCOMPARE(::lstat(home.file(".docker/config.json").c_str(), &st), 0);
    QVERIFY(S_ISLNK(st.st_mode));
    const std::string text = readFile(real).value();
    for (const char *there : {"psFormat", "HttpHeaders", "other.lan", "eDp5"})
        QVERIFY(text.find(there) != std::string::npos);
    QVERIFY(text.find("https://r.lan/v1/") == std::string::npos); // the same registry under an old name
    QVERIFY(text.find("psFormat") < text.find("HttpHeaders"));
    QCOMPARE((*findCredentials("r.lan", "x"))->user, std::string("me"));
}

void LoginTest::fileThatIsNone()
{
    const TempHome home;
    TARE_OK(makeDirs(home.file(".docker")));
    const std::string file = home.file(".docker/config.json");
    for (const char *text : {"{\"auths\":", "[]", "{\"auths\":[]}"}) {
        TARE_OK(writeFileAtomic(file, text));
        TARE_FAILS(keepCredentials("r.lan", {"me", "pw", {}}), Errc::InvalidArgument);
        QCOMPARE(readFile(file).value(), std::string(text));
    }
}

void LoginTest::helper()
{
    const TempHome home;
    const Helper helper(home);
    TARE_OK(makeDirs(home.file(".docker")));
    const std::string file = home.file(".docker/config.json");
    TARE_OK(writeFileAtomic(file, R"({"credHelpers":{"r.lan:5000":"tests"},"auths":{}})"));
    TARE_OK(writeFileAtomic(helper.folder + "/server", "r.lan:5000"));
    const auto kept = keepCredentials("r.lan:5000", {"me", "very secret", {}});
    TARE_OK(kept);
    QCOMPARE(kept->where, std::string("docker-credential-tests"));
    QVERIFY(!kept->plainText);
    QVERIFY(helper.read("kept").find("very secret") != std::string::npos);
    const std::string text = readFile(file).value();
    QVERIFY(text.find("secret") == std::string::npos);
    QVERIFY(text.find(oci::base64Encode("me:very secret")) == std::string::npos);
    const auto found = findCredentials("r.lan:5000", "x");
    TARE_OK(found);
    QCOMPARE((*found)->password, std::string("very secret"));
    QVERIFY(!*findCredentials("other.lan", "x"));
    TARE_OK(keepCredentials("r.lan:5000", {"me", "", "identity"}));
    QCOMPARE((*findCredentials("r.lan:5000", "x"))->identityToken, std::string("identity"));
}

void LoginTest::helperFails()
{
    const TempHome home;
    const Helper helper(home);
    TARE_OK(writeFileAtomic(helper.folder + "/docker-credential-tests", "#!/bin/sh\necho no session bus\nexit 1\n", 0700));
    TARE_OK(makeDirs(home.file(".docker")));
    const std::string file = home.file(".docker/config.json");
    const std::string before = R"({"credsStore":"tests"})";
    TARE_OK(writeFileAtomic(file, before));
    const auto kept = keepCredentials("r.lan", {"me", "pw", {}});
    TARE_FAILS(kept, Errc::Unauthorized);
    QVERIFY(kept.error().text().find("no session bus") != std::string::npos);
    QCOMPARE(readFile(file).value(), before); // and never into the file
    QVERIFY(!*findCredentials("r.lan", "x")); // it was only asked as it is asked for every server
    TARE_OK(writeFileAtomic(file, R"({"credsStore":"tests","auths":{"r.lan":{}}})"));
    TARE_FAILS(findCredentials("r.lan", "x"), Errc::Unauthorized);
    TARE_OK(writeFileAtomic(file, R"({"credsStore":"../../bin/sh"})"));
    TARE_FAILS(keepCredentials("r.lan", {"me", "pw", {}}), Errc::InvalidArgument);
}

void LoginTest::helperForAll()
{
    const TempHome home;
    const Helper helper(home);
    TARE_OK(makeDirs(home.file(".docker")));
    TARE_OK(writeFileAtomic(home.file(".docker/config.json"), R"({"credsStore":"tests"})"));
    TARE_OK(writeFileAtomic(helper.folder + "/server", "https://index.docker.io/v1/"));
    TARE_OK(writeFileAtomic(helper.folder + "/kept", R"({"ServerURL":"x","Username":"me","Secret":"pw"})"));
    const auto found = findCredentials("docker.io", "library/x"); // Docker asks it without an entry, too
    TARE_OK(found);
    QVERIFY(found->has_value());
    QCOMPARE((*found)->user, std::string("me"));
}

void LoginTest::forget()
{
    const TempHome home;
    QCOMPARE(forgetCredentials("docker.io").value_or(true), false);
    TARE_OK(keepCredentials("docker.io", {"me", "pw", {}}));
    TARE_OK(keepCredentials("r.lan", {"me", "pw", {}}));
    QCOMPARE(forgetCredentials("docker.io").value_or(false), true);
    QVERIFY(!*findCredentials("docker.io", "library/x"));
    QVERIFY(findCredentials("r.lan", "x")->has_value());
    const Helper helper(home);
    TARE_OK(writeFileAtomic(home.file(".docker/config.json"), R"({"credsStore":"tests"})"));
    TARE_OK(writeFileAtomic(helper.folder + "/server", "r.lan"));
    TARE_OK(keepCredentials("r.lan", {"me", "pw", {}}));
    QCOMPARE(forgetCredentials("r.lan").value_or(false), true);
    QCOMPARE(helper.read("kept"), std::string());
    QVERIFY(readFile(home.file(".docker/config.json"))->find("r.lan") == std::string::npos);
    QCOMPARE(forgetCredentials("r.lan").value_or(true), false);
}

QTEST_APPLESS_MAIN(LoginTest)
#include "login_test.moc"
