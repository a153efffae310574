"""Discrete and stationary transforms by PyWavelets, the Ricker transform by NumPy: writes wavelet.json."""

import numpy as np
import pywt

from golden import ecg_like, write

X = ecg_like(256, 250)
NAMES = ["haar", "db2", "db3", "db4", "db6", "db8", "sym4", "sym5", "sym6", "sym8"]
MODE = {"symmetric": "symmetric", "periodic": "periodization"}


def discrete(name, samples, levels, extension):
    approximation, *details = pywt.wavedec(X[:samples], name, mode=MODE[extension], level=levels)
    return {
        "wavelet": name,
        "samples": samples,
        "levels": levels,
        "extension": extension,
        "approximation": approximation,
        "details": details[::-1],
        "maxLevels": pywt.dwt_max_level(samples, name),
    }


def stationary(name, levels):
    approximation, *details = pywt.swt(X[:64], name, level=levels, trim_approx=True)
    return {"wavelet": name, "samples": 64, "levels": levels, "approximation": approximation, "details": details[::-1]}


def ricker(width):
    """The formula of SciPy 1.14's `signal.ricker`, over six widths on either side."""
    t = np.arange(-np.ceil(6 * width), np.ceil(6 * width) + 1)
    return 2 / (np.sqrt(3 * width) * np.pi**0.25) * (1 - (t / width) ** 2) * np.exp(-((t / width) ** 2) / 2)


def ricker_transform(width):
    kernel = ricker(width)
    mirrored = np.pad(X[:80], len(kernel) // 2, mode="symmetric")
    return {"width": width, "wavelet": kernel, "output": np.convolve(mirrored, kernel, mode="valid")}


cases = [discrete(name, 100, 2, extension) for name in NAMES for extension in MODE]
cases += [discrete("db4", n, 3, extension) for n in (64, 77, 255) for extension in MODE]
write(
    "wavelet",
    {
        "input": X,
        "discrete": cases,
        "stationary": [stationary(name, 2) for name in NAMES] + [stationary("haar", 5)],
        "ricker": [ricker_transform(width) for width in (1.5, 4, 20)],
    },
    pywavelets=pywt.__version__,
)
