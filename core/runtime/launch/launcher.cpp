// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/launch/launcher.h"

#include "core/base/error_json.h"
#include "core/base/file.h"
#include "core/base/scope_exit.h"
#include "core/base/time.h"
#include "core/runtime/cgroup/cgroup.h"
#include "core/runtime/launch/channel.h"
#include "core/runtime/launch/console.h"
#include "core/runtime/launch/hooks.h"
#include "core/runtime/launch/init.h"
#include "core/runtime/launch/listener.h"
#include "core/runtime/launch/log.h"
#include "core/runtime/launch/spawn.h"
#include "core/runtime/launch/validate.h"
#include "core/runtime/rootfs/idmap.h"
#include "core/runtime/rootfs/mapped_overlay.h"
#include "core/runtime/seccomp/seccomp.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <utility>

namespace tare::runtime {
namespace {

// config-linux.md, "Cgroup ownership": with a namespace of its own, and when it may write there.
bool mayDivideItsGroup(const Spec &spec)
{
    return spec.makes(NamespaceKind::Cgroup) && (spec.find(NamespaceKind::User) == nullptr || spec.makes(NamespaceKind::User)) &&
           std::any_of(spec.mounts.begin(), spec.mounts.end(), [](const Mount &m) {
               return (m.type == "cgroup" || m.type == "cgroup2") && !m.options.readOnly();
           });
}

// The container's group with its limits, made before there is any process. No group: the container runs in
// ours, which is right only when nothing was asked for.
Result<std::optional<cgroup::Group>> makeGroup(Spec &spec, const std::string &id, bool everywhere)
{
    using Out = std::optional<cgroup::Group>;
    const auto hierarchy = TARE_TRY(cgroup::Hierarchy::detect());
    if (spec.cgroupsPath.empty())
        spec.cgroupsPath = hierarchy.containerPath(id);
    const cgroup::Support support = hierarchy.probe(spec.cgroupsPath);
    TARE_CHECK(support.check(spec.resources));
    if (spec.cgroupsPath.empty())
        return Out();
    auto group = cgroup::Group::create(hierarchy, spec.cgroupsPath, spec.resources.extraControllers(), everywhere);
    if (!group) {
        // An ordinary user with a configuration that names a group (podman's, for one), where none can be
        // made.
        if (::geteuid() != 0 && !spec.resources.limitsAnything() && group.error().code == Errc::System) {
            spec.cgroupsPath.clear();
            return Out();
        }
        return tl::unexpected<Error>(std::move(group.error()));
    }
    ScopeExit undo([&] { (void)group->remove(); });
    TARE_CHECK(group->apply(spec.resources));
    if (::geteuid() == 0)
        TARE_CHECK(group->setDevices(devicePolicy(spec)));
    if (::geteuid() == 0 && mayDivideItsGroup(spec)) {
        userns::Mapping mapping;
        mapping.uids = spec.uidMappings;
        const std::int64_t uid = spec.makes(NamespaceKind::User) ? mapping.hostUid(spec.process->uid) : std::int64_t(spec.process->uid);
        TARE_CHECK(group->giveTo(static_cast<uid_t>(uid))); // which is mapped: completeAndCheck() saw to it
    }
    undo.dismiss();
    return Out(std::move(*group));
}

class Launcher
{
public:
    explicit Launcher(LaunchOptions options) : m_options(std::move(options)) {}

