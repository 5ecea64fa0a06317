/**
 * Editing of a network at work: holds the edits with their undo history and keeps the engine in step with them. The
 * trained network is never changed. Changed weights are written before the next frame; replacing a layer, or showing
 * the trained network beside the edited one, makes a new plan while the last picture stays up.
 *
 *   const editing = playground.part(createEditing);
 *   editing.change((edits) => toggleMuted(edits, 'conv1', 3));
 *   editing.undo();
 */
import { createStore } from 'zustand/vanilla';
import type { Weights } from '../../backend/types';
import type { ModelSpec } from '../../graph/model';
import type { Arrival, Lose, Texts } from '../address/codec';
import type { Loaded } from '../engine';
import { changed, type History, noHistory, redone, settled, undone } from '../history';
import { messageFor } from '../messages';
import { type Network, networkOf } from '../network';
import type { Workspace } from '../workspace';
import { affected, besideOriginal, editedSpec, originalTensors, originalWeights, weightsFor } from './apply';
import { editsCodec } from './codec';
import { type Edits, noEdits } from './edits';

export interface EditingState {
  readonly edits: Edits;
  readonly history: History<Edits>;
  /** The unedited network, once one is loaded. */
  readonly trained: Loaded | null;
  /** Whether the trained network runs beside the edited one to show the differences of their maps. */
  readonly isDifference: boolean;
}

const sameLayers = (a: ModelSpec, b: ModelSpec): boolean => a.nodes.every(({ type }, i) => type === b.nodes[i]?.type);

export class Editing {
  readonly store = createStore<EditingState>()(() => ({
    edits: noEdits,
    history: noHistory,
    trained: null,
    isDifference: false,
  }));
  /** What an address asks for, until there is a network to apply it to. */
  private asked: Arrival | null = null;
  private weights: (edits: Edits) => Weights = () => new Map();
  /** The last network made here. */
  private made: Network | null = null;
  /** Layers that the trained network computes beside the edited one. */
  private twins: ReadonlySet<string> = new Set();

  constructor(private readonly workspace: Workspace) {
    this.take();
    workspace.store.subscribe((now, before) => {
      if (now.network !== before.network && now.network !== this.made) this.take();
    });
  }

  /** Takes the edits from a new address or link. Moving along the browser's history changes no edits; undo does. */
  follow(arrival: Arrival): void {
    const { kind, parameters, lose } = arrival;
    const { trained } = this.store.getState();
    if (kind === 'link' && trained && !this.asked) {
      const { edits = noEdits, isDifference = false } = editsCodec(trained.network.model).read(parameters, lose);
      this.change(() => edits);
      this.showDifference(isDifference);
    } else if (kind !== 'moved') {
      this.asked = arrival;
      this.take();
    }
  }

  /** The edits for the address; null until there is a network they belong to. */
  told(lose: Lose): Texts | null {
    const { trained, isDifference } = this.store.getState();
    if (!trained || this.asked) return null;
    return editsCodec(trained.network.model).write({ edits: this.edits, isDifference }, lose);
  }

  get edits(): Edits {
    return this.store.getState().edits;
  }

  /** Changes the edits. All changes of one `gesture` are one undo step. */
  change(change: (edits: Edits) => Edits, gesture: string | null = null): void {
    const next = change(this.edits);
    if (next === this.edits) return;
    this.store.setState(({ edits, history }) => ({ edits: next, history: changed(history, edits, gesture) }));
    this.apply();
  }

  /** Ends a gesture. */
  settle(): void {
    this.store.setState(({ history }) => ({ history: settled(history) }));
  }

  undo(): void {
    this.step(undone);
  }

  redo(): void {
    this.step(redone);
  }

  /** Resets to the trained network, as an undoable step. */
  reset(): void {
    if (this.edits.size > 0) this.change(() => noEdits);
  }

  showDifference(isDifference: boolean): void {
    this.store.setState({ isDifference });
    this.apply();
  }

  private step(take: typeof undone): void {
    const { edits, history } = this.store.getState();
    const taken = take(history, edits);
    if (!taken) return;
    this.store.setState({ edits: taken.value, history: taken.history });
    this.apply();
  }

  /** Starts from the network the page has loaded, with the edits the address asks for. */
  private take(): void {
    const { engine, store } = this.workspace;
    const { loaded } = engine;
    this.made = null;
    this.twins = new Set();
    if (!loaded || loaded.network !== store.getState().network) return;
    const { model } = loaded.network;
    const { parameters = new URLSearchParams(), lose } = this.asked ?? {};
    const { edits = noEdits, isDifference = false } = editsCodec(model).read(parameters, lose);
    this.asked = null;
    this.weights = weightsFor(model, loaded.stored.weights);
    this.store.setState({ edits, history: noHistory, trained: loaded, isDifference });
    this.apply();
  }

  /** Applies the current edits to the page's network. */
  private apply(): void {
    const { host, store } = this.workspace;
    const { trained, isDifference: isWanted } = this.store.getState();
    if (!trained) return;
    const { edits } = this;
    const isDifference = isWanted && edits.size > 0;
    try {
      const spec = editedSpec(trained.stored.spec, edits);
      const needed = isDifference ? affected(spec, edits) : new Set<string>();
      // Extra twins do no harm while the differences are shown.
      const suffices = isDifference === this.twins.size > 0 && [...needed].every((id) => this.twins.has(id));
      if (suffices && sameLayers((this.made ?? trained.network).spec, spec)) this.writeWeights(trained);
      else this.load(trained, spec, suffices ? this.twins : needed);
      store.setState({ isEdited: edits.size > 0 });
    } catch (error) {
      host.say(messageFor(error));
    }
  }

  private writeWeights({ stored }: Loaded): void {
    const { engine } = this.workspace;
    const edited = this.weights(this.edits);
    for (const [name, own] of stored.weights) {
      const next = edited.get(name) ?? own;
      if (engine.loaded?.stored.weights.get(name) !== next) engine.setWeight(name, next);
    }
  }

  private load({ stored, network }: Loaded, spec: ModelSpec, twins: ReadonlySet<string>): void {
    const beside = originalWeights(stored.spec, stored.weights, twins);
    const weights = new Map([...stored.weights, ...this.weights(this.edits), ...beside]);
    const planned = networkOf({ ...stored, spec }, network.trainedSize, besideOriginal(spec, stored.spec, twins));
    const made = {
      ...planned,
      originals: twins.size > 0 ? originalTensors(planned.plan, twins) : null,
      swapped: new Set([...this.edits].filter(([, { swap }]) => swap !== null).map(([id]) => id)),
    };
    this.made = made;
    this.twins = twins;
    this.workspace.take({ ...stored, spec, weights }, made);
  }
}
