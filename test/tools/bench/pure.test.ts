/** The parts of the benchmark that need no browser: statistics, options, case files, nets, ONNX files and the report. */
import { describe, expect, it } from 'vitest';
import { checkModel } from '../../../src/graph/model';
import { initialWeights } from '../../../src/train/initialise';
import { batchesOf, errorOf, oneHot } from '../../../tools/bench/batches';
import { builtIn, readCases } from '../../../tools/bench/cases';
import { filterOf, filterShape, logitsOf, netOf, walk } from '../../../tools/bench/net';
import { courses, squeeze } from '../../../tools/bench/nets';
import { onnxOf } from '../../../tools/bench/onnx';
import { readOptions } from '../../../tools/bench/options';
import { toNhwc } from '../../../tools/bench/page/order';
import { lostRows, markdown } from '../../../tools/bench/report';
import type { Measured, Trained } from '../../../tools/bench/results';
import { compare, summarise } from '../../../tools/bench/statistics';
import { digits } from '../../../tools/bench/tables';
import { readModel } from '../../helpers/onnx';

describe('statistics', () => {
  it('gives the median and the quartiles', () => {
    expect(summarise([4, 1, 3, 2, 5])).toEqual({ median: 3, low: 2, high: 4, count: 5 });
    expect(summarise([1, 2])).toMatchObject({ median: 1.5, low: 1.25, high: 1.75 });
    expect(summarise([])).toBeNull();
  });

  it('compares with the fastest peer, and says when the order may be chance', () => {
    const fast = { median: 2, low: 1.5, high: 2.5, count: 9 };
    const slow = { median: 3, low: 2.4, high: 3.5, count: 9 };
    expect(
      compare(
        slow,
        new Map([
          ['slower', { ...slow, median: 9 }],
          ['fast', fast],
        ]),
      ),
    ).toEqual({
      ratio: 2 / 3,
      peer: 'fast',
      unsure: true,
    });
    expect(compare(slow, new Map())).toBeNull();
  });
});

describe('options', () => {
  it('reads lists, and refuses what is not there', () => {
    expect(readOptions(['--rows', 'digits,c1', '--contestants', 'webgpu', '--quick'])).toMatchObject({
      rows: ['digits', 'c1'],
      contestants: ['webgpu'],
      quick: true,
      kernels: null,
    });
    expect(readOptions(['kernels', '2', 'nets']).kernels).toEqual({ threads: 2, parts: ['nets'] });
    expect(() => readOptions(['--contestants', 'nobody'])).toThrow('nobody');
    expect(() => readOptions(['kernels', 'two'])).toThrow('two');
    expect(() => readOptions(['--what'])).toThrow('--what');
  });
});

describe('a case file', () => {
  it('gives convolutions and networks', () => {
    const spec = checkModel({
      name: 'net',
      input: { shape: [1, 4, 4] },
      nodes: [{ id: 'relu', type: 'relu', inputs: ['input'] }],
      output: 'relu',
    });
    const text = JSON.stringify([
      { id: 'mine', channels: 4, size: [8, 9], out: 6, kernel: 3, pad: 1, stride: 2, groups: 2 },
      { id: 'net', model: spec },
    ]);
    const [mine, net] = readCases(text);
    expect(mine?.title).toBe('4 to 6 channels, 3 x 3 on 8 x 9, stride 2, 2 groups');
    expect(mine?.model).toMatchObject({ input: { shape: [4, 8, 9] } });
    expect(net?.model).toMatchObject({ name: 'net' });
  });

  const convolution = { id: 'a', channels: 1, size: 8, out: 1, kernel: 3 };
  it.each([
    [{}, 'a JSON list'],
    [[{ ...convolution, id: '' }], 'case 1: needs an id'],
    [[convolution, convolution], 'case a: the id is taken'],
    [[{ ...convolution, id: 'digits' }], 'case digits: the id is taken'],
    [[{ ...convolution, kernel: 0 }], 'case a: kernel must be'],
    [[{ ...convolution, size: [8, 8, 8] }], 'case a: size must be'],
    [[{ ...convolution, colour: 1 }], 'case a: colour is not known'],
    [[{ ...convolution, kernel: 9 }], 'does not fit'],
    [[{ id: 'a', model: { name: 'a' } }], 'input'],
  ])('%j is refused: %s', (cases, message) => {
    expect(() => readCases(JSON.stringify(cases))).toThrow(message);
  });
});

