"""Filter design and filtering by SciPy: writes filters.json."""

import numpy as np
from scipy import signal

from golden import ecg_like, write

FS = 500
X = ecg_like(400, FS)
CASES = [
    ("low-pass", 1, 40, 500),
    ("low-pass", 4, 40, 500),
    ("low-pass", 5, 150, 360),
    ("low-pass", 9, 30, 100),
    ("high-pass", 1, 0.5, 500),
    ("high-pass", 2, 0.67, 250),
    ("high-pass", 3, 0.05, 1000),
    ("high-pass", 4, 5, 500),
    ("band-pass", 1, [0.5, 40], 500),
    ("band-pass", 2, [5, 15], 360),
    ("band-pass", 3, [0.5, 150], 500),
    ("band-pass", 4, [0.5, 40], 100),
    ("band-pass", 4, [0.5, 40], 500),
    ("band-pass", 4, [0.05, 150], 500),
    ("band-pass", 5, [20, 32], 100),
    ("band-stop", 1, [49, 51], 500),
    ("band-stop", 2, [48, 52], 500),
    ("band-stop", 3, [1, 45], 100),
    ("band-stop", 4, [59, 61], 1000),
]
KIND = {"low-pass": "lowpass", "high-pass": "highpass", "band-pass": "bandpass", "band-stop": "bandstop"}


def band(kind, edges):
    if kind == "low-pass":
        return {"kind": kind, "highHz": edges}
    if kind == "high-pass":
        return {"kind": kind, "lowHz": edges}
    return {"kind": kind, "lowHz": edges[0], "highHz": edges[1]}


def case(sos, kind, order, edges, fs):
    frequencies = np.round(np.linspace(0, fs / 2, 17), 6)
    response = signal.freqz_sos(sos, frequencies, fs=fs)[1]
    zi = signal.sosfilt_zi(sos)
    return {
        "band": band(kind, edges),
        "order": order,
        "fs": fs,
        "sos": sos,
        "frequenciesHz": frequencies,
        "response": {"re": response.real, "im": response.imag},
        "steadyState": zi.ravel(),
        "causal": signal.sosfilt(sos, X)[::7],
        "causalFromSteady": signal.sosfilt(sos, X, zi=zi * X[0])[0][::7],
        "zeroPhase": signal.sosfiltfilt(sos, X)[::7],
    }


BESSEL = [
    ("low-pass", 1, 40, 500),
    ("low-pass", 4, 40, 500),
    ("low-pass", 12, 40, 500),
    ("high-pass", 3, 0.5, 500),
    ("band-pass", 5, [0.5, 40], 500),
    ("band-stop", 2, [45, 56], 360),
]
NORM = {"magnitude": "mag", "phase": "phase"}
NOTCHES = [(50, 30, 500), (60, 30, 360), (50, 10, 1000), (50, 35, 128)]


def notch_case(hz, q, fs):
    b, a = signal.iirnotch(hz, q, fs)
    sos = np.concatenate([b, a])[None]
    return {"hz": hz, "qualityFactor": q, **case(sos, "band-stop", 1, [hz - 1, hz + 1], fs)}


butterworth = [case(signal.butter(n, w, KIND[k], fs=fs, output="sos"), k, n, w, fs) for k, n, w, fs in CASES]
bessel = [
    {"norm": ours, **case(signal.bessel(n, w, KIND[k], fs=fs, output="sos", norm=norm), k, n, w, fs)}
    for k, n, w, fs in BESSEL
    for ours, norm in NORM.items()
]
notches = [notch_case(*parameters) for parameters in NOTCHES]
write("filters", {"input": X, "every": 7, "butterworth": butterworth, "bessel": bessel, "notch": notches})
