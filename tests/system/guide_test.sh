#!/usr/bin/env bash
# The sweep and the Python example of the guide, as they are there except for the length of the runs. Exits with 77 where
# there is no pandas. Usage: guide_test.sh ISLETSIM GUIDE
set -euo pipefail
program=$1
guide=$2
python=
for candidate in python3 /usr/bin/python3; do
  if "$candidate" -c 'import pandas' 2>/dev/null; then
    python=$candidate
    break
  fi
done
[[ -n $python ]] || { echo "skipped: no pandas"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
block() { sed -n "/^\`\`\`$1\$/,/^\`\`\`\$/p" "$guide" | sed '/^```/d'; }
block toml | sed 's/"14 day"/"1 h"/' >killing.toml
block python >look.py
"$program" sweep killing.toml --db killing.sqlite --quiet
"$python" look.py killing.sqlite | tee look.txt
# Within an hour no cell is killed: all survive, six runs per arm, no difference.
grep -Eq '^untreated +6\.0 +(1\.0|0\.99)' look.txt
grep -Eq '^no_killing +0\.0' look.txt
grep -Eq '^untreated +0\.0+ +[1-9][0-9]*\.0' look.txt
