# Plants one fault after the other in a list of rules and their headers, and expects cmake/IsletsimRules.cmake to name file, line and key.
#   cmake -DGENERATOR=.../IsletsimRules.cmake -DSCRATCH=folder -P rules_list_test.cmake
cmake_minimum_required(VERSION 3.23)
set(rules "${SCRATCH}/agents/mechanisms")
set(output "${SCRATCH}/registry.hpp")

# A list and headers that agree.
function(fresh_tree)
  file(REMOVE_RECURSE "${SCRATCH}")
  foreach(header tissue/il2_uptake msc/b_cell_help shared/walk)
    file(WRITE "${rules}/${header}.hpp" "")
  endforeach()
  file(WRITE "${rules}/rules.list" "# in calling order; [not a key]\n\nil2_uptake  # a comment\nb_cell_help\n")
endfunction()

function(generate)
  execute_process(
    COMMAND "${CMAKE_COMMAND}" "-DROOT=${SCRATCH}" "-DOUTPUT=${output}" -P "${GENERATOR}"
    RESULT_VARIABLE failed
    ERROR_VARIABLE errors)
  set(failed "${failed}" PARENT_SCOPE)
  set(errors "${errors}" PARENT_SCOPE)
endfunction()

# expect_fault(TEXTS...): the present tree is refused with all these texts, and nothing is written.
function(expect_fault)
  generate()
  if(NOT failed)
    message(SEND_ERROR "no fault found where expected: ${ARGN}")
  endif()
  foreach(text IN LISTS ARGN)
    string(FIND "${errors}" "${text}" at)
    if(at EQUAL -1)
      message(SEND_ERROR "'${text}' expected in:\n${errors}")
    endif()
  endforeach()
  if(EXISTS "${output}")
    message(SEND_ERROR "a header is written in spite of: ${ARGN}")
  endif()
endfunction()

# Rules in the order of the list, with the struct and the folder of each key.
fresh_tree()
generate()
if(failed)
  message(FATAL_ERROR "a list that agrees with its headers is refused:\n${errors}")
endif()
file(READ "${output}" header)
foreach(
  text
  "#include \"agents/mechanisms/tissue/il2_uptake.hpp\"\n#include \"agents/mechanisms/msc/b_cell_help.hpp\"\n"
  "using Rules = MechanismList<\n    Il2Uptake,\n    BCellHelp>;\n"
  "BCellHelp::info.key == \"b_cell_help\" && BCellHelp::info.group == \"msc\"")
  string(FIND "${header}" "${text}" at)
  if(at EQUAL -1)
    message(SEND_ERROR "'${text}' expected in:\n${header}")
  endif()
endforeach()

# A list that did not change leaves the header as it is, and what includes it is not compiled again.
file(TOUCH "${SCRATCH}/later")
generate()
if("${output}" IS_NEWER_THAN "${SCRATCH}/later" AND NOT "${SCRATCH}/later" IS_NEWER_THAN "${output}")
  message(SEND_ERROR "the header is written again without a change")
endif()

fresh_tree()
file(APPEND "${rules}/rules.list" "il2_secretion\n")
expect_fault("agents/mechanisms/rules.list:5: rule 'il2_secretion' without a header")

# A helper is not a rule.
fresh_tree()
file(APPEND "${rules}/rules.list" "walk\n")
expect_fault("agents/mechanisms/rules.list:5: rule 'walk' without a header")

fresh_tree()
file(TOUCH "${rules}/msc/rest.hpp")
expect_fault("agents/mechanisms/msc/rest.hpp:1: rule 'rest' not listed")

fresh_tree()
file(APPEND "${rules}/rules.list" "\nil2_uptake\n")
expect_fault("agents/mechanisms/rules.list:6: rule 'il2_uptake' listed twice (it stands in line 3)")

fresh_tree()
file(APPEND "${rules}/rules.list" "b_cell_help; il2_uptake\n")
expect_fault("agents/mechanisms/rules.list:5: not a key 'b_cell_help; il2_uptake'")

fresh_tree()
file(TOUCH "${rules}/rest.hpp")
expect_fault("agents/mechanisms/rest.hpp:1: header 'rest.hpp' outside the groups")

fresh_tree()
file(TOUCH "${rules}/msc/il2_uptake.hpp")
expect_fault("second header of the rule 'il2_uptake'")

# All faults are reported at once.
fresh_tree()
file(TOUCH "${rules}/msc/rest.hpp")
file(APPEND "${rules}/rules.list" "il2_secretion\nil2_uptake\n")
expect_fault("rules.list:5: rule 'il2_secretion'" "rules.list:6: rule 'il2_uptake'" "msc/rest.hpp:1: rule 'rest'")

file(REMOVE_RECURSE "${SCRATCH}")
