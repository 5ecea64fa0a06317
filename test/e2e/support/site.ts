/**
 * Serves the built page for as long as the end-to-end tests run, as `npm start` would, on a free port.
 * Tests ask for its address with inject('site').
 */
import type { TestProject } from 'vitest/node';
import { serve } from '../../../tools/serve.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The address of the built page, ending with a slash. */
    site: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, close } = await serve({ port: 0 });
  project.provide('site', url);
  return close;
}
