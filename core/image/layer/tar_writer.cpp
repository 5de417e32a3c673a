// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/layer/tar_writer.h"

#include <archive.h>
#include <archive_entry.h>

namespace tare::image {

struct TarWriter::Impl
{
    archive *writer = archive_write_new();
    std::string bytes;

    Impl() = default;
    Impl(const Impl &) = delete;
    Impl &operator=(const Impl &) = delete;
    ~Impl() { archive_write_free(writer); }

    static la_ssize_t take(archive *, void *self, const void *buffer, std::size_t size)
    {
        static_cast<Impl *>(self)->bytes.append(static_cast<const char *>(buffer), size);
        return static_cast<la_ssize_t>(size);
    }

    Status add(const std::string &path, mode_t type, mode_t mode, unsigned int uid, unsigned int gid,
               std::string_view data, const std::string &target)
    {
        const std::unique_ptr<archive_entry, void (*)(archive_entry *)> e(archive_entry_new(), archive_entry_free);
        archive_entry_set_pathname(e.get(), path.c_str());
        archive_entry_set_filetype(e.get(), type);
        archive_entry_set_perm(e.get(), mode);
        archive_entry_set_uid(e.get(), uid);
        archive_entry_set_gid(e.get(), gid);
        archive_entry_set_mtime(e.get(), 0, 0);
        archive_entry_set_size(e.get(), static_cast<la_int64_t>(data.size()));
        if (type == AE_IFLNK)
            archive_entry_set_symlink(e.get(), target.c_str());
        if (archive_write_header(writer, e.get()) != ARCHIVE_OK ||
            archive_write_data(writer, data.data(), data.size()) != static_cast<la_ssize_t>(data.size()))
            return fail(Errc::Internal, path, "cannot write the archive");
        return {};
    }
};

TarWriter::TarWriter() : m_impl(std::make_unique<Impl>())
{
    archive_write_set_format_ustar(m_impl->writer);
    archive_write_set_bytes_in_last_block(m_impl->writer, 1);
    archive_write_open(m_impl->writer, m_impl.get(), nullptr, Impl::take, nullptr);
}

TarWriter::~TarWriter() = default;

Status TarWriter::folder(const std::string &path, mode_t mode, unsigned int uid, unsigned int gid)
{
    return m_impl->add(path, AE_IFDIR, mode, uid, gid, {}, {});
}

Status TarWriter::file(const std::string &path, std::string_view bytes, mode_t mode)
{
    return m_impl->add(path, AE_IFREG, mode, 0, 0, bytes, {});
}

Status TarWriter::symlink(const std::string &path, const std::string &target)
{
    return m_impl->add(path, AE_IFLNK, 0777, 0, 0, {}, target);
}

Result<std::string> TarWriter::finish()
{
    if (archive_write_close(m_impl->writer) != ARCHIVE_OK)
        return fail(Errc::Internal, "tar", "cannot finish the archive");
    return std::move(m_impl->bytes);
}

} // namespace tare::image
