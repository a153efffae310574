"""Golden files for test/evaluate, made by NumPy, SciPy and scikit-learn. Run: python3 make-golden.py"""

import json
import math
import pathlib
import warnings

import numpy as np
import scipy
import sklearn
from scipy.optimize import minimize
from scipy.special import expit, logit
from sklearn import metrics
from sklearn.calibration import _sigmoid_calibration
from sklearn.linear_model import LogisticRegression

HERE = pathlib.Path(__file__).parent
VERSIONS = {"numpy": np.__version__, "scipy": scipy.__version__, "sklearn": sklearn.__version__}
warnings.simplefilter("ignore")


def save(name, content):
    (HERE / name).write_text(json.dumps({"madeBy": "make-golden.py", "versions": VERSIONS, **content}) + "\n")


def simulate(rng, n, prevalence, separation, decimals):
    """Labels, and probabilities that rise with them, rounded so that ties occur."""
    labels = (rng.random(n) < prevalence).astype(int)
    scores = expit(-1 + separation * labels + rng.normal(size=n))
    return labels, np.round(scores, decimals)


def expected_calibration_error(labels, p, bins=15):
    """By membership in half-open intervals, the last one closed."""
    edges = np.arange(bins + 1) / bins
    total = 0.0
    for k in range(bins):
        inside = (p >= edges[k]) & ((p < edges[k + 1]) | ((k == bins - 1) & (p <= 1)))
        if inside.any():
            total += inside.sum() * abs(p[inside].mean() - labels[inside].mean())
    return total / len(p)


def one_class(name, labels, p, threshold):
    both = 0 < labels.sum() < len(labels)
    some = labels.sum() > 0
    called = p >= threshold
    pr, rc, _ = metrics.precision_recall_curve(labels, p)
    with np.errstate(all="ignore"):
        f1s = 2 * pr * rc / (pr + rc)
    return {
        "name": name,
        "labels": labels.tolist(),
        "scores": p.tolist(),
        "threshold": threshold,
        "auc": metrics.roc_auc_score(labels, p) if both else None,
        "averagePrecision": metrics.average_precision_score(labels, p) if some else None,
        "brier": metrics.brier_score_loss(labels, p, pos_label=1) if both else float(np.mean((p - labels) ** 2)),
        "logLoss": metrics.log_loss(labels, p, labels=[0, 1]),
        "ece": expected_calibration_error(labels, p),
        "f1": metrics.f1_score(labels, called) if some else None,
        "sensitivity": metrics.recall_score(labels, called) if some else None,
        "specificity": metrics.recall_score(1 - labels, ~called) if (labels == 0).any() else None,
        "precision": metrics.precision_score(labels, called) if called.any() else None,
        "fMax": float(np.nanmax(f1s)) if some else None,
    }


def metrics_golden():
    rng = np.random.default_rng(20240501)
    cases = [
        one_class("300 records, few ties", *simulate(rng, 300, 0.3, 1.5, 4), 0.5),
        one_class("300 records, many ties", *simulate(rng, 300, 0.3, 1.0, 1), 0.25),
        one_class("400 records, 6 positives or so", *simulate(rng, 400, 0.015, 2.0, 3), 0.4),
        one_class("200 records, worse than chance", *simulate(rng, 200, 0.5, -1.0, 3), 0.5),
        one_class("perfect", np.array([0, 0, 1, 1]), np.array([0.1, 0.2, 0.8, 1.0]), 0.5),
        one_class("one score for all", np.array([0, 1, 1, 0, 1]), np.full(5, 0.25), 0.5),
        one_class("zeros and ones as probabilities", np.array([0, 1, 1, 0]), np.array([0.0, 1.0, 0.0, 1.0]), 0.5),
        one_class("no positives", np.zeros(6, int), np.array([0.1, 0.5, 0.3, 0.9, 0.2, 0.2]), 0.5),
        one_class("no negatives", np.ones(4, int), np.array([0.1, 0.5, 0.3, 0.9]), 0.5),
        one_class("one record", np.array([1]), np.array([0.7]), 0.5),
    ]
    save("metrics.json", {"cases": cases})


