/**
 * The server of `npm start`: isolation, the security policy, types, packing, caching, and nothing outside its folder.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serve } from '../../tools/serve.mjs';

const page = '<!doctype html><title>page</title>';
const script = 'export const answer = 42;\n'.repeat(100);
let folder = '';
let site = { url: '', close: async (): Promise<void> => undefined };

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'serve-test-'));
  const dist = path.join(folder, 'dist');
  mkdirSync(path.join(dist, 'assets'), { recursive: true });
  mkdirSync(path.join(dist, 'models'));
  writeFileSync(path.join(folder, 'secret.txt'), 'outside');
  writeFileSync(path.join(dist, 'index.html'), page);
  writeFileSync(path.join(dist, 'assets', 'main-1a2b.js'), script);
  writeFileSync(path.join(dist, 'assets', 'main-1a2b.js.br'), brotliCompressSync(script));
  writeFileSync(path.join(dist, 'assets', 'main-1a2b.js.gz'), gzipSync(script));
  writeFileSync(path.join(dist, 'assets', 'engine-3c4d.wasm'), Buffer.from([0, 0x61, 0x73, 0x6d]));
  writeFileSync(path.join(dist, 'models', 'digits.safetensors'), Buffer.alloc(16));
  site = await serve({ folder: dist, port: 0 });
});

afterAll(async () => {
  await site.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A request whose path is sent as it stands, which fetch() would tidy. */
function request(target: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number | undefined; headers: IncomingMessage['headers']; body: Buffer }>(
    (resolve, reject) => {
      const { hostname, port } = new URL(site.url);
      get({ hostname, port, path: target, headers, method }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }),
        );
      }).on('error', reject);
    },
  );
}

describe('serve', () => {
  test.each(['/', '/assets/main-1a2b.js', '/models/digits.safetensors', '/missing'])(
    '%s is isolated, and under a policy that lets nothing in from elsewhere',
    async (target) => {
      const { headers } = await request(target);
      expect(headers['cross-origin-opener-policy']).toBe('same-origin');
      expect(headers['cross-origin-embedder-policy']).toBe('require-corp');
      // Its own modules are another origin's in a sandboxed frame.
      expect(headers['access-control-allow-origin']).toBe('*');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['permissions-policy']).toContain('camera=(self)');
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
      expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/);
    },
  );

  test.each([
    ['/', 'text/html;charset=utf-8'],
    ['/assets/main-1a2b.js', 'text/javascript'],
    ['/assets/engine-3c4d.wasm', 'application/wasm'],
    ['/models/digits.safetensors', 'application/octet-stream'],
  ])('%s has type %s', async (target, type) => {
    const { status, headers } = await request(target);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe(type);
  });

  test('sends the best packing that the browser takes', async () => {
    const br = await request('/assets/main-1a2b.js', { 'Accept-Encoding': 'gzip, br' });
    expect(br.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(br.body).toString()).toBe(script);
    const gz = await request('/assets/main-1a2b.js', { 'Accept-Encoding': 'gzip' });
    expect(gz.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(gz.body).toString()).toBe(script);
    const plain = await request('/assets/main-1a2b.js');
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.body.toString()).toBe(script);
  });

  test('lets only files with a hash in their name be kept', async () => {
    expect((await request('/assets/main-1a2b.js')).headers['cache-control']).toContain('immutable');
    expect((await request('/models/digits.safetensors')).headers['cache-control']).toBe('no-cache');
    const { headers } = await request('/');
    expect(headers['cache-control']).toBe('no-cache');
    expect((await request('/', { 'If-None-Match': String(headers.etag) })).status).toBe(304);
  });

  test.each(['/missing', '/../secret.txt', '/%2e%2e/secret.txt', '/assets/..%2f..%2fsecret.txt'])(
    '%s is not found',
    async (target) => {
      const { status, body } = await request(target);
      expect(status).toBe(404);
      expect(body.toString()).toBe('Not found\n');
    },
  );

  test('answers GET and HEAD only', async () => {
    expect((await request('/', {}, 'POST')).status).toBe(405);
    const head = await request('/', {}, 'HEAD');
    expect(head.status).toBe(200);
    expect(head.body).toHaveLength(0);
  });

  test('takes the next port when one is taken, unless it was asked for by number', async () => {
    const dist = path.join(folder, 'dist');
    const blocker = createServer();
    // Whether or not the first port was free before, it is taken now.
    await new Promise<void>((resolve) => {
      blocker.once('error', () => resolve());
      blocker.listen(4173, '127.0.0.1', () => resolve());
    });
    const other = await serve({ folder: dist });
    expect(Number(new URL(other.url).port)).toBeGreaterThan(4173);
    expect((await fetch(other.url)).status).toBe(200);
    await expect(serve({ folder: dist, port: Number(new URL(other.url).port) })).rejects.toThrow('EADDRINUSE');
    await other.close();
    blocker.close();
  });

  test('says what to do when there is no build', async () => {
    await expect(serve({ folder: path.join(folder, 'nothing'), port: 0 })).rejects.toThrow('npm run build');
  });
});
