#!/bin/sh
# Checks the #include lines of a source tree against the folders of the design (ARCHITECTURE.md):
#   tests/architecture/include_rules.sh [ROOT]
# Prints one line per violation and exits 1 if there is any. Inside agents/, the includes that
# tests/architecture/agents_exceptions.txt lists are allowed; a line that nothing needs is a violation, too.
set -eu
cd "${1:-$(dirname "$0")/../..}"

files=$(find core agents io viz scenarios tests bench \( -name '*.hpp' -o -name '*.cpp' \) 2>/dev/null | sort)
[ -n "$files" ] || { echo "no sources under $PWD" >&2; exit 1; }

# shellcheck disable=SC2086 # names of sources hold no spaces
awk '
BEGIN {
  # Folders that a top-level folder may include.
  may["core"] = "core"
  may["agents"] = "core agents"
  may["io"] = "core io"
  may["viz"] = "core viz"
  may["scenarios"] = "core agents io viz scenarios"
  may["tests"] = "core agents io viz scenarios tests"
  may["bench"] = "core agents io viz scenarios bench"

  # Third parties: a pattern of the header, and the folders that may include it. Tests and bench may
  # include any but the heavy ones.
  third("^fmt/", "core agents io viz scenarios")
  third("^Eigen/", "core scenarios")
  third("^(tbb|oneapi/tbb)[/.]", "core scenarios")
  third("^Random123/", "core")
  third("^xxh(ash|_x86dispatch)[.]h$", "core")
  third("^udunits2[.]h$", "core")
  third("^sleef[.]h$", "core")
  third("^boost/numeric/odeint", "agents")
  third("^boost/math/", "scenarios")
  third("^toml[+][+]/", "io")
  third("^sqlite3[.]h$", "io")
  third("^nlohmann/", "io viz")
  third("^spdlog/", "io")
  third("^vtk[A-Za-z0-9]*[.]h$", "viz")
  third("^CLI/", "scenarios")
  third("^mpi[.]h$", "scenarios")
  third("^doctest/", "")
  third("^benchmark/", "")
  # Made by the build for build_info.cpp.
  third("^(build_options|git_state)[.]hpp$", "scenarios")
  # The system: the processor anywhere, files and processes where they belong.
  third("^([a-z]*mmintrin|immintrin|x86intrin|cpuid)[.]h$", "core agents io viz scenarios")
  third("^(unistd|fcntl|signal|poll|spawn|sched|pthread|termios|sys/[a-z]+(/[a-z0-9]+)?)[.]h$", "core io viz scenarios")

  # Expensive to compile: one file per top-level folder, and never a header.
  heavy("^CLI/"); heavy("^toml[+][+]/"); heavy("^nlohmann/"); heavy("^sleef[.]h$"); heavy("^xxh(ash|_x86dispatch)[.]h$")
  heavy("^udunits2[.]h$"); heavy("^spdlog/"); heavy("DOCTEST_CONFIG_IMPLEMENT")

  # Inside agents/: what the files of a folder may include there. The files beside the folders are tables that the folders share, and
  # the model and the simulation, which know everything.
  tables = "^agents/(factor|factor_lanes|factors|gains|tgf_beta_activation)[.]hpp$"
  inside["architecture"] = "^agents/(architecture/|cells/(beta_cells|endocrine_cells)[.]hpp$)"
  inside["islet"] = "^agents/islet/|" tables
  inside["cells"] = "^agents/cells/"
  inside["mechanisms"] = "^agents/(cells|host|islet|mechanisms/shared)/|" tables
  inside["host"] = "^agents/host/|" tables
  # Rules read an islet through its views and do not know the islet itself.
  never["mechanisms"] = "^agents/islet/(islet|islet_state|rule)[.]hpp$"
  read_exceptions("tests/architecture/agents_exceptions.txt")
}
function read_exceptions(file,   line, number) {
  while ((getline line <file) > 0) {
    ++number
    if (line ~ /^#/ || line == "") continue
    if (line in exceptions) { print file ":" number ": exception listed twice: " line; bad = 1 }
    exceptions[line] = file ":" number
  }
}
function check_inside_agents(header,   folder, name) {
  if (FILENAME ~ /^agents\/[^\/]*$/) {
    if (FILENAME !~ tables || header ~ tables) return
    name = "a table of agents"
  } else {
    folder = FILENAME
    sub(/^agents\//, "", folder)
    sub(/\/.*/, "", folder)
    name = "agents/" folder
    if (!(folder in inside)) { violation("folder of agents without a rule for its includes: " name); return }
    if (header ~ inside[folder] && !(folder in never && header ~ never[folder])) return
  }
  if ((FILENAME " -> " header) in exceptions) needed[FILENAME " -> " header] = 1
  else violation(name " must not include " header)
}
function third(pattern, folders) { patterns[++count] = pattern; allowed[count] = " " folders " " }
function heavy(pattern) { heavies[++heavy_count] = pattern }
function violation(text) { printf "%s:%d: %s\n", FILENAME, FNR, text; bad = 1 }
function check_heavy(text,   i, where) {
  for (i = 1; i <= heavy_count; ++i) {
    if (text !~ heavies[i]) continue
    if (FILENAME ~ /[.]hpp$/) violation("heavy header in a header: " text)
    where = top_folder SUBSEP i
    if (where in first && first[where] != FILENAME)
      violation("heavy header in a second file of " top_folder ": " text " (already in " first[where] ")")
    first[where] = FILENAME
  }
}
FNR == 1 { split(FILENAME, parts, "/"); top_folder = parts[1] }
FNR == 41 && FILENAME == "scenarios/main.cpp" { violation("main.cpp is longer than 40 lines") }
/^[ \t]*#[ \t]*define[ \t]+DOCTEST_CONFIG_IMPLEMENT/ { check_heavy("DOCTEST_CONFIG_IMPLEMENT") }
/^[ \t]*#[ \t]*include[ \t]*"/ {
  split($0, quoted, "\"")
  header = quoted[2]
  split(header, parts, "/")
  if (!(parts[1] in may)) violation("not the path from the root of the project: " header)
  else if (index(" " may[top_folder] " ", " " parts[1] " ") == 0) violation(top_folder " must not include " parts[1] ": " header)
  if (top_folder == "agents" && parts[1] == "agents") check_inside_agents(header)
  if (top_folder == "scenarios" && parts[1] == "viz") viz_headers[header] = viz_headers[header] FILENAME ":" FNR "\n"
}
/^[ \t]*#[ \t]*include[ \t]*</ {
  match($0, /<[^>]*>/)
  header = substr($0, RSTART + 1, RLENGTH - 2)
  if ((top_folder == "core" || top_folder == "agents") && header ~ /^(fstream|filesystem|iostream)$/)
    violation(top_folder " must not know files or streams: " header)
  check_heavy(header)
  if (header !~ /[.\/]/) next  # the standard library
  if (FILENAME ~ /[.]hpp$/ && header ~ /^vtk/) knows_vtk[FILENAME] = 1
  known = 0
  for (i = 1; i <= count && !known; ++i) {
    if (header !~ patterns[i]) continue
    known = 1
    if (top_folder != "tests" && top_folder != "bench" && index(allowed[i], " " top_folder " ") == 0)
      violation(top_folder " must not include " header)
  }
  if (!known) violation("third party that no folder may include: " header)
}
END {
  for (exception in exceptions) {
    if (exception in needed) continue
    print exceptions[exception] ": exception that nothing needs: " exception
    bad = 1
  }
  for (header in viz_headers) {
    if (!(header in knows_vtk)) continue
    split(viz_headers[header], places, "\n")
    print places[1] ": scenarios must not include " header ", which includes VTK"
    bad = 1
  }
  exit bad
}
' $files
