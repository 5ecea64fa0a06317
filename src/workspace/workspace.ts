/**
 * One network at work: its engine, input, selection and view. A page may have several side by side; each ends with its
 * own `dispose()`.
 *
 *   const workspace = createWorkspace(host, { model: host.catalogue.usualFor('draw') });
 *   const hide = workspace.show();                    // opens a backend and the model, and computes until hide()
 *   workspace.engine.attach(element);                 // where its maps are painted
 *   beginStroke(workspace.input.gesture, point);      // from the next frame on, its answer is in workspace.frame
 *   workspace.part(createJobs);                       // further parts are made on request
 *   workspace.dispose();
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type BackendChoice, checkBackend, openBackend, type Refusal } from '../backend';
import type { BackendInfo, Scene } from '../backend/types';
import { EngineError } from '../core/errors';
import { nextTurn } from '../core/yield';
import type { StoredModel } from '../formats/model';
import { INPUT } from '../graph/model';
import type { TensorId } from '../kernels/kernel';
import { checkPreprocessing } from '../vision/preprocessing';
import { nothingSaid, saidBy } from './answer';
import type { ModelSource, OutputMeaning } from './catalogue/records';
import type { InputKind, RangeChoice, WorkingSize } from './choices';
import { Engine } from './engine';
import type { EngineInput, EngineParts } from './engineParts';
import { createFrame, type Frame } from './frame';
import type { Host } from './host';
import { createInput, type Input } from './input/input';
import { atSide } from './input/workingSize';
import { backendMessage, messageFor } from './messages';
import { type Network, networkOf } from './network';
import { Parts } from './parts';
import { createPointer, type Pointer } from './pointer';
import { prepareAsTrained, type Shown } from './prepare';
import { readHovered } from './reading';
import { layerIn, parentOf, type Selection, sameSelection } from './selection';
import { type Arrangement, unarranged } from './stage/arrangement';
import type { MapView } from './stage/layers';

export interface BackendState {
  readonly info: BackendInfo;
  readonly refused: readonly Refusal[];
  /** Bytes of all the program's buffers. */
  readonly bytes: number;
}

/** State that changes a few times per visit: what is computed, where, and how it is viewed. */
export interface WorkspaceState {
  /** The chosen model; null if the workspace gets its networks through `take`. */
  readonly model: ModelSource | null;
  /** Side of the squares that a network of pictures works on. */
  readonly size: WorkingSize;
  /** The current network; null before the first. Its `units`, `plan` and `model` describe all of its tensors. */
  readonly network: Network | null;
  /** Whether the person has edited the network (edit/editing.ts). */
  readonly isEdited: boolean;
  /** Null while a backend is opening. */
  readonly computing: BackendState | null;
  readonly view: MapView;
  readonly range: RangeChoice;
  /** Size of a map on the stage in pixels; null: the largest at which the whole network fits. */
  readonly tile: number | null;
  /** The module that stands open in an overview, by its key. */
  readonly module: number | null;
  /** The selected map or value, always in the current network. */
  readonly selection: Selection | null;
  /** Folded layers, sorted and filtered maps. */
  readonly arrangement: Arrangement;
}

export interface Workspace {
  readonly host: Host;
  readonly store: StoreApi<WorkspaceState>;
  readonly frame: Frame;
  readonly pointer: Pointer;
  readonly input: Input;
  readonly engine: Engine<Shown>;
  /** Chooses the backend. Choosing the same one again reopens it after a failure. */
  use(backend: BackendChoice): void;
  /** Opens a model that the person chooses. Input it was not made for stays if there is a picture, else its own opens. */
  choose(model: ModelSource): void;
  /** Fetches the chosen model again after it failed to load. */
  reload(): void;
  /** Takes a network made here. The last picture stays until it has painted. */
  take(stored: StoredModel, network: Network): void;
  /** The tensor of a node's output, or of the input. Throws EngineError('graph') if there is no such node. */
  tensor(node: string): TensorId;
  /**
   * A whole tensor of a network given to the workspace: at once, or after the network's first frame, so that values of
   * an earlier network are never returned. Null if another network has replaced it.
   */
  read(network: Network, tensor: TensorId): Promise<Float32Array | null>;
  /** What the canvas shows from the next frame on. */
  setScene(scene: Scene): void;
  select(selection: Selection | null): void;
  /** Goes up one level: from a value to its map, from a map to the network. */
  back(): void;
  /** Computes while a page shows it; the first call opens a backend and the model. Call the result to hide it. */
  show(): () => void;
  /** A further part, made on first request and disposed of with the workspace. */
  part<T>(make: (workspace: Workspace) => T): T;
  /** Frees everything; do not use it afterwards. */
  dispose(): void;
}

