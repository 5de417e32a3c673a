// SPDX-License-Identifier: GPL-3.0-or-later
// Containers that must not outlive the program that made them, whatever ends it. The program holds a lease, a
// locked file, and gives its containers the lease as a label. Whoever opens the engine next and can take the
// lock removes them.
#pragma once

#include "core/base/lock.h"
#include "core/base/paths.h"
#include "core/base/result.h"
#include "core/engine/engine.h"

#include <string>

namespace tare {

class Lease
{
public:
    static constexpr const char *label = "tare.lease"; // its value: name()

    [[nodiscard]] static Result<Lease> take(const Paths &paths);
    // Given back. The holder has removed its containers by then.
    ~Lease();
    Lease(Lease &&other) noexcept;
    Lease &operator=(Lease &&) = delete;

    [[nodiscard]] const std::string &name() const { return m_name; }

private:
    Lease(std::string path, std::string name, FileLock lock)
        : m_path(std::move(path)), m_name(std::move(name)), m_lock(std::move(lock))
    {
    }
    std::string m_path, m_name; // m_path: empty once moved from
    FileLock m_lock;
};

// Removes the containers of every lease that nobody holds any more. What cannot be removed now is left to the
// next one. openLocalEngine() does it.
void removeAbandoned(Engine &engine, const Paths &paths);

} // namespace tare
