#!/usr/bin/env bash
# Reproduces models/ensemble.onnx from a blank machine with Node >= 20.19: the mean of the probabilities of one network of each convolutional
# family: the bundled default (resnet1d-wang), fcn-wang, xresnet1d18 and inception1d by the same recipe, and the network behind tiny
# (convnext1d) before it was stored in 8 bits, each trained on folds 1-8 of both folders, seed 1, joined, stored in 8 bits and calibrated on
# fold 9. About three quarters of an hour on one free core.
#
#   ECG_DATA=/path/to/data runs/ensemble-model.sh     # expects ptbxl/ and ptbxl-z/ in it
set -euo pipefail
cd "$(dirname "$0")/.."
data=${ECG_DATA:-../shared/data}
npm ci
npm run --silent build
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
train() { # architecture, recipe
  node dist/cli/main.js train --data "$data/ptbxl" --data "$data/ptbxl-z" --config "runs/$2.config.json" --architecture "$1" \
    --train-folds 1-8 --validation-folds 9 --seed 1 --out "$scratch/$1.onnx"
}
train convnext1d tiny
train fcn-wang default
train xresnet1d18 default
train inception1d default
node dist/cli/main.js ensemble --members default "$scratch"/{convnext1d,fcn-wang,xresnet1d18,inception1d}.onnx \
  --data "$data/ptbxl" --data "$data/ptbxl-z" --out "$scratch/ensemble.onnx"
node dist/cli/main.js quantise "$scratch/ensemble.onnx" --data "$data/ptbxl" --data "$data/ptbxl-z" \
  --script runs/ensemble-model.sh --out models/ensemble.onnx
node dist/cli/main.js evaluate --model ensemble --data "$data/ptbxl" --data "$data/ptbxl-z" --folds 9 --task superdiagnostic
