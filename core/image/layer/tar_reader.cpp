// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/layer/tar_reader.h"

#include <archive.h>
#include <archive_entry.h>
#include <cerrno>
#include <clocale>
#include <locale.h> // NOLINT: uselocale(3)
#include <optional>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace tare::image {
namespace {

// libarchive converts the names of pax headers to the locale's character set; in the C locale it would lose those
// that are not ASCII.
class Utf8Locale
{
public:
    Utf8Locale() : m_old(::uselocale(utf8())) {}
    ~Utf8Locale() { ::uselocale(m_old); }
    Utf8Locale(const Utf8Locale &) = delete;
    Utf8Locale &operator=(const Utf8Locale &) = delete;

private:
    static locale_t utf8()
    {
        static const locale_t locale = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
        return locale;
    }
    locale_t m_old;
};

} // namespace

namespace {

struct FileBlocks
{
    UniqueFd fd;
    std::vector<char> buffer = std::vector<char>(16U << 10U); // headers stand far apart
    la_int64_t at = 0;
};

class NoSource final : public ByteSource
{
    Result<std::string_view> next() override { return std::string_view(); }
};

} // namespace

struct TarReader::Impl
{
    ByteSource &source;
    NoSource none; // of one that reads a file
    FileBlocks file;
    std::string name;
    archive *reader = archive_read_new();
    std::optional<Error> failure; // of the source: libarchive only knows that something failed
    bool ended = false;

    Impl(ByteSource &from, std::string called) : source(from), name(std::move(called)) {}
    Impl(UniqueFd fd, std::string called) : source(none), name(std::move(called)) { file.fd = std::move(fd); }
    Impl(const Impl &) = delete;
    Impl &operator=(const Impl &) = delete;
    ~Impl() { archive_read_free(reader); }

    tl::unexpected<Error> error()
    {
        if (failure)
            return tl::unexpected<Error>(*failure);
        const char *text = archive_error_string(reader);
        const std::string why = text == nullptr ? "not a tar archive" : text;
        if (why.find("too large") != std::string::npos)
            return fail(Errc::TooLarge, name, why);
        return fail(Errc::CorruptArchive, name, why);
    }

    static la_ssize_t read(archive *reader, void *self, const void **buffer)
    {
        Impl &impl = *static_cast<Impl *>(self);
        if (impl.ended)
            return 0;
        auto piece = impl.source.next();
        if (!piece) {
            impl.failure = std::move(piece).error();
            archive_set_error(reader, EIO, "the source failed");
            return -1;
        }
        impl.ended = piece->empty();
        *buffer = piece->data();
        return static_cast<la_ssize_t>(piece->size());
    }
};

namespace {

la_ssize_t readBlock(archive *reader, void *self, const void **buffer)
{
    FileBlocks &blocks = *static_cast<FileBlocks *>(self);
    ssize_t n = 0;
    do {
        n = ::pread(blocks.fd.get(), blocks.buffer.data(), blocks.buffer.size(), blocks.at);
    } while (n < 0 && errno == EINTR);
    if (n < 0) {
        archive_set_error(reader, errno, "cannot read");
        return -1;
    }
    blocks.at += n;
    *buffer = blocks.buffer.data();
    return n;
}

la_int64_t skipBlocks(archive *, void *self, la_int64_t count)
{
    static_cast<FileBlocks *>(self)->at += count;
    return count;
}

} // namespace

