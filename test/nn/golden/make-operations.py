"""PyTorch's results and gradients for every operation.

    python3 test/nn/golden/make-operations.py        (PyTorch 2.13.0, seed 0; writes operations.json here)

The differentiated scalar is sum(output * weights). Signals are [N, C, L].
"""
import json
import pathlib

import torch
import torch.nn.functional as F

here = pathlib.Path(__file__).parent
torch.manual_seed(0)
torch.use_deterministic_algorithms(True)


def numbers(tensor):
    return [float(f'{value:.7g}') for value in tensor.detach().flatten().tolist()]


def packed(tensor):
    return {'shape': list(tensor.shape), 'values': numbers(tensor)}


def case(name, operation, options, function, **shapes):
    inputs = {key: torch.randn(shape, requires_grad=True) for key, shape in shapes.items()}
    output = function(**inputs)
    weights = torch.randn(output.shape)
    (output * weights).sum().backward()
    return {
        'name': name, 'operation': operation, 'options': options,
        'inputs': {key: packed(value) for key, value in inputs.items()},
        'weights': packed(weights), 'output': packed(output),
        'gradients': {key: packed(value.grad) for key, value in inputs.items()},
    }


def conv(name, shape, weight, **options):
    def function(x, w, b):
        return F.conv1d(x, w, b, options.get('stride', 1), options['padding'], options.get('dilation', 1), options.get('groups', 1))

    return case(name, 'convolution', options, function, x=shape, w=weight, b=(weight[0],))


def pool(name, operation, function, **options):
    return case(name, operation, options, lambda x: function(x, options['size'], options['stride'], options['padding']), x=(2, 3, 11))


def contrastive(x, temperature=0.1):
    """NT-Xent: cross-entropy of the partner among all other rows."""
    similarities = F.normalize(x) @ F.normalize(x).T / temperature
    others = similarities.masked_fill(torch.eye(len(x), dtype=torch.bool), -torch.inf)
    return F.cross_entropy(others, torch.arange(len(x)) ^ 1)


operations = [
    conv('convolution', (2, 3, 11), (4, 3, 5), padding=2),
    conv('convolution, stride 2', (2, 3, 11), (4, 3, 5), padding=2, stride=2),
    conv('convolution, dilation 2', (2, 3, 11), (4, 3, 3), padding=2, dilation=2),
    conv('convolution, two groups', (2, 4, 11), (4, 2, 3), padding=1, groups=2),
    conv('convolution, 31 taps', (2, 3, 40), (2, 3, 31), padding=15),
    case('batch norm', 'batch norm', {}, lambda x, w, b: F.batch_norm(x, None, None, w, b, True), x=(3, 4, 7), w=(4,), b=(4,)),
    case('layer norm', 'layer norm', {}, lambda x, w, b: F.layer_norm(x, (6,), w, b), x=(5, 6), w=(6,), b=(6,)),
    case('relu', 'relu', {}, F.relu, **{'input': (3, 5)}),
    case('sigmoid', 'sigmoid', {}, torch.sigmoid, **{'input': (3, 5)}),
    case('tanh', 'tanh', {}, torch.tanh, **{'input': (3, 5)}),
    case('silu', 'silu', {}, F.silu, **{'input': (3, 5)}),
    case('gelu', 'gelu', {}, F.gelu, **{'input': (3, 5)}),
    pool('max pooling', 'max pooling', F.max_pool1d, size=3, stride=2, padding=1),
    pool('average pooling', 'average pooling', F.avg_pool1d, size=3, stride=2, padding=1),
    case('concat-pooling', 'concat-pooling', {}, lambda x: torch.cat([x.mean(-1), x.amax(-1)], 1), x=(2, 3, 9)),
    case('fully connected', 'fully connected', {}, F.linear, **{'input': (5, 4), 'weight': (3, 4), 'bias': (3,)}),
    case('average pooling of parts', 'average pooling of parts', {'size': 2}, lambda x: F.avg_pool1d(x, 2, ceil_mode=True), x=(2, 3, 11)),
    pool('max pooling, stride 1', 'max pooling', F.max_pool1d, size=3, stride=1, padding=1),
    case('concatenation', 'concatenation', {}, lambda x, y, z: torch.cat([x, y, z], 1), x=(2, 3, 7), y=(2, 2, 7), z=(2, 1, 7)),
    case('contrastive cross-entropy', 'contrastive cross-entropy', {}, contrastive, x=(8, 5)),
]
(here / 'operations.json').write_text(json.dumps({'torch': torch.__version__, 'cases': operations}))
