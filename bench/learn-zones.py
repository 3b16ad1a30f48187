# Makes the weights of the reader of zones from strips that learn-zones.ts wrote.
# learn-zones.py FOLDER SECONDS OUT: learns for so long on one thread, then writes OUT.
# Needs PyTorch 1.13 or newer and NumPy 1.24 (Debian 12: python3-torch). Nothing is downloaded.

import glob, os, struct, sys, time
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

folder, seconds, out = sys.argv[1], float(sys.argv[2]), sys.argv[3]
torch.set_num_threads(1)
torch.manual_seed(1)
random = np.random.default_rng(1)
HEIGHT, COLUMNS, TOLD = 32, 400, 100
RECORD = HEIGHT * COLUMNS + TOLD * 4
REACH = 64


def strips_of(seed):
    data = np.fromfile(f'{folder}/strips-{seed}.bin', np.uint8)
    data = data[: len(data) // RECORD * RECORD].reshape(-1, RECORD)
    shades = data[:, : HEIGHT * COLUMNS].reshape(-1, HEIGHT, COLUMNS)
    labels = data[:, HEIGHT * COLUMNS:].reshape(-1, TOLD, 4)
    return shades, labels


def evened(shades):
    """As line-net.ts does it: less the mean, by the deviation, of the columns around."""
    x = torch.from_numpy(shades.astype(np.float32))
    ones = torch.ones(1, 1, 2 * REACH + 1)
    count = F.conv1d(torch.ones(1, 1, COLUMNS), ones, padding=REACH) * HEIGHT
    mean = F.conv1d(x.sum(1, keepdim=True), ones, padding=REACH) / count
    square = F.conv1d((x * x).sum(1, keepdim=True), ones, padding=REACH) / count
    deviation = (square - mean * mean).clamp(min=0).sqrt()
    return ((x - mean) / (deviation + 4)).unsqueeze(1)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        shapes = [(1, 12, (5, 5), 2, (2, 2)), (12, 24, (3, 3), 2, (1, 1)),
                  (24, 32, (3, 3), 1, (1, 1)), (32, 48, (3, 3), 1, (1, 1)),
                  (48, 96, (4, 3), 1, (0, 1)), (96, 64, (1, 3), 1, (0, 1))]
        self.convs = nn.ModuleList(
            nn.Conv2d(i, o, k, s, p, bias=False) for i, o, k, s, p in shapes)
        self.norms = nn.ModuleList(nn.BatchNorm2d(o) for _, o, _, _, _ in shapes)
        self.head = nn.Conv2d(64, 40, 1)

    def forward(self, x):
        for index, (conv, norm) in enumerate(zip(self.convs, self.norms)):
            x = F.relu(norm(conv(x)))
            if index == 2:
                x = F.max_pool2d(x, (2, 1))
        return self.head(x).squeeze(2)


def losses(y, labels):
    labels = torch.from_numpy(labels.astype(np.int64))
    character, away = labels[:, :, 0], signed(labels[:, :, 1]) / 4
    off, tall = signed(labels[:, :, 2]) / 4, labels[:, :, 3] / 8
    inside = (character < 255) & (away.abs() < 31)
    near = inside & (away.abs() < 5)
    middle = torch.where(inside, torch.exp(-(away / 2.6) ** 2), torch.zeros(()))
    said = F.cross_entropy(y[:, :37].transpose(1, 2)[near], character[near],
                           label_smoothing=0.02)
    where = F.binary_cross_entropy_with_logits(y[:, 37], middle)
    line = (F.smooth_l1_loss(y[:, 38][inside], off[inside] / 4)
            + F.smooth_l1_loss(y[:, 39][inside], torch.log(tall[inside] / 7.6) * 4))
    right = (y[:, :37].argmax(1) == character)[inside & (away.abs() <= 2)].float().mean()
    return said, where, line, right


def signed(values):
    return torch.where(values > 127, values - 256, values).float()


def export(net):
    """Folds the norms into the filters and writes them in eight bits, a scale for each filter."""
    net.eval()
    parts = []
    layers = [(c.weight * (n.weight / (n.running_var + n.eps).sqrt())[:, None, None, None],
               n.bias - n.running_mean * n.weight / (n.running_var + n.eps).sqrt())
              for c, n in zip(net.convs, net.norms)] + [(net.head.weight, net.head.bias)]
    for weight, bias in layers:
        weight, bias = weight.detach().numpy(), bias.detach().numpy()
        scale = np.abs(weight).reshape(len(weight), -1).max(1) / 127 + 1e-12
        parts.append(scale.astype('<f4').tobytes())
        parts.append(bias.astype('<f4').tobytes())
        parts.append(np.round(weight / scale[:, None, None, None]).astype(np.int8).tobytes())
    with open(out + '.new', 'wb') as file:
        file.write(b'zones001' + b''.join(parts))
    os.replace(out + '.new', out)
    net.train()


net = Net()
print('weights', sum(p.numel() for p in net.parameters()), flush=True)
kept = out + '.torch'
if os.path.exists(kept):
    net.load_state_dict(torch.load(kept))
optimizer = torch.optim.AdamW(net.parameters(), lr=3e-3, weight_decay=1e-4)
held, held_labels = strips_of(9)
began = time.process_time()
step, last = 0, 0
shards = {}
while time.process_time() - began < seconds:
    for path in glob.glob(f'{folder}/done-*'):
        seed = path.rsplit('-', 1)[1]
        if seed != '9' and seed not in shards:
            shards[seed] = strips_of(seed)
    names = list(shards)
    for _ in range(50):
        shades, labels = shards[names[random.integers(len(names))]]
        picked = np.sort(random.choice(len(shades), 32, replace=False))
        x = evened(shades[picked])
        x = x * torch.empty(32, 1, 1, 1).uniform_(0.85, 1.15)
        x = x + torch.randn_like(x) * torch.empty(32, 1, 1, 1).uniform_(0, 0.15)
        done = min(1, (time.process_time() - began) / seconds)
        for group in optimizer.param_groups:
            group['lr'] = 3e-3 * min(1, (step + 1) / 100) * (0.5 + 0.5 * np.cos(np.pi * done)) + 2e-5
        said, where, line, right = losses(net(x), labels[picked])
        loss = said + 3 * where + 0.3 * line
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 5)
        optimizer.step()
        step += 1
    spent = time.process_time() - began
    if spent - last > 60 or spent >= seconds:
        last = spent
        net.eval()
        with torch.no_grad():
            figures = [torch.stack(losses(net(evened(held[i:i + 250])), held_labels[i:i + 250]))
                       for i in range(0, 1500, 250)]
        print(int(spent), step, len(names), [round(v, 4) for v in
              torch.stack(figures).mean(0).tolist()], flush=True)
        torch.save(net.state_dict(), kept)
        export(net)
