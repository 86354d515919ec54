#!/usr/bin/env bash
# tools/odd-tables writes the mechanisms beside the rules, and finds a rule that is not in the table.
# Usage: odd_tables_test.sh SOURCE_DIR
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$1/tools" "$work"
cd "$work"
mkdir -p docs/odd
printf '%s\n' 'Text | with a bar |' '| row | rule | mechanisms |' '|---|---|---|' \
  '| 1 | a rule | `old` |' '| 12 | another | |' '| 3 | a third | |' >docs/odd/rules.md
cat >program <<'END'
#!/usr/bin/env bash
if [[ $4 == json ]]; then
  echo "[{\"key\": \"walk\", \"rows\": [1, 12]}, {\"key\": \"eat\", \"rows\": [$ROW]}, {\"key\": \"rest\", \"rows\": []}]"
fi
END
chmod +x program
export ISLETSIM=$work/program

ROW=1 tools/odd-tables
diff docs/odd/rules.md - <<'END'
Text | with a bar |
| row | rule | mechanisms |
|---|---|---|
| 1 | a rule | `eat`, `walk` |
| 12 | another | `walk` |
| 3 | a third | none |
END
ROW=1 tools/odd-tables --check
if ROW=3 tools/odd-tables --check 2>errors; then
  echo "FAILED: a column that is not current passes" >&2
  exit 1
fi
grep -q 'docs/odd/rules.md is not what the program says' errors
if ROW=2 tools/odd-tables --check 2>errors; then
  echo "FAILED: a row that the table lacks passes" >&2
  exit 1
fi
grep -qx 'FAILED: docs/odd/rules.md has no row 2, which the mechanism eat names' errors
