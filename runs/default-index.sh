#!/usr/bin/env bash
# Reproduces models/default.cases.safetensors, the index that `einthoven similar` reads: run it after models/default.onnx has changed. Half a
# minute on two cores.
#
#   ECG_DATA=/path/to/data runs/default-index.sh     # expects ptbxl/ and ptbxl-z/ in it
set -euo pipefail
cd "$(dirname "$0")/.."
data=${ECG_DATA:-../shared/data}
npm run --silent build
node dist/cli/main.js index --model default --data "$data/ptbxl" --data "$data/ptbxl-z" --out models/default.cases.safetensors
