"""Heart rate variability by NumPy and SciPy, for hrv.test.ts: python3 make-hrv.py > hrv.json

RR intervals are whole milliseconds, so that a sampling rate of 1000 Hz holds them exactly. Beats other than 'N' are premature: they and
the intervals on both sides of them are left out.
"""

import json
import platform

import numpy as np
import scipy
from scipy.interpolate import CubicSpline
from scipy.signal import welch

rng = np.random.default_rng(1996)


def tachogram(minutes, mean_ms, lf_ms, hf_ms, noise_ms, slow_ms=0.0):
    """RR intervals with tones at 0.1 Hz and 0.25 Hz, a drift of 0.01 Hz, and noise."""
    rr, t = [], 0.0
    while t < 60 * minutes:
        ms = (
            mean_ms
            + slow_ms * np.sin(2 * np.pi * 0.01 * t)
            + lf_ms * np.sin(2 * np.pi * 0.1 * t)
            + hf_ms * np.sin(2 * np.pi * 0.25 * t)
            + noise_ms * rng.standard_normal()
        )
        rr.append(int(round(ms)))
        t += rr[-1] / 1000
    return rr


def with_ectopics(rr, every):
    """Premature beats: the interval before is shorter by 300 ms, the one after longer by as much."""
    classes = ["N"] * (len(rr) + 1)
    for k in range(every, len(rr) - 1, every):
        rr[k - 1] -= 300
        rr[k] += 300
        classes[k] = "V"
    return "".join(classes)


def expected(rr, classes):
    rr = np.asarray(rr, float)
    times = np.cumsum(rr) / 1000
    normal = np.array([a == "N" and b == "N" for a, b in zip(classes[:-1], classes[1:])])
    nn, at = rr[normal], times[normal]
    index = np.flatnonzero(normal)
    pairs = np.flatnonzero(np.diff(index) == 1)
    diff = nn[pairs + 1] - nn[pairs]
    sdnn, sdsd = np.std(nn, ddof=1), np.std(diff, ddof=1)
    counts = np.bincount(np.floor(nn * 128 / 1000).astype(int))
    grid = at[0] + np.arange(int(np.floor((at[-1] - at[0]) * 4)) + 1) / 4
    f, p = welch(CubicSpline(at, nn, bc_type="natural")(grid), fs=4, nperseg=1200, detrend="constant")
    bins = np.rint(f * 300).astype(int)
    band = lambda low, high: float(p[(bins >= low) & (bins < high)].sum() / 300)
    lf, hf = band(12, 45), band(45, 120)
    return {
        "nnCount": int(nn.size),
        "nnSec": float(nn.sum() / 1000),
        "meanNnMs": float(nn.mean()),
        "sdnnMs": float(sdnn),
        "rmssdMs": float(np.sqrt(np.mean(diff**2))),
        "sdsdMs": float(sdsd),
        "pnn50Percent": float(100 * np.mean(np.abs(diff) > 50)),
        "triangularIndex": float(nn.size / counts.max()),
        "vlfMs2": band(1, 12),
        "lfMs2": lf,
        "hfMs2": hf,
        "lfHfRatio": lf / hf,
        "sd1Ms": float(np.std((nn[pairs + 1] - nn[pairs]) / np.sqrt(2), ddof=1)),
        "sd2Ms": float(np.sqrt(2 * sdnn**2 - sdsd**2 / 2)),
    }


cases = []
for name, rr, every in (
    ("six minutes of sinus rhythm", tachogram(6, 850, 25, 20, 12), None),
    ("six minutes with premature beats", tachogram(6, 700, 15, 30, 20), 40),
    ("an hour with a slow drift", tachogram(60, 900, 30, 15, 15, slow_ms=40), 150),
):
    classes = with_ectopics(rr, every) if every else "N" * (len(rr) + 1)
    cases.append({"name": name, "rrMs": rr, "classes": classes, "expected": expected(rr, classes)})

versions = {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__}
print(json.dumps({"versions": versions, "cases": cases}, separators=(",", ":")))
