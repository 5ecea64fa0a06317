/**
 * The HTTP headers that the page is served with, in development, in the tests and by `npm start`.
 */

/**
 * Makes the page cross-origin isolated, without which there is no SharedArrayBuffer and so no threads in WASM. Other
 * pages may embed it, even isolated ones: all of it is public, and alike for everybody.
 *
 * @type {Record<string, string>}
 */
export const isolationHeaders = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

/**
 * Everything comes from our own origin, nothing goes anywhere else, and no script is made from text.
 * `blob:` and `data:` pictures are what a person uploads or the page itself draws. Who may frame the page is left open:
 * teachers embed it, and there is no account, no secret and no action in it that a stolen click could harm; the camera
 * is asked for by the browser itself, and only where the embedding page allows it.
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

/**
 * The camera is for the page alone, where a person asks for it; nothing else of the machine is.
 */
export const permissionsPolicy = 'camera=(self), microphone=(), geolocation=(), display-capture=()';

/**
 * A Vite plugin that writes the policy into the built page too, for hosts that send no headers.
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
