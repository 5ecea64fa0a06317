/**
 * What an owner has beside its core: each part made when it is first asked for, the same one for everybody, and disposed
 * of with the owner. A part is named by the function that makes it.
 *
 *   const parts = new Parts(workspace);
 *   parts.get(createEditing) === parts.get(createEditing);
 */
type Make<Owner, T> = (owner: Owner) => T;

const isDisposable = (part: unknown): part is { dispose(): void } =>
  typeof part === 'object' && part !== null && 'dispose' in part && typeof part.dispose === 'function';

export class Parts<Owner> {
  private readonly made = new Map<Make<Owner, unknown>, unknown>();

  constructor(private readonly owner: Owner) {}

  get<T>(make: Make<Owner, T>): T {
    if (!this.made.has(make)) this.made.set(make, make(this.owner));
    // It was made by this very function.
    return this.made.get(make) as T;
  }

  /** Disposes of the parts that have something to free, the last made first. */
  dispose(): void {
    for (const part of [...this.made.values()].reverse()) if (isDisposable(part)) part.dispose();
    this.made.clear();
  }
}