    Result<Launched> launch()
    {
        const std::string text = TARE_TRY(readFile(m_options.bundle + "/config.json", 16U << 20U));
        m_spec = TARE_TRY(Spec::parse(text));
        TARE_CHECK(completeAndCheck(*m_spec, m_options));
        m_spec->process->finalAffinity.clear(); // of what `exec` starts (config.md, "execCPUAffinity")
        if (m_options.listenFds > 0)
            for (const std::string &one : {"LISTEN_FDS=" + std::to_string(m_options.listenFds), std::string("LISTEN_PID=1")})
                m_spec->process->env.push_back(one);
        m_seccomp = TARE_TRY(seccompOf(*m_spec));
        StateDir dir = TARE_TRY(StateDir::create(m_options.root, m_options.id));
        ScopeExit undo([&] { undoAll(dir); });
        m_state.id = m_options.id;
        m_state.bundle = m_options.bundle;
        m_state.version = m_spec->version;
        m_state.rootfs = rootfsPath(*m_spec, m_options.bundle);
        m_state.created = formatTime(nowNs());
        m_state.annotations = m_spec->annotations;
        m_state.userNamespace = m_spec->find(NamespaceKind::User) != nullptr;
        m_state.process.bootId = bootId();
        // Written down before it is made: what a kill leaves is found by what is in state.json.
        if (const auto hierarchy = cgroup::Hierarchy::detect())
            m_spec->cgroupsPath = m_spec->cgroupsPath.empty() ? hierarchy->containerPath(m_state.id)
                                                              : hierarchy->absolute(m_spec->cgroupsPath);
        m_state.cgroupPath = m_spec->cgroupsPath;
        m_state.owner = userName(::geteuid());
        if (m_options.leavings.empty()) // whoever asks for them keeps the bundle as it is, and the folder's files few
            TARE_CHECK(dir.keepSpec(text));
        TARE_CHECK(dir.write(m_state, ContainerStatus::Creating));
        // Whoever asks for the leavings counts milliseconds, and reads nothing of what only other engines look at.
        m_group = TARE_TRY(makeGroup(*m_spec, m_options.id, ::geteuid() == 0 && m_options.leavings.empty()));
        m_state.cgroupPath = m_group ? m_group->path() : std::string();

        if (m_spec->find(NamespaceKind::Mount) == nullptr)
            m_mountBefore = mountIdOf(m_state.rootfs);
        debug("nsexec started: nsexec container setup"); // the words by which other runtimes' logs are searched
        if (!m_seccomp.program.empty())
            debug("seccomp filter flags: " + std::to_string(m_seccomp.flags));
        debug("container " + m_state.id + ": bundle " + m_state.bundle + ", control group " + m_state.cgroupPath);
        Channel channel = TARE_TRY(Channel::create());
        TARE_CHECK(spawn(dir, channel));
        TARE_CHECK(converse(dir, channel));
        if (m_options.start)
            TARE_CHECK(runHooks(m_spec->hooks.poststart, "poststart", m_state, ContainerStatus::Running, m_options.bundle));
        undo.dismiss();
        return Launched{std::move(m_state), std::move(m_process.pidFd)};
    }

private:
    Status spawn(const StateDir &dir, Channel &channel)
    {
        InitPlan plan{*m_spec,
                      {*m_spec, m_options.bundle, m_state.rootfs, m_options.overlay, m_state.userNamespace,
                       m_state.cgroupPath},
                      m_state,
                      m_seccomp};
        plan.noPivot = m_options.noPivot;
        plan.noNewKeyring = m_options.noNewKeyring;
        plan.preserveFds = m_options.listenFds + m_options.preserveFds;
        if (m_group)
            plan.rootfs.groups = m_group->controllers();
        if (m_options.overlay && m_options.overlay->root != 0) {
            const UniqueFd names = TARE_TRY(userNamespaceOf(*m_spec));
            plan.rootfs.mounted = TARE_TRY(mappedOverlay(*m_options.overlay, m_state.rootfs, names.get()));
        }
        plan.rootfs.copies = TARE_TRY(copySources(*m_spec, m_options.bundle));
        plan.waitForMapping = m_spec->makes(NamespaceKind::User);
        plan.waitForHooks = !m_spec->hooks.prestart.empty() || !m_spec->hooks.createRuntime.empty();
        userns::Mapping mapping;
        mapping.uids = m_spec->uidMappings;
        // And once it is denied it stays so in every namespace below (user_namespaces(7)).
        const auto groups = readFile("/proc/self/setgroups", 16);
        plan.groupsDenied = (plan.waitForMapping && ::geteuid() != 0 && mapping.single()) || (groups && groups->starts_with("deny"));
        if (m_spec->process->terminal)
            plan.consoleSocket = m_options.consoleFd ? std::move(m_options.consoleFd)
                                                     : TARE_TRY(connectSocket(m_options.consoleSocket));
        if (!m_options.start) {
            if (::mkfifo(dir.fifo().c_str(), 0622) != 0)
                return failSystem("create", dir.fifo());
            plan.fifo = TARE_TRY(openFile(dir.fifo(), O_RDWR));
            plan.startError = TARE_TRY(openFile(dir.startError(), O_WRONLY | O_CREAT, 0600));
        }
        UniqueFd into;
        if (m_group) {
            into = TARE_TRY(m_group->cloneFd());
            plan.groupFds = TARE_TRY(m_group->joinFds(!into));
        }
        const auto body = [&] {
            ::close(dir.lockFd()); // the lock is the runtime's, not the container's
            runInit(plan, channel);
        };
        auto process = spawnInNamespaces(*m_spec, into.get(), channel, body);
        if (!process && into && retryWithoutCloneInto(process.error().osError)) {
            plan.groupFds = TARE_TRY(m_group->joinFds(true));
            process = spawnInNamespaces(*m_spec, -1, channel, body);
        }
        m_process = TARE_TRY(std::move(process));
        channel.keepParent();
        return {};
    }

