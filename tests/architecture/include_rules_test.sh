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
  mkdir -p "$tree"/agents/architecture "$tree"/agents/islet "$tree"/agents/cells "$tree"/agents/mechanisms/msc "$tree"/agents/host "$tree"/agents/sites \
    "$tree"/tests/architecture
  printf '#include "agents/mechanisms/registry.hpp"\n#include "agents/islet/islet.hpp"\n' >"$tree"/agents/model.cpp
  printf '#include "agents/factor.hpp"\n' >"$tree"/agents/factors.hpp
  printf '#include "agents/architecture/region.hpp"\n#include "agents/cells/beta_cells.hpp"\n' >"$tree"/agents/architecture/a.hpp
  printf '#include "agents/factors.hpp"\n#include "agents/islet/b.hpp"\n#include "agents/cells/a.hpp"\n' >"$tree"/agents/islet/a.hpp
  printf '#include "core/b.hpp"\n' >"$tree"/agents/cells/a.hpp
  printf '#include "agents/cells/a.hpp"\n#include "agents/islet/a.hpp"\n#include "agents/mechanisms/shared/a.hpp"\n' \
    >"$tree"/agents/mechanisms/msc/a.hpp
  printf '#include "agents/gains.hpp"\n' >"$tree"/agents/host/a.hpp
  printf '# allowed for now\n\nagents/islet/a.hpp -> agents/cells/a.hpp\n' >"$tree"/tests/architecture/agents_exceptions.txt
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
expect "agents/cells must not include agents/islet/a.hpp" agents/cells/a.hpp '#include "agents/islet/a.hpp"'
expect "agents/cells must not include agents/factors.hpp" agents/cells/a.hpp '#include "agents/factors.hpp"'
expect "agents/architecture must not include agents/cells/b_cells.hpp" agents/architecture/a.hpp '#include "agents/cells/b_cells.hpp"'
expect "agents/islet must not include agents/cells/b.hpp" agents/islet/a.hpp '#include "agents/cells/b.hpp"'
expect "agents/islet must not include agents/cells/a.hpp" agents/islet/b.hpp '#include "agents/cells/a.hpp"'
expect "agents/islet must not include agents/mechanisms/registry.hpp" agents/islet/a.hpp '#include "agents/mechanisms/registry.hpp"'
expect "agents/islet must not include agents/model.hpp" agents/islet/a.hpp '#include "agents/model.hpp"'
expect "agents/mechanisms must not include agents/mechanisms/msc/b.hpp" agents/mechanisms/msc/a.hpp '#include "agents/mechanisms/msc/b.hpp"'
expect "agents/mechanisms must not include agents/islet/islet.hpp" agents/mechanisms/msc/a.hpp '#include "agents/islet/islet.hpp"'
expect "agents/host must not include agents/islet/a.hpp" agents/host/a.hpp '#include "agents/islet/a.hpp"'
expect "a table of agents must not include agents/islet/a.hpp" agents/factors.hpp '#include "agents/islet/a.hpp"'
expect "folder of agents without a rule" agents/sites/a.hpp '#include "agents/factors.hpp"'
expect "agents_exceptions.txt:4: exception that nothing needs" tests/architecture/agents_exceptions.txt 'agents/islet/a.hpp -> agents/cells/c.hpp'
expect "agents_exceptions.txt:4: exception listed twice" tests/architecture/agents_exceptions.txt 'agents/islet/a.hpp -> agents/cells/a.hpp'
expect "scenarios must not include nlohmann" scenarios/a.cpp '#include <nlohmann/json.hpp>'
expect "third party that no folder may include" io/a.cpp '#include <hdf5/hdf5.h>'
expect "which includes VTK" viz/a.hpp '#include <vtkNew.h>'
expect "heavy header in a header" scenarios/b.hpp '#include <CLI/CLI.hpp>'
expect "heavy header in a second file" core/b.cpp '#include <sleef.h>'
expect "heavy header in a second file" io/b.cpp '#include <toml++/toml.h>'
expect "heavy header in a second file" tests/b.cpp '#define DOCTEST_CONFIG_IMPLEMENT'
expect "longer than 40 lines" scenarios/main.cpp "$(printf '//%.0s\n' $(seq 41))"
exit $((failures > 0))
