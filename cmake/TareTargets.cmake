# SPDX-License-Identifier: GPL-3.0-or-later
# tare_library(NAME SOURCES … LIBS …): one static library per folder.
function(tare_library name)
  cmake_parse_arguments(A "" "" "SOURCES;LIBS" ${ARGN})
  add_library(${name} STATIC ${A_SOURCES})
  target_link_libraries(${name} PUBLIC tare_options ${A_LIBS})
endfunction()

# Every program lands in one folder of the build tree, as it does when installed, so that a
# program finds its helpers beside itself (see core/base/programs.h).
set(TARE_PROGRAM_DIR ${CMAKE_BINARY_DIR}/bin)

# tare_program(NAME [STATIC] SOURCES … LIBS …)
function(tare_program name)
  cmake_parse_arguments(A "STATIC" "" "SOURCES;LIBS" ${ARGN})
  add_executable(${name} ${A_SOURCES})
  target_link_libraries(${name} PRIVATE tare_options ${A_LIBS})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${TARE_PROGRAM_DIR})
  target_link_options(${name} PRIVATE -Wl,--gc-sections)
  if(A_STATIC AND TARE_STATIC_LINK)
    target_link_options(${name} PRIVATE -static)
  endif()
endfunction()

# tare_test(NAME LABEL unit|gui|integration SOURCES … LIBS … [TIMEOUT s] [ENV …] [NEEDS target …] [RUNNER program])
# One QtTest executable. NEEDS are programs that it starts; RUNNER is started with it as argument.
function(tare_test name)
  cmake_parse_arguments(A "" "LABEL;TIMEOUT;RUNNER" "SOURCES;LIBS;ENV;NEEDS" ${ARGN})
  add_executable(${name} ${A_SOURCES})
  set_target_properties(${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  target_link_libraries(${name} PRIVATE tare_options tare_test_support Qt6::Test ${A_LIBS})
  # Qt's own headers are not written for every warning that we ask of our code.
  target_compile_options(${name} PRIVATE -Wno-old-style-cast)
  if(A_NEEDS)
    add_dependencies(${name} ${A_NEEDS})
  endif()
  # The network of the machine that tests run on stays as it is: containers get none unless a test asks for one.
  add_test(NAME ${name} COMMAND ${A_RUNNER} $<TARGET_FILE:${name}>)
  if(NOT A_TIMEOUT)
    set(A_TIMEOUT 120)
  endif()
  set_tests_properties(${name} PROPERTIES LABELS ${A_LABEL} TIMEOUT ${A_TIMEOUT}
    ENVIRONMENT "TARE_LIBEXEC=${TARE_PROGRAM_DIR};TARE_NETWORK=none;TARE_TEST_DATA=${PROJECT_SOURCE_DIR}/tests/data;${A_ENV}")
  if(TARE_SANITIZE MATCHES thread)
    set_property(TEST ${name} APPEND PROPERTY ENVIRONMENT
      "TSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/support/tsan.supp")
  endif()
  if(TARE_SANITIZE MATCHES address)
    set_property(TEST ${name} APPEND PROPERTY ENVIRONMENT
      "LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/support/lsan.supp:print_suppressions=0")
  endif()
  if(A_LABEL STREQUAL "gui")
    set_property(TEST ${name} APPEND PROPERTY ENVIRONMENT "QT_QPA_PLATFORM=offscreen")
  endif()
endfunction()
