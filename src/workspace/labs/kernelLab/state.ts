/** The state of the page "Kernels": the layers, the selected kernel and the undo history. */
import { createStore } from 'zustand/vanilla';
import { changed, type History, noHistory, redone, settled, undone } from '../../history';
import { type LabInputChoice, labChannels } from '../labInput';
import { type Chosen, depthOf, type KernelLayer, kernelsOf } from './design';
import { firstLayer, fitted, type Symmetry, turned } from './edit';
import { type PresetId, presetOf } from './presets';

type Layers = readonly KernelLayer[];

/** The whole flow of one layer, one kernel in the hand, or all layers. */
export const kernelViews = ['flow', 'edit', 'stack'] as const;
export type KernelView = (typeof kernelViews)[number];

export interface KernelsState {
  readonly view: KernelView;
  readonly input: LabInputChoice;
  readonly layers: Layers;
  /** With a kernel that is only tried: shown in place of `layers`, but neither kept, undone nor in the address. */
  readonly tried: Layers | null;
  readonly chosen: Chosen;
  /** Edits change all kernels of a filter. */
  readonly isLinked: boolean;
  readonly symmetry: Symmetry;
  /** Kernels are rotated by 180 degrees before they are applied: a convolution in the strict sense. */
  readonly isConvolution: boolean;
  readonly history: History<Layers>;
}

export const kernelsDefaults: KernelsState = {
  view: 'flow',
  input: { side: 128, colour: 'rgb' },
  layers: [firstLayer(3)],
  tried: null,
  chosen: { layer: 0, filter: 0, channel: 0 },
  isLinked: true,
  symmetry: 'none',
  isConvolution: false,
  history: noHistory,
};

export const createKernels = () => createStore<KernelsState>()(() => kernelsDefaults);
export type KernelsStore = ReturnType<typeof createKernels>;

export const inputChannels = ({ input }: Pick<KernelsState, 'input'>): number => labChannels[input.colour];

/** The nearest selection that exists in the layers; the same object if it exists as it is. */
function within(layers: Layers, chosen: Chosen): Chosen {
  const at = Math.min(chosen.layer, layers.length - 1);
  const own = layers[at];
  if (!own) return { layer: 0, filter: 0, channel: 0 };
  const filter = Math.min(chosen.filter, own.filters - 1);
  const channel = Math.min(chosen.channel, depthOf(own) - 1);
  const isThere = at === chosen.layer && filter === chosen.filter && channel === chosen.channel;
  return isThere ? chosen : { layer: at, filter, channel };
}

/** Changes the layers, undoably. Changes of one `gesture`, such as a drag, are one undo step. */
export function edit(
  store: KernelsStore,
  change: (layers: Layers, state: KernelsState) => Layers,
  gesture: string | null = null,
): void {
  store.setState((state) => {
    const layers = change(state.layers, state);
    if (layers === state.layers) return { tried: null };
    const history = changed(state.history, state.layers, gesture);
    return { layers, tried: null, chosen: within(layers, state.chosen), history };
  });
}

/** Shows a change, which must keep filters and channels, without making it; null: no longer. */
export const attempt = (store: KernelsStore, change: ((layers: Layers, state: KernelsState) => Layers) | null): void =>
  store.setState((state) => ({ tried: change?.(state.layers, state) ?? null }));

/**
 * The state as it is seen and computed: with what is being tried, and for a convolution with every kernel turned, so that
 * what stands in a kernel is what the pixels are multiplied by.
 */
export function shown(state: KernelsState): KernelsState {
  const layers = state.tried ?? state.layers;
  return { ...state, layers: state.isConvolution ? turned(layers) : layers };
}

/** The known kernel in the chosen filter, if all its kernels are that one. */
export function presentIn({ layers, chosen }: KernelsState): PresetId | null {
  const own = layers[chosen.layer];
  const found = own ? kernelsOf(own, chosen.filter).map((kernel) => presetOf(kernel, own.rows, own.columns)) : [];
  return found.every((each) => each === found[0]) ? (found[0] ?? null) : null;
}

/** Fits restored layers to the current input. */
function restored(state: KernelsState, layers: Layers): Partial<KernelsState> {
  const fit = fitted(layers, inputChannels(state));
  return { layers: fit, tried: null, chosen: within(fit, state.chosen) };
}

const step = (take: typeof undone) => (store: KernelsStore) =>
  store.setState((state) => {
    const taken = take(state.history, state.layers);
    return taken ? { ...restored(state, taken.value), history: taken.history } : state;
  });

/** Ends a gesture. */
export const settle = (store: KernelsStore): void => store.setState(({ history }) => ({ history: settled(history) }));

export const undo = step(undone);
export const redo = step(redone);

export const choose = (store: KernelsStore, chosen: Partial<Chosen>): void =>
  store.setState((state) => ({ chosen: within(state.layers, { ...state.chosen, ...chosen }) }));

/** Puts other layers in place of all, over an input of their own; one step of undo. */
export function replace(store: KernelsStore, input: LabInputChoice, layers: Layers, view: KernelView): void {
  store.setState((state) => ({
    input,
    view,
    layers,
    tried: null,
    chosen: within(layers, { layer: layers.length - 1, filter: 0, channel: 0 }),
    isConvolution: false,
    history: changed(state.history, state.layers),
  }));
}

/** Sets the input's size and channels; kernels stay, and are added for new channels. */
export function setInput(store: KernelsStore, input: LabInputChoice): void {
  store.setState((state) => ({ input, ...restored({ ...state, input }, state.layers) }));
}
