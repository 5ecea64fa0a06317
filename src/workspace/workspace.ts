/**
 * One network at work: its engine, what it is given, what is opened and how it is seen. A page may have several, side by
 * side; each ends with its own `dispose()`.
 *
 *   const workspace = createWorkspace(host, { model: host.catalogue.usualFor('draw') });
 *   const hide = workspace.show();                    // opens a backend and the model, and computes until hide()
 *   workspace.engine.attach(element);                 // where its maps are painted
 *   beginStroke(workspace.input.gesture, point);      // from the next frame on, its answer is in workspace.frame
 *   workspace.part(createEditing);                    // what more it can do comes when it is asked for
 *   workspace.dispose();
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type BackendChoice, checkBackend, openBackend, type Refusal } from '../backend';
import type { BackendInfo, Scene } from '../backend/types';
import { EngineError } from '../core/errors';
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
  /** Bytes of all buffers of the program. */
  readonly bytes: number;
}

/** State that changes a few times in a visit: what is computed, where, and what is seen of it. */
export interface WorkspaceState {
  /** The chosen model; null where the workspace is given its networks by `take`. */
  readonly model: ModelSource | null;
  /** The side that a network of pictures works on. */
  readonly size: WorkingSize;
  /** The network that stands; null before the first. Its `units`, `plan` and `model` tell all of its tensors. */
  readonly network: Network | null;
  /** Whether a person has changed the network (edit/editing.ts). */
  readonly isEdited: boolean;
  /** Null while a backend is being opened. */
  readonly computing: BackendState | null;
  readonly view: MapView;
  readonly range: RangeChoice;
  /** Size of a map on the stage in pixels; null: as large as the whole network fits. */
  readonly tile: number | null;
  /** The map or the value that is opened; always one of the network that stands. */
  readonly selection: Selection | null;
  /** Layers folded, maps sorted and filtered. */
  readonly arrangement: Arrangement;
}

export interface Workspace {
  readonly host: Host;
  readonly store: StoreApi<WorkspaceState>;
  readonly frame: Frame;
  readonly pointer: Pointer;
  readonly input: Input;
  readonly engine: Engine<Shown>;
  /** Chooses where to compute; the same choice once more opens it again, after it was passed over. */
  use(backend: BackendChoice): void;
  /** Fetches the chosen model once more, after it could not be loaded. */
  reload(): void;
  /** Takes a network that was made here. What was painted before stays until it has painted. */
  take(stored: StoredModel, network: Network): void;
  /** The tensor of a node's output, or of the input. Throws EngineError('graph') when there is no such node. */
  tensor(node: string): TensorId;
  /**
   * A whole tensor of a network that was given to the workspace: at once, or as soon as the network's first frame has
   * been computed, so that nobody is given what an earlier one left. Null where another network has taken its place.
   */
  read(network: Network, tensor: TensorId): Promise<Float32Array | null>;
  /** What its canvas shows from the next frame on. */
  setScene(scene: Scene): void;
  select(selection: Selection | null): void;
  /** Goes back one level: from a value to its map, from a map to the network. */
  back(): void;
  /** Computes while a page shows it, and opens a backend and the chosen model for the first. Call the result when it goes. */
  show(): () => void;
  /** What more belongs to it, made when it is first asked for and disposed of with it. */
  part<T>(make: (workspace: Workspace) => T): T;
  /** Frees everything; nothing is to be asked of it afterwards. */
  dispose(): void;
}

export interface WorkspaceOptions {
  /** The model that is opened when it is first shown. */
  readonly model: WorkspaceState['model'];
  readonly size?: WorkingSize;
  readonly backend?: BackendChoice;
  /** What the person gives, where others share it; else it has its own. */
  readonly input?: Input;
  /** Whether what comes out is an answer, one value a class. */
  readonly answers?: boolean;
  /** Prepares a network's input inside the frame; the same object as before stands for the same input. */
  prepare?(network: Network): EngineInput<Shown> | null;
  /** What its engine is made of, where that is not the browser's. */
  readonly parts?: Partial<EngineParts>;
}

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
    selection: null,
    arrangement: unarranged,
  }));
  const frame = createFrame();
  const pointer = createPointer();
  let backend = options.backend ?? 'auto';
  let isStarted = false;
  let showing = 0;
  let isDisposed = false;
  /** The chosen model as it came. */
  let trained: StoredModel | null = null;
  /** Whose maps the program that computes has. */
  let computed: Network | null = null;
  /** The input whose run reported last. */
  let reportedInput: Shown | null = null;
  let isBlank = false;

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
          ...(shown.isEmpty || !answers ? nothingSaid : saidBy(output, meaning())),
          ranges,
          milliseconds,
          counters: { ...counters },
        });
        reportedInput = shown;
        tellBlank(shown.isBlank);
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

  /** What the values of the chosen model mean. */
  function meaning(): OutputMeaning {
    const { model } = store.getState();
    return model ? host.catalogue.record(model).output : 'probabilities';
  }

  function tellBlank(now: boolean): void {
    if (now === isBlank) return;
    isBlank = now;
    if (now) host.say({ level: 'info', code: 'picture-blank', values: {} });
    else host.retract(['picture-blank']);
  }

  const readPointed = readHovered({ store, frame, pointer, engine, host });
  const stopFollowing = input.follow(() => engine.inputChanged());
  const stopChoosing = input.followChoice((now, before) => choose(now, before));

  /** A network that was chosen for pictures on purpose is kept for the camera, and the other way round. */
  function choose(now: InputKind, before: InputKind): void {
    const { model } = store.getState();
    if (model && (now === 'draw' || before === 'draw')) store.setState({ model: host.catalogue.usualFor(now) });
  }

  async function open(model: ModelSource | null): Promise<void> {
    const isStale = (): boolean => isDisposed || model !== store.getState().model;
    if (model === null) return;
    try {
      const stored = await host.catalogue.load(model);
      if (isStale()) return;
      host.retract(['model-load']);
      // What was opened is of the model before.
      if (trained && trained.spec.name !== stored.spec.name) store.setState({ selection: null });
      trained = stored;
      await takeTrained(stored);
    } catch (error) {
      if (!isStale()) host.say(messageFor(error, 'model-load'));
    }
  }

  /** Takes the chosen model into use, at the working resolution that is chosen, as far as it allows one. */
  async function takeTrained(stored: StoredModel): Promise<void> {
    const { size } = store.getState();
    try {
      const shown = size === 'own' ? stored : atSide(stored, Number(size));
      const network = networkOf(shown, checkPreprocessing(stored.spec.preprocessing).size);
      frame.setState({ ...nothingSaid, ranges: new Map() });
      pointer.setState({ hover: null });
      const loaded = engine.load(shown, network);
      stand(network, { tile: null, arrangement: unarranged });
      await loaded;
    } catch (error) {
      host.say(messageFor(error, 'model-load'));
    }
  }

  /** A network stands from now on: what was selected in another one stays as far as it has it too. */
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
