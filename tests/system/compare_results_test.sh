#!/usr/bin/env bash
# tools/compare-results finds planted differences, and none where there are none. Runs nothing but a stand-in for the
# program. Usage: compare_results_test.sh SOURCE_DIR
set -euo pipefail
source_dir=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
status=0
compare="$source_dir/tools/compare-results"

# expect CODE TEXT COMMAND...: the exit code, and a line that the output has in it; TEXT may be empty.
expect() {
  local code=$1 text=$2 got=0
  shift 2
  "$@" >output 2>&1 || got=$?
  if ((got != code)) || ! grep -qF -- "$text" output; then
    echo "FAILED: expected exit code $code and '$text'; exit code $got and" >&2
    sed 's/^/  /' output >&2
    status=1
  fi
}

make_run() {
  mkdir -p "$1/series"
  printf '%s\n' time_day,islet,beta,kills 0,1,10,0 0,2,11,0 0.5,1,10,1 0.5,2,9,2 >"$1/series/islets.csv"
  printf '%s\n' time_day,stage,glucose 0,0,100.5 0.5,1,99.25 >"$1/series/patient.csv"
  printf '%s\n' time_day,islet,event,cause 0.25,1,death,killed 0.25,1,death,killed >"$1/series/events.csv"
}
fresh() {
  rm -rf a b
  for side in a b; do
    make_run $side/mouse
    make_run $side/well
  done
}
folders() { "$compare" --renamed list.csv --folders a b; }
echo file,old,new >list.csv

fresh
expect 0 'equal: 2 scenarios' folders
expect 0 'mouse: islets.csv: equal (4 rows, 4 columns)' folders

sed -i 's/^0.5,1,10,1$/0.5,1,10,1.0/' b/mouse/series/islets.csv
expect 1 "1 values in 1 columns, first: line 4 (time_day 0.5, islet 1), column 'kills': base '1', present '1.0'" folders
expect 1 'mouse: patient.csv: equal' folders
expect 1 'DIFFERENT: 1 of 2 scenarios' folders

fresh
cut -d, -f1-3 a/mouse/series/islets.csv >b/mouse/series/islets.csv
expect 1 "columns only in base: 'kills'" folders
printf '%s\n' file,old,new islets.csv,kills, >list.csv
expect 0 'equal: 2 scenarios' folders
echo file,old,new >list.csv

# Columns may stand in another order.
awk -F, -v OFS=, '{ print $1, $2, $4, $3 }' a/mouse/series/islets.csv >b/mouse/series/islets.csv
expect 0 'equal: 2 scenarios' folders

fresh
sed -i '1s/kills/beta_killed/' b/*/series/islets.csv
expect 1 "columns only in present: 'beta_killed'" folders
printf '%s\n' '# a comment' file,old,new islets.csv,kills,beta_killed >list.csv
expect 0 'equal: 2 scenarios' folders
sed -i 's/^0.5,2,9,2$/0.5,2,9,3/' b/well/series/islets.csv
expect 1 "column 'beta_killed' ('kills' in base): base '2', present '3'" folders
# The same list beside a base that has the new name already.
cp -r b c && rm -rf a && mv c a
expect 0 'equal: 2 scenarios' folders
echo file,old,new >list.csv

fresh
sed -i '/^0,2,/d' b/mouse/series/islets.csv
expect 1 '1 rows only in base, first: line 3' folders
sed -i '$d' a/well/series/events.csv
expect 1 'well: events.csv: DIFFERENT' folders
expect 1 '1 rows only in present, first: line 3' folders

fresh
rm b/mouse/series/events.csv
expect 1 'no such file in present' folders

fresh
rm -r a/well
expect 1 'well: DIFFERENT: only in present' folders
printf '%s\n' file,old,new scenario,,well >list.csv
expect 0 'equal: 1 scenarios' folders

fresh
echo 1,1 >>b/mouse/series/islets.csv
expect 2 'b/mouse/series/islets.csv:6: 2 values in 4 columns' folders
printf '%s\n' file,old,new islet.csv,a,b >list.csv
expect 2 "list.csv:2: unknown file 'islet.csv' (known: islets.csv" folders
expect 2 "no such folder 'nowhere'" "$compare" --folders a nowhere
expect 2 'either BASE or --folders expected' "$compare"

# A repository with the tool and a stand-in for the program, which writes the planted values.
mkdir -p repository/tools repository/scenarios
cd repository
cp "$compare" tools/
cat >program <<'END'
#!/usr/bin/env bash
set -eu
scenario=$2
out=$4
planted=1
grep -q old_key "$scenario" && { echo "$scenario:2: unknown key" >&2; exit 2; }
echo "$*" >>"$CALLS"
mkdir -p "$out/series"
printf 'time_day,value\n0,%s\n' "$planted" | tee "$out"/series/{islets,patient,events}.csv >/dev/null
END
chmod +x program
printf 'scenario,until\nmouse,1 day\nwell,6 h\n' >tools/compared-runs.csv
printf 'file,old,new\n' >tools/renamed-columns.csv
touch scenarios/mouse.toml scenarios/well.toml
export CALLS=$work/calls ISLETSIM=$PWD/program

# expect_runs NUMBER: how many runs the last comparison made.
expect_runs() {
  local runs
  runs=$(wc -l <"$CALLS")
  ((runs == $1)) || { echo "FAILED: $runs runs, not $1" >&2; status=1; }
}
with() { : >"$CALLS"; tools/compare-results "$1"; }

# Base is a program of another checkout.
mkdir ../checkout
cp -r scenarios program ../checkout
base=../checkout/program
expect 0 'equal: 2 scenarios' with $base
expect_runs 4
grep -q "^run .*/checkout/scenarios/mouse.toml --out .* --until 1 day --threads 1 --frames none" "$CALLS" ||
  { echo 'FAILED: call of the base' >&2; status=1; }
sed -i 's/^planted=.*/planted=5/' $base
expect 1 "base '5', present '1'" with $base
rm ../checkout/scenarios/well.toml
expect 1 'well: DIFFERENT: only in present' with $base
echo 'old_key = 1' >../checkout/scenarios/mouse.toml
expect 2 'ended with exit code 2 (it refuses an option or a key of the scenario)' with $base
grep -q 'mouse.toml:2: unknown key' output || { echo "FAILED: the program's own message is missing" >&2; status=1; }
expect 2 "no such git revision or program 'no/such/branch'" with no/such/branch

# Base is a revision: it is built, and run once.
printf 'cmake_minimum_required(VERSION 3.23)\nproject(stand_in NONE)\n%s\n' \
  'add_custom_target(isletsim COMMAND cp ${CMAKE_SOURCE_DIR}/program ${CMAKE_BINARY_DIR}/isletsim)' >CMakeLists.txt
echo /build/ >.gitignore
git init -q .
commit() { git add -A && git -c user.name=x -c user.email=x@localhost commit -q -m "$1"; }
commit first
sed -i 's/^planted=.*/planted=5/' program
commit second
expect 0 'equal: 2 scenarios' with HEAD
expect_runs 4
expect 0 'equal: 2 scenarios' with HEAD
expect_runs 2
expect 1 "base '1', present '5'" with HEAD~1
expect_runs 4
sed -i 's/1 day/2 day/' tools/compared-runs.csv
expect 0 'equal: 2 scenarios' with HEAD
expect_runs 3
touch scenarios/new.toml
expect 2 "no row for the scenario 'new'" with HEAD
exit $status
