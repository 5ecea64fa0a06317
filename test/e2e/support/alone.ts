/** A page in a context of its own, for tests that share nothing with others. */
import { newContext } from './browser';
import { Playground } from './playground';

/** A page, and all that it must never say. */
export async function openAlone(serviceWorkers: 'allow' | 'block') {
  const context = await newContext('absent', { serviceWorkers });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  return { context, page, playground: new Playground(page, problems), problems };
}
