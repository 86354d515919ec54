#!/usr/bin/env bash
# The whole program gives one state hash: with and without frames, on an older CPU, with any number of threads, and
# after an interruption. Usage: program_test.sh ISLETSIM SCENARIO
set -euo pipefail
program=$1
scenario=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

hash_of() { sed -n 's/.*"state_hash": *"\([0-9a-f]*\)".*/\1/p' "$1/manifest.json"; }
run() { "$program" run "$scenario" --quiet --until "12 h" "$@"; }
expect_same() { # NAME DIRECTORY
  local hash
  hash=$(hash_of "$2")
  if [[ -n $hash && $hash == "$expected" ]]; then
    echo "ok: $1"
  else
    echo "FAILED: $1: state hash '$hash', expected '$expected'"
    failures=$((failures + 1))
  fi
}

run --out "$work/plain" --frames none
expected=$(hash_of "$work/plain")
[[ ${#expected} == 32 ]] || { echo "FAILED: no state hash in the manifest"; exit 1; }

run --out "$work/frames" --frames "1 h" 
expect_same "frames on" "$work/frames"
GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX512F,-AVX2,-FMA run --out "$work/old_cpu" --frames none
expect_same "without AVX2 and FMA" "$work/old_cpu"
run --out "$work/threads" --frames none --threads 3 --set output.sample_interval="6 h"
expect_same "three threads, other outputs" "$work/threads"

# Interrupted once it has written a few exchanges, then resumed.
"$program" run "$scenario" --quiet --until "20 day" --frames none --out "$work/interrupted" &
process=$!
for _ in $(seq 600); do
  [[ $(wc -l <"$work/interrupted/series/hashes.csv") -ge 4 ]] 2>/dev/null && break
  sleep 0.05
done
kill -INT "$process"
code=0
wait "$process" || code=$?
if [[ $code != 3 ]]; then
  echo "FAILED: an interrupted run exits with $code, expected 3"
  failures=$((failures + 1))
fi
reached=$(sed -n 's/.*"simulated_days": *\([0-9.]*\).*/\1/p' "$work/interrupted/manifest.json")
target=$(awk -v day="$reached" 'BEGIN { printf "%d", int(day * 24 + 0.5) + 5 }')
"$program" resume "$work/interrupted" --quiet --until "$target h"
"$program" run "$scenario" --quiet --until "$target h" --frames none --out "$work/whole"
expected=$(hash_of "$work/whole")
expect_same "interrupted at day $reached and resumed" "$work/interrupted"
if ! cmp -s "$work/whole/series/hashes.csv" "$work/interrupted/series/hashes.csv"; then
  echo "FAILED: the hashes of the resumed run differ from those of the whole one"
  failures=$((failures + 1))
fi

# A run that is killed leaves a checkpoint of some exchange; resume recomputes from there.
"$program" run "$scenario" --quiet --until "12 h" --frames none --set output.checkpoint_interval="1 h" --out "$work/killed" &
process=$!
for _ in $(seq 600); do
  [[ $(find "$work/killed/checkpoints" -type f 2>/dev/null | wc -l) -ge 2 ]] && break
  sleep 0.02
done
kill -KILL "$process" 2>/dev/null || true
wait "$process" 2>/dev/null || true
"$program" resume "$work/killed" --quiet
expected=$(hash_of "$work/plain")
expect_same "killed and resumed" "$work/killed"

exit $((failures > 0))
