#!/usr/bin/env bash
# tools/studies --check: tables of the present results epoch are compared, older ones listed, newer ones refused.
# Usage: studies_test.sh ISLETSIM SOURCE_DIR
set -euo pipefail
export ISLETSIM=$1
source_dir=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p tools validation/studies validation/tables
cp "$source_dir/tools/studies" tools/
cp "$source_dir/tests/scenarios/tiny.toml" validation/
cat >validation/studies/small.toml <<'END'
[sweep]
format = 1
scenario = "../tiny.toml"
until = "1 h"
replicates = 3
check = [3, 2]
[[endpoint]]
name = "beta_survival"
[[endpoint]]
name = "cells"
columns = ["islets.cd8_t_cells"]
take = "mean"
END
table=validation/tables/small.csv
epoch=$(sed -n 's/^Results epoch: //p' "$source_dir/CHANGELOG.md")
status=0

# expect CODE TEXT [ARGUMENT...]: what tools/studies --check ends with, and a part of what it prints.
expect() {
  local code=$1 text=$2 got=0
  shift 2
  tools/studies --check "$@" >output 2>&1 || got=$?
  if ((got != code)) || ! grep -qF -- "$text" output; then
    echo "FAILED: expected exit code $code and '$text'; exit code $got and" >&2
    sed 's/^/  /' output >&2
    status=1
  fi
}

expect 1 "FAILED: small: there is no $table"
tools/studies small >/dev/null
grep -qx "# results epoch $epoch" "$table" || { echo "FAILED: the table names no results epoch $epoch" >&2; status=1; }
[[ $(grep -c done "$table") == 3 ]] || { echo 'FAILED: the study has not made all its runs' >&2; status=1; }
expect 0 "ok: small: 2 runs as in $table"
cp "$table" made.csv

# A run that is not marked may differ, one that is marked may not.
sed -i 's/^1,all,1,1,/&9/' "$table"
expect 0 "ok: small: 2 runs as in $table"
sed 's/^3,all,1,3,/&9/' made.csv >"$table"
expect 1 "FAILED: small: these lines are not in $table"
grep -q '^3,all,1,3,' output || { echo 'FAILED: the row that differs is not printed' >&2; status=1; }

# The same table, but of another epoch.
sed "s/^# results epoch .*/# results epoch $((epoch - 1))/; s/^3,all,1,3,/&9/" made.csv >"$table"
expect 0 "stale: small: $table is of results epoch $((epoch - 1)), the program of epoch $epoch"
expect 0 'stale tables: small'
sed "s/^# results epoch .*/# results epoch $((epoch + 1))/" made.csv >"$table"
expect 1 "FAILED: small: $table is of results epoch $((epoch + 1)), the program of epoch $epoch"
grep -v '^# results epoch' made.csv >"$table"
expect 1 "FAILED: small: $table names no results epoch"

# A table that no study makes.
cp made.csv "$table"
cp made.csv validation/tables/other.csv
expect 0 'not checked: other: no study makes validation/tables/other.csv'

sed -i '/^check/d' validation/studies/small.toml
expect 1 'sweep.check: no run to check'
exit $status
