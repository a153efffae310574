"""PyTorch's LSTM and GRU layers: states, and gradients by the inputs and by every weight, in one and in both directions.

    python3 test/nn/golden/make-recurrent.py        (PyTorch 2.13.0, seed 0; writes recurrent.json here)

Sequences are PyTorch's [L, N, C]; the differentiated scalar is sum(output * weights).
"""
import json
import pathlib

import torch
import torch.nn as nn

torch.manual_seed(0)
torch.use_deterministic_algorithms(True)
STEPS, RECORDS, INPUTS, UNITS = 7, 3, 4, 5


def packed(tensor):
    return {'shape': list(tensor.shape), 'values': [float(f'{value:.7g}') for value in tensor.detach().flatten().tolist()]}


def case(kind, bidirectional):
    cell = {'lstm': nn.LSTM, 'gru': nn.GRU}[kind](INPUTS, UNITS, bidirectional=bidirectional)
    x = torch.randn(STEPS, RECORDS, INPUTS, requires_grad=True)
    output, _ = cell(x)
    weights = torch.randn(output.shape)
    (output * weights).sum().backward()
    named = {name.replace('_l0', ''): value for name, value in cell.named_parameters()}
    return {
        'layer': kind, 'bidirectional': bidirectional, 'units': UNITS,
        'x': packed(x), 'weights': packed(weights), 'output': packed(output), 'x_gradient': packed(x.grad),
        'parameters': {name: packed(value) for name, value in named.items()},
        'gradients': {name: packed(value.grad) for name, value in named.items()},
    }


cases = [case(kind, bidirectional) for kind in ('lstm', 'gru') for bidirectional in (False, True)]
path = pathlib.Path(__file__).parent / 'recurrent.json'
path.write_text(json.dumps({'torch': torch.__version__, 'cases': cases}))
