/**
 * The page without its UI: the person's session, the network at work, and the address that describes both. Labs and
 * lessons attach their own parts.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CarriedPart } from '../workspace/address/codec';
import { inputNames, stageNames } from '../workspace/address/names';
import { type Catalogue, createCatalogue } from '../workspace/catalogue';
import type { ModelSource } from '../workspace/catalogue/records';
import type { BackendChoice, Language, Theme } from '../workspace/choices';
import type { Host } from '../workspace/host';
import { createInput } from '../workspace/input/input';
import { messageFor } from '../workspace/messages';
import { Parts } from '../workspace/parts';
import { DATABASE } from '../workspace/storage/name';
import { createWorkspace, type Workspace } from '../workspace/workspace';
import { needsNetwork, type Page } from './pages';
import { browserStorage, readPreferences, savePreferences } from './preferences';
import { createRouter, type Router } from './router/router';
import { followSelection } from './router/selection';
import { followSettings, plain, type Settings, settingsCodec, settingsOf, type Work } from './router/settings';
import { createSession, retract, type Session, say } from './session';

/** The workspace shown by the open page. */
export interface ShownState {
  readonly workspace: Workspace;
}

export interface Playground {
  readonly session: Session;
  readonly router: Router;
  /** The network of the pages that show one in full. */
  readonly workspace: Workspace;
  readonly host: Host;
  readonly shown: StoreApi<ShownState>;
  /** Shows another workspace until the returned function is called. */
  show(workspace: Workspace): () => void;
  /** Keeps a workspace on the backend the person chose; its first frame makes the page usable. */
  adopt<W extends Workspace>(workspace: W): W;
  /** An attached part, made on first request. */
  part<T>(make: (playground: Playground) => T): T;
  /** The address of a page, with everything else as it is now. */
  addressOf(page: Page): string;
  setPage(page: Page): void;
  /** Chooses the backend. Choosing the same one again reopens it after a failure. */
  setBackend(backend: BackendChoice): void;
  setLanguage(lang: Language): void;
  setTheme(theme: Theme): void;
}

/** This visitor's defaults, which the address can omit. */
function defaultsOf(window: Window): Settings {
  const kept = readPreferences(browserStorage());
  const dark = window.matchMedia('(prefers-color-scheme: dark)').matches;
  const korean = window.navigator.language.toLowerCase().startsWith('ko');
  return {
    ...plain,
    lang: kept.lang ?? (korean ? 'ko' : 'en'),
    theme: kept.theme ?? (dark ? 'dark' : 'light'),
  };
}

/** Puts saved networks into the catalogue, if this device has any: a first visit opens no database. */
async function openKept(catalogue: Catalogue): Promise<void> {
  // A sandboxed frame keeps nothing; Chromium would report a rejection there that nobody can catch.
  if (window.origin === 'null') return;
  try {
    const databases = await indexedDB.databases();
    if (databases.some(({ name }) => name === DATABASE)) await catalogue.shelf();
  } catch {
    // The browser keeps nothing for this page.
  }
}

/** The workspace state that router/link writes, besides the input. */
const linkedState = ['model', 'view', 'range', 'tile', 'arrangement'] as const;