def record_f_max(labels, p):
    """As eval_prrc of the PTB-XL benchmarks describes it, record by record."""
    best = 0.0
    keep = labels.sum(axis=1) > 0
    labels, p = labels[keep], p[keep]
    for t in np.arange(0.0, 1.01, 0.01):
        called = p >= t
        hits = (called & (labels == 1)).sum(axis=1)
        with np.errstate(all="ignore"):
            precision = np.nanmean(hits / called.sum(axis=1))
        recall = np.mean(hits / labels.sum(axis=1))
        if precision + recall > 0:
            best = max(best, 2 * precision * recall / (precision + recall))
    return best


def multilabel_golden():
    rng = np.random.default_rng(20240502)
    n, prevalences = 240, [0.45, 0.25, 0.1, 0.02]
    columns = [simulate(rng, n, prevalence, 1.6, 2) for prevalence in prevalences]
    labels = np.stack([c[0] for c in columns], axis=1)
    scores = np.stack([c[1] for c in columns], axis=1)
    save(
        "multilabel.json",
        {
            "classes": ["A", "B", "C", "D"],
            "labels": labels.ravel().tolist(),
            "scores": scores.ravel().tolist(),
            "macroAuc": metrics.roc_auc_score(labels, scores, average="macro"),
            "macroAveragePrecision": metrics.average_precision_score(labels, scores, average="macro"),
            "macroF1": metrics.f1_score(labels, scores >= 0.5, average="macro"),
            "positives": labels.sum(axis=0).tolist(),
            "recordFMax": record_f_max(labels, scores),
        },
    )


def bootstrap_golden():
    """Two records per patient that are nearly the same: drawing patients gives a wider interval than drawing records."""
    rng = np.random.default_rng(20240503)
    labels, scores = simulate(rng, 120, 0.35, 1.4, 3)
    labels, scores = np.repeat(labels, 2), np.repeat(scores, 2)
    patients = np.repeat(np.arange(120), 2)

    def ends(members, level):
        aucs = []
        while len(aucs) < 20000:
            drawn = rng.integers(0, len(members), len(members))
            rows = members[drawn].ravel()
            if 0 < labels[rows].sum() < len(rows):
                order = scores[rows].argsort(kind="stable")
                ranks = scipy.stats.rankdata(scores[rows])
                positives = labels[rows].sum()
                u = ranks[labels[rows] == 1].sum() - positives * (positives + 1) / 2
                aucs.append(u / (positives * (len(rows) - positives)))
        return np.quantile(aucs, [(1 - level) / 2, (1 + level) / 2]).tolist()

    save(
        "bootstrap.json",
        {
            "labels": labels.tolist(),
            "scores": scores.tolist(),
            "groups": patients.tolist(),
            "resamples": 20000,
            "byGroup95": ends(np.arange(240).reshape(120, 2), 0.95),
            "byGroup90": ends(np.arange(240).reshape(120, 2), 0.90),
            "byRecord95": ends(np.arange(240).reshape(240, 1), 0.95),
        },
    )


def platt_case(name, labels, logits):
    positives, negatives = labels.sum(), (1 - labels).sum()
    targets = np.where(labels == 1, (positives + 1) / (positives + 2), 1 / (negatives + 2))

    def loss(w):
        z = w[0] * logits + w[1]
        return np.sum(np.logaddexp(0, z) - targets * z)

    def gradient(w):
        residual = expit(w[0] * logits + w[1]) - targets
        return np.array([np.sum(residual * logits), np.sum(residual)])

    fit = minimize(loss, [1.0, 0.0], jac=gradient, method="BFGS", options={"gtol": 1e-11, "maxiter": 10000})
    a, b = _sigmoid_calibration(logits, labels)
    # Soft targets as weights: every record once as a positive and once as a negative.
    regression = LogisticRegression(C=np.inf, tol=1e-12, max_iter=10000).fit(
        np.concatenate([logits, logits])[:, None],
        np.concatenate([np.ones(len(labels)), np.zeros(len(labels))]),
        sample_weight=np.concatenate([targets, 1 - targets]),
    )
    assert np.allclose(fit.x, [regression.coef_[0, 0], regression.intercept_[0]], atol=2e-5), (name, fit.x)
    assert np.allclose(fit.x, [-a, -b], atol=2e-4), (name, fit.x, a, b)
    return {
        "name": name,
        "labels": labels.tolist(),
        "logits": logits.tolist(),
        "slope": fit.x[0],
        "intercept": fit.x[1],
    }


