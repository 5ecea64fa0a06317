/**
 * Whether this page may start workers. One in a sandboxed frame may not: its origin is its own (`null`), and so that of
 * no script.
 */
export const hasWorkers = (): boolean => typeof Worker !== 'undefined' && globalThis.origin !== 'null';
