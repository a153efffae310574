#!/usr/bin/env bash
# Reproduces models/default.onnx from a blank machine with Node >= 20.19: installs, builds, trains on folds 1-8 of both folders,
# calibrates on folds 1-8 by networks of the same recipe that did not see them, judges on fold 9. The network takes about five minutes
# on one free core, the cross-validation forty more, two folds at a time. runs/default.config.json says how.
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
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
node dist/cli/main.js cross-validate --data "$data/ptbxl" --data "$data/ptbxl-z" \
  --config runs/default.config.json --folds 1-9 --groups 9 --seeds 1 --keep-models --parallel 2 --out "$scratch/folds"
node dist/cli/main.js calibrate default --data "$data/ptbxl" --data "$data/ptbxl-z" --folds 9 \
  --out-of-fold "$scratch/folds" --script runs/default-model.sh --out models/default.onnx
node dist/cli/main.js evaluate --model default --data "$data/ptbxl" --data "$data/ptbxl-z" --folds 9 --task superdiagnostic
