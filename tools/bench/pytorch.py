"""Training steps of PyTorch on the CPU, for the benchmark: python3 pytorch.py FOLDER THREADS ROUNDS BUDGET

FOLDER has net.json (nodes as in net.ts; the shape of every weight; batch, input, optimiser, steps to check) and its
values as float32 in data.bin: weights in their order, then the images and the labels of every batch. Prints JSON: the
losses of the first steps, and the milliseconds a step of each timed call.
"""
import json
import os
import sys
import time

import torch
import torch.nn.functional as F

folder, threads, rounds, budget = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
torch.set_num_threads(threads)
with open(os.path.join(folder, "net.json")) as file:
    net = json.load(file)
with open(os.path.join(folder, "data.bin"), "rb") as file:
    values = torch.frombuffer(bytearray(file.read()), dtype=torch.float32)

at = 0


def take(shape):
    global at
    count = 1
    for size in shape:
        count *= size
    taken = values[at : at + count].reshape(shape).clone()
    at += count
    return taken


weights = {name: take(shape).requires_grad_() for name, shape in net["weights"]}
batch = net["batch"]
data = [(take([batch] + net["input"][1:]), take([batch]).long()) for _ in range(net["batches"])]


def compute(op, x):
    kind = op["kind"]
    if kind == "conv":
        top, left, bottom, right = op["pad"]
        even = top == bottom and left == right
        if not even:
            x = F.pad(x, (left, right, top, bottom))
        return F.conv2d(
            x,
            weights[op["weight"]],
            weights[op["bias"]],
            stride=op["stride"],
            padding=(top, left) if even else 0,
            dilation=op["dilation"],
            groups=op["groups"],
        )
    if kind == "dense":
        return F.linear(x.flatten(1), weights[op["weight"]], weights[op["bias"]])
    if kind == "maxPool":
        return F.max_pool2d(x, op["window"], op["stride"])
    if kind == "relu":
        return F.relu(x)
    if kind == "average":
        return x.mean((2, 3))
    if kind == "flatten":
        return x.flatten(1)
    raise ValueError("no " + kind)


def logits(images):
    found = {"input": images}
    for node in net["nodes"]:
        if node["op"]["kind"] == "concat":
            found[node["id"]] = torch.cat([found[name] for name in node["inputs"]], 1)
        elif node["id"] != net["output"]:
            found[node["id"]] = compute(node["op"], found[node["inputs"][0]])
    return found[net["logits"]]


optimiser = torch.optim.SGD(weights.values(), lr=net["rate"], momentum=net["momentum"])


def steps(count):
    losses = []
    for images, labels in data[:count]:
        optimiser.zero_grad(set_to_none=True)
        loss = F.cross_entropy(logits(images), labels)
        loss.backward()
        optimiser.step()
        losses.append(loss.detach())
    return [loss.item() for loss in losses]


losses = [loss for _ in range(net["checked"]) for loss in steps(1)]
steps(len(data))
samples = []
for _ in range(rounds):
    spent = 0.0
    while spent < budget:
        started = time.perf_counter()
        steps(len(data))
        milliseconds = 1000 * (time.perf_counter() - started)
        spent += milliseconds
        samples.append(milliseconds / len(data))
print(json.dumps({"detail": f"PyTorch {torch.__version__}, {threads} threads", "losses": losses, "steps": samples}))
