"""Golden leads and boundaries of simulated beats: the dipole model written down again, in vectors.

Prints simulate.json. `firstPOnSec` is where the simulator with seed 1 puts the first P; all else follows from the model.
"""

import json
import platform

import numpy as np

FS = 500
DOWER = {
    "I": (0.632, -0.235, 0.059), "II": (0.235, 1.066, -0.132), "V1": (-0.515, 0.157, -0.917), "V2": (0.044, 0.164, -1.387),
    "V3": (0.882, 0.098, -1.277), "V4": (1.213, 0.127, -0.601), "V5": (1.125, 0.127, -0.086), "V6": (0.831, 0.076, 0.23),
}
I, II = np.array(DOWER["I"]), np.array(DOWER["II"])
LEADS = {
    "I": I, "II": II, "III": II - I, "aVR": -(I + II) / 2, "aVL": I - II / 2, "aVF": II - I / 2,
    **{name: np.array(row) for name, row in DOWER.items() if name.startswith("V")},
}
# Columns x, y, z (mV), time, width (ms).
P = [(0.05, 0.075, -0.05, 0, 18), (0.08, 0.06, 0.045, 34, 20)]
NORMAL = {
    "p": P,
    "qrs": [(-0.15, -0.06, -0.12, -21, 8), (-0.1, -0.1, -0.52, -9, 11), (1.28, 0.85, 0.87, -2, 9),
            (0.24, 0.02, -0.16, 5, 5), (-0.18, -0.03, 0.57, 12, 12)],
    "st": [(0.02, 0.01, -0.06, 150, 40)],
    "t": [(0.18, 0.06, -0.16, 270, 46), (0.19, 0.12, -0.03, 313, 33)],
}
RIGHT_BUNDLE = {
    "p": P,
    "qrs": [(-0.15, -0.06, -0.12, -21, 8), (-0.1, -0.1, -0.52, -9, 11), (1.28, 0.85, 0.75, -2, 9),
            (0, -0.03, 0.2, 14, 11), (-0.45, 0.02, -0.5, 46, 16), (-0.25, 0, -0.25, 72, 13)],
    "st": [],
    "t": [(0.2, 0.07, 0.06, 300, 46), (0.2, 0.12, 0.06, 343, 33)],
}
CASES = [
    ("normal", NORMAL, 60, 0.07597584836184978),
    ("normal", NORMAL, 150, 0.030390339344739892),
    ("right-bundle-branch-block", RIGHT_BUNDLE, 75, 0.060780678689479783),
]


def dipole(pulses, ms):
    a = np.array(pulses).reshape(-1, 5)
    return np.exp(-((ms[:, None] - a[:, 3]) ** 2) / (2 * a[:, 4] ** 2)) @ a[:, :3]


def extent(pulses):
    ms = np.arange(-500, 1000, 0.01)
    d = dipole(pulses, ms)
    above = np.flatnonzero(np.abs(d @ np.array(list(LEADS.values())).T).max(axis=1) >= 0.02)
    return ms[above[0]], ms[np.linalg.norm(d, axis=1).argmax()], ms[above[-1]]


def stretched(pulses, k):
    return [(x, y, z, at * k, width * k) for x, y, z, at, width in pulses]


def case(name, waves, rate, first_p_on):
    k = (60 / rate) ** (1 / 3)
    pr_ms = 182.9 - 0.287 * min(140, max(60, rate))
    st, t = stretched(waves["st"], k), stretched(waves["t"], k)
    p, qrs, t_extent = extent(waves["p"]), extent(waves["qrs"]), extent(t)
    q_on = 1000 * first_p_on + pr_ms
    fiducials = [*(1000 * first_p_on + np.array(p) - p[0]), *(q_on + np.array(qrs) - qrs[0]), *(q_on + np.array(t_extent))]
    samples = np.arange(int(FS * 60 / rate))
    total = np.zeros((samples.size, 3))
    for beat in range(-3, 4):
        p_ms = 1000 * (first_p_on + beat * 60 / rate)
        total += dipole(waves["p"], 1000 * samples / FS - p_ms + p[0])
        total += dipole(waves["qrs"], 1000 * samples / FS - p_ms - pr_ms + qrs[0])
        total += dipole(st + t, 1000 * samples / FS - p_ms - pr_ms)
    return {
        "morphology": name, "heartRateBpm": rate, "firstPOnSec": first_p_on,
        "fiducialsMs": [round(float(v), 2) for v in fiducials],
        "leads": {lead: [round(float(v), 5) for v in total @ LEADS[lead]] for lead in ("I", "aVL", "V2", "V5")},
    }


print(json.dumps({
    "madeWith": f"Python {platform.python_version()}, NumPy {np.__version__}", "fs": FS,
    "cases": [case(*c) for c in CASES],
}))
