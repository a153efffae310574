"""Fourier transforms by NumPy and Welch spectra by SciPy: writes spectrum.json."""

import numpy as np
from scipy import signal

from golden import ecg_like, write

LENGTHS = [1, 2, 3, 4, 5, 7, 8, 12, 16, 17, 60, 64, 77, 97, 169]
rng = np.random.default_rng(5)


def transform(n):
    z = np.round(rng.standard_normal(n), 6) + 1j * np.round(rng.standard_normal(n), 6)
    full, half = np.fft.fft(z), np.fft.rfft(z.real)
    parts = lambda values: {"re": values.real, "im": values.imag}
    return {"input": parts(z), "fft": parts(full), "realFft": parts(half)}


FS = 100
X = ecg_like(600, FS)


def spectrum(segment_sec, samples):
    frequencies, density = signal.welch(X[:samples], FS, nperseg=min(samples, round(segment_sec * FS)))
    return {"segmentSec": segment_sec, "samples": samples, "frequenciesHz": frequencies, "density": density}


welch = [spectrum(1.28, 600), spectrum(1, 600), spectrum(0.75, 600), spectrum(4, 333), spectrum(2, 301)]
write("spectrum", {"transforms": [transform(n) for n in LENGTHS], "fs": FS, "input": X, "welch": welch})
