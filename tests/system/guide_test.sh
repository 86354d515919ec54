#!/usr/bin/env bash
# The Python example of the guide reads the database of a sweep. Exits with 77 where there is no pandas.
# Usage: guide_test.sh ISLETSIM SCENARIO GUIDE
set -euo pipefail
program=$1
scenario=$2
guide=$3
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
cp "$scenario" "$work/tiny.toml"
cd "$work"
sed -n '/^```python/,/^```/p' "$guide" | sed '/^```/d' >look.py
cat >killing.toml <<'END'
[sweep]
format = 1
scenario = "tiny.toml"
replicates = 3
[[arm]]
name = "untreated"
[[arm]]
name = "no_killing"
without = ["ctl_killing"]
[series]
columns = ["islets.beta_cells_alive"]
END
"$program" sweep killing.toml --db killing.sqlite --quiet
"$python" look.py killing.sqlite | tee look.txt
# By the run's length of an hour nothing has killed: all survive, three runs an arm, no difference.
grep -Eq '^untreated +3\.0 +1\.0' look.txt
grep -Eq '^no_killing +0\.0' look.txt
grep -Eq '^untreated +0\.0+ +23\.0' look.txt
