/**
 * The smallest page that gives a contestant's first answer for the digits model: the time runs from navigation to the
 * answer, and all requests on the way count as payload.
 */
import { contestants } from '../contestants';
import type { Net } from '../net';
import { openContestant } from './contestant';

const bytesAt = async (path: string): Promise<ArrayBuffer> => (await fetch(path)).arrayBuffer();

async function readNet(): Promise<Net> {
  const [graph, floats] = await Promise.all([
    fetch('first/net.json').then((r) => r.json()),
    bytesAt('first/weights.bin'),
  ]);
  const { net, weights }: { net: Net; weights: [string, number, number][] } = graph;
  const all = weights.map(([name, offset, length]) => [name, new Float32Array(floats, 4 * offset, length)] as const);
  return { ...net, weights: new Map(all) };
}

async function firstAnswer(): Promise<void> {
  const id = new URLSearchParams(location.search).get('contestant');
  const info = contestants.find((contestant) => contestant.id === id);
  if (!info) throw new Error(`there is no contestant ${id}`);
  const onnx = info.adapter === 'ort';
  const [contestant, net, answer] = await Promise.all([
    openContestant(info),
    readNet(),
    onnx ? bytesAt('first/model.onnx') : new ArrayBuffer(0),
  ]);
  if (!contestant.load) throw new Error(`${id} computes no frames`);
  const file = new Uint8Array(answer);
  const loaded = await contestant.load(net, { answer: file, all: file, edited: null });
  const input = new Float32Array(net.input.reduce((product, size) => product * size, 1)).fill(0.5);
  await loaded.run(input);
  document.documentElement.dataset.ready = 'true';
}

firstAnswer().catch((error) => {
  document.documentElement.dataset.failed = String(error);
});
