"""What the golden scripts of this folder share: a seeded, ECG-like input and a compact JSON writer."""

import json
import pathlib
import sys

import numpy as np
import scipy

HERE = pathlib.Path(__file__).parent


def ecg_like(n, fs, seed=20):
    """Spikes at 75/min, a baseline wander of 0.3 Hz, mains hum, noise, and an offset of 0.4 mV; 4 decimals."""
    rng = np.random.default_rng(seed)
    t = np.arange(n) / fs
    beat = (t * 1.25) % 1
    x = 1.1 * np.exp(-(((beat - 0.4) / 0.015) ** 2)) + 0.3 * np.exp(-(((beat - 0.7) / 0.06) ** 2))
    x += 0.4 + 0.2 * np.sin(2 * np.pi * 0.3 * t) + 0.03 * np.sin(2 * np.pi * 50 * t) + 0.01 * rng.standard_normal(n)
    return np.round(x, 4)


def write(name, golden, **libraries):
    """`libraries`: name=version of what made the numbers besides NumPy and SciPy. Floats keep all their digits."""
    made_by = {"python": sys.version.split()[0], "numpy": np.__version__, "scipy": scipy.__version__, **libraries}
    plain = lambda value: value.tolist() if isinstance(value, (np.ndarray, np.generic)) else str(value)
    text = json.dumps({"madeBy": made_by, **golden}, default=plain, separators=(",", ":"))
    (HERE / f"{name}.json").write_text(text + "\n")
    print(name, len(text), "bytes")
