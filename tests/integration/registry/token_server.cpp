// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/registry/token_server.h"

#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/oci/base64.h"
#include "tests/integration/registry/registry_server.h"

#include <QUrl>
#include <QUrlQuery>
#include <algorithm>
#include <ctime>

using namespace tare;

namespace {

std::string base64Url(std::string_view bytes)
{
    std::string out = oci::base64Encode(bytes);
    std::replace(out.begin(), out.end(), '+', '-');
    std::replace(out.begin(), out.end(), '/', '_');
    out.erase(out.find_last_not_of('=') + 1);
    return out;
}

} // namespace

TokenServer::TokenServer(std::string folder) : m_folder(std::move(folder))
{
    if (!runTool({"openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=tests",
                  "-keyout", m_folder + "/token-key.pem", "-out", authority()}) ||
        !runTool({"openssl", "x509", "-in", authority(), "-outform", "DER", "-out", m_folder + "/token-cert.der"}))
        qFatal("no key for tokens");
    m_certificate = oci::base64Encode(readFile(m_folder + "/token-cert.der").value());
    m_server = std::make_unique<MockServer>([this](const MockRequest &r) { return answer(r); });
}

std::string TokenServer::sign(const std::string &claims) const
{
    const std::string head = R"({"typ":"JWT","alg":"RS256","x5c":[")" + m_certificate + "\"]}";
    const std::string signedPart = base64Url(head) + "." + base64Url(claims);
    const std::string file = m_folder + "/token-to-sign";
    if (!writeFileAtomic(file, signedPart) ||
        !runTool({"openssl", "dgst", "-sha256", "-sign", m_folder + "/token-key.pem", "-out", file + ".sig", file}))
        return {};
    return signedPart + "." + base64Url(readFile(file + ".sig").value());
}

MockReply TokenServer::answer(const MockRequest &request)
{
    const std::string given = request.header("authorization");
    const bool known = given == "Basic " + oci::base64Encode("me:secret");
    if (!given.empty() && !known)
        return {401, {}, R"({"errors":[{"code":"UNAUTHORIZED","message":"no"}]})"};
    const QUrlQuery query(QUrl(QString::fromStdString(request.target)));
    std::string access;
    for (const QString &scope : query.allQueryItemValues(QStringLiteral("scope"), QUrl::FullyDecoded)) {
        const QStringList parts = scope.split(u':');
        QStringList actions;
        for (const QString &action : parts.last().split(u','))
            if (known || action == QLatin1String("pull"))
                actions << u'"' + action + u'"';
        access += (access.empty() ? "" : ",") + std::string(R"({"type":")") + parts.first().toStdString() +
                  R"(","name":")" + parts.mid(1, parts.size() - 2).join(u':').toStdString() + R"(","actions":[)" +
                  actions.join(u',').toStdString() + "]}";
    }
    const auto now = static_cast<std::int64_t>(std::time(nullptr));
    const int serial = ++tokens;
    const std::string claims = R"({"iss":"tests","sub":"me","aud":"registry","exp":)" + std::to_string(now + 300) +
                               R"(,"nbf":)" + std::to_string(now - 10) + R"(,"iat":)" + std::to_string(now) +
                               R"(,"jti":")" + std::to_string(serial) + R"(","access":[)" + access + "]}";
    return {200, {"Content-Type: application/json"}, R"({"token":")" + sign(claims) + "\"}"};
}
