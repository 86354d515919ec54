// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/console.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "core/base/error.hpp"

namespace isletsim {

namespace {

[[noreturn]] void fail_to_print() {
  throw IoError("standard output", std::string("cannot write: ") + std::strerror(errno));
}

}  // namespace

void print(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) fail_to_print();
}

void flush_output() {
  if (std::fflush(stdout) != 0) fail_to_print();
}

void print_error(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fputc('\n', stderr);
}

}  // namespace isletsim
