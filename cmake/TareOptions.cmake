# SPDX-License-Identifier: GPL-3.0-or-later
# Flags that every target of ours shares, as one interface target.
add_library(tare_options INTERFACE)
target_include_directories(tare_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(tare_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wcast-qual -Wformat=2
  -Wimplicit-fallthrough -Wundef -Wno-missing-field-initializers -fstack-protector-strong
  # GCC 12 sees an overlap in every "text" + std::string when it optimises (its bug 105651).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
  $<$<BOOL:${TARE_WERROR}>:-Werror>)
target_compile_definitions(tare_options INTERFACE
  _FILE_OFFSET_BITS=64 TARE_VERSION="${PROJECT_VERSION}")

if(TARE_SANITIZE)
  target_compile_options(tare_options INTERFACE -fsanitize=${TARE_SANITIZE} -fno-omit-frame-pointer
                                                -fno-sanitize-recover=undefined)
  target_link_options(tare_options INTERFACE -fsanitize=${TARE_SANITIZE})
endif()
if(TARE_FUZZ) # libFuzzer sees which bytes lead where only in what was compiled so
  target_compile_options(tare_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

# The programs on the path of a container's start are linked statically: the dynamic loader and
# libstdc++'s relocations cost more than the container. A sanitizer's runtime cannot be linked so.
if(TARE_SANITIZE)
  set(TARE_STATIC_LINK OFF)
else()
  set(TARE_STATIC_LINK ON)
endif()
