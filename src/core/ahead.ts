/**
 * Requests files before the code that needs them arrives. Whoever fetches such a file first gets the response already
 * in flight, so each is requested only once.
 */
const requested = new Map<string, Promise<Response>>();

/** Requests a file that will certainly be fetched. Failures are left to whoever fetches it. */
export function requestAhead(url: string): void {
  const response = fetch(url);
  response.catch(() => {});
  requested.set(url, response);
}

/** fetch(), or the response to an earlier requestAhead of the same URL (handed out once). */
export function fetchFile(url: string, init?: RequestInit): Promise<Response> {
  const response = requested.get(url) ?? fetch(url, init);
  requested.delete(url);
  return response;
}
