// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "tests/system/sandbox.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <sys/wait.h>

#include <fmt/format.h>

namespace isletsim {

namespace fs = std::filesystem;

namespace {

fs::path make_folder() {
  std::string name = (fs::temp_directory_path() / "isletsim-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make a temporary folder");
  return name;
}

std::string contents(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

}  // namespace

Sandbox::Sandbox() : folder_(make_folder()), streams_(make_folder()) {}

Sandbox::~Sandbox() {
  fs::remove_all(folder_);
  fs::remove_all(streams_);
}

void Sandbox::write(const std::string& name, const std::string& text) const {
  std::ofstream file(folder_ / name, std::ios::binary);
  file << text;
  if (!file.flush()) throw std::runtime_error("cannot write " + name);
}

std::string Sandbox::read(const std::string& name) const { return contents(folder_ / name); }

std::set<std::string> Sandbox::entries() const {
  std::set<std::string> found;
  for (const auto& entry : fs::recursive_directory_iterator(folder_))
    found.insert(fs::relative(entry.path(), folder_).string());
  return found;
}

Outcome Sandbox::shell(const std::string& line) const {
  const std::string program = fs::path(ISLETSIM_PROGRAM).parent_path().string();
  const fs::path out = streams_ / "out";
  const fs::path err = streams_ / "err";
  const std::string command =
      fmt::format("cd '{}' && PATH='{}':\"$PATH\" && {{ {}\n}} </dev/null >'{}' 2>'{}'",
                  folder_.string(), program, line, out.string(), err.string());
  const int status = std::system(command.c_str());
  return {.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
          .out = contents(out),
          .err = contents(err)};
}

}  // namespace isletsim
