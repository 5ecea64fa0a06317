/**
 * Files requested before the code that needs them has arrived: whoever fetches such a file first gets the response that
 * is already on its way, so that it is requested once.
 */
const requested = new Map<string, Promise<Response>>();

/** Requests a file that is sure to be fetched. A failure is left to whoever fetches it. */
export function requestAhead(url: string): void {
  const response = fetch(url);
  response.catch(() => {});
  requested.set(url, response);
}

/** fetch(), or the response to an earlier request for this very URL; only the first caller gets that. */
export function fetchFile(url: string, init?: RequestInit): Promise<Response> {
  const response = requested.get(url) ?? fetch(url, init);
  requested.delete(url);
  return response;
}
