"""PyTorch's side of one training step of a narrow network of each kind: logits, loss, gradients, running statistics, evaluation.

    python3 test/nn/golden/make-training-steps.py        (PyTorch 2.13.0, seed 0; writes <kind>-step.json here)

Names of parameters are those of this project. Signals are [N, C, L].
"""
import json
import pathlib

import torch
import torch.nn as nn
import torch.nn.functional as F

here = pathlib.Path(__file__).parent
torch.manual_seed(0)
torch.use_deterministic_algorithms(True)


def packed(tensor):
    return {'shape': list(tensor.shape), 'values': [float(f'{value:.7g}') for value in tensor.detach().flatten().tolist()]}


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


class Head(nn.ModuleDict):
    def __init__(self, features, hidden, outputs):
        super().__init__({
            'norm1': nn.BatchNorm1d(features), 'linear1': nn.Linear(features, hidden),
            'norm2': nn.BatchNorm1d(hidden), 'linear2': nn.Linear(hidden, outputs),
        })

    def forward(self, x):
        return self['linear2'](self['norm2'](F.relu(self['linear1'](self['norm1'](x)))))


class ResNet(nn.Module):
    def __init__(self, width, hidden, outputs):
        super().__init__()
        self.stem = nn.ModuleDict({'conv': nn.Conv1d(12, width, 7, 1, 3, bias=False), 'norm': nn.BatchNorm1d(width)})
        self.block1, self.block2, self.block3 = Block(width, 1), Block(width, 2), Block(width, 2)
        self.head = Head(2 * width, hidden, outputs)

    def forward(self, x):
        x = self.block3(self.block2(self.block1(F.relu(self.stem['norm'](self.stem['conv'](x))))))
        return self.head(torch.cat([x.mean(-1), x.amax(-1)], 1))


class Recurrent(nn.Module):
    def __init__(self, kind, units, hidden, outputs, bidirectional=False):
        super().__init__()
        self.cells = kind(12, units, num_layers=2, bidirectional=bidirectional)
        self.head = Head(3 * units * (2 if bidirectional else 1), hidden, outputs)

    def forward(self, x):
        states = self.cells(x.permute(2, 0, 1))[0]
        return self.head(torch.cat([states.mean(0), states.amax(0), states[-1]], 1))