describe('a net', () => {
  const spec = squeeze();
  const net = netOf(spec, initialWeights(spec, 1));

  it('lets a ReLU be computed with the layer before it, once', () => {
    const visited: string[] = [];
    const values = walk(net, 'input', true, ({ id }) => {
      visited.push(id);
      return id;
    });
    expect(visited.filter((id) => id.startsWith('relu'))).toEqual([]);
    expect(values.size).toBe(net.nodes.length + 1);
    expect(walk(net, 0, false, () => 1).size).toBe(net.nodes.length + 1);
  });

  it('becomes an ONNX file with the same nodes and weights', () => {
    const model = readModel(onnxOf(net, [net.output]));
    expect(model.nodes.map(({ type }) => type).filter((type) => type === 'Conv')).toHaveLength(26);
    expect(model.inputs).toContain('input');
    expect(model.initializers.size).toBe(net.weights.size);
    const differing = [...net.weights].filter(([name, values]) => {
      const written = model.initializers.get(name)?.values;
      return written?.length !== values.length || values.some((value, k) => value !== written[k]);
    });
    expect(differing).toEqual([]);
    expect(model.nodes[0]?.attributes.get('strides')).toEqual([2, 2]);
  });

  it('can have its first filter given with every run, with that shape', () => {
    const name = filterOf(net);
    const model = readModel(onnxOf(net, [net.output], name));
    expect(filterShape(net)).toEqual([64, 3, 3, 3]);
    expect(model.inputs).toContain(name);
    expect(model.initializers.has(name)).toBe(false);
    expect(model.initializers.size).toBe(net.weights.size - 1);
  });

  it('has its planes put side by side', () => {
    expect([...toNhwc(Float32Array.of(1, 2, 3, 4, 5, 6), [1, 2, 1, 3])]).toEqual([1, 4, 2, 5, 3, 6]);
  });

  it('every built-in row has an id of its own', () => {
    const ids = [...builtIn, ...courses].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('what is trained on', () => {
  const course = courses[0] ?? expect.fail('no course');
  const spec = typeof course.model === 'string' ? expect.fail('not a network') : course.model;
  const net = netOf(spec, initialWeights(spec, 1));

  it('is the same in every run, with labels of every class', () => {
    const [first, again] = [batchesOf(net, 64), batchesOf(net, 64)];
    expect(again).toEqual(first);
    expect(new Set(first.flatMap(({ labels }) => labels))).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
    expect(first.map(({ images }) => images.length)).toEqual(first.map(() => 64 * 28 * 28));
    expect([...oneHot([2, 0], 3)]).toEqual([0, 0, 1, 1, 0, 0]);
  });

  it('ends in a softmax, whose input the loss is of', () => {
    expect(logitsOf(net)).toBe(net.nodes.at(-2)?.id);
    expect(() => logitsOf({ ...net, output: net.nodes[0]?.id ?? '' })).toThrow('softmax');
  });

  it('gives losses that are checked', () => {
    expect(errorOf([2, 1.00005], [2, 1])).toBeCloseTo(5e-5, 9);
    expect(() => errorOf([2, 1.001], [2, 1])).toThrow('wrong');
    expect(() => errorOf([2], [2, 1])).toThrow('wrong');
    expect(() => errorOf([2, Number.NaN], [2, 1])).toThrow('wrong');
  });
});

describe('the report', () => {
  const measured = (contestant: string, answer: number): Measured => ({
    contestant,
    detail: `${contestant} 1.0`,
    error: 1e-6,
    samples: { answer: [answer, answer, answer], all: [1], kept: [] },
    calls: { answer: { dispatches: 5, submits: 1, passes: 1, bytesUploaded: 3136, created: 0, readbacks: 1 } },
  });
  const trained = (contestant: string, step: number): Trained => ({
    ...{ contestant, detail: `${contestant} 2.0`, error: 2e-6, steps: [step, step, step] },
  });
  const report = {
    machine: { date: '2026-01-01', browser: 'Chromium 1', processor: 'a chip', cores: 2, adapter: 'soft' },
    rows: [
      {
        id: 'digits',
        title: 'digits',
        floor: [0.5, 0.5, 0.5],
        results: [
          measured('wasm-2t', 2),
          measured('wasm-1t', 3),
          measured('ort-wasm-2t', 1),
          measured('ort-wasm-1t', 6),
          measured('webgpu', 4),
          measured('tfjs-webgpu', 40),
          { contestant: 'jax-wasm', failure: 'cannot\nat line 1' },
        ],
      },
    ],
    training: [
      {
        id: 'L',
        title: 'a small net',
        truth: [2.5, 2.25],
        results: [
          trained('wasm-2t', 2),
          trained('wasm-1t', 4),
          trained('jax-wasm', 50),
          trained('convnet', 30),
          trained('webgpu', 10),
          {
            ...trained('jax-webgpu', 35),
            calls: { dispatches: 20, submits: 0.125, passes: 1, bytesUploaded: 384, created: 0, readbacks: 0.125 },
          },
          trained('torch', 3),
          { contestant: 'tfjs-webgl', failure: 'no such device' },
        ],
      },
    ],
    first: [{ contestant: 'wasm-2t', title: 'the page', samples: [300], payload: 340_000 }],
    drags: [{ backend: 'wasm', samples: [16, 17, 17, 17, 30] }] as const,
    learnings: [{ alone: 10_000, rate: 8500, seconds: 5.5, accuracy: 0.978, frames: [16, 17, 17], long: [51, 60] }],
    quick: false,
  };

  it('says which rows are lost, and by how much', () => {
    expect(lostRows(report)).toEqual([
      'digits, the answer alone: this project, 2 threads takes 2.00 times ort-wasm-2t.',
    ]);
  });

  it('shows every number where it belongs', () => {
    const text = markdown(report);
    expect(text).toContain('| digits | 2.00 (2.00-2.00) | 3.00 (3.00-3.00) |');
    expect(text).toContain('| **0.500x** | 2.00x |');
    expect(text).toContain('| digits | 4.00 (4.00-4.00) | 40.0 (40.0-40.0) | 0.500 (0.500-0.500) | 10.0x |');
    expect(text).toContain('| digits, answer | webgpu | 5 | 1 | 1 | 3,136 | 0 | 1 |');
    expect(text).toContain('- digits, jax-wasm: cannot\n');
    expect(text).toContain('| the page | 300 (300-300) | 340 |');
    expect(text).toContain('| wasm | 5 | 17.0 (17.0-17.0) | 27.4 |');
    expect(text).toContain('| 10,000 | 8,500 | 85 % | 5.50 | 97.8 % | 17.0 (16.5-17.0) | 2, 60.0 |');
  });

  it('compares steps with the best peer on each device, and with native code apart', () => {
    const text = markdown(report);
    expect(text).toContain(
      '| row | wasm-2t | wasm-1t | jax-wasm | convnet | torch | wasm-2t ahead | wasm-1t ahead | wasm-2t ahead of torch |',
    );
    expect(text).toContain('| 30.0 (30.0-30.0) | 3.00 (3.00-3.00) | 15.0x | 7.50x | 1.50x |');
    expect(text).toContain('| L | 10.0 (10.0-10.0) | 35.0 (35.0-35.0) | 3.50x |');
    expect(text).toContain('| L | jax-webgpu | 20 | 0.125 | 1 | 384 | 0 | 0.125 |');
    expect(text).toContain('- L, tfjs-webgl: no such device');
  });

  it('writes three digits, and thousands whole', () => {
    expect([0.01234, 1.5, 12.345, 1234.5].map(digits)).toEqual(['0.0123', '1.50', '12.3', '1,235']);
  });
});
