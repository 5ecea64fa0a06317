/**
 * An owner's parts beyond its core: each is made on first request, shared by all callers, and disposed of with the
 * owner. A part is identified by the function that makes it.
 *
 *   const parts = new Parts(workspace);
 *   parts.get(createJobs) === parts.get(createJobs);
 */
type Make<Owner, T> = (owner: Owner) => T;

const isDisposable = (part: unknown): part is { dispose(): void } =>
  typeof part === 'object' && part !== null && 'dispose' in part && typeof part.dispose === 'function';

export class Parts<Owner> {
  private readonly made = new Map<Make<Owner, unknown>, unknown>();

  constructor(private readonly owner: Owner) {}

  get<T>(make: Make<Owner, T>): T {
    if (!this.made.has(make)) this.made.set(make, make(this.owner));
    // Stored under the function that made it, so the type matches.
    return this.made.get(make) as T;
  }

  /** Disposes of the parts that hold resources, newest first. */
  dispose(): void {
    for (const part of [...this.made.values()].reverse()) if (isDisposable(part)) part.dispose();
    this.made.clear();
  }
}
