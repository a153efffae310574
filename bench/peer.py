"""PyTorch's side of the benchmark: answers one request per line with milliseconds, so that both sides take turns.

Request: a case name; `rss` for the peak memory in MB. Used by bench/main.ts where Python has torch.
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
    def __init__(self, features):
        super().__init__(
            nn.BatchNorm1d(features), nn.Dropout(0.25), nn.Linear(features, 128), nn.ReLU(),
            nn.BatchNorm1d(128), nn.Dropout(0.5), nn.Linear(128, OUTPUTS),
        )


class ConcatPool(nn.Module):
    def forward(self, x):  # [N, C, L]
        return torch.cat([x.mean(-1), x.amax(-1)], 1)


class ResNet(nn.Sequential):
    def __init__(self, width=128):
        stem = [nn.Conv1d(12, width, 7, 1, 3, bias=False), nn.BatchNorm1d(width), nn.ReLU()]
        super().__init__(*stem, Block(width, 1), Block(width, 2), Block(width, 2), ConcatPool(), Head(2 * width))


class Recurrent(nn.Module):
    def __init__(self, kind, units=128):
        super().__init__()
        self.layers = kind(12, units, num_layers=2)
        self.head = Head(3 * units)

    def forward(self, x):
        states = self.layers(x.permute(2, 0, 1))[0]  # [L, N, units]
        return self.head(torch.cat([states.mean(0), states.amax(0), states[-1]], 1))


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
    if case not in ready:
        ready = {case: CASES[case]()}
    started = time.perf_counter()
    ready[case]()
    print(1000 * (time.perf_counter() - started), flush=True)
