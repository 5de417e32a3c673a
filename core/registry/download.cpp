// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/registry/download.h"

#include "core/base/file.h"
#include "core/base/scope_exit.h"
#include "core/base/strings.h"
#include "core/registry/file_sink.h"

#include <cstdio>
#include <cstdlib>
#include <sys/stat.h>
#include <unistd.h>

namespace tare::registry {
namespace {

Status checkStatus(const Response &response)
{
    const int status = response.head.status;
    if (status == 200 || status == 206)
        return {};
    const std::string what = "it answers " + std::to_string(status) + " for " + response.url.text;
    if (status == 404 || status == 410)
        return fail(Errc::NotFound, response.url.text, "the server answers " + std::to_string(status));
    if (status == 401 || status == 403)
        return fail(Errc::Unauthorized, response.url.authority(), what);
    return fail(Errc::NetworkError, response.url.authority(), what);
}

Result<Request> makeRequest(const std::string &url, const DownloadOptions &options)
{
    Request request;
    request.url = TARE_TRY(Url::parse(url));
    request.plain = options.plain;
    if (options.insecure)
        request.insecureHost = request.url.host;
    return request;
}

// umask(2) cannot be read without setting it, which other threads would notice (proc(5) since Linux 4.7).
mode_t withUmask(mode_t mode)
{
    const auto status = readFile("/proc/self/status", 64U << 10U);
    const std::size_t at = status ? status->find("\nUmask:\t") : std::string::npos;
    if (at == std::string::npos)
        return mode & ~mode_t{077};
    return mode & ~static_cast<mode_t>(std::strtoul(status->c_str() + at + 8, nullptr, 8));
}

} // namespace

Result<Downloaded> download(const std::string &url, const std::string &file, const DownloadOptions &options,
                            const ProgressSink &progress, const CancelToken &cancel)
{
    Request request = TARE_TRY(makeRequest(url, options));
    FileSinkOptions sinkOptions;
    sinkOptions.name = url;
    sinkOptions.limit = options.maxBytes;
    sinkOptions.progressId = options.progressId;
    sinkOptions.progress = progress;
    if (!options.sha256.empty())
        sinkOptions.expected = TARE_TRY(oci::Digest::parse("sha256:" + options.sha256));
    const std::string temporary = file + ".part-" + randomHex(6);
    FileSink sink = TARE_TRY(FileSink::create(temporary, std::move(sinkOptions)));
    ScopeExit remove([&] { ::unlink(temporary.c_str()); });
    request.sink = &sink;
    HttpSession session(options.http, cancel);
    const Response response = TARE_TRY(session.perform(std::move(request)));
    TARE_CHECK(checkStatus(response));
    Downloaded out;
    out.size = sink.offset();
    out.digest = TARE_TRY(sink.finish());
    if (::fchmod(sink.fd(), withUmask(0644)) != 0 || ::fsync(sink.fd()) != 0)
        return failSystem("write", temporary);
    if (::rename(temporary.c_str(), file.c_str()) != 0)
        return failSystem("rename", temporary);
    remove.dismiss();
    const std::size_t slash = file.rfind('/');
    TARE_CHECK(syncDir(slash == std::string::npos ? "." : file.substr(0, slash + 1)));
    if (progress)
        progress({options.progressId, Progress::Phase::Done, out.size, out.size, {}});
    return out;
}

Result<std::string> fetchText(const std::string &url, std::size_t limit, const CancelToken &cancel,
                              const DownloadOptions &options)
{
    Request request = TARE_TRY(makeRequest(url, options));
    request.limit = limit;
    HttpSession session(options.http, cancel);
    Response response = TARE_TRY(session.perform(std::move(request)));
    TARE_CHECK(checkStatus(response));
    if (!options.sha256.empty()) {
        const oci::Digest wanted = TARE_TRY(oci::Digest::parse("sha256:" + options.sha256));
        const oci::Digest got = oci::Digest::sha256(response.body);
        if (got != wanted)
            return fail(Errc::DigestMismatch, wanted.text(), "the bytes that came are " + got.text());
    }
    return std::move(response.body);
}

} // namespace tare::registry
