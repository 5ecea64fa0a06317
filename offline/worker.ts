/**
 * The service worker: keeps every file of the build, so that the page opens and works without a network, and gives its
 * answers the headers that isolate the page, which not every host can send. What is large and not for everyone is kept
 * from its first use on.
 *
 * Files are kept by path and content, and each worker answers with exactly the files of its own build: versions never
 * mix. A new worker has fetched all of them before it waits; it takes over when no tab is left, or when the only one is
 * loaded again.
 */
export {};

declare const self: ServiceWorkerGlobalScope;
/** Every file of this build: its path below the scope, and the SHA-256 of its content in hex. Put in by the build. */
declare const FILES: Readonly<Record<string, string>>;
/** Headers that isolate the page. Put in by the build. */
declare const ISOLATION: Readonly<Record<string, string>>;

/** What the page says to its worker. */
type Message = { readonly kind: 'serve'; readonly script: string } | { readonly kind: 'take-over' };

const scope = new URL(self.registration.scope);
const files = new Map(Object.entries(FILES));
/** Other pages of the same host have caches of their own. */
const CACHE = `cnn-playground ${scope.pathname}`;
/** Files fetched at once: a visitor may be using the network for something else. */
const LANES = 3;

const keyOf = (path: string, hash: string): string => new URL(`${path}?sha256=${hash}`, scope).href;
const addressOf = (path: string): string => new URL(path === 'index.html' ? '' : path, scope).href;

/** The answer with the headers that isolate the page, its body as it is or replaced by unpacked bytes. */
function isolated(response: Response, body: BodyInit | null = response.body): Response {
  const headers = new Headers(response.headers);
  headers.delete('Content-Encoding');
  headers.delete('Content-Length');
  for (const [name, value] of Object.entries(ISOLATION)) headers.set(name, value);
  return new Response(body, { status: response.status, statusText: response.statusText, headers });
}

async function sha256(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A file of exactly this content: what the browser has, else what the server has now. Rejects if neither fits. */
async function fetchExactly(path: string, hash: string): Promise<Response> {
  for (const cache of ['default', 'reload'] as const) {
    const response = await fetch(addressOf(path), { cache });
    if (!response.ok) throw new Error(`${response.status} for ${path}`);
    const bytes = await response.arrayBuffer();
    if ((await sha256(bytes)) === hash) return isolated(response, bytes);
  }
  throw new Error(`${path} is of another build`);
}

/** Pictures to learn from. */
const isForSome = (path: string): boolean => path.startsWith('data/');

/** Fetches every file that is not kept from an earlier build. Rejects, and the browser tries again later, if one fails. */
async function keepAll(): Promise<void> {
  const cache = await caches.open(CACHE);
  const waiting = [...files].filter(([path]) => !isForSome(path));
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const key = keyOf(...next);
      if (!(await cache.match(key))) await cache.put(key, await fetchExactly(...next));
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

/** Forgets the files of earlier builds. */
async function tidy(): Promise<void> {
  const cache = await caches.open(CACHE);
  const own = new Set([...files].map(([path, hash]) => keyOf(path, hash)));
  for (const { url } of await cache.keys()) if (!own.has(url)) await cache.delete(url);
}

async function answer(request: Request, path: string, hash: string): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(keyOf(path, hash));
  if (kept) return kept;
  const exact = isForSome(path) ? await fetchExactly(path, hash).catch(() => null) : null;
  if (exact) {
    await cache.put(keyOf(path, hash), exact.clone());
    return exact;
  }
  const response = await fetch(request);
  return response.type === 'opaqueredirect' ? response : isolated(response);
}

/** Not every browser tells whether a page is being loaded again. */
interface PageRequest extends Request {
  readonly isReloadNavigation?: boolean;
}

/**
 * Loaded in the page's place, when its only tab is loaded again while a new version waits: lets that one take over and
 * asks once more for the page. Without an icon of its own, the browser would look for one.
 */
const HANDOVER = `<!doctype html><link rel="icon" href="data:,"><script>
const workers = navigator.serviceWorker;
const again = () => location.replace(location.href.split('#')[0]);
workers.addEventListener('controllerchange', again);
workers.getRegistration().then(({ waiting }) => waiting ? waiting.postMessage({ kind: 'take-over' }) : again());
setTimeout(again, 5000);
</script>`;

const handoverHeaders = {
  ...ISOLATION,
  'Content-Type': 'text/html',
  'Content-Security-Policy': "default-src 'none'; script-src 'unsafe-inline'; img-src data:",
};

/**
 * The page, or the handover to a new version. A tab that is being opened is no reason for one: the tab that is there would
 * be left without its files.
 */
async function answerPage(request: PageRequest, path: string, hash: string): Promise<Response> {
  if (self.registration.waiting && request.isReloadNavigation) {
    const tabs = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
    if (tabs.length <= 1) return new Response(HANDOVER, { headers: handoverHeaders });
  }
  return answer(request, path, hash);
}

self.addEventListener('install', (event) => event.waitUntil(keepAll()));
self.addEventListener('activate', (event) => event.waitUntil(tidy()));

self.addEventListener('message', ({ data }: { readonly data: Message }) => {
  if (data.kind === 'take-over') void self.skipWaiting();
  // A page of another build, fetched before this worker, goes on with its own server.
  else if (files.has(new URL(data.script).pathname.slice(scope.pathname.length))) void self.clients.claim();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== scope.origin || !pathname.startsWith(scope.pathname)) return;
  const path = pathname.slice(scope.pathname.length) || 'index.html';
  const hash = files.get(path);
  if (hash === undefined) return;
  event.respondWith((request.mode === 'navigate' ? answerPage : answer)(request, path, hash));
});
