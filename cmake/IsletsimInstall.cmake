# What `cmake --install` installs besides the program and its scenarios: isletsim::core and
# isletsim::agents for find_package(isletsim).
include(CMakePackageConfigHelpers)

set(package "${CMAKE_INSTALL_LIBDIR}/cmake/isletsim")
install(TARGETS isletsim_options isletsim_core isletsim_agents EXPORT isletsimTargets)
install(
  EXPORT isletsimTargets
  NAMESPACE isletsim::
  DESTINATION "${package}")
install(
  DIRECTORY "${PROJECT_SOURCE_DIR}/core" "${PROJECT_SOURCE_DIR}/agents"
  DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/isletsim"
  FILES_MATCHING
  PATTERN "*.hpp")
install(
  FILES "${PROJECT_BINARY_DIR}/generated/agents/mechanisms/registry.hpp"
  DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/isletsim/agents/mechanisms")
configure_package_config_file(cmake/isletsimConfig.cmake.in "${PROJECT_BINARY_DIR}/isletsimConfig.cmake"
                              INSTALL_DESTINATION "${package}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/isletsimConfigVersion.cmake"
                                 COMPATIBILITY SameMinorVersion)
install(
  FILES "${PROJECT_BINARY_DIR}/isletsimConfig.cmake"
        "${PROJECT_BINARY_DIR}/isletsimConfigVersion.cmake"
        cmake/FindRandom123.cmake
        cmake/FindSLEEF.cmake
        cmake/FindUdunits2.cmake
        cmake/FindXxHash.cmake
  DESTINATION "${package}")
