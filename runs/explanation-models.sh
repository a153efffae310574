#!/usr/bin/env bash
# Makes the two models that `npm run verify -- --only explanations` compares the bundled one with, into out/: one of the same recipe with another
# seed, and one that learnt for twelve epochs from labels dealt out at random, without augmentation. Six minutes on one free core.
#
#   ECG_DATA=/path/to/data runs/explanation-models.sh     # expects ptbxl/ and ptbxl-z/ in it
set -euo pipefail
cd "$(dirname "$0")/.."
data=${ECG_DATA:-../shared/data}
npm run --silent build
mkdir -p out
train() { # name, recipe, seed
  node dist/cli/main.js train --data "$data/ptbxl" --data "$data/ptbxl-z" \
    --config "runs/$2.config.json" --train-folds 1-8 --validation-folds 9 --seed "$3" --script runs/explanation-models.sh --out "out/$1.onnx"
}
train label-randomised label-randomised 1
train default-seed-2 default 2
