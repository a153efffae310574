"""PyTorch's side of attributions: gradient, integrated gradients, Grad-CAM and guided Grad-CAM of a narrow residual network.

    python3 test/explain/golden/make-attributions.py   (PyTorch 2.13.0, seed 0; writes attributions.json here)

The network is resnet1d-wang with 4 channels and running statistics; a record of 12 leads and 60 samples is seen in two windows of 40, 20
apart. What is explained are the log-odds of a class that gathers outputs 0, 2 and 3: each probability is the mean over the windows, the
class's is 1 - prod(1 - p). Everything is in float64. Integrated gradients take 2,000 midpoints between zeros and the record. Guided
backpropagation passes at each rectifier only what is positive on both sides, as in Springenberg et al. 2015; Grad-CAM is that of
Selvaraju et al. 2017 on the output of the last block, brought to the window's length by linear interpolation between centres of
samples.
"""
import json
import pathlib
import platform

import torch
import torch.nn as nn
import torch.nn.functional as F

here = pathlib.Path(__file__).parent
torch.manual_seed(0)
torch.set_default_dtype(torch.float64)
LEADS, SAMPLES, WINDOW, STARTS, COLUMNS, OUTPUTS, WIDTH = 12, 60, 40, (0, 20), (0, 2, 3), 5, 4


class GuidedRelu(torch.autograd.Function):
    @staticmethod
    def forward(context, x):
        context.save_for_backward(x)
        return x.clamp(min=0)

    @staticmethod
    def backward(context, gradient):
        (x,) = context.saved_tensors
        return gradient.clamp(min=0) * (x > 0)


rectify = F.relu


class Block(nn.Module):
    def __init__(self, stride):
        super().__init__()
        self.conv1 = nn.Conv1d(WIDTH, WIDTH, 5, stride, 2, bias=False)
        self.norm1 = nn.BatchNorm1d(WIDTH)
        self.conv2 = nn.Conv1d(WIDTH, WIDTH, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm1d(WIDTH)
        if stride > 1:
            self.shortcut = nn.ModuleDict({'conv': nn.Conv1d(WIDTH, WIDTH, 1, stride, bias=False), 'norm': nn.BatchNorm1d(WIDTH)})

    def forward(self, x):
        y = self.norm2(self.conv2(rectify(self.norm1(self.conv1(x)))))
        return rectify(y + (self.shortcut['norm'](self.shortcut['conv'](x)) if hasattr(self, 'shortcut') else x))


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.ModuleDict({'conv': nn.Conv1d(LEADS, WIDTH, 7, 1, 3, bias=False), 'norm': nn.BatchNorm1d(WIDTH)})
        self.block1, self.block2, self.block3 = Block(1), Block(2), Block(2)
        self.head = nn.ModuleDict({
            'norm1': nn.BatchNorm1d(2 * WIDTH), 'linear1': nn.Linear(2 * WIDTH, 6),
            'norm2': nn.BatchNorm1d(6), 'linear2': nn.Linear(6, OUTPUTS),
        })

    def features(self, x):
        return self.block3(self.block2(self.block1(rectify(self.stem['norm'](self.stem['conv'](x))))))

    def logits(self, maps):
        x = self.head['norm1'](torch.cat([maps.mean(-1), maps.amax(-1)], 1))
        return self.head['linear2'](self.head['norm2'](rectify(self.head['linear1'](x))))


network = Network()
for name, value in [*network.named_parameters(), *network.named_buffers()]:
    if value.dtype == torch.float64 and value.dim() == 1:
        is_factor = name.endswith('running_var') or name.endswith('weight')
        value.data = (0.5 + torch.rand_like(value)) if is_factor else torch.randn_like(value) * 0.3
    elif value.dtype == torch.float64:
        # Without training the first values let almost nothing of the signal through.
        value.data = 2 * value
    # What the project reads is float32.
    if value.dtype == torch.float64:
        value.data = value.data.float().double()
network.eval()


def windows(record):
    return torch.stack([record[:, start:start + WINDOW] for start in STARTS])


def log_odds(logits):
    p = torch.sigmoid(logits).mean(0)[list(COLUMNS)]
    absent = torch.prod(1 - p)
    return torch.log(1 - absent) - torch.log(absent)


def class_log_odds(record):
    return log_odds(network.logits(network.features(windows(record))))


def gradient(record):
    record = record.clone().requires_grad_()
    value = class_log_odds(record)
    value.backward()
    return value.item(), record.grad


def gathered(values):
    total = torch.zeros(LEADS, SAMPLES)
    for start, window in zip(STARTS, values):
        total[:, start:start + WINDOW] += window
    return total


record = torch.randn(LEADS, SAMPLES).float().double()
value, local = gradient(record)
steps = 2_000
integrated = record * sum(gradient(record * (step + 0.5) / steps)[1] for step in range(steps)) / steps

maps = network.features(windows(record)).detach().requires_grad_()
log_odds(network.logits(maps)).backward()
cam = F.relu((maps.grad.mean(-1, keepdim=True) * maps).sum(1, keepdim=True))
cam = F.interpolate(cam, size=WINDOW, mode='linear', align_corners=False).detach().expand(-1, LEADS, -1)
cam_of_record = gathered(cam)

rectify = GuidedRelu.apply
guided = gradient(record)[1]


def packed(tensor):
    return {'shape': list(tensor.shape), 'values': [float(f'{number:.7g}') for number in tensor.detach().flatten().tolist()]}




def own_shape(name, value):
    # Kernels of the project have a height.
    return value.unsqueeze(2) if value.dim() == 3 else value


state = {name: own_shape(name, value) for name, value in network.state_dict().items() if value.dtype == torch.float64}
(here / 'attributions.json').write_text(json.dumps({
    'by': f'python {platform.python_version()}, torch {torch.__version__}',
    'window': WINDOW, 'starts': STARTS, 'columns': COLUMNS, 'outputs': OUTPUTS,
    'values': {name: packed(value) for name, value in state.items()},
    'record': packed(record), 'logOdds': value, 'baselineLogOdds': class_log_odds(torch.zeros(LEADS, SAMPLES)).item(),
    'gradient': packed(local), 'integrated': packed(integrated), 'gradCam': packed(cam_of_record),
    'guidedGradCam': packed(cam_of_record * guided),
}, separators=(',', ':')) + '\n')
