// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/container/copy.h"

#include "core/base/file.h"
#include "core/base/safe_path.h"
#include "core/base/strings.h"
#include "core/image/container/ids.h"
#include "core/image/container/tree_walk.h"
#include "core/image/layer/entry_path.h"
#include "core/image/layer/lower_view.h"

#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>

namespace tare::image {
namespace {

// A path as the user wrote it, told apart by its end: "dir/." is what is in it, "dir/" must be a folder.
struct PathText
{
    std::string folder; // of the last part; "" is the current one, or the root
    std::string name;   // "." for the folder itself
    bool contents = false, mustBeFolder = false;
};

PathText read(const std::string &text)
{
    PathText out;
    out.contents = text == "." || text.ends_with("/.");
    out.mustBeFolder = out.contents || text.ends_with('/');
    std::string path = text;
    while (path.size() > 1 && (path.ends_with('/') || path.ends_with("/.")))
        path.resize(path.size() - (path.ends_with('/') ? 1 : 2));
    if (path.empty() || path == "/" || path == "." || path == ".." || path.ends_with("/..")) {
        out.folder = path;
        out.name = ".";
        return out;
    }
    const std::size_t slash = path.rfind('/');
    out.folder = slash == std::string::npos ? "" : slash == 0 ? "/" : path.substr(0, slash);
    out.name = path.substr(slash == std::string::npos ? 0 : slash + 1);
    return out;
}

// One side of a copy: the caller's files, or the container's.
class Side
{
public:
    explicit Side(int root, std::string label) : m_root(root), m_label(std::move(label)) {}
    static Side host() { return Side(AT_FDCWD, {}); }

