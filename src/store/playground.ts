/**
 * The page without its looks: the stores, the engine session and the input pipeline, joined. Every action of a person
 * comes through here or through the gesture store, and every frame's result goes into the frame store.
 */
import { checkBackend, openBackend } from '../backend';
import { decodeModel, type StoredModel } from '../formats/model';
import { checkPreprocessing } from '../vision/preprocessing';
import {
  type BackendChoice,
  type InputKind,
  type Language,
  type ModelId,
  modelFor,
  type Page,
  type PreprocessingStep,
  type Theme,
  usesNetwork,
  type WorkingSize,
} from '../workspace/choices';
import { Engine, type EngineInput } from '../workspace/engine';
import { createFrame } from '../workspace/frame';
import { type Crop, createGesture } from '../workspace/gesture';
import { InputPipeline } from '../workspace/input';
import type { Carried } from '../workspace/input/bring';
import type { GalleryId } from '../workspace/input/gallery';
import { atSide } from '../workspace/input/workingSize';
import { backendMessage, messageFor } from '../workspace/messages';
import { networkOf } from '../workspace/network';
import { unarranged } from '../workspace/stage/arrangement';
import type { StagePixel } from '../workspace/stage/pointer';
import { type Address, readAddress, writeAddress } from './address';
import { writeTo } from './addressBar';
import { browserStorage, readPreferences, savePreferences } from './preferences';
import { followSelection } from './selectionHistory';
import { type BackendState, createSession, retract, say } from './session';

/** Defaults of this visitor: what the address need not say. */
function defaultsOf(window: Window): Address {
  const kept = readPreferences(browserStorage());
  const dark = window.matchMedia('(prefers-color-scheme: dark)').matches;
  const korean = window.navigator.language.toLowerCase().startsWith('ko');
  return {
    page: 'explore',
    size: 'own',
    model: 'digits',
    backend: 'auto',
    lang: kept.lang ?? (korean ? 'ko' : 'en'),
    theme: kept.theme ?? (dark ? 'dark' : 'light'),
  };
}

/** Whether a run's input showed nothing: then there is no answer. */
interface Shown {
  readonly empty: boolean;
}

/** What an address may say of the input and of the stage: the names of link/inputCodec and link/stageCodec. */
const saysMore = /[?&](input|picture|crop|off|draw|maps|range|zoom|fold|order)=/;

/** What of the session is told by link/follow, beside the input. */
const linkedState = ['model', 'view', 'range', 'tile', 'arrangement'] as const;

