/**
 * The editing of the page's network: holds the edits with their undo, and keeps the engine, the session and the address
 * in step with them. The trained network stays as it came; a change of weights is written before the next frame, another
 * layer, or the trained network beside the edited one, is planned anew while the last picture stays.
 *
 *   const editing = editingOf(playground);
 *   editing.change((edits) => toggleMuted(edits, 'conv1', 3));
 *   editing.undo();
 */
import { createStore } from 'zustand/vanilla';
import type { Weights } from '../../backend/types';
import type { ModelSpec } from '../../graph/model';
import { RESTED, writeParameters, writesLate } from '../../store/addressBar';
import type { Loaded } from '../engine';
import { changed, type History, noHistory, redone, settled, undone } from '../history';
import { messageFor } from '../messages';
import { type Network, networkOf } from '../network';
import { nowAndThen } from '../nowAndThen';
import type { Workspace } from '../workspace';
import { editsText, parseEdits } from './address';
import { affected, besideOriginal, editedSpec, originalTensors, originalWeights, weightsFor } from './apply';
import { type Edits, noEdits } from './edits';

/** The parameters of the address: the edits, and whether the differences that they make are shown. */
const EDIT = 'edit';
const DIFFERENCE = 'difference';

export interface EditingState {
  readonly edits: Edits;
  readonly history: History<Edits>;
  /** The network as it came, once one is loaded. */
  readonly trained: Loaded | null;
  /** Whether the trained network computes beside the edited one, for the differences of their maps. */
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
  /** What the address asked for, until there is a network to ask of. */
  private asked: URLSearchParams | null;
  private weights: (edits: Edits) => Weights = () => new Map();
  /** The network that was made here last. */
  private made: Network | null = null;
  private readonly write = nowAndThen(() => this.tell(), RESTED);
  /** Layers that the trained network computes beside the edited one. */
  private twins: ReadonlySet<string> = new Set();

  constructor(
    private readonly workspace: Workspace,
    private readonly view: Window,
    private readonly isShown: () => boolean,
  ) {
    this.asked = new URLSearchParams(view.location.search);
    this.take();
    workspace.store.subscribe((now, before) => {
      if (now.network !== before.network && now.network !== this.made) this.take();
    });
    // An earlier entry of the browser's history says earlier edits; those are taken back by undo.
    view.addEventListener('popstate', () => this.tell());
    writesLate(view, () => this.tell());
  }

  get edits(): Edits {
    return this.store.getState().edits;
  }

  /** Changes the edits. Changes of one `gesture` are one step of undo. */
  change(change: (edits: Edits) => Edits, gesture: string | null = null): void {
    const next = change(this.edits);
    if (next === this.edits) return;
    this.store.setState(({ edits, history }) => ({ edits: next, history: changed(history, edits, gesture) }));
    this.edited();
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

  /** Back to the network as it was trained; a step like any other. */
  reset(): void {
    if (this.edits.size > 0) this.change(() => noEdits);
  }

  showDifference(isDifference: boolean): void {
    this.store.setState({ isDifference });
    this.edited();
  }

  private step(take: typeof undone): void {
    const { edits, history } = this.store.getState();
    const taken = take(history, edits);
    if (!taken) return;
    this.store.setState({ edits: taken.value, history: taken.history });
    this.edited();
  }

  private edited(): void {
    this.apply();
    this.write();
  }

  /** Starts from the network that the page has loaded, with the edits that the address asks for. */
  private take(): void {
    const { engine, store } = this.workspace;
    const { loaded } = engine;
    this.made = null;
    this.twins = new Set();
    if (!loaded || loaded.network !== store.getState().network) return;
    const edits = parseEdits(this.asked?.get(EDIT) ?? '', loaded.network.model);
    const isDifference = this.asked?.get(DIFFERENCE) === '1';
    this.asked = null;
    this.weights = weightsFor(loaded.network.model, loaded.stored.weights);
    this.store.setState({ edits, history: noHistory, trained: loaded, isDifference });
    this.edited();
  }

  /** Brings the page's network to the edits that stand. */
  private apply(): void {
    const { host, store } = this.workspace;
    const { trained, isDifference: isWanted } = this.store.getState();
    if (!trained) return;
    const { edits } = this;
    const isDifference = isWanted && edits.size > 0;
    try {
      const spec = editedSpec(trained.stored.spec, edits);
      const needed = isDifference ? affected(spec, edits) : new Set<string>();
      // Twins that are there already do no harm while the differences are shown.
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
    const made = { ...planned, originals: twins.size > 0 ? originalTensors(planned.plan, twins) : null };
    this.made = made;
    this.twins = twins;
    this.workspace.take({ ...stored, spec, weights }, made);
  }

  /** Says the edits in the address while the network is shown. */
  tell(): void {
    if (this.asked !== null) return;
    const text = this.isShown() ? editsText(this.edits) : '';
    const isDifference = text !== '' && this.store.getState().isDifference;
    const texts = { [EDIT]: text || null, [DIFFERENCE]: isDifference ? '1' : null };
    writeParameters(this.view, [EDIT, DIFFERENCE], texts);
  }
}