    [[nodiscard]] Result<UniqueFd> open(const std::string &path, int flags) const
    {
        if (m_root != AT_FDCWD)
            return openInRoot(m_root, path.empty() ? "/" : path, flags);
        UniqueFd fd(::open(path.empty() ? "." : path.c_str(), flags | O_CLOEXEC));
        if (!fd)
            return errno == ENOENT ? Result<UniqueFd>(fail(Errc::NotFound, path)) : failSystem("open", path);
        return fd;
    }
    [[nodiscard]] bool isHost() const { return m_root == AT_FDCWD; }
    [[nodiscard]] std::string shown(const std::string &path) const { return m_label + path; }

private:
    int m_root;
    std::string m_label;
};

struct Origin
{
    UniqueFd folder;   // O_PATH
    std::string name;  // in it; "." for itself
    std::string as;    // what it is called on the other side unless that says otherwise
    bool isFolder = false;
};

bool isAbsent(const Error &error) { return error.code == Errc::NotFound || error.osError == ENOENT; }

// Docker's words for either side.
tl::unexpected<Error> noSuch(const Side &side, const std::string &path)
{
    if (side.isHost())
        return fail(Errc::NotFound, {}, "lstat " + path + ": no such file or directory");
    return fail(Errc::NotFound, {}, "Could not find the file " + path + " in container");
}

tl::unexpected<Error> noFolder(const Side &side, const std::string &path)
{
    if (side.isHost())
        return fail(Errc::NotFound, {}, "invalid output path: directory \"" + (path.empty() ? "." : path) + "\" does not exist");
    return noSuch(side, path);
}

Result<Origin> findSource(const Side &side, const std::string &text, bool follow)
{
    const PathText path = read(text);
    Origin out;
    out.name = path.name;
    auto folder = side.open(path.folder, O_PATH | O_DIRECTORY);
    if (!folder)
        return isAbsent(folder.error()) ? noSuch(side, text) : tl::unexpected<Error>(std::move(folder).error());
    out.folder = std::move(*folder);
    struct stat st
    {};
    if (::fstatat(out.folder.get(), out.name.c_str(), &st, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? noSuch(side, text) : failSystem("look at", side.shown(text));
    out.as = path.contents ? "." : path.name;
    if (S_ISLNK(st.st_mode) && (follow || path.mustBeFolder)) {
        // What it points to, by the container's own paths, under the link's name.
        const std::string whole = (path.folder.empty() ? "" : path.folder + "/") + path.name;
        auto target = side.open(whole, O_PATH);
        if (!target)
            return isAbsent(target.error()) ? noSuch(side, text) : tl::unexpected<Error>(std::move(target).error());
        if (::fstat(target->get(), &st) != 0)
            return failSystem("look at", side.shown(text));
        if (S_ISDIR(st.st_mode)) {
            out.folder = std::move(*target);
            out.name = ".";
        } else {
            out.folder.reset(); // named by its descriptor
            out.folder = std::move(*target);
            out.name.clear();
        }
    }
    out.isFolder = S_ISDIR(st.st_mode);
    if (path.mustBeFolder && !out.isFolder)
        return fail(Errc::InvalidArgument, side.shown(text), "not a directory");
    if (out.name == "." && !path.contents && out.as == ".")
        out.as = path.folder == "/" || path.folder.empty() || path.folder == "." ? "." : read(path.folder).name;
    return out;
}

// Where the copy goes: an open folder, and the name in it that the source gets.
struct Target
{
    UniqueFd folder;
    std::string rename; // empty: the source keeps its own
};

// PrepareArchiveCopy's table.
Result<Target> findTarget(const Side &side, const std::string &text, bool sourceIsFolder)
{
    const std::string shown = side.shown(text);
    auto there = side.open(text, O_PATH);
    if (!there && !isAbsent(there.error()) && there.error().osError != ENOTDIR)
        return tl::unexpected<Error>(std::move(there).error());
    PathText path = read(text);
    Target out;
    struct stat st
    {};
    if (there && ::fstat(there->get(), &st) != 0)
        return failSystem("look at", shown);
    if (there && S_ISDIR(st.st_mode)) {
        out.folder = std::move(*there);
        return out;
    }
    if (there && sourceIsFolder)
        return fail(Errc::InvalidArgument, {}, "cannot copy directory");
    if (!there && path.mustBeFolder && !sourceIsFolder)
        return fail(Errc::NotFound, shown, "no such directory");
    std::string folder = path.folder;
    if (there) { // a symlink to a file: that file is replaced, where it lies
        UniqueFd parent = TARE_TRY(side.open(folder, O_PATH | O_DIRECTORY));
        for (int links = 0; links < 40; ++links) {
            if (::fstatat(parent.get(), path.name.c_str(), &st, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISLNK(st.st_mode))
                break;
            const std::string link = TARE_TRY(readLink(parent.get(), path.name));
            folder = link.starts_with('/') ? link : (folder.empty() ? "" : folder + "/") + link;
            path = read(folder);
            folder = path.folder;
            parent = TARE_TRY(side.open(folder, O_PATH | O_DIRECTORY));
        }
    }
    auto parent = side.open(folder, O_PATH | O_DIRECTORY);
    if (!parent)
        return isAbsent(parent.error()) ? noFolder(side, folder) : tl::unexpected<Error>(std::move(parent).error());
    out.folder = std::move(*parent);
    out.rename = path.name;
    return out;
}

Status walkSource(const Origin &source, const std::string &as, EntrySink &sink, const CancelToken &cancel)
{
    TreeWalk walk(sink, {false, cancel});
    if (!source.name.empty())
        return walk.add(source.folder.get(), source.name, as);
    // A file that a symlink led to: by its descriptor's own link, which is followed once.
    const UniqueFd fds(::open("/proc/self/fd", O_PATH | O_DIRECTORY | O_CLOEXEC));
    const UniqueFd file(::openat(fds.get(), std::to_string(source.folder.get()).c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    struct stat st
    {};
    if (!file || ::fstat(file.get(), &st) != 0)
        return failSystem("read", as);
    if (!S_ISREG(st.st_mode))
        return fail(Errc::Unsupported, as, "a symlink to what is neither a file nor a folder");
    TarEntry e;
    e.path = as;
    e.mode = st.st_mode & 07777U;
    e.uid = st.st_uid;
    e.gid = st.st_gid;
    e.size = st.st_size;
    e.modified = st.st_mtim;
    const auto data = fileSource(UniqueFd(::fcntl(file.get(), F_DUPFD_CLOEXEC, 3)), as, cancel);
    return sink.add(e, e.size == 0 ? nullptr : data.get());
}

Status copyTree(const Side &from, const Side &to, const CopyRequest &r, const PlaceOptions &place, ShiftSink::Way way)
{
    const Origin source = TARE_TRY(findSource(from, r.source, r.followLink));
    const Target target = TARE_TRY(findTarget(to, r.target, source.isFolder));
    // Into itself it would go on for ever.
    PlaceSink sink(target.folder.get(), to.shown(r.target), place);
    ShiftSink shifted(sink, way, place.keepOwner ? r.firstId : 0);
    TARE_CHECK(walkSource(source, target.rename.empty() ? source.as : target.rename, shifted, r.cancel));
    return sink.finish();
}

} // namespace

Status copyFromContainer(const CopyRequest &r)
{
    const Side container(r.root, "container:");
    if (r.stream < 0) {
        PlaceOptions place;
        place.keepOwner = r.archive;
        place.uid = ::geteuid();
        place.gid = ::getegid();
        place.userNamespace = r.userNamespace;
        return copyTree(container, Side::host(), r, place, ShiftSink::Way::Out);
    }
    const Origin source = TARE_TRY(findSource(container, r.source, r.followLink));
    const Sink sink = fileSink(r.stream, "standard output", r.cancel);
    TarSink tar(*sink);
    ShiftSink shifted(tar, ShiftSink::Way::Out, r.firstId);
    TARE_CHECK(walkSource(source, source.as, shifted, r.cancel));
    TARE_CHECK(tar.finish());
    return sink->finish();
}

Status copyToContainer(const CopyRequest &r)
{
    const Side container(r.root, "container:");
    PlaceOptions place;
    place.keepOwner = r.archive;
    place.userNamespace = r.userNamespace;
    place.uid = r.firstId;
    place.gid = r.firstId;
    TARE_CHECK(actAs(r.firstId));
    if (r.stream < 0)
        return copyTree(Side::host(), container, r, place, ShiftSink::Way::In);
    auto folder = container.open(r.target, O_PATH);
    struct stat st
    {};
    if (!folder)
        return isAbsent(folder.error()) ? noSuch(container, r.target) : tl::unexpected<Error>(std::move(folder).error());
    if (::fstat(folder->get(), &st) != 0 || !S_ISDIR(st.st_mode))
        return fail(Errc::InvalidArgument, {}, "destination \"" + container.shown(r.target) + "\" must be a directory");
    place.keepOwner = true; // an archive says whose its files are
    PlaceSink files(folder->get(), container.shown(r.target), place);
    ShiftSink sink(files, ShiftSink::Way::In, r.firstId);
    const auto bytes = fileSource(UniqueFd(::fcntl(r.stream, F_DUPFD_CLOEXEC, 3)), "standard input", r.cancel);
    TarReader tar = TARE_TRY(TarReader::open(*bytes, "standard input"));
    TarEntry e;
    class Data final : public ByteSource
    {
    public:
        explicit Data(TarReader &reader) : m_tar(reader) {}
        Result<std::string_view> next() override
        {
            if (m_zeros.size() < 65536)
                m_zeros.resize(65536);
            if (m_at < m_offset) { // a hole
                const auto some = static_cast<std::size_t>(std::min<std::int64_t>(m_offset - m_at, 65536));
                m_at += static_cast<std::int64_t>(some);
                return std::string_view(m_zeros.data(), some);
            }
            if (m_piece.empty()) {
                if (!TARE_TRY(m_tar.data(m_piece, m_offset)))
                    return std::string_view();
                if (m_at < m_offset)
                    return next();
            }
            m_at += static_cast<std::int64_t>(m_piece.size());
            return std::exchange(m_piece, {});
        }

    private:
        TarReader &m_tar;
        std::string_view m_piece;
        std::string m_zeros;
        std::int64_t m_offset = 0, m_at = 0;
    };
    while (TARE_TRY(tar.next(e))) {
        Data data(tar);
        TARE_CHECK(sink.add(e, e.type == TarEntry::Type::File && e.size > 0 ? &data : nullptr));
    }
    return sink.finish();
}

} // namespace tare::image