class Crnn(nn.Module):
    def __init__(self, widths, taps, units, hidden, outputs):
        super().__init__()
        for i, (before, width) in enumerate(zip([12, *widths], widths)):
            self.add_module(f'conv{i}', nn.Conv1d(before, width, taps, 2, taps // 2, bias=False))
            self.add_module(f'norm{i}', nn.BatchNorm1d(width))
        self.depth = len(widths)
        self.cells = nn.GRU(widths[-1], units, bidirectional=True)
        self.head = Head(6 * units, hidden, outputs)

    def forward(self, x):
        for i in range(self.depth):
            x = F.relu(self.get_submodule(f'norm{i}')(self.get_submodule(f'conv{i}')(x)))
        states = self.cells(x.permute(2, 0, 1))[0]
        return self.head(torch.cat([states.mean(0), states.amax(0), states[-1]], 1))


class ConvNextBlock(nn.Module):
    def __init__(self, width, taps, expansion):
        super().__init__()
        self.depthwise = nn.Conv1d(width, width, taps, padding=taps // 2, groups=width, bias=False)
        self.norm = nn.BatchNorm1d(width)
        self.expand = nn.Conv1d(width, expansion * width, 1)
        self.project = nn.Conv1d(expansion * width, width, 1)

    def forward(self, x):
        return x + self.project(F.relu(self.expand(self.norm(self.depthwise(x)))))


class ConvNext(nn.Module):
    def __init__(self, widths, depths, taps, expansion, hidden, outputs):
        super().__init__()
        self.stem = nn.ModuleDict({'conv': nn.Conv1d(12, widths[0], 7, 2, 3, bias=False), 'norm': nn.BatchNorm1d(widths[0])})
        self.stages = len(widths)
        for i, (width, depth) in enumerate(zip(widths, depths)):
            parts = {f'block{j}': ConvNextBlock(width, taps, expansion) for j in range(depth)}
            if i > 0:
                before = widths[i - 1]
                parts['halve'] = nn.ModuleDict({'norm': nn.BatchNorm1d(before), 'conv': nn.Conv1d(before, width, 2, 2, bias=False)})
            self.add_module(f'stage{i}', nn.ModuleDict(parts))
        self.head = Head(2 * widths[-1], hidden, outputs)

    def forward(self, x):
        x = self.stem['norm'](self.stem['conv'](x))
        for i in range(self.stages):
            stage = self.get_submodule(f'stage{i}')
            if i > 0:
                x = stage['halve']['conv'](stage['halve']['norm'](x))
            for name in sorted(name for name in stage if name.startswith('block')):
                x = stage[name](x)
        x = F.relu(x)
        return self.head(torch.cat([x.mean(-1), x.amax(-1)], 1))


def own_name(name, architecture):
    """cells.weight_ih_l1 is lstm1.weight_ih here; the only recurrence of crnn has no number."""
    if not name.startswith('cells.'):
        return name
    part, layer = name.removeprefix('cells.').rsplit('_l', 1)
    stem = 'gru' if architecture == 'crnn' else f'{architecture.removesuffix("-bidir")}{layer[0]}'
    return f'{stem}.{part}{layer[1:]}'


def write_step(file, architecture, network, config, samples):
    net = network(**config)
    signals, targets = torch.randn(6, 12, samples), (torch.rand(6, config['outputs']) > 0.6).float()
    weights = torch.rand(targets.shape) + 0.5
    lengths = {}
    for name, module in net.named_modules():
        if isinstance(module, nn.BatchNorm1d):
            module.register_forward_hook(lambda _, inputs, __, name=name: lengths.update({name: inputs[0][0, 0].numel()}))
    logits = net(signals)
    loss = F.binary_cross_entropy_with_logits(logits, targets, weight=weights)
    loss.backward()
    named = {own_name(name, architecture): value for name, value in net.named_parameters()}
    net.eval()
    signals.requires_grad_()
    evaluated = net(signals)
    by_signals, = torch.autograd.grad(evaluated.sum(), signals)
    step = {
        'torch': torch.__version__, 'architecture': architecture, 'config': config,
        'signals': packed(signals), 'targets': packed(targets), 'weights': packed(weights),
        'logits': packed(logits), 'loss': loss.item(),
        'parameters': {name: packed(value) for name, value in named.items()},
        'gradients': {name: packed(value.grad) for name, value in named.items()},
        'statistics': {name: packed(value) for name, value in net.named_buffers() if 'running' in name},
        'samples': lengths,
        'evaluation_logits': packed(evaluated), 'evaluation_gradient': packed(by_signals),
    }
    (here / f'{file}.json').write_text(json.dumps(step))


write_step('resnet-step', 'resnet1d-wang', ResNet, {'width': 4, 'hidden': 5, 'outputs': 3}, 33)
sizes = {'units': 3, 'hidden': 5, 'outputs': 3}
write_step('lstm-step', 'lstm', lambda **config: Recurrent(nn.LSTM, **config), sizes, 9)
write_step('lstm-bidir-step', 'lstm-bidir', lambda **config: Recurrent(nn.LSTM, **config, bidirectional=True), sizes, 9)
write_step('gru-step', 'gru', lambda **config: Recurrent(nn.GRU, **config), sizes, 9)
write_step('gru-bidir-step', 'gru-bidir', lambda **config: Recurrent(nn.GRU, **config, bidirectional=True), sizes, 9)
write_step('crnn-step', 'crnn', Crnn, {**sizes, 'widths': [4, 5], 'taps': 5}, 21)
convnext = {'widths': [4, 6], 'depths': [2, 1], 'taps': 7, 'expansion': 2, 'hidden': 5, 'outputs': 3}
write_step('convnext-step', 'convnext1d', ConvNext, convnext, 33)
