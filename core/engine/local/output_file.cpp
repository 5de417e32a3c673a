// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/output_file.h"

#include "core/base/file.h"
#include "core/base/strings.h"

#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tare::local {

Result<OutputFile> OutputFile::create(const std::string &file)
{
    if (file == "-") {
        UniqueFd out(::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3));
        if (!out)
            return failSystem("write to", "standard output");
        return OutputFile(std::move(out), {}, {});
    }
    struct stat st
    {};
    const bool there = ::stat(file.c_str(), &st) == 0;
    if (there && S_ISDIR(st.st_mode))
        return fail(Errc::InvalidArgument, file, "it is a folder");
    if (there && !S_ISREG(st.st_mode))
        return OutputFile(TARE_TRY(openFile(file, O_WRONLY | O_NOCTTY)), {}, {});
    // Through a symlink, what it points to is replaced.
    std::string target = file;
    if (there) {
        char *real = ::realpath(file.c_str(), nullptr);
        if (real != nullptr)
            target = real;
        std::free(real); // NOLINT: realpath(3) allocates
    }
    std::string temporary = target + ".tare-" + randomHex(4);
    const mode_t mode = there ? st.st_mode & 0777U : 0600U;
    const std::size_t slash = target.rfind('/');
    const std::string folder = slash == std::string::npos ? "." : target.substr(0, slash + 1);
    if (!exists(folder))
        return fail(Errc::InvalidArgument, {}, "invalid output path: stat " + folder + ": no such file or directory");
    // Without a name until it is whole: of one who is killed nothing stays. Not every file system can do that.
    if (auto fd = openFile(folder, O_WRONLY | O_TMPFILE, mode))
        return OutputFile(std::move(*fd), std::move(temporary), std::move(target), true);
    UniqueFd fd = TARE_TRY(openFile(temporary, O_WRONLY | O_CREAT | O_EXCL, mode));
    return OutputFile(std::move(fd), std::move(temporary), std::move(target));
}

OutputFile::OutputFile(OutputFile &&other) noexcept
    : m_fd(std::move(other.m_fd)), m_temporary(std::exchange(other.m_temporary, {})), m_file(std::move(other.m_file)),
      m_nameless(other.m_nameless)
{
}

OutputFile::~OutputFile()
{
    if (!m_temporary.empty() && !m_nameless)
        ::unlink(m_temporary.c_str());
}

Status OutputFile::finish()
{
    if (m_temporary.empty())
        return {};
    if (m_nameless) { // link(2) replaces nothing, rename(2) does (open(2), O_TMPFILE)
        const std::string self = "/proc/self/fd/" + std::to_string(m_fd.get());
        if (::linkat(AT_FDCWD, self.c_str(), AT_FDCWD, m_temporary.c_str(), AT_SYMLINK_FOLLOW) != 0)
            return failSystem("write", m_file);
        m_nameless = false;
    }
    if (::rename(m_temporary.c_str(), m_file.c_str()) != 0)
        return failSystem("write", m_file);
    m_temporary.clear();
    return {};
}

} // namespace tare::local
