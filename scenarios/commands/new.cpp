// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/commands/new.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <system_error>

#include <fmt/format.h>

#include "core/base/error.hpp"
#include "io/scenario_file.hpp"
#include "scenarios/console.hpp"
#include "scenarios/exit_code.hpp"
#include "scenarios/runner/run_settings.hpp"
#include "scenarios/scenario_folder.hpp"

namespace isletsim {

namespace fs = std::filesystem;

namespace {

/// What a file beside `file` writes after `extends` to mean `from`: a bare name stays as it is.
std::string name_of_base(const std::string& from, const fs::path& file) {
  const fs::path found = find_scenario(from, {scenario_folder()});
  if (found.parent_path() == scenario_folder()) return from;
  return fs::proximate(fs::absolute(found), fs::absolute(file).parent_path()).generic_string();
}

/// A TOML basic string.
std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
      result += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    else
      result += c;
  }
  return result + '"';
}

void write_new_file(const fs::path& path, const std::string& text) {
  struct Closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  // "x": a file that exists is never touched, however late it appeared.
  std::unique_ptr<std::FILE, Closer> file(std::fopen(path.c_str(), "wx"));
  if (!file) {
    throw ConfigError(Fault{.problem = "cannot create the file",
                            .value = path.string(),
                            .why = std::strerror(errno),
                            .suggestion = "give the path of a file that does not exist yet",
                            .key = "FILE"});
  }
  const bool written = std::fwrite(text.data(), 1, text.size(), file.get()) == text.size();
  if (std::fclose(file.release()) != 0 || !written) {
    const std::string why = std::strerror(errno);
    std::error_code ignored;
    fs::remove(path, ignored);
    throw IoError(path.string(), "cannot write the file: " + why);
  }
}

}  // namespace

int run(const NewOptions& options) {
  if (options.file.extension() != ".toml") {
    throw ConfigError(Fault{.problem = "not the name of a scenario file",
                            .value = options.file.string(),
                            .why = "scenario files end in .toml",
                            .suggestion = "did you mean '" + options.file.string() + ".toml'?",
                            .key = "FILE"});
  }
  static_cast<void>(read_scenario(options.from, {}, scenario_schema(), {scenario_folder()}));
  write_new_file(
      options.file,
      fmt::format("[scenario]\n"
                  "format = 1\n"
                  "extends = {}\n"
                  "\n"
                  "# State here only what differs. `isletsim show` prints every value that this\n"
                  "# scenario has, with its unit, its source and where it was set.\n",
                  quoted(name_of_base(options.from, options.file))));
  print(fmt::format("{}\n", options.file.string()));
  return exit_code::done;
}

}  // namespace isletsim
