/** Answers of a server that is not set up, or does not keep its files, as it should: for `page.route`. */
import type { Route } from 'playwright';

/** An answer of a server that sets no headers of isolation. */
export async function unisolated(route: Route): Promise<void> {
  const response = await route.fetch();
  const { 'cross-origin-opener-policy': _, 'cross-origin-embedder-policy': __, ...headers } = response.headers();
  await route.fulfill({ response, headers });
}

export const modelFile = /digits\.safetensors/;

/** The digits' network with all bits of the last weights set: the biases before softmax are NaN. */
export async function withoutNumbers(route: Route): Promise<void> {
  const response = await route.fetch();
  const body = await response.body();
  await route.fulfill({ response, body: Buffer.from(body.fill(0xff, body.length - 40)) });
}
