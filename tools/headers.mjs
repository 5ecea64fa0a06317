/** The HTTP headers of the page, in development, in the tests and under `npm start`. */

/**
 * Makes the page cross-origin isolated, which SharedArrayBuffer and so WASM threads require. Other pages may embed it,
 * even isolated ones: everything is public, and the same for everybody.
 *
 * @type {Record<string, string>}
 */
export const isolationHeaders = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

/**
 * The same for every file of the page. A page in a sandboxed frame has an origin of its own, so that even its own modules,
 * fonts and models come from another one.
 *
 * @type {Record<string, string>}
 */
export const fileHeaders = { ...isolationHeaders, 'Access-Control-Allow-Origin': '*' };

/**
 * Everything is loaded from our own origin, nothing is sent elsewhere, and no script is made from text. `blob:` and
 * `data:` pictures are a person's uploads, or drawn by the page. Framing is unrestricted: teachers embed the page, and
 * it has no account, secret or action that clickjacking could abuse; for the camera, the browser asks, and only if the
 * embedding page allows it.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Only the page may use the camera, on a person's request; no other device is allowed. */
export const permissionsPolicy = 'camera=(self), microphone=(), geolocation=(), display-capture=()';

/**
 * A Vite plugin that also writes the policy into the built page, for hosts that send no headers.
 *
 * @returns {import('vite').Plugin}
 */
export function policyInPage() {
  return {
    name: 'policy-in-page',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
        injectTo: 'head-prepend',
      },
    ],
  };
}
