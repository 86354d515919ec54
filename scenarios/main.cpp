// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <exception>
#include <variant>

#include "core/base/error.hpp"
#include "scenarios/command_line.hpp"
#include "scenarios/console.hpp"
#include "scenarios/exit_code.hpp"

int main(int argc, char** argv) {
  using namespace isletsim;
  try {
    const Command command = parse_command_line(argc, argv);
    const int code = std::visit([](const auto& options) { return run(options); }, command);
    flush_output();
    return code;
  } catch (const ConfigError& error) {
    for (const Fault& fault : error.faults()) print_error("error: " + to_string(fault));
    return exit_code::bad_input;
  } catch (const std::exception& error) {
    print_error(std::string("error: ") + error.what());
    return exit_code::failed;
  }
}
