// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vm/kernel/unpack.h"

#include "core/base/file.h"
#include "core/base/strings.h"

#include <archive.h>
#include <archive_entry.h>
#include <memory>

namespace tare::vm {

namespace {

constexpr std::size_t largestModule = 64U << 20U;
constexpr std::size_t largestFile = 256U << 20U;
constexpr std::size_t largestPackage = 1U << 30U;

using Reader = std::unique_ptr<archive, int (*)(archive *)>;

Reader reader()
{
    return {::archive_read_new(), ::archive_read_free};
}

std::string reasonOf(archive *a)
{
    const char *text = ::archive_error_string(a);
    return text == nullptr ? "it cannot be read" : escapeControl(text);
}

// The current entry's bytes.
Result<std::string> contents(archive *a, const std::string &subject, std::size_t limit)
{
    std::string out;
    char buffer[64U << 10U];
    for (;;) {
        const la_ssize_t n = ::archive_read_data(a, buffer, sizeof buffer);
        if (n < 0)
            return fail(Errc::CorruptArchive, subject, reasonOf(a));
        if (n == 0)
            return out;
        if (out.size() + static_cast<std::size_t>(n) > limit)
            return fail(Errc::TooLarge, subject,
                        "it holds more than " + std::to_string(limit >> 20U) + " MiB");
        out.append(buffer, static_cast<std::size_t>(n));
    }
}

// data.tar.* inside the ar archive, handed to a second reader piece by piece.
struct Inner
{
    archive *outer;
    char buffer[64U << 10U];

    static la_ssize_t read(archive *, void *self, const void **out)
    {
        auto *inner = static_cast<Inner *>(self);
        *out = inner->buffer;
        return ::archive_read_data(inner->outer, inner->buffer, sizeof inner->buffer);
    }
};

} // namespace

Result<std::string> decompress(std::string_view bytes, std::size_t limit)
{
    const Reader a = reader();
    ::archive_read_support_filter_xz(a.get());
    ::archive_read_support_filter_zstd(a.get());
    ::archive_read_support_filter_gzip(a.get());
    ::archive_read_support_format_raw(a.get());
    archive_entry *entry = nullptr;
    if (::archive_read_open_memory(a.get(), bytes.data(), bytes.size()) != ARCHIVE_OK ||
        ::archive_read_next_header(a.get(), &entry) != ARCHIVE_OK)
        return fail(Errc::CorruptArchive, "compressed file", reasonOf(a.get()));
    return contents(a.get(), "compressed file", limit);
}

Result<std::string> readModule(const std::string &path)
{
    std::string bytes = TARE_TRY(readFile(path, largestModule));
    if (path.size() > 3 && path.compare(path.size() - 3, 3, ".ko") == 0)
        return bytes;
    return decompress(bytes, largestModule).map_error([&](Error e) {
        e.subject = path;
        return e;
    });
}

Status readDeb(const std::string &path, const std::function<bool(const std::string &)> &wanted,
               const std::function<Status(const std::string &, std::string)> &file, const CancelToken &cancel)
{
    const Reader outer = reader();
    ::archive_read_support_format_ar(outer.get());
    if (::archive_read_open_filename(outer.get(), path.c_str(), 64U << 10U) != ARCHIVE_OK)
        return fail(Errc::CorruptArchive, path, reasonOf(outer.get()));
    archive_entry *entry = nullptr;
    for (;;) {
        if (::archive_read_next_header(outer.get(), &entry) != ARCHIVE_OK)
            return fail(Errc::CorruptArchive, path, "it holds no data.tar");
        const char *name = ::archive_entry_pathname(entry);
        if (name != nullptr && std::string_view(name).rfind("data.tar", 0) == 0)
            break;
    }
    const auto inner = std::make_unique<Inner>();
    inner->outer = outer.get();
    const Reader tar = reader();
    ::archive_read_support_filter_all(tar.get());
    ::archive_read_support_format_tar(tar.get());
    if (::archive_read_open(tar.get(), inner.get(), nullptr, Inner::read, nullptr) != ARCHIVE_OK)
        return fail(Errc::CorruptArchive, path, reasonOf(tar.get()));
    std::size_t total = 0;
    for (;;) {
        TARE_CHECK(cancel.check());
        const int status = ::archive_read_next_header(tar.get(), &entry);
        if (status == ARCHIVE_EOF)
            return {};
        if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
            return fail(Errc::CorruptArchive, path, reasonOf(tar.get()));
        const char *raw = ::archive_entry_pathname(entry);
        std::string name = raw == nullptr ? "" : raw;
        if (name.rfind("./", 0) == 0)
            name.erase(0, 2);
        if (::archive_entry_filetype(entry) != AE_IFREG || ::archive_entry_hardlink(entry) != nullptr ||
            !wanted(name))
            continue;
        std::string bytes = TARE_TRY(contents(tar.get(), path, largestFile));
        total += bytes.size();
        if (total > largestPackage)
            return fail(Errc::TooLarge, path, "its files hold more than 1 GiB");
        TARE_CHECK(file(name, std::move(bytes)));
    }
}

} // namespace tare::vm
