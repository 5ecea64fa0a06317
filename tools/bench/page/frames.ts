/** The contestants' frames in the page, and the networks they are given. */
import { decodeModel } from '../../../src/formats/model';
import type { ModelSpec } from '../../../src/graph/model';
import { initialWeights } from '../../../src/train/initialise';
import { type Net, netOf } from '../net';
import type { Contestant, FrameApi } from './contestant';

/** Milliseconds for the previous contestant's threads to go to sleep. */
const PAUSE = 5;

export const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, PAUSE));

const frames = new Map<string, Promise<Window>>();

function frameOf(id: string): Promise<Window> {
  let frame = frames.get(id);
  if (!frame) {
    frame = new Promise((resolve) => {
      const element = document.createElement('iframe');
      element.addEventListener('load', () => element.contentWindow && resolve(element.contentWindow));
      element.src = `frame.html?contestant=${id}`;
      document.body.append(element);
    });
    frames.set(id, frame);
  }
  return frame;
}

export interface OpenFrame extends Pick<FrameApi, 'takeCalls'> {
  readonly contestant: Contestant;
  /** A copy made of the frame's own arrays: a library may test for its window's Float32Array. */
  readonly own: <T>(value: T) => T;
}

/** Opens a contestant in its frame, or returns to it. Throws Error if its library cannot start here. */
export async function openFrame(id: string): Promise<OpenFrame> {
  const frame = await frameOf(id);
  const api: FrameApi | undefined = frame.bench;
  if (!api) throw new Error('its frame did not start');
  return { contestant: await api.contestant, takeCalls: api.takeCalls, own: (value) => frame.structuredClone(value) };
}

/** A network with random weights from a fixed seed, or the model at an address. */
export async function readNet(model: ModelSpec | string): Promise<Net> {
  if (typeof model !== 'string') return netOf(model, initialWeights(model, 1));
  const response = await fetch(model);
  const { spec, weights } = decodeModel(new Uint8Array(await response.arrayBuffer()));
  return netOf(spec, weights);
}
