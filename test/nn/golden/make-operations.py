"""PyTorch's results and gradients for every operation, and for one training step of a narrow resnet1d-wang.

    python3 test/nn/golden/make-operations.py        (PyTorch 2.13.0, seed 0; writes operations.json, resnet-step.json, lstm-step.json
    and gru-step.json here)

The differentiated scalar is sum(output * weights). Signals are [N, C, L].
"""
import json
import pathlib

import torch
import torch.nn as nn
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
]


class Block(nn.Module):
    def __init__(self, width, stride):
        super().__init__()
        self.conv1 = nn.Conv1d(width, width, 5, stride, 2, bias=False)
        self.norm1 = nn.BatchNorm1d(width)
        self.conv2 = nn.Conv1d(width, width, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm1d(width)
        if stride > 1:
            self.shortcut = nn.ModuleDict({'conv': nn.Conv1d(width, width, 1, stride, bias=False), 'norm': nn.BatchNorm1d(width)})

    def forward(self, x):
        y = self.norm2(self.conv2(F.relu(self.norm1(self.conv1(x)))))
        return F.relu(y + (self.shortcut['norm'](self.shortcut['conv'](x)) if hasattr(self, 'shortcut') else x))


class ResNet(nn.Module):
    def __init__(self, width, hidden, outputs):
        super().__init__()
        self.stem = nn.ModuleDict({'conv': nn.Conv1d(12, width, 7, 1, 3, bias=False), 'norm': nn.BatchNorm1d(width)})
        self.block1, self.block2, self.block3 = Block(width, 1), Block(width, 2), Block(width, 2)
        self.head = nn.ModuleDict({
            'norm1': nn.BatchNorm1d(2 * width), 'linear1': nn.Linear(2 * width, hidden),
            'norm2': nn.BatchNorm1d(hidden), 'linear2': nn.Linear(hidden, outputs),
        })

    def forward(self, x):
        x = self.block3(self.block2(self.block1(F.relu(self.stem['norm'](self.stem['conv'](x))))))
        y = self.head['norm1'](torch.cat([x.mean(-1), x.amax(-1)], 1))
        return self.head['linear2'](self.head['norm2'](F.relu(self.head['linear1'](y))))


net = ResNet(width=4, hidden=5, outputs=3)
signals, targets = torch.randn(6, 12, 33), (torch.rand(6, 3) > 0.6).float()
weights = torch.rand(6, 3) + 0.5
logits = net(signals)
loss = F.binary_cross_entropy_with_logits(logits, targets, weight=weights)
loss.backward()
net.eval()
resnet = {
    'torch': torch.__version__, 'config': {'width': 4, 'hidden': 5, 'outputs': 3},
    'signals': packed(signals), 'targets': packed(targets), 'weights': packed(weights),
    'logits': packed(logits), 'loss': float(loss),
    'parameters': {name: packed(value) for name, value in net.named_parameters()},
    'gradients': {name: packed(value.grad) for name, value in net.named_parameters()},
    'statistics': {name: packed(value) for name, value in net.named_buffers() if 'running' in name},
    'evaluation_logits': packed(net(signals)),
}


class Recurrent(nn.Module):
    def __init__(self, kind, units, hidden, outputs):
        super().__init__()
        self.cells = kind(12, units, num_layers=2)
        self.head = nn.ModuleDict({
            'norm1': nn.BatchNorm1d(3 * units), 'linear1': nn.Linear(3 * units, hidden),
            'norm2': nn.BatchNorm1d(hidden), 'linear2': nn.Linear(hidden, outputs),
        })

    def forward(self, x):
        states = self.cells(x.permute(2, 0, 1))[0]
        y = self.head['norm1'](torch.cat([states.mean(0), states.amax(0), states[-1]], 1))
        return self.head['linear2'](self.head['norm2'](F.relu(self.head['linear1'](y))))


def own_name(name, kind):
    """cells.weight_ih_l1 is lstm1.weight_ih here."""
    if not name.startswith('cells.'):
        return name
    part, layer = name.removeprefix('cells.').rsplit('_l', 1)
    return f'{kind}{layer}.{part}'


for kind, cell in {'lstm': nn.LSTM, 'gru': nn.GRU}.items():
    net = Recurrent(cell, units=3, hidden=5, outputs=2)
    signals, targets = torch.randn(4, 12, 9), (torch.rand(4, 2) > 0.5).float()
    logits = net(signals)
    loss = F.binary_cross_entropy_with_logits(logits, targets)
    loss.backward()
    step = {
        'torch': torch.__version__, 'config': {'units': 3, 'hidden': 5, 'outputs': 2},
        'signals': packed(signals), 'targets': packed(targets), 'logits': packed(logits), 'loss': float(loss),
        'parameters': {own_name(name, kind): packed(value) for name, value in net.named_parameters()},
        'gradients': {own_name(name, kind): packed(value.grad) for name, value in net.named_parameters()},
    }
    (here / f'{kind}-step.json').write_text(json.dumps(step))
(here / 'operations.json').write_text(json.dumps({'torch': torch.__version__, 'cases': operations}))
(here / 'resnet-step.json').write_text(json.dumps(resnet))
