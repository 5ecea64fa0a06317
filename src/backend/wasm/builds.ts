/**
 * The four builds of the WASM kernels: the one this machine can use, and its bytes, compiled. The page calls this first
 * of all, before the surrounding code has loaded, so this module imports nothing.
 */

/** `relaxed-shared` and so on: file names without their extension. */
export type BuildName = keyof typeof urls;

/** (module (func (result v128) three v128.const zeros, f32x4.relaxed_madd)): valid only with relaxed SIMD. */
const relaxedProbe = (() => {
  const zero = [0xfd, 0x0c, ...new Array<number>(16).fill(0)];
  const body = [0, ...zero, ...zero, ...zero, 0xfd, 0x85, 0x02, 0x0b];
  const type = [1, 5, 1, 0x60, 0, 1, 0x7b];
  const code = [10, body.length + 2, 1, body.length, ...body];
  return new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...type, 3, 2, 1, 0, ...code]);
})();

/** Whether fused multiply-add on vectors is available. */
export function hasRelaxedSimd(): boolean {
  return WebAssembly.validate(relaxedProbe);
}

/** Spelled out, so that the bundler finds the files. */
const urls = {
  simd: new URL('./build/simd.wasm', import.meta.url),
  relaxed: new URL('./build/relaxed.wasm', import.meta.url),
  'simd-shared': new URL('./build/simd-shared.wasm', import.meta.url),
  'relaxed-shared': new URL('./build/relaxed-shared.wasm', import.meta.url),
} as const;

/** The build for this machine, with private or shared memory. */
export function buildFor(shared: boolean): BuildName {
  const arithmetic = hasRelaxedSimd() ? 'relaxed' : 'simd';
  return shared ? `${arithmetic}-shared` : arithmetic;
}

const compiled = new Map<BuildName, Promise<WebAssembly.Module>>();

/** A build, fetched and compiled once per page; a failure is retried on the next call. */
export function compiledBuild(name: BuildName): Promise<WebAssembly.Module> {
  const known = compiled.get(name) ?? bytesAt(urls[name]).then((bytes) => WebAssembly.compile(bytes));
  compiled.set(name, known);
  known.catch(() => compiled.delete(name));
  return known;
}

async function bytesAt(url: URL): Promise<BufferSource> {
  if (url.protocol === 'file:') {
    const { readFile } = await import('node:fs/promises');
    return new Uint8Array(await readFile(url));
  }
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return response.arrayBuffer();
}
