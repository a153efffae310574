#!/usr/bin/env bash
# Reproduces models/ensemble.onnx from a blank machine with Node >= 20.19: installs, builds, trains four unlike networks on folds 1-8 of
# both folders, averages their probabilities, calibrates on fold 9 and judges there. About a quarter of an hour on two free cores.
# Members: m1 resnet1d-wang with augmentation, m2 xresnet1d50, m3 crnn, m4 convnext1d. All keep the proportions of the limb leads.
#
#   ECG_DATA=/path/to/data runs/ensemble-model.sh     # expects ptbxl/ and ptbxl-z/ in it; members lie in out/ensemble/
set -euo pipefail
cd "$(dirname "$0")/.."
data=${ECG_DATA:-../shared/data}
both=(--data "$data/ptbxl" --data "$data/ptbxl-z")
npm ci
npm run --silent build
mkdir -p out/ensemble
member() {
  node dist/cli/main.js train "${both[@]}" --config "runs/ensemble/$2.json" --architecture "$3" \
    --train-folds 1-8 --validation-folds 9 --epochs 30 --seed 1 --out "out/ensemble/$1.onnx"
}
member m1 limb-augmented resnet1d-wang
member m2 limb xresnet1d50
member m3 limb-recurrent crnn
member m4 limb convnext1d
node dist/cli/main.js ensemble --members out/ensemble/m1.onnx out/ensemble/m2.onnx out/ensemble/m3.onnx out/ensemble/m4.onnx \
  "${both[@]}" --validation-folds 9 --script runs/ensemble-model.sh --out models/ensemble.onnx
node dist/cli/main.js evaluate --model ensemble "${both[@]}" --folds 9 --task superdiagnostic
