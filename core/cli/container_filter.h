// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/engine/engine.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace tare::cli {

// `ps --filter` by Docker's rules (moby, daemon/list.go): several values of one key are alternatives, except
// labels, which must all fit; different keys must all fit. id and name are regular expressions (POSIX ERE).
class ContainerFilter
{
public:
    // InvalidArgument for a key or a value that makes no sense; NoSuchContainer for before and since.
    [[nodiscard]] static Result<ContainerFilter> create(const std::vector<std::string> &words, Engine &engine,
                                                        const std::vector<Container> &all);
    [[nodiscard]] bool fits(const Container &container) const;
    // Asked for by status: containers that do not run are looked at, too.
    [[nodiscard]] bool impliesAll() const { return m_filters.contains("status"); }

private:
    template <class F> [[nodiscard]] bool any(const char *key, F fits) const;
    [[nodiscard]] bool fitsLabels(const Container &container) const;
    [[nodiscard]] bool fitsPorts(const Container &container) const;

    std::multimap<std::string, std::string> m_filters;
    std::map<std::string, std::vector<std::string>> m_ancestors; // image id: layers
    std::map<std::string, std::vector<std::string>> m_layers;    // of every image
    std::map<std::string, std::string> m_networkIds;             // by name
    std::set<std::string> m_publish, m_expose;                   // "80/tcp"
    std::int64_t m_before = 0, m_since = 0; // creation; 0: not asked for
};

} // namespace tare::cli
