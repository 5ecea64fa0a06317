/**
 * The HTTP headers that the page is served with, in development, in the tests and by `npm start`.
 */

/**
 * Makes the page cross-origin isolated, without which there is no SharedArrayBuffer and so no threads in WASM.
 *
 * @type {Record<string, string>}
 */
export const isolationHeaders = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/**
 * Everything comes from our own origin, nothing goes anywhere else, and no script is made from text.
 * `blob:` and `data:` pictures are what a person uploads or the page itself draws.
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
  "frame-ancestors 'self'",
].join('; ');

/**
 * The camera is for the page alone, where a person asks for it; nothing else of the machine is.
 */
export const permissionsPolicy = 'camera=(self), microphone=(), geolocation=(), display-capture=()';
