# Interface targets that every target of the project links: language level, floating point, warnings, sanitizers.

add_library(isletsim_options INTERFACE)
set_target_properties(isletsim_options PROPERTIES EXPORT_NAME options)
target_compile_features(isletsim_options INTERFACE cxx_std_20)
# No contraction to FMA: a result must not depend on the CPU.
target_compile_options(isletsim_options INTERFACE -ffp-contract=off -fno-math-errno)
# gcc 12 vectorises two neighbouring (double)(float)x, which round to single precision, as if they did nothing
# (tests/core/engine/movement_test.cpp has the case). The stencils keep that pass: they round whole vectors
# explicitly, and tests compare their bits between instruction sets.
target_compile_options(isletsim_options INTERFACE $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-fno-tree-slp-vectorize>)
target_include_directories(
  isletsim_options INTERFACE "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>"
                             "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/isletsim>")
if(ISLETSIM_CHECKS)
  target_compile_definitions(isletsim_options INTERFACE ISLETSIM_CHECKS=1)
endif()

add_library(isletsim_warnings INTERFACE)
target_compile_options(isletsim_warnings INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)

if(ISLETSIM_SANITIZE)
  target_compile_options(
    isletsim_options INTERFACE "-fsanitize=${ISLETSIM_SANITIZE}" -fno-sanitize-recover=all
                               -fno-omit-frame-pointer)
  target_link_options(isletsim_options INTERFACE "-fsanitize=${ISLETSIM_SANITIZE}")
endif()

# isletsim_batches(TARGET HEADER_FROM): compiles the sources of TARGET in units of about eight files, with the precompiled header of the
# target HEADER_FROM. Names local to a file must differ within TARGET.
function(isletsim_batches target header_from)
  if(ISLETSIM_BATCHES)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
    target_precompile_headers(${target} REUSE_FROM ${header_from})
  endif()
endfunction()

# isletsim_precompiled_headers(TARGET HEADERS libraries...): a TARGET for isletsim_batches whose precompiled header is the list HEADERS,
# of these libraries.
function(isletsim_precompiled_headers target headers)
  if(ISLETSIM_BATCHES)
    file(CONFIGURE OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/${target}.cpp" CONTENT "")
    add_library(${target} OBJECT "${CMAKE_CURRENT_BINARY_DIR}/${target}.cpp")
    target_link_libraries(${target} PRIVATE isletsim_options isletsim_warnings ${ARGN})
    target_precompile_headers(${target} PRIVATE ${${headers}})
  endif()
endfunction()

# Headers that most sources include.
set(isletsim_common_headers
    <algorithm>
    <array>
    <cmath>
    <cstdint>
    <filesystem>
    <functional>
    <map>
    <memory>
    <optional>
    <span>
    <string>
    <string_view>
    <utility>
    <variant>
    <vector>
    <fmt/format.h>)
isletsim_precompiled_headers(isletsim_common isletsim_common_headers fmt::fmt)

# isletsim_library(NAME [EXCEPT files...]): a folder of the project as a library, with the alias isletsim::NAME. Its sources are all
# .cpp files below the folder except those given.
function(isletsim_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "EXCEPT")
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS RELATIVE "${CMAKE_CURRENT_SOURCE_DIR}" "*.cpp")
  list(REMOVE_ITEM sources ${arg_EXCEPT})
  add_library(isletsim_${name} STATIC ${sources})
  add_library(isletsim::${name} ALIAS isletsim_${name})
  set_target_properties(isletsim_${name} PROPERTIES EXPORT_NAME ${name})
  target_link_libraries(isletsim_${name} PUBLIC isletsim_options)
  target_link_libraries(isletsim_${name} PRIVATE "$<BUILD_INTERFACE:isletsim_warnings>")
  isletsim_batches(isletsim_${name} isletsim_common)
endfunction()
