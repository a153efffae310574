"""Golden values of optimisers, schedules, gradient clipping and weight averages, by PyTorch in float64.

Run in this folder; needs torch 2.13. Inputs are float32 numbers, so that both sides start from the same values.
"""

import json

import torch
from torch.optim import lr_scheduler, swa_utils

torch.manual_seed(7)
SIZES = {"a.weight": 5, "a.bias": 3, "b.weight": 4}
DECAYED = {"a.weight", "b.weight"}
STEPS = 20


def float32(tensor):
    return tensor.float().double()


def write(name, content):
    with open(f"{name}.json", "w") as file:
        json.dump({"by": f"torch {torch.__version__}", **content}, file, separators=(",", ":"))


def flat(tensors):
    return torch.cat([tensor.detach().reshape(-1) for tensor in tensors]).tolist()


def gradients():
    """Some of ordinary size, one tiny (epsilon matters), one zero throughout, one that changes its scale."""
    drawn = torch.randn(STEPS, sum(SIZES.values()), dtype=torch.float64)
    drawn[:, 1] *= 1e-8
    drawn[:, 6] = 0
    drawn[:, 9] *= torch.logspace(-4, 3, STEPS, dtype=torch.float64)
    return float32(drawn)


def optimise(make, buffers, settings, start, grads, decay):
    parameters = [torch.nn.Parameter(part.clone()) for part in start.split(list(SIZES.values()))]
    groups = [
        {"params": [p], "weight_decay": decay if name in DECAYED else 0.0}
        for name, p in zip(SIZES, parameters)
    ]
    optimiser = make(groups)
    trace = []
    for step, setting in enumerate(settings):
        for parameter, gradient in zip(parameters, grads[step].split(list(SIZES.values()))):
            parameter.grad = gradient.clone()
        for group in optimiser.param_groups:
            group["lr"] = setting["learningRate"]
            if "momentum" in setting and "betas" in group:
                group["betas"] = (setting["momentum"], group["betas"][1])
            elif "momentum" in setting:
                group["momentum"] = setting["momentum"]
        optimiser.step()
        if step in (0, STEPS - 1):
            trace.append(
                {
                    "step": step,
                    "parameters": flat(parameters),
                    "buffers": {name: flat([optimiser.state[p][name] for p in parameters]) for name in buffers},
                }
            )
    return trace


