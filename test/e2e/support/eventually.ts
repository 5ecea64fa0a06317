/** Waiting for what a page comes to: as long as vitest.config.ts lets a poll wait, whatever else the machine does. */
import { expect } from 'vitest';

export const eventually = <T>(read: () => T | Promise<T>, message = '') => expect.poll(read, { message });
