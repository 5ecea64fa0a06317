/**
 * The page "Kernels" in its address. A layer is its numbers,
 * `filters-groups-rows-columns-stride-dilation-mode-size-activation`, then `*` and its weights, `*` and its biases.
 * Weights are numbers with runs (`0x9_1_-2`), or if that is longer, `.` and base64url of their float32 bytes. Only
 * letters, digits and `*-._` occur, which need no escaping. Reading accepts and checks any text.
 */
import { fromBase64url, toBase64url } from '../../../core/base64url';
import type { PageCodec } from '../../address/codec';
import { isChoice } from '../../choices';
import { noHistory } from '../../history';
import { exact } from '../../numbers';
import { labChannels, labColours, labSideOf } from '../labInput';
import { channelsOf, depthOf, type KernelLayer, labActivations, limits, padModes } from './design';
import { firstLayer, fitted } from './edit';
import { type KernelsState, kernelsDefaults, kernelViews } from './state';

/** The shortest decimal that reads back as this float32. */
const plain = (value: number): string => exact(Math.fround(value) + 0).replace('−', '-');

function writeNumbers(values: readonly number[]): string {
  const texts: string[] = [];
  for (let at = 0; at < values.length; ) {
    const value = values[at] ?? 0;
    let end = at + 1;
    while (end < values.length && values[end] === value) end += 1;
    texts.push(end - at > 1 ? `${plain(value)}x${end - at}` : plain(value));
    at = end;
  }
  const text = texts.join('_');
  const bytes = new Uint8Array(Float32Array.from(values).buffer);
  const packed = `.${toBase64url(bytes)}`;
  return packed.length < text.length ? packed : text;
}

/** `count` finite numbers, or null. */
function readNumbers(text: string, count: number): readonly number[] | null {
  const values = text.startsWith('.') ? unpacked(text.slice(1)) : unrolled(text, count);
  const isSound = values?.length === count && values.every(Number.isFinite);
  return isSound ? values.map(Math.fround) : null;
}

function unpacked(text: string): readonly number[] | null {
  const bytes = fromBase64url(text);
  return bytes && bytes.length % 4 === 0 ? Array.from(new Float32Array(bytes.buffer)) : null;
}

function unrolled(text: string, most: number): readonly number[] | null {
  const values: number[] = [];
  for (const part of text.split('_')) {
    const [value = '', times = '1'] = part.split('x');
    const [number, run] = [Number(value || 'nothing'), Number(times)];
    if (!Number.isInteger(run) || run < 1 || values.length + run > most) return null;
    values.push(...new Array<number>(run).fill(number));
  }
  return values;
}

const writeLayer = (layer: KernelLayer): string => {
  const { filters, groups, rows, columns, stride, dilation, padding, activation, weights, biases } = layer;
  const head = [filters, groups, rows, columns, stride, dilation, padding.mode, padding.size, activation].join('-');
  return [head, writeNumbers(weights), writeNumbers(biases)].join('*');
};

const whole = (text: string | undefined, least: number, most: number): number | null => {
  const value = Number(text || 'nothing');
  return Number.isInteger(value) && value >= least && value <= most ? value : null;
};

/** A layer of an address, for this many input channels, or null. */
function readLayer(text: string, channels: number): KernelLayer | null {
  const [head = '', weightText = '', biasText = ''] = text.split('*');
  const [f, g, r, c, s, d, mode, size, activation] = head.split('-');
  const filters = whole(f, 1, limits.filters);
  const groups = whole(g, 1, limits.filters);
  const rows = whole(r, 1, limits.side);
  const columns = whole(c, 1, limits.side);
  const stride = whole(s, 1, limits.stride);
  const dilation = whole(d, 1, limits.dilation);
  const pad: KernelLayer['padding']['size'] | null = size === 'same' ? 'same' : whole(size, 0, limits.pad);
  if (!filters || !groups || !rows || !columns || !stride || !dilation || pad === null) return null;
  if (!isChoice(padModes, mode) || !isChoice(labActivations, activation)) return null;
  if (channels % groups !== 0 || filters % groups !== 0) return null;
  const weights = readNumbers(weightText, filters * (channels / groups) * rows * columns);
  const biases = readNumbers(biasText, filters);
  if (!weights || !biases) return null;
  const padding = { mode, size: pad };
  return { filters, groups, rows, columns, weights, biases, stride, dilation, padding, activation };
}

function readLayers(text: string | null, input: number): readonly KernelLayer[] | null {
  if (text === null) return null;
  const layers: KernelLayer[] = [];
  for (const part of text.split('**').slice(0, limits.layers)) {
    const layer = readLayer(part, channelsOf(layers, layers.length, input));
    if (!layer) return null;
    layers.push(layer);
  }
  return layers.length > 0 ? layers : null;
}

/** The kernel that an address selects, as far as the layers have it. */
function readChosen(text: string | null, layers: readonly KernelLayer[]): KernelsState['chosen'] {
  const [l, f, c] = (text ?? '').split('-');
  const layer = layers[Number(l) - 1] ? Number(l) - 1 : 0;
  const own = layers[layer];
  if (!own) return kernelsDefaults.chosen;
  const filter = whole(f, 1, own.filters) ?? 1;
  return { layer, filter: filter - 1, channel: (whole(c, 1, depthOf(own)) ?? 1) - 1 };
}

/**
 * What an older link left unsaid: it omitted each default on its own, and its defaults were gray and zero padding. A
 * link written now says nothing, or all but the view.
 */
const before = { input: { side: 128, colour: 'gray' }, layers: [firstLayer(1, 'zero')] } as const;
const names = ['kin', 'knet', 'kat', 'kflip', 'kview'] as const;

export const kernelsCodec: PageCodec<KernelsState> = {
  isDragged: true,
  names,
  long: ['knet'],
  read(parameters, lose) {
    const usual = names.some((name) => parameters.has(name)) ? before : kernelsDefaults;
    const [sideText = null, colourText] = (parameters.get('kin') ?? '').split('-');
    const side = labSideOf(sideText) ?? usual.input.side;
    const colour = isChoice(labColours, colourText) ? colourText : usual.input.colour;
    const channels = labChannels[colour];
    const told = parameters.get('knet');
    const asked = readLayers(told, channels);
    if (told !== null && !asked) lose?.('kernels');
    const layers = asked ?? fitted(usual.layers, channels);
    const view = parameters.get('kview');
    return {
      view: isChoice(kernelViews, view) ? view : 'flow',
      input: { side, colour },
      layers,
      chosen: readChosen(parameters.get('kat'), layers),
      isConvolution: parameters.get('kflip') === '1',
      history: noHistory,
    };
  },
  write({ view, input, layers, chosen, isConvolution }) {
    const { side, colour } = input;
    const net = layers.map(writeLayer).join('**');
    const kin = `${side}-${colour}`;
    const at = [chosen.layer + 1, chosen.filter + 1, chosen.channel + 1].join('-');
    const said = {
      kat: at === '1-1-1' ? null : at,
      kflip: isConvolution ? '1' : null,
      kview: view === 'flow' ? null : view,
    };
    const isUsual = net === usualNet && kin === usualInput && Object.values(said).every((text) => text === null);
    return { kin: isUsual ? null : kin, knet: isUsual ? null : net, ...said };
  },
};

const usualInput = `${kernelsDefaults.input.side}-${kernelsDefaults.input.colour}`;
const usualNet = kernelsDefaults.layers.map(writeLayer).join('**');
