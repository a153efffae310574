"""Golden safetensors files, by the library of Hugging Face. Run in this folder; needs safetensors 0.8.0 and numpy 2.4."""

import base64
import json

import numpy
import safetensors
from safetensors.numpy import save

ALL = {
    "weight": numpy.array([[0.5, -1.25, 3e-39], [numpy.inf, numpy.nan, -0.0]], numpy.float32),
    "bias": numpy.array([1, 2, 3], numpy.float32),
    "0": numpy.array([0.1, 1e300], numpy.float64),
    "steps": numpy.array(2**53 + 1, numpy.int64),
    "état": numpy.array([-(2**31), 7], numpy.int32),
    "mask": numpy.array([0, 255, 3], numpy.uint8),
    "empty": numpy.zeros((0, 4), numpy.float32),
}

files = {
    "every type": save(ALL, {"note": 'é "quoted" \n'}),
    "no metadata": save({"b": ALL["bias"], "a": ALL["weight"][:, :2].copy()}),
    "nothing": save({}),
}

content = {
    "by": f"safetensors {safetensors.__version__}, numpy {numpy.__version__}",
    "files": {name: base64.b64encode(data).decode() for name, data in files.items()},
}
with open("safetensors.json", "w") as file:
    json.dump(content, file, ensure_ascii=False, indent=1)