    // A kernel or a delegation that does not allow CLONE_INTO_CGROUP may still allow a write to cgroup.procs.
    static bool retryWithoutCloneInto(int os)
    {
        return os == EACCES || os == EPERM || os == EBUSY || os == EOPNOTSUPP;
    }

    Status converse(const StateDir &dir, const Channel &channel)
    {
        while (true) {
            const Message m = channel.receive();
            switch (m.said) {
            case Said::Mapped: {
                userns::Mapping mapping;
                mapping.uids = m_spec->uidMappings;
                mapping.gids = m_spec->gidMappings;
                TARE_CHECK(userns::apply(m_process.pid, mapping));
                channel.go();
                break;
            }
            case Said::Hooks:
                m_state.process.pid = m_process.pid;
                TARE_CHECK(runHooks(m_spec->hooks.prestart, "prestart", m_state, ContainerStatus::Created, m_options.bundle));
                TARE_CHECK(runHooks(m_spec->hooks.createRuntime, "createRuntime", m_state, ContainerStatus::Created,
                                    m_options.bundle));
                channel.go();
                break;
            case Said::Listener:
                m_state.process.pid = m_process.pid;
                TARE_CHECK(sendListener(m_seccomp, m_process.pidFd.get(), m_process.pid, m.body, m_state,
                                        ContainerStatus::Creating));
                channel.go();
                break;
            case Said::Ready:
                TARE_CHECK(publish(dir));
                channel.go();
                if (!m_options.start)
                    return {};
                break;
            case Said::Failed:
                return tl::unexpected<Error>(errorFromJson(m.body));
            case Said::Ended:
                if (m_state.process.startTime == 0)
                    return fail(Errc::Internal, m_state.id,
                                "the container's first process ended before it was ready");
                return {};
            case Said::Pid:
                break;
            }
        }
    }

    // From here on the container is known to everyone.
    Status publish(const StateDir &dir)
    {
        debug("child process in init(): " + std::to_string(m_process.pid) + " is ready");
        m_state.process = TARE_TRY(ProcessId::of(m_process.pid));
        if (m_mountBefore != 0)
            m_state.hostMount = mountIdOf(m_state.rootfs);
        TARE_CHECK(dir.write(m_state, m_options.start ? ContainerStatus::Running : ContainerStatus::Created));
        if (!m_options.leavings.empty() && m_spec->hooks.poststop.empty() && m_mountBefore == 0)
            TARE_CHECK(writeLeavings());
        if (!m_options.pidFile.empty())
            TARE_CHECK(writePidFile(m_options.pidFile, m_process.pid));
        if (!m_options.pidFdSocket.empty()) {
            const UniqueFd socket = TARE_TRY(connectSocket(m_options.pidFdSocket));
            TARE_CHECK(sendFd(socket.get(), m_process.pidFd.get(), "pidfd"));
        }
        return {};
    }