def platt_golden():
    rng = np.random.default_rng(20240504)

    def logits_of(labels, scale, shift):
        return np.round(scale * (1.5 * labels - 1 + rng.normal(size=len(labels))) + shift, 3)

    balanced = (rng.random(250) < 0.4).astype(int)
    rare = np.zeros(250, int)
    rare[[17, 99, 201]] = 1
    cases = [
        platt_case("over-confident and shifted", balanced, logits_of(balanced, 3.0, 2.0)),
        platt_case("under-confident", balanced, logits_of(balanced, 0.2, -0.1)),
        platt_case("three positives", rare, logits_of(rare, 1.0, 0.0)),
        platt_case("separable", np.array([0, 0, 0, 1, 1]), np.array([-3.0, -2.0, -1.0, 1.0, 2.5])),
        platt_case("far from zero", balanced, logits_of(balanced, 0.01, 12.0)),
    ]
    save("platt.json", {"cases": cases})


def npy_golden():
    folder = HERE / "npy"
    folder.mkdir(exist_ok=True)
    values = np.array([[0.5, -1.0, 2.25], [3.0, 0.0, 100.0]])
    counts = np.array([[0, 1, 2], [3, 100, 5]])
    arrays = {
        **{f"little-f{w}": values.astype(f"<f{w}") for w in (2, 4, 8)},
        **{f"big-f{w}": values.astype(f">f{w}") for w in (2, 4, 8)},
        **{f"little-{k}{w}": counts.astype(f"<{k}{w}") for k in "iu" for w in (1, 2, 4, 8)},
        "big-i4": counts.astype(">i4"),
        "big-u8": counts.astype(">u8"),
        "negative-i2": np.array([[-1, -300]], "<i2"),
        "bool": np.array([[True, False], [False, True]]),
        "fortran-f4": np.asfortranarray(values.astype("<f4")),
        "fortran-3d-i2": np.asfortranarray(np.arange(24).reshape(2, 3, 4).astype("<i2")),
        "one-axis": np.array([7.0, 8.0]),
        "scalar": np.array(3.5),
        "empty": np.zeros((0, 5), "<f4"),
        "half-extremes": np.array([6.103515625e-05, 5.960464477539063e-08, 65504.0, -0.0999755859375], "<f2"),
    }
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array)
    for version in (2, 3):
        with open(folder / f"version-{version}.npy", "wb") as file:
            np.lib.format.write_array(file, values, version=(version, 0))
        arrays[f"version-{version}"] = values
    np.save(folder / "refused-strings.npy", np.array(["a", "bc"]))
    np.save(folder / "refused-complex.npy", np.array([1 + 2j]))
    np.save(folder / "refused-records.npy", np.zeros(2, dtype=[("x", "<f4"), ("y", "<i4")]))
    np.save(folder / "refused-objects.npy", np.array([{}, None], dtype=object))
    np.save(folder / "refused-huge-i8.npy", np.array([2**60 + 1]))
    expected = {k: {"shape": list(v.shape), "values": v.astype(float).ravel().tolist()} for k, v in arrays.items()}
    save("npy.json", {"arrays": expected})


metrics_golden()
multilabel_golden()
bootstrap_golden()
platt_golden()
npy_golden()
