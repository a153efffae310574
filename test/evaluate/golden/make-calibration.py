"""Golden file for test/evaluate/calibration, made by scikit-learn (isotonic regression) and SciPy (beta calibration as a
bounded minimisation, decision curves by definition). Run: python3 make-calibration.py"""

import json
import pathlib
import platform

import numpy as np
import scipy
import sklearn
from scipy.optimize import minimize
from scipy.special import expit
from sklearn.isotonic import IsotonicRegression

HERE = pathlib.Path(__file__).parent
VERSIONS = {
    "python": platform.python_version(),
    "numpy": np.__version__,
    "scipy": scipy.__version__,
    "sklearn": sklearn.__version__,
}
GRID = np.round(np.linspace(0, 1, 41), 3)


def platt_targets(labels):
    positives, negatives = labels.sum(), (1 - labels).sum()
    return np.where(labels == 1, (positives + 1) / (positives + 2), 1 / (negatives + 2))


def isotonic(labels, p):
    fit = IsotonicRegression(out_of_bounds="clip").fit(p, platt_targets(labels))
    return fit.predict(GRID).tolist()


def beta(labels, p):
    """Kull et al. 2017, a and b at least 0, by L-BFGS-B from several starts."""
    targets = platt_targets(labels)
    q = np.clip(p, 1e-7, 1 - 1e-7)
    x, y = np.log(q), -np.log(1 - q)

    def loss(w):
        z = w[0] * x + w[1] * y + w[2]
        residual = expit(z) - targets
        return (
            np.sum(np.logaddexp(0, z) - targets * z),
            np.array([np.sum(residual * x), np.sum(residual * y), np.sum(residual)]),
        )

    fits = [
        minimize(
            loss,
            start,
            jac=True,
            method="L-BFGS-B",
            bounds=[(0, None), (0, None), (None, None)],
            options={"ftol": 0, "gtol": 1e-10, "maxiter": 100000, "maxfun": 1000000},
        )
        for start in ([1, 1, 0], [0.1, 2, 0], [2, 0.1, 0])
    ]
    best = min(fits, key=lambda fit: fit.fun)
    z = best.x[0] * np.log(np.clip(GRID, 1e-7, 1)) - best.x[1] * np.log(np.clip(1 - GRID, 1e-7, 1)) + best.x[2]
    return {"a": best.x[0], "b": best.x[1], "c": best.x[2], "onGrid": expit(z).tolist()}


def net_benefit(labels, p):
    rows = []
    for t in (0.02, 0.1, 0.25, 0.5, 0.8):
        called = p >= t
        rows.append(
            {
                "threshold": t,
                "netBenefit": np.mean(called & (labels == 1)) - np.mean(called & (labels == 0)) * t / (1 - t),
                "netBenefitOfAll": labels.mean() - (1 - labels.mean()) * t / (1 - t),
            }
        )
    return rows


def case(name, labels, p):
    return {
        "name": name,
        "labels": labels.tolist(),
        "probabilities": p.tolist(),
        "isotonic": isotonic(labels, p),
        "beta": beta(labels, p),
        "decisionCurve": net_benefit(labels, p),
    }


def drawn(rng, n, prevalence, distort, decimals):
    """Labels, and beta-distributed scores that rise with them, bent by a function and rounded so that ties occur."""
    labels = (rng.random(n) < prevalence).astype(int)
    p = np.where(labels == 1, rng.beta(3, 1.5, n), rng.beta(1.2, 4, n))
    return labels, np.round(np.clip(distort(p), 0, 1), decimals)


rng = np.random.default_rng(20261128)
rare = np.zeros(200, int)
rare[[5, 60, 130, 180]] = 1
backwards = drawn(rng, 250, 0.5, lambda p: np.where(p > 0.4, p, 0.41 - p), 2)
cases = [
    case("300 records", *drawn(rng, 300, 0.35, lambda p: p, 4)),
    case("many ties, over-confident", *drawn(rng, 250, 0.4, lambda p: expit(3 * np.log(p / (1 - p))), 1)),
    case("bent at one end alone", *drawn(rng, 400, 0.3, lambda p: 1 - (1 - p) ** 4, 3)),
    case("low scores in reverse order", *backwards),
    case("high scores in reverse order", 1 - backwards[0], np.round(1 - backwards[1], 2)),
    case("four positives", rare, np.round(expit(rare * 2.0 - 3 + rng.normal(size=200)), 3)),
    case("separable", np.array([0, 0, 0, 1, 1]), np.array([0.1, 0.2, 0.3, 0.7, 0.95])),
    case("certain scores", np.array([0, 1, 0, 1, 1, 0, 1]), np.array([0.0, 1.0, 0.0, 1.0, 0.6, 0.4, 0.2])),
]
content = {"madeBy": "make-calibration.py", "versions": VERSIONS, "grid": GRID.tolist(), "cases": cases}
(HERE / "calibration.json").write_text(json.dumps(content) + "\n")