TarReader::TarReader(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
TarReader::~TarReader() = default;
TarReader::TarReader(TarReader &&) noexcept = default;

Result<TarReader> TarReader::open(ByteSource &source, const std::string &name)
{
    auto impl = std::make_unique<Impl>(source, name);
    const Utf8Locale locale;
    archive *a = impl->reader;
    if (a == nullptr)
        return fail(Errc::Internal, name, "out of memory");
    archive_read_support_format_tar(a);
    archive_read_support_format_empty(a); // a layer without a single byte
    if (archive_read_open2(a, impl.get(), nullptr, Impl::read, nullptr, nullptr) != ARCHIVE_OK)
        return impl->error();
    return TarReader(std::move(impl));
}

Result<TarReader> TarReader::openFile(UniqueFd fd, const std::string &name)
{
    auto impl = std::make_unique<Impl>(std::move(fd), name);
    const Utf8Locale locale;
    archive *a = impl->reader;
    if (a == nullptr)
        return fail(Errc::Internal, name, "out of memory");
    archive_read_support_format_tar(a);
    archive_read_support_format_empty(a);
    if (archive_read_open2(a, &impl->file, nullptr, readBlock, skipBlocks, nullptr) != ARCHIVE_OK)
        return impl->error();
    return TarReader(std::move(impl));
}

std::int64_t TarReader::position() const { return archive_filter_bytes(m_impl->reader, 0); }

Result<bool> TarReader::next(TarEntry &out)
{
    const Utf8Locale locale;
    archive_entry *e = nullptr;
    const int code = archive_read_next_header(m_impl->reader, &e);
    if (code == ARCHIVE_EOF && !m_impl->failure)
        return false;
    if (code != ARCHIVE_OK && code != ARCHIVE_WARN)
        return m_impl->error();
    out = {};
    const char *path = archive_entry_pathname(e);
    if (path == nullptr || *path == '\0')
        return fail(Errc::CorruptArchive, m_impl->name, "an entry has no name, or none that is UTF-8");
    out.path = path;
    out.mode = archive_entry_mode(e) & 07777U;
    out.uid = archive_entry_uid(e);
    out.gid = archive_entry_gid(e);
    out.size = archive_entry_size_is_set(e) != 0 ? archive_entry_size(e) : 0;
    out.isSparse = archive_entry_sparse_count(e) > 0;
    out.modified = {archive_entry_mtime(e), archive_entry_mtime_nsec(e)};
    if (const char *link = archive_entry_hardlink(e)) {
        out.type = TarEntry::Type::HardLink;
        out.target = link;
        return true;
    }
    switch (archive_entry_filetype(e)) {
    case AE_IFREG: out.type = TarEntry::Type::File; break;
    case AE_IFDIR: out.type = TarEntry::Type::Folder; break;
    case AE_IFLNK: {
        out.type = TarEntry::Type::Symlink;
        const char *target = archive_entry_symlink(e);
        out.target = target == nullptr ? "" : target;
        break;
    }
    case AE_IFIFO: out.type = TarEntry::Type::Fifo; break;
    case AE_IFCHR: out.type = TarEntry::Type::CharDevice; break;
    case AE_IFBLK: out.type = TarEntry::Type::BlockDevice; break;
    default: return fail(Errc::CorruptArchive, m_impl->name, "an entry of an unknown type: " + out.path);
    }
    if (out.size < 0)
        return fail(Errc::CorruptArchive, m_impl->name, "an entry of negative size: " + out.path);
    out.device = makedev(static_cast<unsigned int>(archive_entry_rdevmajor(e)),
                         static_cast<unsigned int>(archive_entry_rdevminor(e)));
    if (archive_entry_xattr_reset(e) > 0) {
        const char *key = nullptr;
        const void *value = nullptr;
        std::size_t size = 0;
        while (archive_entry_xattr_next(e, &key, &value, &size) == ARCHIVE_OK) {
            if (key != nullptr)
                out.xattrs.emplace_back(key, std::string(static_cast<const char *>(value), size));
        }
    }
    return true;
}

Result<bool> TarReader::data(std::string_view &piece, std::int64_t &offset)
{
    const void *buffer = nullptr;
    std::size_t size = 0;
    la_int64_t at = 0;
    const int code = archive_read_data_block(m_impl->reader, &buffer, &size, &at);
    if (code == ARCHIVE_EOF && !m_impl->failure)
        return false;
    if (code != ARCHIVE_OK && code != ARCHIVE_WARN)
        return m_impl->error();
    piece = std::string_view(static_cast<const char *>(buffer), size);
    offset = at;
    return true;
}

} // namespace tare::image
