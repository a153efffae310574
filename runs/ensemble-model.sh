#!/usr/bin/env bash
# Reproduces models/ensemble.onnx from a blank machine with Node >= 20.19: the mean of the probabilities of the bundled default, two more
# networks of its recipe (seeds 2 and 3) and the network behind tiny before it was stored in 8 bits, trained on folds 1-8 of both folders,
# joined, stored in 8 bits and calibrated on fold 9. About a quarter of an hour on one free core.
#
#   ECG_DATA=/path/to/data runs/ensemble-model.sh     # expects ptbxl/ and ptbxl-z/ in it
set -euo pipefail
cd "$(dirname "$0")/.."
data=${ECG_DATA:-../shared/data}
npm ci
npm run --silent build
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
train() { # name, recipe, seed
  node dist/cli/main.js train --data "$data/ptbxl" --data "$data/ptbxl-z" \
    --config "runs/$2.config.json" --train-folds 1-8 --validation-folds 9 --seed "$3" --out "$scratch/$1.onnx"
}
train resnet1d-wang-2 default 2
train resnet1d-wang-3 default 3
train convnext1d tiny 1
node dist/cli/main.js ensemble --members default "$scratch"/resnet1d-wang-{2,3}.onnx "$scratch/convnext1d.onnx" \
  --data "$data/ptbxl" --data "$data/ptbxl-z" --out "$scratch/ensemble.onnx"
node dist/cli/main.js quantise "$scratch/ensemble.onnx" --data "$data/ptbxl" --data "$data/ptbxl-z" \
  --script runs/ensemble-model.sh --out models/ensemble.onnx
node dist/cli/main.js evaluate --model ensemble --data "$data/ptbxl" --data "$data/ptbxl-z" --folds 9 --task superdiagnostic
