// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/container/tree_walk.h"

#include "core/image/layer/file_meta.h"
#include "core/image/layer/lower_view.h"

#include <algorithm>
#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>

namespace tare::image {
namespace {

// Of a file that stays open elsewhere, by a buffer that its owner uses for one after the other.
class FileData final : public ByteSource
{
public:
    FileData(int fd, std::vector<char> &buffer, const CancelToken &cancel, const std::string &name)
        : m_fd(fd), m_buffer(buffer), m_cancel(cancel), m_name(name)
    {
    }
    Result<std::string_view> next() override
    {
        TARE_CHECK(m_cancel.check());
        ssize_t n = 0;
        do {
            n = ::read(m_fd, m_buffer.data(), m_buffer.size());
        } while (n < 0 && errno == EINTR);
        if (n < 0)
            return failSystem("read", m_name);
        return std::string_view(m_buffer.data(), static_cast<std::size_t>(n));
    }

private:
    int m_fd;
    std::vector<char> &m_buffer;
    const CancelToken &m_cancel;
    const std::string &m_name;
};

} // namespace

bool isPortableAttribute(const std::string &name)
{
    return !name.starts_with("trusted.overlay.") && !name.starts_with("user.overlay.") &&
           !name.starts_with("system.") && name != "security.selinux" && name != "security.ima" &&
           name != "security.evm" && name != "security.apparmor";
}

Result<std::vector<std::string>> namesIn(int folder, const std::string &shown)
{
    const int fd = ::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const std::unique_ptr<DIR, int (*)(DIR *)> dir(fd < 0 ? nullptr : ::fdopendir(fd), ::closedir);
    if (!dir)
        return failSystem("list", shown);
    std::vector<std::string> out;
    while (const dirent *e = ::readdir(dir.get())) { // NOLINT(concurrency-mt-unsafe): a DIR of our own
        const std::string_view name = e->d_name;
        if (name != "." && name != "..")
            out.emplace_back(name);
    }
    std::sort(out.begin(), out.end());
    return out;
}

Result<UniqueFd> TreeWalk::addOne(int parent, const std::string &name, const std::string &as)
{
    TARE_CHECK(m_options.cancel.check());
    if (as.size() > 4096)
        return fail(Errc::TooLarge, as.substr(0, 100) + "…", "a path of " + std::to_string(as.size()) + " bytes");
    UniqueFd fd(::openat(parent, name.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
    struct stat st
    {};
    if (!fd || ::fstat(fd.get(), &st) != 0)
        return failSystem("open", as);
    if (S_ISSOCK(st.st_mode))
        return UniqueFd();
    TarEntry e = TARE_TRY(metaOf(fd.get(), as));
    std::erase_if(e.xattrs, [](const auto &attribute) { return !isPortableAttribute(attribute.first); });
    e.path = as;
    if (e.type == TarEntry::Type::Folder) {
        e.size = 0;
        e.path += as.ends_with('/') ? "" : "/";
    } else if (e.type == TarEntry::Type::Symlink) {
        e.size = 0;
        e.target = TARE_TRY(readLink(fd.get(), ""));
    }
    if (e.type != TarEntry::Type::Folder && st.st_nlink > 1) {
        const auto [first, isNew] = m_linked.try_emplace({st.st_dev, st.st_ino}, as);
        if (!isNew) {
            e.type = TarEntry::Type::HardLink;
            e.target = first->second;
            e.size = 0;
            e.xattrs.clear();
        }
    }
    if (e.type != TarEntry::Type::File || e.size == 0) {
        TARE_CHECK(m_sink.add(e, nullptr));
        return fd;
    }
    const UniqueFd data(::open(procPath(fd.get()).c_str(), O_RDONLY | O_CLOEXEC));
    if (!data)
        return failSystem("read", as);
    FileData source(data.get(), m_buffer, m_options.cancel, as);
    TARE_CHECK(m_sink.add(e, &source));
    return fd;
}

Status TreeWalk::add(int parent, const std::string &name, const std::string &as)
{
    const UniqueFd fd = TARE_TRY(addOne(parent, name, as));
    struct stat st
    {};
    if (!fd)
        return {};
    if (::fstat(fd.get(), &st) != 0)
        return failSystem("look at", as);
    return S_ISDIR(st.st_mode) ? addChildren(fd.get(), as, st.st_dev) : Status();
}

Status TreeWalk::addChildren(int folder, const std::string &as, dev_t device)
{
    const std::string prefix = as == "." ? std::string() : as.ends_with('/') ? as : as + "/";
    for (const std::string &name : TARE_TRY(namesIn(folder, as))) {
        UniqueFd fd;
        if (auto one = addOne(folder, name, prefix + name))
            fd = std::move(*one);
        else if (one.error().osError == ENOENT) // it went meanwhile
            continue;
        else
            return tl::unexpected<Error>(std::move(one).error());
        struct stat st
        {};
        if (!fd || ::fstat(fd.get(), &st) != 0 || !S_ISDIR(st.st_mode))
            continue;
        if (!m_options.stayOnMount || st.st_dev == device)
            TARE_CHECK(addChildren(fd.get(), prefix + name, st.st_dev));
    }
    return {};
}

} // namespace tare::image
