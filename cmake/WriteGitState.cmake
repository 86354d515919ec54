# cmake -DSOURCE_DIR=... -DOUTPUT=... -P WriteGitState.cmake: writes a header with the output of `git describe` for
# the source tree, or "unknown" where it is no git checkout of its own.
cmake_minimum_required(VERSION 3.23)
set(state unknown)
find_program(git git)
if(git)
  execute_process(
    COMMAND "${git}" rev-parse --show-cdup
    WORKING_DIRECTORY "${SOURCE_DIR}"
    OUTPUT_VARIABLE way_up
    RESULT_VARIABLE failed
    OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  if(NOT failed AND way_up STREQUAL "")
    execute_process(
      COMMAND "${git}" describe --always --tags --dirty --abbrev=12
      WORKING_DIRECTORY "${SOURCE_DIR}"
      OUTPUT_VARIABLE description
      RESULT_VARIABLE failed
      OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    if(NOT failed)
      set(state "${description}")
    endif()
  endif()
endif()
file(CONFIGURE OUTPUT "${OUTPUT}" CONTENT [[
#pragma once

#define ISLETSIM_GIT_STATE "@state@"
]] @ONLY)
