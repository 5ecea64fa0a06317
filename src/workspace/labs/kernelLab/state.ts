/** The state of the page "Kernels": what is built, which kernel is in the hand, and how edits are undone. */
import { createStore } from 'zustand/vanilla';
import { changed, type History, noHistory, redone, settled, undone } from '../../history';
import { type LabInputChoice, labChannels } from '../labInput';
import { type Chosen, depthOf, type KernelLayer } from './design';
import { firstLayer, fitted, type Symmetry } from './edit';

type Layers = readonly KernelLayer[];

export interface KernelsState {
  readonly input: LabInputChoice;
  readonly layers: Layers;
  readonly chosen: Chosen;
  /** An edit goes to all kernels of its filter. */
  readonly isLinked: boolean;
  readonly symmetry: Symmetry;
  /** Kernels are turned by 180 degrees before they are applied: a convolution in the strict sense. */
  readonly isConvolution: boolean;
  readonly history: History<Layers>;
}

export const kernelsDefaults: KernelsState = {
  input: { side: 128, colour: 'gray' },
  layers: [firstLayer(1)],
  chosen: { layer: 0, filter: 0, channel: 0 },
  isLinked: true,
  symmetry: 'none',
  isConvolution: false,
  history: noHistory,
};

export const createKernels = () => createStore<KernelsState>()(() => kernelsDefaults);
export type KernelsStore = ReturnType<typeof createKernels>;

export const inputChannels = ({ input }: Pick<KernelsState, 'input'>): number => labChannels[input.colour];

/** The nearest choice that the layers have; the same object where they have it as it is. */
function within(layers: Layers, chosen: Chosen): Chosen {
  const at = Math.min(chosen.layer, layers.length - 1);
  const own = layers[at];
  if (!own) return { layer: 0, filter: 0, channel: 0 };
  const filter = Math.min(chosen.filter, own.filters - 1);
  const channel = Math.min(chosen.channel, depthOf(own) - 1);
  const isThere = at === chosen.layer && filter === chosen.filter && channel === chosen.channel;
  return isThere ? chosen : { layer: at, filter, channel };
}

/** Changes the layers, undoably. Changes of one `gesture`, a drag for one, are one step of undo. */
export function edit(
  store: KernelsStore,
  change: (layers: Layers, state: KernelsState) => Layers,
  gesture: string | null = null,
): void {
  store.setState((state) => {
    const layers = change(state.layers, state);
    if (layers === state.layers) return {};
    return { layers, chosen: within(layers, state.chosen), history: changed(state.history, state.layers, gesture) };
  });
}

/** Layers of another input's time are made to fit. */
function restored(state: KernelsState, layers: Layers): Partial<KernelsState> {
  const fit = fitted(layers, inputChannels(state));
  return { layers: fit, chosen: within(fit, state.chosen) };
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

/** Another size or other channels; the kernels stay, and are had for each new channel too. */
export function setInput(store: KernelsStore, input: LabInputChoice): void {
  store.setState((state) => ({ input, ...restored({ ...state, input }, state.layers) }));
}
