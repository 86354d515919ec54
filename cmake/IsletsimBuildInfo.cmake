# isletsim_describe_build(TARGET): makes the version, the results epoch of CHANGELOG.md, the state of the source
# tree and the build options known to TARGET's build_info.cpp. The state of the tree is read at each build, in the generated
# git_state.hpp, which changes only when the state does: nothing else is compiled again for it.
function(isletsim_describe_build target)
  set(generated "${CMAKE_CURRENT_BINARY_DIR}/generated/${target}")
  add_custom_target(
    ${target}_git_state
    COMMAND "${CMAKE_COMMAND}" "-DSOURCE_DIR=${PROJECT_SOURCE_DIR}" "-DOUTPUT=${generated}/git_state.hpp" -P
            "${PROJECT_SOURCE_DIR}/cmake/WriteGitState.cmake"
    BYPRODUCTS "${generated}/git_state.hpp"
    COMMENT "Reading the state of the source tree"
    VERBATIM)
  add_dependencies(${target} ${target}_git_state)
  string(TOUPPER "${CMAKE_BUILD_TYPE}" type)
  string(STRIP "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${type}}" flags)
  set(checks off)
  if(ISLETSIM_CHECKS)
    set(checks on)
  endif()
  set(changelog "${PROJECT_SOURCE_DIR}/CHANGELOG.md")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${changelog}")
  file(STRINGS "${changelog}" results_epoch REGEX "^Results epoch: [0-9]+$")
  list(LENGTH results_epoch lines)
  if(NOT lines EQUAL 1)
    message(FATAL_ERROR "CHANGELOG.md: one line 'Results epoch: N' expected, ${lines} found")
  endif()
  string(REPLACE "Results epoch: " "" results_epoch "${results_epoch}")
  configure_file("${PROJECT_SOURCE_DIR}/cmake/build_options.hpp.in" "${generated}/build_options.hpp" @ONLY)
  target_include_directories(${target} PRIVATE "${generated}")
endfunction()
