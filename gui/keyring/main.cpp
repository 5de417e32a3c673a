// SPDX-License-Identifier: GPL-3.0-or-later
// docker-credential-tare: registry passwords in the desktop's keyring, by QtKeychain (Secret Service or KWallet). The verbs
// are docker-credential-helpers'; "available" is one more: whether there is a keyring. list knows nothing, since QtKeychain
// cannot enumerate: accounts.json names them (core/registry/keyring.h). Never falls back to a file.
#include "gui/keyring/secret.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTimer>
#include <cstdio>
#include <iostream>
#include <iterator>
#include <qt6keychain/keychain.h>

namespace {

using namespace Qt::StringLiterals;

const QString service = u"Tare"_s;
constexpr std::size_t maxInput = 1U << 20U;

int say(const QString &text, int code)
{
    std::fputs((text + u'\n').toUtf8().constData(), stdout);
    return code;
}

std::string input()
{
    std::string out;
    char part[4096];
    while (out.size() < maxInput) {
        const std::size_t n = std::fread(part, 1, sizeof part, stdin);
        if (n == 0)
            break;
        out.append(part, n);
    }
    while (!out.empty() && (out.back() == '\n' || out.back() == '\r'))
        out.pop_back();
    return out;
}

// Without one libsecret would wait for a bus to be started, or start one that nobody else sees.
bool hasSessionBus()
{
    const QString runtimeDir = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS") ||
           (!runtimeDir.isEmpty() && QFileInfo::exists(runtimeDir + u"/bus"_s));
}

// Runs the job to its end; the caller deletes it.
QKeychain::Error run(QKeychain::Job &job, const std::string &server)
{
    job.setAutoDelete(false);
    job.setInsecureFallback(false);
    job.setKey(QString::fromStdString(server));
    QObject::connect(&job, &QKeychain::Job::finished, QCoreApplication::instance(), &QCoreApplication::quit,
                     Qt::QueuedConnection);
    QTimer::singleShot(0, &job, [&job]() { job.start(); });
    QCoreApplication::exec();
    return job.error();
}

int store()
{
    const auto secret = tare::keyring::parseSecret(input());
    if (!secret)
        return say(u"no credentials server URL"_s, 1);
    QKeychain::WritePasswordJob job(service);
    job.setTextData(QString::fromStdString(tare::keyring::secretText(*secret)));
    return run(job, secret->server) == QKeychain::NoError ? 0 : say(job.errorString(), 1);
}

int get()
{
    const std::string server = input();
    if (server.empty())
        return say(u"no credentials server URL"_s, 1);
    QKeychain::ReadPasswordJob job(service);
    const QKeychain::Error error = run(job, server);
    if (error == QKeychain::EntryNotFound)
        return say(u"credentials not found in native keychain"_s, 1);
    if (error != QKeychain::NoError)
        return say(job.errorString(), 1);
    return say(job.textData(), 0);
}

int erase()
{
    const std::string server = input();
    if (server.empty())
        return say(u"no credentials server URL"_s, 1);
    QKeychain::DeletePasswordJob job(service);
    const QKeychain::Error error = run(job, server);
    if (error == QKeychain::EntryNotFound)
        return say(u"credentials not found in native keychain"_s, 1);
    return error == QKeychain::NoError ? 0 : say(job.errorString(), 1);
}

// A keyring that has nothing of this name is one.
int available()
{
    QKeychain::ReadPasswordJob job(service);
    const QKeychain::Error error = run(job, "tare:available");
    if (error == QKeychain::NoError || error == QKeychain::EntryNotFound)
        return say(u"yes"_s, 0);
    return say(job.errorString(), 1);
}

} // namespace

int main(int argc, char **argv)
{
    const std::string verb = argc == 2 ? argv[1] : "";
    if (verb == "version")
        return say(QStringLiteral("docker-credential-tare " TARE_VERSION), 0);
    if (verb == "list")
        return say(u"{}"_s, 0);
    if (!hasSessionBus())
        return say(u"there is no desktop session here, and so no keyring"_s, 1);
    const QCoreApplication app(argc, argv);
    if (verb == "store")
        return store();
    if (verb == "get")
        return get();
    if (verb == "erase")
        return erase();
    if (verb == "available")
        return available();
    std::fputs("Usage: docker-credential-tare store|get|erase|list|version|available\n", stderr);
    return 2;
}
