"""Running medians and natural splines by SciPy: writes baseline.json."""

import numpy as np
from scipy import interpolate, ndimage

from golden import ecg_like, write

X = ecg_like(300, 250)
median = lambda x, width: ndimage.median_filter(x, size=width, mode="reflect")
MEDIANS = [(300, 1), (300, 3), (300, 51), (300, 151), (300, 299), (40, 151), (1, 9), (2, 3)]

rng = np.random.default_rng(9)
knots = {"x": np.cumsum(rng.integers(1, 40, 9)), "y": np.round(rng.standard_normal(9), 4)}
splines = []
for count in (9, 3, 2):
    x, y = knots["x"][:count], knots["y"][:count]
    at = np.linspace(x[0], x[-1], 31)
    values = interpolate.CubicSpline(x, y, bc_type="natural")(at)
    splines.append({"x": x, "y": y, "at": at, "values": values})

write(
    "baseline",
    {
        "input": X,
        "medians": [{"samples": n, "width": w, "output": median(X[:n], w)} for n, w in MEDIANS],
        # 0.2 s and 0.6 s at 250 Hz are 51 and 151 samples.
        "twoMedians": median(median(X, 51), 151),
        "splines": splines,
    },
)
