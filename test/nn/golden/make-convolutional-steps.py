"""PyTorch's side of one training step of narrow published convolutional networks, and the size of the full ones.

    python3 test/nn/golden/make-convolutional-steps.py   (PyTorch 2.13.0, seed 0; writes <kind>-step.json and convolutional-sizes.json here)

Written from the published descriptions (fcn_wang, xresnet1d18 … 101, inception1d of the PTB-XL benchmark). Names of parameters are those
of this project. Signals are [N, C, L]. Sizes are for 12 x 250 samples and 5 outputs; multiply-accumulates are those of convolutions and
fully connected layers, for one signal. Results are in float64; `rounding` is how far PyTorch's own float32 is from them: batch
normalisation of few channels, sixteen layers deep, makes rounding larger.
"""
import copy
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


class ConvNorm(nn.Module):
    def __init__(self, inputs, channels, taps, stride=1):
        super().__init__()
        self.conv = nn.Conv1d(inputs, channels, taps, stride, (taps - 1) // 2, bias=False)
        self.norm = nn.BatchNorm1d(channels)

    def forward(self, x):
        return self.norm(self.conv(x))


class Head(nn.Module):
    def __init__(self, channels, hidden, outputs):
        super().__init__()
        self.norm1, self.linear1 = nn.BatchNorm1d(2 * channels), nn.Linear(2 * channels, hidden)
        self.norm2, self.linear2 = nn.BatchNorm1d(hidden), nn.Linear(hidden, outputs)

    def forward(self, x):
        x = torch.cat([x.mean(-1), x.amax(-1)], 1)
        return self.linear2(self.norm2(F.relu(self.linear1(self.norm1(x)))))


class Fcn(nn.Module):
    def __init__(self, outputs, widths=(128, 256, 128), hidden=128):
        super().__init__()
        for i, (inputs, channels, taps) in enumerate(zip((12, *widths), widths, (8, 5, 3)), 1):
            setattr(self, f'conv{i}', nn.Conv1d(inputs, channels, taps, padding=(taps - 1) // 2, bias=False))
            setattr(self, f'norm{i}', nn.BatchNorm1d(channels))
        self.head = Head(widths[-1], hidden, outputs)

    def forward(self, x):
        x = F.relu(self.norm1(self.conv1(x)))
        x = F.relu(self.norm2(self.conv2(x)))
        return self.head(F.relu(self.norm3(self.conv3(x))))


class Block(nn.Module):
    def __init__(self, expansion, inputs, width, taps, stride):
        super().__init__()
        outputs = expansion * width
        if expansion == 1:
            self.part1, self.part2 = ConvNorm(inputs, width, taps, stride), ConvNorm(width, width, taps)
            self.parts = 2
        else:
            self.part1, self.part2 = ConvNorm(inputs, width, 1), ConvNorm(width, width, taps, stride)
            self.part3 = ConvNorm(width, outputs, 1)
            self.parts = 3
        self.stride = stride
        self.shortcut = ConvNorm(inputs, outputs, 1) if inputs != outputs else nn.Identity()

    def forward(self, x):
        y = x
        for i in range(1, self.parts + 1):
            y = getattr(self, f'part{i}')(y)
            y = F.relu(y) if i < self.parts else y
        short = F.avg_pool1d(x, 2, ceil_mode=True) if self.stride == 2 else x
        return F.relu(y + self.shortcut(short))


class XResNet(nn.Module):
    def __init__(self, expansion, stages, outputs, stem=32, width=64, taps=5, hidden=128):
        super().__init__()
        self.stem1, self.stem2, self.stem3 = ConvNorm(12, stem, taps, 2), ConvNorm(stem, stem, taps), ConvNorm(stem, width, taps)
        inputs = width
        for s, blocks in enumerate(stages, 1):
            stage = nn.ModuleDict()
            for b in range(1, blocks + 1):
                stage[f'block{b}'] = Block(expansion, inputs, width, taps, 2 if s > 1 and b == 1 else 1)
                inputs = expansion * width
            setattr(self, f'stage{s}', stage)
        self.head = Head(inputs, hidden, outputs)

    def forward(self, x):
        x = F.relu(self.stem3(F.relu(self.stem2(F.relu(self.stem1(x))))))
        x = F.max_pool1d(x, 3, 2, 1)
        for stage in (self.stage1, self.stage2, self.stage3, self.stage4):
            for block in stage.values():
                x = block(x)
        return self.head(x)


class Module(nn.Module):
    def __init__(self, inputs, width, bottleneck, taps):
        super().__init__()
        self.bottleneck = nn.Conv1d(inputs, bottleneck, 1, bias=False)
        for i, length in enumerate(taps, 1):
            setattr(self, f'branch{i}', nn.Conv1d(bottleneck, width, length, padding=length // 2, bias=False))
        self.branch4 = nn.Conv1d(inputs, width, 1, bias=False)
        self.norm = nn.BatchNorm1d(4 * width)

    def forward(self, x):
        narrow = self.bottleneck(x)
        long = [self.branch1(narrow), self.branch2(narrow), self.branch3(narrow)]
        return F.relu(self.norm(torch.cat([*long, self.branch4(F.max_pool1d(x, 3, 1, 1))], 1)))


class Part(nn.Module):
    def __init__(self, inputs, width, bottleneck, taps):
        super().__init__()
        self.module1 = Module(inputs, width, bottleneck, taps)
        self.module2, self.module3 = (Module(4 * width, width, bottleneck, taps) for _ in range(2))
        self.shortcut = ConvNorm(inputs, 4 * width, 1)

    def forward(self, x):
        return F.relu(self.module3(self.module2(self.module1(x))) + self.shortcut(x))


class Inception(nn.Module):
    def __init__(self, outputs, width=32, bottleneck=32, taps=(39, 19, 9), hidden=128):
        super().__init__()
        self.part1, self.part2 = Part(12, width, bottleneck, taps), Part(4 * width, width, bottleneck, taps)
        self.head = Head(4 * width, hidden, outputs)

    def forward(self, x):
        return self.head(self.part2(self.part1(x)))


def x18(**config):
    return XResNet(1, (2, 2, 2, 2), **config)


def x34(**config):
    return XResNet(1, (3, 4, 6, 3), **config)


def x50(**config):
    return XResNet(4, (3, 4, 6, 3), **config)


def x101(**config):
    return XResNet(4, (3, 4, 23, 3), **config)


def size(net):
    """Parameters, and multiply-accumulates counted by running the network once."""
    total = 0

    def count(layer, inputs, output):
        nonlocal total
        total += output.numel() * layer.weight[0].numel()

    for layer in net.modules():
        if isinstance(layer, (nn.Conv1d, nn.Linear)):
            layer.register_forward_hook(count)
    net.eval()(torch.zeros(1, 12, 250))
    return {'parameters': sum(value.numel() for value in net.parameters()), 'multiply_accumulates': total}


def own_rounding(single, signals, targets, weights):
    """How far PyTorch's float32 gradients are from its float64 ones, relative to the largest of a tensor (0.01 at least)."""
    double = copy.deepcopy(single).double()
    for net, cast in ((single, torch.Tensor.float), (double, torch.Tensor.double)):
        F.binary_cross_entropy_with_logits(net(cast(signals)), cast(targets), weight=cast(weights)).backward()
    worst = 0.0
    for a, b in zip(single.parameters(), double.parameters()):
        worst = max(worst, ((a.grad - b.grad).abs().max() / b.grad.abs().max().clamp(min=0.01)).item())
    return worst


def step(architecture, network, config, samples):
    net = network(**config)
    # Scales and shifts that differ by channel, so that a wrong order would show.
    for layer in net.modules():
        if isinstance(layer, nn.BatchNorm1d):
            nn.init.uniform_(layer.weight, 0.5, 1.5)
            nn.init.uniform_(layer.bias, -0.5, 0.5)
    signals, targets = torch.randn(6, 12, samples), (torch.rand(6, config['outputs']) > 0.6).float()
    weights = torch.rand(targets.shape) + 0.5
    rounding = own_rounding(copy.deepcopy(net), signals, targets, weights)
    net = net.double()
    signals, targets, weights = signals.double(), targets.double(), weights.double()
    lengths = {}

    def measure(name):
        def hook(layer, inputs, output):
            lengths[name] = output[0, 0].numel()
        return hook

    hooks = [layer.register_forward_hook(measure(name)) for name, layer in net.named_modules() if isinstance(layer, nn.BatchNorm1d)]
    logits = net(signals)
    for hook in hooks:
        hook.remove()
    loss = F.binary_cross_entropy_with_logits(logits, targets, weight=weights)
    loss.backward()
    gradients = {name: packed(value.grad) for name, value in net.named_parameters()}
    net.eval()
    signals.requires_grad_()
    evaluated = net(signals)
    by_signals, = torch.autograd.grad(evaluated.sum(), signals)
    return {
        'torch': torch.__version__, 'architecture': architecture, 'config': config,
        'signals': packed(signals), 'targets': packed(targets), 'weights': packed(weights),
        'logits': packed(logits), 'loss': loss.item(),
        'parameters': {name: packed(value) for name, value in net.named_parameters()},
        'gradients': gradients,
        'statistics': {name: packed(value) for name, value in net.named_buffers() if 'running' in name},
        'samples': lengths, 'rounding': rounding,
        'evaluation_logits': packed(evaluated), 'evaluation_gradient': packed(by_signals),
    }


def write(name, value):
    (here / f'{name}.json').write_text(json.dumps(value))


sizes = {'fcn-wang': Fcn, 'xresnet1d18': x18, 'xresnet1d34': x34, 'xresnet1d50': x50, 'xresnet1d101': x101, 'inception1d': Inception}
write('convolutional-sizes', {'torch': torch.__version__, 'sizes': {name: size(make(outputs=5)) for name, make in sizes.items()}})
write('fcn-step', step('fcn-wang', Fcn, {'widths': [4, 5, 3], 'hidden': 5, 'outputs': 3}, 33))
narrow = {'stem': 3, 'width': 4, 'taps': 3, 'hidden': 5, 'outputs': 3}
write('xresnet-plain-step', step('xresnet1d18', x18, narrow, 35))
write('xresnet-bottleneck-step', step('xresnet1d50', x50, {**narrow, 'width': 3}, 35))
write('inception-step', step('inception1d', Inception, {'width': 2, 'bottleneck': 3, 'taps': [31, 5, 3], 'hidden': 5, 'outputs': 3}, 41))
