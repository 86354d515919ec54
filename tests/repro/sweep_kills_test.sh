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
random_sleep() { sleep "0.$(printf %03d $((RANDOM % 60 + 5)))"; }

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

if command -v mpirun >/dev/null && ldd "$program" | grep libmpi >/dev/null; then
  export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
  mpirun --oversubscribe -n 2 "$program" sweep sweep.toml --quiet --db ranks.sqlite
  expect "two ranks" "$content" "$(member ranks.sqlite content_hash)"
fi

# Kills are spread over the sweep: one is due whenever so many runs more are recorded. Even ones hit a worker, odd
# ones the whole.
recorded() { member killed.sqlite done 2>/dev/null || true; }
done_kills=0
starts=0
while ((done_kills < kills && starts < 2 * kills)); do
  starts=$((starts + 1))
  "$program" sweep sweep.toml --quiet --db killed.sqlite --workers 2 2>/dev/null &
  process=$!
  while kill -0 "$process" 2>/dev/null && ((done_kills < kills)); do
    due=$((done_kills * runs / (kills + 1)))
    now=$(recorded)
    if ((${now:-0} < due)); then
      sleep 0.03
      continue
    fi
    random_sleep
    if ((done_kills % 2 == 1)); then
      if kill -KILL "$process" 2>/dev/null; then done_kills=$((done_kills + 1)); fi
      break
    fi
    worker=$(tr ' ' '\n' <"/proc/$process/task/$process/children" 2>/dev/null | sed -n "$((RANDOM % 2 + 1))p" || true)
    if [[ -n $worker ]] && kill -KILL "$worker" 2>/dev/null; then done_kills=$((done_kills + 1)); fi
  done
  wait "$process" 2>/dev/null || true
done
reached=$(member killed.sqlite done 2>/dev/null || true)
echo "$done_kills kills, $starts starts; ${reached:-0} of $runs runs were done then"
expect "kills" "$kills" "$done_kills"
sweep --db killed.sqlite --workers 2
expect "runs after the kills" "$runs" "$(member killed.sqlite done)"
expect "content after the kills" "$content" "$(member killed.sqlite content_hash)"
exit $((failures > 0))
