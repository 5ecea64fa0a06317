/**
 * Serves the built page: `node tools/serve.mjs`, or serve() in the tests.
 *
 * Static files only: compressed if the build compressed them, cross-origin isolated (so that WASM has threads), and
 * with a content security policy that blocks everything from or to other origins. PORT and HOST set the address;
 * without PORT, it takes the first free port from 4173 up.
 */
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import { contentSecurityPolicy, fileHeaders, permissionsPolicy } from './headers.mjs';

export const distFolder = fileURLToPath(new URL('../dist', import.meta.url));

const firstPort = 4173;
const portsTried = 50;

const pageHeaders = {
  ...fileHeaders,
  'Content-Security-Policy': contentSecurityPolicy,
  'Permissions-Policy': permissionsPolicy,
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/**
 * @param {import('node:http').Server} server
 * @param {number} port 0 for any free one
 * @param {string} host
 * @returns {Promise<number>} the port it listens on
 */
function listen(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/**
 * @param {import('node:http').Server} server
 * @param {string} host
 */
async function listenOnFirstFree(server, host) {
  for (let port = firstPort; port < firstPort + portsTried; port++) {
    try {
      return await listen(server, port, host);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    }
  }
  throw new Error(`No free port from ${firstPort} to ${firstPort + portsTried - 1}; set PORT.`);
}

/**
 * Serves a built page until closed. The files are listed once, at the start.
 *
 * @param {{ folder?: string, port?: number, host?: string, headers?: Record<string, string> }} [options] port 0: any
 *   free one; left out: the first free one from 4173
 * @returns {Promise<{ url: string, close: () => Promise<void> }>} url ends with a slash
 */
export async function serve({ folder = distFolder, port, host = '127.0.0.1', headers = pageHeaders } = {}) {
  if (!existsSync(path.join(folder, 'index.html'))) {
    throw new Error(`There is no built page in ${folder}; run "npm run build" first.`);
  }
  const files = sirv(folder, {
    etag: true,
    brotli: true,
    gzip: true,
    setHeaders(response, pathname) {
      // Names under assets/ contain a content hash; all other files may change under the same name.
      const hashed = pathname.startsWith('/assets/');
      response.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      if (pathname.endsWith('.safetensors')) response.setHeader('Content-Type', 'application/octet-stream');
    },
  });
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    files(request, response, () => {
      response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('Not found\n');
    });
  });
  const bound = port === undefined ? await listenOnFirstFree(server, host) : await listen(server, port, host);
  return {
    url: `http://${host === '127.0.0.1' || host === '0.0.0.0' ? 'localhost' : host}:${bound}/`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

/** Serves dist/ as configured by the environment, and prints the address. */
export async function serveFromEnvironment() {
  const { PORT, HOST } = process.env;
  const port = PORT ? Number(PORT) : undefined;
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port < 65536)) {
    throw new Error(`PORT is "${PORT}", which is not a port number.`);
  }
  const { url } = await serve({ ...(port === undefined ? {} : { port }), ...(HOST ? { host: HOST } : {}) });
  console.log(`CNN Playground is at ${url} (stop with Ctrl+C)`);
}

if (process.argv[1] !== undefined && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  serveFromEnvironment().catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