/** Builds the page's state for a window and starts loading. `base` is the folder of the page's files. */
export function createPlayground(window: Window, base: string): Playground {
  const codec = settingsCodec(defaultsOf(window));
  const router = createRouter(window, () => session.getState().page, tellDamage);
  const asked = codec.read(router.parameters());
  const session = createSession(asked);
  const catalogue = createCatalogue(base);
  const host: Host = {
    base,
    say: (draft) => say(session, draft),
    retract: (codes) => retract(session, codes),
    catalogue: {
      ...catalogue,
      async load(source) {
        const stored = await catalogue.load(source);
        // The first frame shows what the link asks for.
        await linked;
        return stored;
      },
    },
  };
  /** A saved network that the address names, until it is known whether this device has it. */
  let awaited: string | null = null;
  const model = modelNamed(asked.model);
  const input = createInput(host, model ? catalogue.record(model).takes[0] : 'draw');
  const workspaces = new Set<Workspace>();
  const workspace = adopt(createWorkspace(host, { ...asked, model, input }));
  const shown = createStore<ShownState>()(() => ({ workspace }));
  /** Names the chosen model in the address, unless it is a file's. */
  const work: Work = {
    get() {
      const { model: chosen, size } = workspace.store.getState();
      return { model: awaited ?? (chosen?.kind === 'file' ? null : (chosen?.id ?? null)), size };
    },
    set({ model: id, size }) {
      const named = modelNamed(id);
      workspace.store.setState({ size, ...(named && { model: named }) });
    },
    subscribe: workspace.store.subscribe,
  };
  followSettings(session, work, router, codec);
  followSelection(workspace.store, router);

  function modelNamed(id: string): ModelSource | null {
    const named = catalogue.named(id);
    awaited = named ? null : id;
    if (named === null) void catalogue.shelf().then(() => found(id));
    return named;
  }

  function found(id: string): void {
    if (awaited !== id) return;
    awaited = null;
    const named = catalogue.named(id);
    if (!named) tellDamage('model');
    workspace.store.setState({ model: named ?? catalogue.usualFor('draw') });
  }

  /** Everything a link failed to bring is reported in one message. */
  const lost = new Set<CarriedPart>();
  function tellDamage(part: CarriedPart): void {
    lost.add(part);
    host.say({ level: 'warning', code: 'link-damaged', values: { parts: [...lost].join(' ') } });
  }

  function adopt<W extends Workspace>(one: W): W {
    workspaces.add(one);
    one.use(session.getState().backend);
    const stop = one.frame.subscribe(({ version }) => {
      if (version === 0) return;
      stop();
      session.setState({ isUsable: true });
      void openKept(catalogue);
    });
    return one;
  }

  /** The first workspace computes while a page shows its network, and rests otherwise. */
  let hide: (() => void) | null = null;
  function showOrHide(): void {
    if (needsNetwork(session.getState().page)) hide ??= workspace.show();
    else {
      hide?.();
      hide = null;
    }
  }

  /** The rest of the address is handled by a part that is loaded when it is needed. */
  let linking: Promise<void> | null = null;
  function link(): Promise<void> {
    linking ??= import('./router/link').then(
      ({ followLink }) => followLink(workspace, router),
      (error: unknown) => {
        linking = null;
        throw error;
      },
    );
    return linking;
  }
  const linked = [...inputNames, ...stageNames].some(router.says)
    ? link().catch((error: unknown) => host.say(messageFor(error, 'part-load')))
    : null;

  /** Something in the address has changed. If the part cannot be loaded, the next change tries again. */
  const changed = (): void => void link().catch(() => {});

  // A network that is thrown away is shown no longer.
  catalogue.store.subscribe(({ records }) => {
    const { model: chosen } = workspace.store.getState();
    if (!chosen || records.some(({ source }) => source === chosen)) return;
    workspace.store.setState({ model: catalogue.usualFor(input.store.getState().kind) });
  });

  // A ghost's drawing is in no address.
  input.follow(() => {
    if (input.gesture.getState().ghost.length === 0) changed();
  });
  workspace.store.subscribe((now, before) => {
    if (linkedState.some((name) => now[name] !== before[name])) changed();
  });
  session.subscribe((now, before) => {
    if (now.page !== before.page) showOrHide();
    if (now.backend !== before.backend) for (const each of workspaces) each.use(now.backend);
  });
  router.start();
  window.addEventListener('online', () => {
    if (session.getState().messages.some(({ code }) => code === 'model-load')) workspace.reload();
  });

  const playground: Playground = {
    session,
    router,
    workspace,
    host,
    shown,
    show(other) {
      const stop = other.show();
      shown.setState({ workspace: other });
      return () => {
        stop();
        if (shown.getState().workspace === other) shown.setState({ workspace });
      };
    },
    adopt,
    part: (make) => parts.get(make),
    addressOf: (page) => router.addressWith(codec.write({ ...settingsOf(session, work), page })),
    setPage: (page) => session.setState({ page }),
    setBackend(backend) {
      if (backend !== session.getState().backend) session.setState({ backend });
      else for (const each of workspaces) each.use(backend);
    },
    setLanguage(lang) {
      savePreferences(browserStorage(), { lang });
      session.setState({ lang });
    },
    setTheme(theme) {
      savePreferences(browserStorage(), { theme });
      session.setState({ theme });
    },
  };
  const parts = new Parts(playground);
  showOrHide();
  return playground;
}
