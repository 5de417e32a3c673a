// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <string>

namespace tare::gui {

// A history entry's "created by" as the Dockerfile has it: "/bin/sh -c #(nop)  CMD [\"bash\"]" is CMD ["bash"], what
// BuildKit writes as "RUN /bin/sh -c apt-get … # buildkit" is RUN apt-get …. One line of plain text.
[[nodiscard]] QString instructionText(const std::string &createdBy);

} // namespace tare::gui
