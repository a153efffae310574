"""Polyphase resampling and the Kaiser window by SciPy: writes resample.json."""

from scipy import signal

from golden import ecg_like, write

X = ecg_like(300, 360)
RATES = [(360, 100), (500, 100), (257, 100), (1000, 500), (100, 500), (100, 360), (128, 500), (500, 499)]
PADTYPE = {"mirror": "antireflect", "zero": "constant"}

cases = [
    {"fromHz": a, "toHz": b, "ends": ends, "samples": n, "output": signal.resample_poly(X[:n], b, a, padtype=pad)}
    for a, b in RATES
    for ends, pad in PADTYPE.items()
    for n in (300, 7)
]
write("resample", {"input": X, "cases": cases, "kaiser": {"beta": 5, "window": signal.windows.kaiser(21, 5)}})
