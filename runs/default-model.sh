#!/usr/bin/env bash
# Reproduces models/default.onnx from a blank machine with Node >= 20.19: installs, builds, trains on folds 1-8 of both folders,
# calibrates on fold 9, judges there. About five minutes on one free core: the network is trained in one session, on one thread.
# runs/default.config.json says how. The file is the same to the bit on the same machine.
#
#   ECG_DATA=/path/to/data runs/default-model.sh     # expects ptbxl/ and ptbxl-z/ in it
set -euo pipefail
cd "$(dirname "$0")/.."
data=${ECG_DATA:-../shared/data}
npm ci
npm run --silent build
node dist/cli/main.js train --data "$data/ptbxl" --data "$data/ptbxl-z" \
  --config runs/default.config.json --train-folds 1-8 --validation-folds 9 --seed 1 --script runs/default-model.sh --out models/default.onnx
rm -f models/default.onnx.log.jsonl
node dist/cli/main.js evaluate --model default --data "$data/ptbxl" --data "$data/ptbxl-z" --folds 9 --task superdiagnostic