    Status writeLeavings() const
    {
        std::string lines;
        for (const std::string &folder : m_group ? m_group->folders() : std::vector<std::string>())
            lines += folder + "\n";
        const UniqueFd fd =
            TARE_TRY(openFile(m_options.leavings, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0600));
        return writeAll(fd.get(), lines);
    }

    void undoAll(const StateDir &dir)
    {
        if (m_process.pid > 0) {
            (void)::syscall(SYS_pidfd_send_signal, m_process.pidFd.get(), SIGKILL, nullptr, 0);
            while (::waitpid(m_process.pid, nullptr, 0) < 0 && errno == EINTR) {
            }
        }
        if (m_group) {
            (void)m_group->killAll();
            (void)m_group->remove();
        }
        if (!m_options.pidFile.empty() && m_state.process.pid != 0)
            ::unlink(m_options.pidFile.c_str());
        if (!m_options.leavings.empty())
            ::unlink(m_options.leavings.c_str());
        if (m_spec && !m_spec->hooks.poststop.empty() && m_process.pid > 0)
            runAllHooks(m_spec->hooks.poststop, "poststop", m_state, ContainerStatus::Stopped, m_options.bundle);
        if (m_mountBefore != 0 && mountIdOf(m_state.rootfs) != m_mountBefore)
            leaveHostMounts(m_state.rootfs);
        (void)dir.remove();
    }

    LaunchOptions m_options;
    std::optional<Spec> m_spec;
    SeccompFilter m_seccomp;
    State m_state;
    std::optional<cgroup::Group> m_group;
    SpawnedProcess m_process;
    std::uint64_t m_mountBefore = 0; // of the root's folder, where the container shares the host's mounts
};

} // namespace

Status writePidFile(const std::string &path, pid_t pid)
{
    const std::string temporary = path + ".tmp";
    {
        const UniqueFd fd = TARE_TRY(openFile(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0644));
        TARE_CHECK(writeAll(fd.get(), std::to_string(pid)));
    }
    if (::rename(temporary.c_str(), path.c_str()) != 0)
        return failSystem("write", path);
    return {};
}

Result<Launched> launch(LaunchOptions options)
{
    return Launcher(std::move(options)).launch();
}

Status startContainer(const std::string &root, const std::string &id)
{
    const StateDir dir = TARE_TRY(StateDir::open(root, id));
    const State state = TARE_TRY(StateDir::read(root, id));
    const ContainerStatus status = currentStatus(root, state);
    if (status == ContainerStatus::Stopped)
        return fail(Errc::NotRunning, id, "cannot start a container that has stopped");
    if (status == ContainerStatus::Paused)
        return fail(Errc::Paused, id, "cannot start a paused container");
    if (status != ContainerStatus::Created)
        return fail(Errc::AlreadyRunning, id);
    // Nobody reads: the process is gone, or did not come so far.
    const auto fifo = openFile(dir.fifo(), O_WRONLY | O_NONBLOCK);
    if (!fifo)
        return fail(Errc::NotRunning, id);
    TARE_CHECK(writeAll(fifo->get(), "s"));
    pollfd ended{fifo->get(), 0, 0}; // POLLERR: its last reader is gone, by the exec or with the process
    while (::poll(&ended, 1, -1) < 0 && errno == EINTR) {
    }
    ::unlink(dir.fifo().c_str());
    const auto said = readFile(dir.startError(), 1U << 20U);
    ::unlink(dir.startError().c_str());
    if (said && !said->empty())
        return tl::unexpected<Error>(errorFromJson(*said));
    const Spec spec = TARE_TRY(StateDir::spec(dir.path(), state));
    Status hooked = runHooks(spec.hooks.poststart, "poststart", state, ContainerStatus::Running, state.bundle);
    if (!hooked) // the container is stopped then; delete is the caller's
        (void)state.process.signal(SIGKILL);
    return hooked;
}

} // namespace tare::runtime
