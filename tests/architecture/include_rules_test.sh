#!/bin/sh
# Plants one violation after the other in a tree that keeps the rules, and expects each to be found.
set -u
rules=$(dirname "$0")/include_rules.sh
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
failures=0

# A tree that keeps the rules, heavy headers included.
fresh_tree() {
  rm -rf "${tree:?}"/*
  mkdir -p "$tree"/core "$tree"/agents "$tree"/io "$tree"/viz "$tree"/scenarios "$tree"/tests
  printf '#include "core/b.hpp"\n\n#include <vector>\n#include <fmt/format.h>\n#include <sleef.h>\n' >"$tree"/core/a.cpp
  printf '#pragma once\n#include <cstdint>\n' >"$tree"/core/b.hpp
  printf '#include "core/b.hpp"\n' >"$tree"/agents/a.cpp
  printf '#include <toml++/toml.h>\n#include <filesystem>\n' >"$tree"/io/a.cpp
  printf '#include <vtkNew.h>\n' >"$tree"/viz/a.cpp
  printf '#include "agents/a.hpp"\n#include "io/a.hpp"\n#include "viz/a.hpp"\n#include <CLI/CLI.hpp>\n' >"$tree"/scenarios/a.cpp
  printf '#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN\n#include <doctest/doctest.h>\n' >"$tree"/tests/main.cpp
}

# expect TEXT FILE LINE: after LINE is added to FILE, a violation that contains TEXT.
expect() {
  fresh_tree
  printf '%s\n' "$3" >>"$tree/$2"
  if found=$(sh "$rules" "$tree"); then
    echo "not found: $3 in $2"
    failures=$((failures + 1))
  elif ! printf '%s\n' "$found" | grep -qF -- "$1"; then
    printf 'found as something else: %s in %s\n%s\n' "$3" "$2" "$found"
    failures=$((failures + 1))
  fi
}

fresh_tree
if ! sh "$rules" "$tree"; then
  echo "violations in a tree that keeps the rules"
  failures=1
fi
expect "core must not include agents" core/a.cpp '#include "agents/a.hpp"'
expect "core must not include io" core/b.hpp '#  include "io/a.hpp"'
expect "agents must not include viz" agents/a.cpp '#include "viz/a.hpp"'
expect "io must not include agents" io/a.cpp '#include "agents/a.hpp"'
expect "viz must not include io" viz/a.cpp '#include "io/a.hpp"'
expect "io must not include scenarios" io/a.cpp '#include "scenarios/a.hpp"'
expect "scenarios must not include tests" scenarios/a.cpp '#include "tests/a.hpp"'
expect "not the path from the root" core/a.cpp '#include "b.hpp"'
expect "core must not include vtkNew.h" core/a.cpp '#include <vtkNew.h>'
expect "core must not include sqlite3.h" core/a.cpp '#include <sqlite3.h>'
expect "core must not know files" core/a.cpp '#include <fstream>'
expect "agents must not include tbb" agents/a.cpp '#include <tbb/parallel_for.h>'
expect "scenarios must not include nlohmann" scenarios/a.cpp '#include <nlohmann/json.hpp>'
expect "third party that no room has" io/a.cpp '#include <hdf5/hdf5.h>'
expect "which includes VTK" viz/a.hpp '#include <vtkNew.h>'
expect "heavy header in a header" scenarios/b.hpp '#include <CLI/CLI.hpp>'
expect "heavy header in a second file" core/b.cpp '#include <sleef.h>'
expect "heavy header in a second file" io/b.cpp '#include <toml++/toml.h>'
expect "heavy header in a second file" tests/b.cpp '#define DOCTEST_CONFIG_IMPLEMENT'
expect "longer than 40 lines" scenarios/main.cpp "$(printf '//%.0s\n' $(seq 41))"
exit $((failures > 0))
