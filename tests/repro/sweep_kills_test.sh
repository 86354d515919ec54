#!/usr/bin/env bash
# A sweep is killed again and again, its workers and the whole, at random times, and ends with every run recorded once
# and with the content of one that nobody disturbed; so do 1, 2 and 4 workers, two ranks of MPI where there is a
# launcher, and merged shards. Usage: sweep_kills_test.sh ISLETSIM SCENARIO REPLICATES KILLS
set -euo pipefail
program=$1
scenario=$2
replicates=$3
kills=$4
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0
RANDOM=7

cp "$scenario" "$work/tiny.toml"
cat >"$work/sweep.toml" <<END
[sweep]
format = 1
scenario = "tiny.toml"
replicates = $replicates
[grid]
cells.cd8_t_cell.initial = [1, 3]
[[arm]]
name = "control"
[[arm]]
name = "no_motility"
without = ["t_cell_motility"]
[series]
columns = ["islets.cd8_t_cells"]
END
cd "$work"
runs=$((4 * replicates))

sweep() { "$program" sweep sweep.toml --quiet "$@"; }
member() { "$program" sweep --status --json --db "$1" | sed -n "s/.*\"$2\": *\"\{0,1\}\([^\",]*\).*/\1/p"; }
expect() { # NAME EXPECTED GOT
  if [[ $2 == "$3" ]]; then
    echo "ok: $1"
  else
    echo "FAILED: $1: expected '$2', got '$3'"
    failures=$((failures + 1))
  fi
}
longest=$((runs < 800 ? runs / 2 + 40 : 440)) # [ms]: short sweeps are killed soon
random_sleep() { sleep "0.$(printf %03d $((RANDOM % longest + 20)))"; }

sweep --db one.sqlite --workers 1
content=$(member one.sqlite content_hash)
expect "runs of one worker" "$runs" "$(member one.sqlite done)"
for workers in 2 4; do
  sweep --db "$workers.sqlite" --workers "$workers"
  expect "$workers workers" "$content" "$(member "$workers.sqlite" content_hash)"
done
for shard in 1 2 3 4; do sweep --db "shard$shard" --shard "$shard/4" --workers 2; done
"$program" sweep --db merged.sqlite --merge shard1 shard2 shard3 shard4 >/dev/null
expect "four merged shards" "$content" "$(member merged.sqlite content_hash)"

if command -v mpirun >/dev/null && ldd "$program" | grep -q libmpi; then
  export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
  mpirun --oversubscribe -n 2 "$program" sweep sweep.toml --quiet --db ranks.sqlite
  expect "two ranks" "$content" "$(member ranks.sqlite content_hash)"
fi

# Even kills hit a worker, odd ones the whole. A round that ends before its kill counts as no kill.
done_kills=0
rounds=0
while ((done_kills < kills && rounds < 5 * kills)); do
  rounds=$((rounds + 1))
  "$program" sweep sweep.toml --quiet --db killed.sqlite --workers 2 2>/dev/null &
  process=$!
  if ((done_kills % 2 == 0)); then
    # Wait until there is a worker, then for a while, and kill one.
    for _ in $(seq 200); do
      [[ -n $(cat "/proc/$process/task/$process/children" 2>/dev/null) ]] && break
      sleep 0.01
    done
    random_sleep
    worker=$(cut -d ' ' -f 1 "/proc/$process/task/$process/children" 2>/dev/null || true)
    if [[ -n $worker ]] && kill -KILL "$worker" 2>/dev/null; then done_kills=$((done_kills + 1)); fi
    random_sleep
  fi
  random_sleep
  if kill -KILL "$process" 2>/dev/null; then done_kills=$((done_kills + 1)); fi
  wait "$process" 2>/dev/null || true
done
reached=$(member killed.sqlite done 2>/dev/null || true)
echo "$done_kills kills in $rounds rounds; ${reached:-0} of $runs runs were done then"
sweep --db killed.sqlite --workers 2
expect "runs after the kills" "$runs" "$(member killed.sqlite done)"
expect "content after the kills" "$content" "$(member killed.sqlite content_hash)"
exit $((failures > 0))
