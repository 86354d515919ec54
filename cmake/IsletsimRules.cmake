# isletsim_generate_rules(ROOT OUTPUT): writes the registry of the rules in ROOT/agents/mechanisms/rules.list to the header OUTPUT, which
# changes only when the list or the folder of a rule does. Where list and files do not agree, ends with one line per fault.
#
# In a project the list is read again when it changes or a header appears or goes. As a script:
#   cmake -DROOT=... -DOUTPUT=... -P cmake/IsletsimRules.cmake
cmake_minimum_required(VERSION 3.23)

function(isletsim_generate_rules root output)
  set(folder agents/mechanisms)
  set(list "${folder}/rules.list")
  set(at_changes)
  if(NOT CMAKE_SCRIPT_MODE_FILE)
    set(at_changes CONFIGURE_DEPENDS)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${root}/${list}")
  endif()
  # Helpers of several rules lie in shared/.
  file(GLOB_RECURSE headers ${at_changes} RELATIVE "${root}/${folder}" "${root}/${folder}/*.hpp")
  list(FILTER headers EXCLUDE REGEX "^shared/")
  set(faults)

  # group_of_<key>: the folder of the header <key>.hpp.
  set(keys_of_headers)
  foreach(header IN LISTS headers)
    cmake_path(GET header PARENT_PATH group)
    cmake_path(GET header STEM key)
    if(NOT group MATCHES "^[a-z][a-z0-9_]*$")
      string(APPEND faults "  ${folder}/${header}:1: header '${header}' outside the groups (a rule lies in the folder of its group)"
                           " - move it to ${folder}/<group>/, or to ${folder}/shared/ if it is not a rule\n")
    elseif(DEFINED group_of_${key})
      string(APPEND faults "  ${folder}/${header}:1: second header of the rule '${key}' (the first is ${folder}/${group_of_${key}}/${key}.hpp)"
                           " - rename one of the two\n")
    else()
      set(group_of_${key} "${group}")
      list(APPEND keys_of_headers "${key}")
    endif()
  endforeach()

  file(READ "${root}/${list}" rest)
  string(APPEND rest "\n")
  set(number 0)
  set(keys)
  while(rest MATCHES "^([^\n]*)\n(.*)$")
    set(line "${CMAKE_MATCH_1}")
    set(rest "${CMAKE_MATCH_2}")
    math(EXPR number "${number} + 1")
    string(REGEX REPLACE "#.*$" "" key "${line}")
    string(STRIP "${key}" key)
    if(key STREQUAL "")
      continue()
    endif()
    if(NOT key MATCHES "^[a-z][a-z0-9_]*$")
      string(APPEND faults "  ${list}:${number}: not a key '${key}' (a key has small letters, digits and '_')"
                           " - write one key per line, comments after '#'\n")
    elseif(DEFINED line_of_${key})
      string(APPEND faults "  ${list}:${number}: rule '${key}' listed twice (it stands in line ${line_of_${key}})"
                           " - remove one of the two lines\n")
    elseif(NOT DEFINED group_of_${key})
      string(APPEND faults "  ${list}:${number}: rule '${key}' without a header (no folder of ${folder}/ has ${key}.hpp)"
                           " - add ${folder}/<group>/${key}.hpp, or remove the line\n")
    else()
      list(APPEND keys "${key}")
    endif()
    set(line_of_${key} ${number})
  endwhile()

  foreach(key IN LISTS keys_of_headers)
    if(NOT DEFINED line_of_${key})
      string(APPEND faults "  ${folder}/${group_of_${key}}/${key}.hpp:1: rule '${key}' not listed (${list} has no such line)"
                           " - add the key to ${list} where the rule is to be called,"
                           " or move the header to ${folder}/shared/ if it is not a rule\n")
    endif()
  endforeach()
  if(faults)
    message(FATAL_ERROR "the list of rules and their headers do not agree:\n${faults}")
  endif()

  set(includes)
  set(checks)
  set(structs)
  foreach(key IN LISTS keys)
    string(REPLACE "_" ";" words "${key}")
    set(struct)
    foreach(word IN LISTS words)
      string(SUBSTRING "${word}" 0 1 initial)
      string(SUBSTRING "${word}" 1 -1 others)
      string(TOUPPER "${initial}" initial)
      string(APPEND struct "${initial}${others}")
    endforeach()
    set(group "${group_of_${key}}")
    string(APPEND includes "#include \"${folder}/${group}/${key}.hpp\"\n")
    string(APPEND checks "static_assert(${struct}::info.key == \"${key}\" && ${struct}::info.group == \"${group}\",\n"
                         "              \"a rule's key is the name of its file, its group the folder\");\n")
    list(APPEND structs "    ${struct}")
  endforeach()
  list(JOIN structs ",\n" structs)
  file(CONFIGURE OUTPUT "${output}" CONTENT [[
// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
// Generated from @list@.
#pragma once

@includes@#include "core/engine/mechanism.hpp"

namespace isletsim {

/// Every rule of biology, of islet and host, in calling order.
using Rules = MechanismList<
@structs@>;

@checks@
}  // namespace isletsim
]] @ONLY)
endfunction()

if(CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
  isletsim_generate_rules("${ROOT}" "${OUTPUT}")
endif()