def optimisers():
    start = float32(torch.randn(sum(SIZES.values()), dtype=torch.float64))
    grads = gradients()
    constant = [{"learningRate": 0.01}] * STEPS
    cycled = [
        {"learningRate": 0.001 * (1 + step), "momentum": 0.95 - 0.1 * step / STEPS} for step in range(STEPS)
    ]
    adam, velocity = ["exp_avg", "exp_avg_sq"], ["momentum_buffer"]
    cases = [
        ("AdamW by default", {"kind": "adamw"}, constant, adam, 0.01, lambda g: torch.optim.AdamW(g)),
        (
            "AdamW with other constants and a cycled momentum",
            {"kind": "adamw", "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-5, "weightDecay": 0.3},
            cycled,
            adam,
            0.3,
            lambda g: torch.optim.AdamW(g, betas=(0.8, 0.99), eps=1e-5),
        ),
        (
            "SGD with weight decay",
            {"kind": "sgd", "weightDecay": 0.1},
            constant,
            [],
            0.1,
            lambda g: torch.optim.SGD(g, lr=1),
        ),
        (
            "SGD with momentum and weight decay",
            {"kind": "sgd", "momentum": 0.9, "weightDecay": 0.1},
            constant,
            velocity,
            0.1,
            lambda g: torch.optim.SGD(g, lr=1, momentum=0.9),
        ),
        (
            "SGD with Nesterov's momentum, cycled",
            {"kind": "sgd", "momentum": 0.9, "nesterov": True, "weightDecay": 0.1},
            cycled,
            velocity,
            0.1,
            lambda g: torch.optim.SGD(g, lr=1, momentum=0.9, nesterov=True),
        ),
    ]
    return {
        "specs": [{"name": n, "shape": [s], "decay": n in DECAYED} for n, s in SIZES.items()],
        "start": start.tolist(),
        "gradients": grads.tolist(),
        "cases": [
            {
                "name": name,
                "config": config,
                "settings": settings,
                "after": optimise(make, buffers, settings, start, grads, decay),
            }
            for name, config, settings, buffers, decay, make in cases
        ],
    }


def follow(scheduler_of, total, momentum):
    optimiser = torch.optim.AdamW([torch.zeros(1, requires_grad=True)], lr=1)
    scheduler = scheduler_of(optimiser)
    followed = []
    for step in range(total):
        if step > 0:
            optimiser.step()
            scheduler.step()
        (group,) = optimiser.param_groups
        followed.append(
            {"learningRate": group["lr"], **({"momentum": group["betas"][0]} if momentum else {})}
        )
    return followed


def one_cycle(total, **options):
    names = {
        "pctStart": "pct_start",
        "divFactor": "div_factor",
        "finalDivFactor": "final_div_factor",
        "cycleMomentum": "cycle_momentum",
        "baseMomentum": "base_momentum",
        "maxMomentum": "max_momentum",
    }
    keywords = {names[name]: value for name, value in options.items()}
    make = lambda o: lr_scheduler.OneCycleLR(o, 0.01, total_steps=total, **keywords)
    config = {"kind": "one-cycle", "peak": 0.01, **options}
    return {"config": config, "settings": follow(make, total, options.get("cycleMomentum", True))}


def cosine(total, warm_up_fraction, final):
    warm_up = round(warm_up_fraction * total)

    def make(optimiser):
        optimiser.param_groups[0]["lr"] = 0.01
        rise = lr_scheduler.LinearLR(optimiser, 1 / (warm_up + 1), 1, warm_up)
        fall = lr_scheduler.CosineAnnealingLR(optimiser, total - warm_up, final)
        return lr_scheduler.SequentialLR(optimiser, [rise, fall], [warm_up])

    def plain(optimiser):
        optimiser.param_groups[0]["lr"] = 0.01
        return lr_scheduler.CosineAnnealingLR(optimiser, total, final)

    config = {"kind": "cosine", "peak": 0.01, "warmUpFraction": warm_up_fraction, "final": final}
    return {"config": config, "settings": follow(make if warm_up > 0 else plain, total, False)}


def schedules():
    return {
        "cases": [
            one_cycle(100),
            one_cycle(
                37, pctStart=0.25, divFactor=10.0, finalDivFactor=100.0, baseMomentum=0.8, maxMomentum=0.9
            ),
            one_cycle(10, pctStart=0.05, cycleMomentum=False),
            one_cycle(10, pctStart=0.0),
            one_cycle(10, pctStart=1.0),
            one_cycle(1),
            cosine(50, 0.1, 1e-4),
            cosine(50, 0.0, 0.0),
            cosine(7, 0.9, 0.001),
        ]
    }


def clipping():
    cases = []
    for scale, max_norm in [(1, 1.0), (1, 10.0), (1e-7, 1e-6), (1e30, 0.5)]:
        gradient = float32(scale * torch.randn(9, dtype=torch.float64))
        parts = [torch.nn.Parameter(torch.zeros(n, dtype=torch.float64)) for n in (4, 5)]
        for part, values in zip(parts, gradient.split([4, 5])):
            part.grad = values.clone()
        norm = torch.nn.utils.clip_grad_norm_(parts, max_norm)
        cases.append(
            {
                "gradient": gradient.tolist(),
                "maxNorm": max_norm,
                "norm": norm.item(),
                "clipped": flat([part.grad for part in parts]),
            }
        )
    return {"cases": cases}


def averages():
    models = float32(torch.randn(12, 6, dtype=torch.float64))

    def average(update):
        held = [models[0].clone()]
        for count, model in enumerate(models[1:], 1):
            update(held, [model], torch.tensor(count))
        return held[0].tolist()

    return {
        "models": models.tolist(),
        "exponential": {"decay": 0.9, "average": average(swa_utils.get_ema_multi_avg_fn(0.9))},
        "equal": average(swa_utils.get_swa_multi_avg_fn()),
    }


write("optimisers", optimisers())
write("schedules", schedules())
write("gradient-clipping", clipping())
write("moving-average", averages())
