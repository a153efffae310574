#!/usr/bin/env bash
# Reproduces models/tiny.onnx, below 300 kB, from a blank machine with Node >= 20.19: trains convnext1d on folds 1-8 of both folders as
# runs/tiny.config.json says, and stores its weights in 8 bits, calibrated on fold 9. About three minutes on one free core.
#
#   ECG_DATA=/path/to/data runs/tiny-model.sh     # expects ptbxl/ and ptbxl-z/ in it
set -euo pipefail
cd "$(dirname "$0")/.."
data=${ECG_DATA:-../shared/data}
npm ci
npm run --silent build
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
node dist/cli/main.js train --data "$data/ptbxl" --data "$data/ptbxl-z" \
  --config runs/tiny.config.json --train-folds 1-8 --validation-folds 9 --seed 1 --out "$scratch/convnext1d.onnx"
node dist/cli/main.js quantise "$scratch/convnext1d.onnx" --data "$data/ptbxl" --data "$data/ptbxl-z" \
  --script runs/tiny-model.sh --out models/tiny.onnx
node dist/cli/main.js evaluate --model tiny --data "$data/ptbxl" --data "$data/ptbxl-z" --folds 9 --task superdiagnostic