/** Builds the page's state for a window and starts loading. `base` is the folder of the page's own files. */
export function createPlayground(window: Window, base: string) {
  const defaults = defaultsOf(window);
  const session = createSession({ ...defaults, ...readAddress(window.location.search) });
  const gesture = createGesture();
  const frame = createFrame();
  const pipeline = new InputPipeline();
  /** Who is told when what a person gives has changed, beside the network. */
  const followers = new Set<() => void>();
  const selecting = followSelection(session, window, (search) => writeAddress(session.getState(), defaults, search));
  let loading: AbortController | null = null;
  /** The model as it came. */
  let trained: StoredModel | null = null;
  /** Where the network computes, shown or not. */
  let computing: BackendState | null = null;
  /** Whether a page has been opened that needs the network. */
  let isStarted = false;

  const engine = new Engine<Shown>(
    {
      open: openBackend,
      check: checkBackend,
      schedule: (callback) => {
        window.requestAnimationFrame(callback);
      },
      canvas: () => window.document.createElement('canvas'),
    },
    {
      prepare: prepareInput,
      reported({ output, ranges, milliseconds }, counters, shown) {
        const answer = shown.empty ? null : Array.from(output);
        const { version } = frame.getState();
        frame.setState({ version: version + 1, answer, ranges, milliseconds, counters: { ...counters } });
        void readHovered();
        if (version === 0) session.setState({ isUsable: true });
      },
      computing(opened) {
        computing = opened && { info: opened.program.info, refused: opened.refused, bytes: opened.program.bytes };
        if (usesNetwork[session.getState().page]) session.setState({ computing });
      },
      failed(name, code, detail) {
        say(session, backendMessage(code, name, detail));
      },
      stopped(error) {
        say(session, messageFor(error, 'backend-none'));
      },
    },
  );

  /** Prepares the network's input from what was given. */
  function prepareInput(): EngineInput<Shown> | null {
    const { network, input, steps } = session.getState();
    if (!network) return null;
    const { strokes, crop } = gesture.getState();
    try {
      const { tensor, prepared } = pipeline.prepare({
        input,
        strokes,
        crop,
        preprocessing: network.preprocessing,
        switches: steps,
      });
      frame.setState(({ inputVersion }) => ({ inputVersion: inputVersion + 1 }));
      if (prepared === null && input === 'picture' && pipeline.picture) {
        say(session, { level: 'info', code: 'picture-blank', values: {} });
      } else {
        retract(session, ['picture-blank']);
      }
      return { values: tensor, shown: { empty: prepared === null } };
    } catch (error) {
      say(session, messageFor(error));
      return null;
    }
  }

  async function loadModel(model: ModelId): Promise<void> {
    loading?.abort();
    const abort = new AbortController();
    loading = abort;
    try {
      const response = await fetch(`${base}models/${model}.safetensors`, { signal: abort.signal });
      if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
      const stored = decodeModel(new Uint8Array(await response.arrayBuffer()));
      // The first frame is that of the link.
      await linked;
      if (abort.signal.aborted) return;
      retract(session, ['model-load']);
      trained = stored;
      await takeModel(stored);
    } catch (error) {
      if (!abort.signal.aborted) say(session, messageFor(error, 'model-load'));
    }
  }

  /** Takes a model into use, at the working resolution that is chosen, as far as it allows one. */
  async function takeModel(stored: StoredModel): Promise<void> {
    const { size } = session.getState();
    try {
      const shown = size === 'own' ? stored : atSide(stored, Number(size));
      const network = networkOf(shown, checkPreprocessing(stored.spec.preprocessing).size);
      frame.setState({ answer: null, ranges: new Map() });
      gesture.setState({ hover: null });
      const loaded = engine.load(shown, network);
      session.setState({ network, tile: null, arrangement: unarranged });
      engine.inputChanged();
      await loaded;
    } catch (error) {
      say(session, messageFor(error, 'model-load'));
    }
  }

  /** The value under the pointer; one read at a time, and the last asked for wins. */
  let reading = false;
  async function readHovered(): Promise<void> {
    if (reading) return;
    reading = true;
    let asked: StagePixel | null;
    do {
      asked = gesture.getState().hover;
      const tensor = asked && tensorOf(asked.layer);
      if (!asked || tensor === null) break;
      try {
        const hovered = await engine.readValue(tensor, asked.index);
        if (asked === gesture.getState().hover) frame.setState({ hovered });
      } catch (error) {
        say(session, messageFor(error));
      }
    } while (asked !== gesture.getState().hover);
    reading = false;
  }

  function tensorOf(layer: string) {
    const layers = session.getState().network?.units.flatMap((unit) => unit.layers);
    return layers?.find(({ id }) => id === layer)?.tensor ?? null;
  }

  function inputChanged(): void {
    engine.inputChanged();
    for (const follower of followers) follower();
  }

  /** Opens a backend and loads the model, once a page needs them; lets them rest while none does. */
  function startOrRest(): void {
    const { page, backend, model } = session.getState();
    const isUsed = usesNetwork[page];
    engine.rest(!isUsed);
    if (!isUsed) return;
    session.setState({ computing });
    if (isStarted) return;
    isStarted = true;
    void engine.use(backend);
    void loadModel(model);
  }

  /** What more an address says is read and written by a part that comes when there is something to say. */
  let linking: Promise<void> | null = null;
  function link(): Promise<void> {
    linking ??= import('./link/follow').then(
      ({ followLink }) => followLink({ session, gesture, openGallery }, window),
      (error: unknown) => {
        linking = null;
        throw error;
      },
    );
    return linking;
  }
  const linked = saysMore.test(window.location.search)
    ? link().catch((error: unknown) => say(session, messageFor(error, 'part-load')))
    : null;

  /** Something has changed that the address tells; where it cannot, it is tried again with the next change. */
  const changed = (): void => void link().catch(() => {});

  gesture.subscribe((now, before) => {
    if (now.strokes !== before.strokes || now.crop !== before.crop) {
      inputChanged();
      changed();
    }
    if (now.hover !== before.hover) {
      if (now.hover === null || now.hover.layer !== before.hover?.layer) frame.setState({ hovered: null });
      void readHovered();
    }
  });
  session.subscribe((now, before) => {
    if (now.input !== before.input || now.steps !== before.steps || now.picture !== before.picture) {
      inputChanged();
      changed();
    }
    if (linkedState.some((name) => now[name] !== before[name])) changed();
    if (now.page !== before.page) startOrRest();
    if (isStarted && now.backend !== before.backend) void engine.use(now.backend);
    if (isStarted && now.model !== before.model) void loadModel(now.model);
    else if (now.size !== before.size && trained) void takeModel(trained);
    const query = writeAddress(now, defaults, window.location.search);
    if (query === window.location.search) return;
    const address = `${window.location.pathname}${query}`;
    // Another page is a step that "back" goes back over; other settings are not.
    if (now.page !== before.page) writeTo(window.history, 'pushState', null, address);
    else writeTo(window.history, 'replaceState', window.history.state, address);
  });
  window.addEventListener('popstate', () => {
    if (selecting.returned()) return;
    const { returned } = session.getState();
    session.setState({ ...defaults, ...readAddress(window.location.search), returned: returned + 1 });
    selecting.read();
  });

  const reloadModel = (): void => {
    void loadModel(session.getState().model);
  };
  window.addEventListener('online', () => {
    if (session.getState().messages.some(({ code }) => code === 'model-load')) reloadModel();
  });

  /** Opening pictures comes with the first one that is brought. */
  async function bringing(act: (door: typeof import('../workspace/input/bring')) => Promise<void>): Promise<void> {
    const door = await import('../workspace/input/bring').catch((error: unknown) =>
      say(session, messageFor(error, 'part-load')),
    );
    if (door) await act(door);
  }

  /** Opens a picture of the gallery, at its own crop unless another one is asked for. */
  const openGallery = (id: GalleryId, crop?: Crop): Promise<void> =>
    bringing(({ bringFromGallery }) => bringFromGallery({ session, gesture, pipeline }, base, id, crop));

  startOrRest();

  return {
    session,
    gesture,
    frame,
    engine,
    pipeline,
    /** What a person gives has changed: a camera has a new frame, for one. */
    inputChanged,
    /** Calls back whenever what a person gives has changed, until the function that it returns is called. */
    followInput(follower: () => void): () => void {
      followers.add(follower);
      return () => followers.delete(follower);
    },
    select: selecting.select,
    /** Goes back one level: from a value to its map, from a map to the network. */
    back: selecting.back,
    /** The address of a page, with everything else as it is now. */
    addressOf: (page: Page) =>
      writeAddress({ ...session.getState(), page }, defaults, window.location.search) || window.location.pathname,
    setPage: (page: Page) => session.setState({ page }),
    setInput(input: InputKind) {
      if (input !== session.getState().input) session.setState({ input, model: modelFor[input] });
    },
    setModel: (model: ModelId) => session.setState({ model }),
    /** Fetches the chosen model once more, after it could not be loaded. */
    reloadModel,
    /** Chooses where to compute; the same choice once more opens it again, after it was passed over. */
    setBackend(backend: BackendChoice) {
      if (backend === session.getState().backend) void engine.use(backend);
      else session.setState({ backend });
    },
    setSize: (size: WorkingSize) => session.setState({ size }),
    setLanguage(lang: Language) {
      savePreferences(browserStorage(), { lang });
      session.setState({ lang });
    },
    setTheme(theme: Theme) {
      savePreferences(browserStorage(), { theme });
      session.setState({ theme });
    },
    setStep(step: PreprocessingStep, on: boolean) {
      session.setState(({ steps }) => ({ steps: { ...steps, [step]: on } }));
    },
    /** Opens a picture from a file. A refusal is a message, and the last picture stays. */
    openPicture: (file: Blob, name: string) =>
      bringing(({ bringPicture }) => bringPicture({ session, gesture, pipeline }, file, name)),
    openGallery,
    /** Takes what a drop or a paste carried: a picture, or a sentence that says why not. */
    receive: (carried: Carried) =>
      bringing(({ bringCarried }) => bringCarried({ session, gesture, pipeline }, carried)),
  };
}

export type Playground = ReturnType<typeof createPlayground>;
