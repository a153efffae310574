"""PyTorch's side of the benchmark: answers one request per line with milliseconds, so that both sides take turns.

Request: a case name, for processor time followed by ` processor`; `rss` for the peak memory in MB. Used by bench/main.ts where Python has torch.
"""
import resource
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

torch.set_num_threads(int(sys.argv[1]))
torch.manual_seed(0)
OUTPUTS = 71


class Block(nn.Module):
    def __init__(self, width, stride):
        super().__init__()
        self.conv1 = nn.Conv1d(width, width, 5, stride, 2, bias=False)
        self.norm1 = nn.BatchNorm1d(width)
        self.conv2 = nn.Conv1d(width, width, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm1d(width)
        self.shortcut = (
            nn.Sequential(nn.Conv1d(width, width, 1, stride, bias=False), nn.BatchNorm1d(width)) if stride > 1 else nn.Identity()
        )

    def forward(self, x):
        y = self.norm2(self.conv2(F.relu(self.norm1(self.conv1(x)))))
        return F.relu(y + self.shortcut(x))


class Head(nn.Sequential):
    def __init__(self, features, hidden=128):
        super().__init__(
            nn.BatchNorm1d(features), nn.Dropout(0.25), nn.Linear(features, hidden), nn.ReLU(),
            nn.BatchNorm1d(hidden), nn.Dropout(0.5), nn.Linear(hidden, OUTPUTS),
        )


class ConcatPool(nn.Module):
    def forward(self, x):  # [N, C, L]
        return torch.cat([x.mean(-1), x.amax(-1)], 1)


class ResNet(nn.Sequential):
    def __init__(self, width=128):
        stem = [nn.Conv1d(12, width, 7, 1, 3, bias=False), nn.BatchNorm1d(width), nn.ReLU()]
        super().__init__(*stem, Block(width, 1), Block(width, 2), Block(width, 2), ConcatPool(), Head(2 * width))


class Recurrent(nn.Module):
    def __init__(self, kind, units=128, bidirectional=False):
        super().__init__()
        self.layers = kind(12, units, num_layers=2, bidirectional=bidirectional)
        self.head = Head(3 * units * (2 if bidirectional else 1))

    def forward(self, x):
        states = self.layers(x.permute(2, 0, 1))[0]  # [L, N, units]
        return self.head(torch.cat([states.mean(0), states.amax(0), states[-1]], 1))


class Crnn(nn.Module):
    def __init__(self, widths=(64, 128, 128), units=128):
        super().__init__()
        self.front = nn.Sequential(*(
            layer for before, width in zip((12, *widths), widths)
            for layer in (nn.Conv1d(before, width, 7, 2, 3, bias=False), nn.BatchNorm1d(width), nn.ReLU())
        ))
        self.layers = nn.GRU(widths[-1], units, bidirectional=True)
        self.head = Head(6 * units)

    def forward(self, x):
        states = self.layers(self.front(x).permute(2, 0, 1))[0]
        return self.head(torch.cat([states.mean(0), states.amax(0), states[-1]], 1))


class ConvNextBlock(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv1d(width, width, 7, 1, 3, groups=width, bias=False), nn.BatchNorm1d(width),
            nn.Conv1d(width, 2 * width, 1), nn.ReLU(), nn.Conv1d(2 * width, width, 1),
        )

    def forward(self, x):
        return x + self.layers(x)


class ConvNext(nn.Sequential):
    def __init__(self, widths=(32, 64, 128), hidden=128):
        layers = [nn.Conv1d(12, widths[0], 7, 2, 3, bias=False), nn.BatchNorm1d(widths[0])]
        for i, width in enumerate(widths):
            if i > 0:
                layers += [nn.BatchNorm1d(widths[i - 1]), nn.Conv1d(widths[i - 1], width, 2, 2, bias=False)]
            layers += [ConvNextBlock(width), ConvNextBlock(width)]
        super().__init__(*layers, nn.ReLU(), ConcatPool(), Head(2 * widths[-1], hidden))


class ConvNorm(nn.Sequential):
    def __init__(self, inputs, channels, taps, stride=1, rectified=True):
        layers = [nn.Conv1d(inputs, channels, taps, stride, taps // 2, bias=False), nn.BatchNorm1d(channels)]
        super().__init__(*layers, *([nn.ReLU()] if rectified else []))


class XResNetBlock(nn.Module):
    def __init__(self, inputs, width, stride, expansion, taps=5):
        super().__init__()
        outputs = expansion * width
        self.layers = (
            nn.Sequential(ConvNorm(inputs, width, taps, stride), ConvNorm(width, width, taps, rectified=False)) if expansion == 1 else
            nn.Sequential(ConvNorm(inputs, width, 1), ConvNorm(width, width, taps, stride), ConvNorm(width, outputs, 1, rectified=False))
        )
        self.shortcut = nn.Sequential(
            nn.AvgPool1d(2, ceil_mode=True) if stride == 2 else nn.Identity(),
            ConvNorm(inputs, outputs, 1, rectified=False) if inputs != outputs else nn.Identity(),
        )

    def forward(self, x):
        return F.relu(self.layers(x) + self.shortcut(x))


class XResNet(nn.Sequential):
    def __init__(self, stages, expansion=4, width=64):
        layers = [ConvNorm(12, 32, 5, 2), ConvNorm(32, 32, 5), ConvNorm(32, width, 5), nn.MaxPool1d(3, 2, 1)]
        inputs = width
        for s, blocks in enumerate(stages):
            for b in range(blocks):
                layers.append(XResNetBlock(inputs, width, 2 if s > 0 and b == 0 else 1, expansion))
                inputs = expansion * width
        super().__init__(*layers, ConcatPool(), Head(2 * inputs))


class InceptionModule(nn.Module):
    def __init__(self, inputs, width=32, taps=(39, 19, 9)):
        super().__init__()
        self.bottleneck = nn.Conv1d(inputs, width, 1, bias=False)
        self.branches = nn.ModuleList(nn.Conv1d(width, width, length, 1, length // 2, bias=False) for length in taps)
        self.pooled = nn.Sequential(nn.MaxPool1d(3, 1, 1), nn.Conv1d(inputs, width, 1, bias=False))
        self.norm = nn.BatchNorm1d(4 * width)

    def forward(self, x):
        narrow = self.bottleneck(x)
        return F.relu(self.norm(torch.cat([*(branch(narrow) for branch in self.branches), self.pooled(x)], 1)))


class InceptionPart(nn.Module):
    def __init__(self, inputs, width=128):
        super().__init__()
        self.modules_ = nn.Sequential(InceptionModule(inputs), InceptionModule(width), InceptionModule(width))
        self.shortcut = ConvNorm(inputs, width, 1, rectified=False)

    def forward(self, x):
        return F.relu(self.modules_(x) + self.shortcut(x))


class Inception(nn.Sequential):
    def __init__(self):
        super().__init__(InceptionPart(12), InceptionPart(128), ConcatPool(), Head(256))


class Fcn(nn.Sequential):
    def __init__(self):
        layers = []
        for inputs, width, taps in ((12, 128, 8), (128, 256, 5), (256, 128, 3)):
            layers += [nn.Conv1d(inputs, width, taps, 1, (taps - 1) // 2, bias=False), nn.BatchNorm1d(width), nn.ReLU()]
        super().__init__(*layers, ConcatPool(), Head(256))


def step(model, batch, samples):
    optimiser = torch.optim.AdamW(model.parameters(), 1e-3)
    x = torch.randn(batch, 12, samples)
    y = (torch.rand(batch, OUTPUTS) > 0.8).float()

    def run():
        optimiser.zero_grad()
        F.binary_cross_entropy_with_logits(model(x), y).backward()
        optimiser.step()

    return run


def inference(model, batch, samples):
    model.eval()
    x = torch.randn(batch, 12, samples)

    def run():
        with torch.inference_mode():
            model(x)

    return run


CASES = {
    'resnet step': lambda: step(ResNet(), 32, 1000),
    'lstm step': lambda: step(Recurrent(nn.LSTM), 32, 250),
    'gru step': lambda: step(Recurrent(nn.GRU), 32, 250),
    'lstm-bidir step': lambda: step(Recurrent(nn.LSTM, bidirectional=True), 32, 250),
    'crnn step': lambda: step(Crnn(), 32, 250),
    'convnext step': lambda: step(ConvNext(), 32, 250),
    'gru-bidir step': lambda: step(Recurrent(nn.GRU, bidirectional=True), 32, 250),
    'convnext-tiny step': lambda: step(ConvNext((16, 32, 64), 64), 32, 250),
    'fcn step': lambda: step(Fcn(), 32, 250),
    'inception step': lambda: step(Inception(), 32, 250),
    'xresnet18 step': lambda: step(XResNet((2, 2, 2, 2), 1), 32, 250),
    'xresnet34 step': lambda: step(XResNet((3, 4, 6, 3), 1), 32, 250),
    'xresnet50 step': lambda: step(XResNet((3, 4, 6, 3)), 32, 250),
    'xresnet101 step': lambda: step(XResNet((3, 4, 23, 3)), 32, 250),
    'resnet inference 1': lambda: inference(ResNet(), 1, 1000),
    'resnet inference 64': lambda: inference(ResNet(), 64, 1000),
}
ready = {}
print('ready', torch.__version__, flush=True)
for line in sys.stdin:
    case = line.strip()
    if case == 'rss':
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, flush=True)
        continue
    clock = time.process_time if case.endswith(' processor') else time.perf_counter
    case = case.removesuffix(' processor')
    if case not in ready:
        ready = {case: CASES[case]()}
    started = clock()
    ready[case]()
    print(1000 * (clock() - started), flush=True)