export interface WorkspaceOptions {
  /** The model to open when it is first shown. */
  readonly model: WorkspaceState['model'];
  readonly size?: WorkingSize;
  readonly backend?: BackendChoice;
  /** An input shared with other workspaces; absent: its own. */
  readonly input?: Input;
  /** Whether the output is an answer, one value per class. */
  readonly answers?: boolean;
  /** Prepares a network's input inside the frame; returning the same object means the same input. */
  prepare?(network: Network): EngineInput<Shown> | null;
  /** Replacements for the engine's default parts. */
  readonly parts?: Partial<EngineParts>;
}

/** A network of more layers is decoded, planned and first rendered in a turn of the event loop each. */
const MANY = 64;

export function createWorkspace(host: Host, options: WorkspaceOptions): Workspace {
  const { answers = true } = options;
  const input = options.input ?? createInput(host);
  const prepare = options.prepare ?? ((network: Network) => prepareAsTrained(input, network));
  const store = createStore<WorkspaceState>()(() => ({
    model: options.model,
    size: options.size ?? 'own',
    network: null,
    isEdited: false,
    computing: null,
    view: 'both',
    range: 'layer',
    tile: null,
    module: null,
    selection: null,
    arrangement: unarranged,
  }));
  const frame = createFrame();
  const pointer = createPointer();
  let backend = options.backend ?? 'auto';
  let isStarted = false;
  let showing = 0;
  let isDisposed = false;
  /** The chosen model, unedited. */
  let trained: StoredModel | null = null;
  /** The network whose maps the running program has. */
  let computed: Network | null = null;
  /** The input of the last run reported. */
  let reportedInput: Shown | null = null;
  let blank: Shown['blank'] = null;
  /** What the values of the current network mean; another model may be chosen and still on its way. */
  let meaning: OutputMeaning = 'probabilities';

  const engine = new Engine<Shown>(
    {
      open: openBackend,
      check: checkBackend,
      schedule: (callback) => {
        requestAnimationFrame(callback);
      },
      canvas: () => document.createElement('canvas'),
      ...options.parts,
    },
    {
      prepare() {
        const { network } = store.getState();
        try {
          return network && prepare(network);
        } catch (error) {
          host.say(messageFor(error));
          return null;
        }
      },
      busy: (isBusy) => frame.setState({ isBusy }),
      reported({ output, ranges, milliseconds }, counters, shown) {
        computed = store.getState().network;
        const { version, inputVersion } = frame.getState();
        frame.setState({
          version: version + 1,
          inputVersion: shown === reportedInput ? inputVersion : inputVersion + 1,
          isEmpty: shown.isEmpty,
          ...(shown.isEmpty || !answers ? nothingSaid : saidBy(output, meaning)),
          ranges,
          milliseconds,
          counters: { ...counters },
        });
        reportedInput = shown;
        tellBlank(shown.blank);
        void readPointed();
      },
      computing(opened) {
        computed = null;
        const { info, bytes } = opened?.program ?? {};
        store.setState({
          computing: opened && info && bytes !== undefined ? { info, refused: opened.refused, bytes } : null,
        });
      },
      failed(name, code, detail) {
        host.say(backendMessage(code, name, detail));
      },
      stopped(error) {
        host.say(messageFor(error, 'backend-none'));
      },
    },
  );
  engine.rest(true);

  function tellBlank(now: Shown['blank']): void {
    if (now === blank) return;
    if (blank) host.retract([blank]);
    blank = now;
    if (blank) host.say({ level: 'info', code: blank, values: {} });
  }

  const readPointed = readHovered({ store, frame, pointer, engine, host });
  const stopFollowing = input.follow(() => engine.inputChanged());
  const stopChoosing = input.followChoice((now, before) => suit(now, before));

  /** A network that takes this kind of input stays, and one deliberately chosen for pictures stays for the camera. */
  function suit(now: InputKind, before: InputKind): void {
    const { model } = store.getState();
    if (!model || host.catalogue.record(model).takes.includes(now)) return;
    if (now === 'draw' || before === 'draw') store.setState({ model: host.catalogue.usualFor(now) });
  }

  async function open(model: ModelSource | null): Promise<void> {
    const isStale = (): boolean => isDisposed || model !== store.getState().model;
    if (model === null) return;
    try {
      const stored = await host.catalogue.load(model);
      if (isStale()) return;
      host.retract(['model-load']);
      // The selection belongs to the previous model.
      if (trained && trained.spec.name !== stored.spec.name) store.setState({ selection: null });
      trained = stored;
      meaning = host.catalogue.record(model).output;
      await takeTrained(stored);
    } catch (error) {
      if (!isStale()) host.say(messageFor(error, 'model-load'));
    }
  }

  /** Uses the chosen model at the chosen working resolution, as far as it allows one. */
  async function takeTrained(stored: StoredModel): Promise<void> {
    const { size } = store.getState();
    const isLarge = stored.spec.nodes.length > MANY;
    try {
      if (isLarge) await nextTurn();
      const shown = size === 'own' ? stored : atSide(stored, Number(size));
      const network = networkOf(shown, checkPreprocessing(stored.spec.preprocessing).size);
      if (isLarge) await nextTurn();
      if (isDisposed || stored !== trained || size !== store.getState().size) return;
      frame.setState({ ...nothingSaid, ranges: new Map() });
      pointer.setState({ hover: null, pinned: null });
      const loaded = engine.load(shown, network);
      stand(network, { tile: null, module: null, arrangement: unarranged });
      await loaded;
    } catch (error) {
      host.say(messageFor(error, 'model-load'));
    }
  }

  /** Makes a network current: the selection stays as far as it also exists there. */
  function stand(network: Network, rest: Partial<WorkspaceState> = {}): void {
    const { selection } = store.getState();
    const isThere = selection !== null && layerIn(network.units, selection.layer) !== null;
    store.setState({ network, selection: isThere ? selection : null, ...rest });
    engine.inputChanged();
  }

  function start(): void {
    if (isStarted) return;
    isStarted = true;
    void engine.use(backend);
    void open(store.getState().model);
  }

  pointer.subscribe((now, before) => {
    if (now.hover === before.hover) return;
    if (now.hover === null || now.hover.layer !== before.hover?.layer) frame.setState({ hovered: null });
    void readPointed();
  });
  store.subscribe((now, before) => {
    if (!isStarted) return;
    if (now.model !== before.model) void open(now.model);
    else if (now.size !== before.size && trained) void takeTrained(trained);
  });

  const workspace: Workspace = {
    host,
    store,
    frame,
    pointer,
    input,
    engine,
    use(choice) {
      backend = choice;
      if (isStarted) void engine.use(choice);
    },
    choose(model) {
      const { takes } = host.catalogue.record(model);
      const { kind, picture } = input.store.getState();
      store.setState({ model });
      const isGiven = kind === 'camera' || (kind === 'picture' && picture !== null);
      if (!takes.includes(kind) && !isGiven) input.choose(takes[0]);
    },
    reload() {
      void open(store.getState().model);
    },
    take(stored, network) {
      start();
      const loaded = engine.load(stored, network, { keep: true });
      frame.setState({ ranges: new Map() });
      stand(network);
      loaded.catch((error: unknown) => host.say(messageFor(error, 'backend-failed')));
    },
    tensor(node) {
      const { network } = store.getState();
      if (network && node === INPUT) return network.plan.input;
      const planned = network?.plan.nodes.find(({ id }) => id === node);
      if (!planned) throw new EngineError('graph', `there is no layer ${node}`);
      return planned.output;
    },
    async read(network, tensor) {
      const isReplaced = (): boolean => network !== store.getState().network;
      if (!isReplaced() && network !== computed) {
        await new Promise<void>((resolve) => {
          const stops = [frame, store].map((each) =>
            each.subscribe(() => {
              if (!isReplaced() && network !== computed) return;
              for (const stop of stops) stop();
              resolve();
            }),
          );
        });
      }
      if (isReplaced()) return null;
      const [values] = (await engine.read([tensor])) ?? [];
      return values ?? null;
    },
    setScene(scene) {
      const { network } = store.getState();
      if (network) engine.setScene(scene, network);
    },
    select(selection) {
      if (!sameSelection(selection, store.getState().selection)) store.setState({ selection });
    },
    back() {
      const { selection, network } = store.getState();
      if (network) workspace.select(parentOf(selection, network.units));
    },
    show() {
      start();
      showing += 1;
      engine.rest(false);
      let isShown = true;
      return () => {
        if (!isShown) return;
        isShown = false;
        showing -= 1;
        engine.rest(showing === 0);
      };
    },
    part: (make) => parts.get(make),
    dispose() {
      isDisposed = true;
      stopFollowing();
      stopChoosing();
      parts.dispose();
      engine.dispose();
    },
  };
  const parts = new Parts(workspace);
  return workspace;
}
