/**
 * Where tensors lie. Tensors are declared first and may be placed inside others (an alias, a slice of a concat); the
 * rest are packed, in order, into arenas that each fit one WebGPU binding. A larger tensor gets an arena to itself;
 * whether a backend can hold it is for the backend to say.
 */
import type { Arena, ArenaKind, PlanTensor } from '../backend/types';
import { EngineError } from '../core/errors';
import { elements, type Shape, shapeText } from '../core/shapes';
import type { KernelCall, TensorId } from '../kernels/kernel';
import type { TensorRef } from '../layers/layer';

/** 256 bytes, the offset alignment of WebGPU's storage bindings, in floats. */
export const ALIGNMENT = 64;
/** 128 MiB, the default limit of a storage binding, in floats: the most an arena of several tensors holds. */
export const SHARED_ARENA = 2 ** 25;
/** 4 GiB, the limit of a WebAssembly memory, in floats: asking for more would only crash the page. */
const TOTAL_LIMIT = 2 ** 30;

interface Declared extends TensorRef {
  readonly name: string;
  readonly kind: ArenaKind;
  inside: { readonly parent: TensorId; readonly offset: number } | null;
}

export class Storage {
  private readonly tensors: Declared[] = [];
  private readonly names = new Map<string, TensorRef>();

  /** Declares a tensor, or returns the one of that name. */
  declare(name: string, shape: Shape, kind: ArenaKind = 'map'): TensorRef {
    const known = this.names.get(name);
    if (known) return known;
    const tensor: Declared = { id: this.tensors.length, name, shape, kind, inside: null };
    this.tensors.push(tensor);
    this.names.set(name, tensor);
    return tensor;
  }

  /** Number of declared tensors, and the id of the next. */
  get size(): number {
    return this.tensors.length;
  }

  /** Places a tensor inside another, `offset` floats from its start. */
  place(child: TensorId, parent: TensorId, offset = 0): void {
    this.at(child).inside = { parent, offset };
  }

  lengthOf(id: TensorId): number {
    return elements(this.at(id).shape);
  }

  isPlaced(id: TensorId): boolean {
    return this.at(id).inside !== null;
  }

  /** The tensor with its own storage that contains this one, and this one's offset in it, in floats. */
  home(id: TensorId): { id: TensorId; offset: number } {
    let offset = 0;
    let at = this.at(id);
    while (at.inside) {
      offset += at.inside.offset;
      at = this.at(at.inside.parent);
    }
    return { id: at.id, offset };
  }

  /**
   * Lets tensors with disjoint lifetimes share storage: those declared from id `first` on, each live from the first
   * call that uses it to the last; those in `kept` are never shared. Largest first, each takes the first slot free over
   * its whole lifetime.
   * Pisarchyk and Lee, Efficient memory management for deep neural net inference (2020), section 4.2.
   */
  share(first: TensorId, calls: readonly KernelCall[], kept: ReadonlySet<TensorId>): void {
    const needed = new Map<TensorId, { readonly from: number; to: number }>();
    for (const [at, { ins, outs }] of calls.entries()) {
      for (const id of [...ins, ...outs]) {
        if (id === null || id < first || kept.has(id)) continue;
        const span = needed.get(id);
        if (span) span.to = at;
        else needed.set(id, { from: at, to: at });
      }
    }
    const size = (id: TensorId): number => elements(this.at(id).shape);
    const rooms: { readonly owner: TensorId; readonly taken: { from: number; to: number }[] }[] = [];
    for (const [id, span] of [...needed].sort(([a], [b]) => size(b) - size(a) || a - b)) {
      const room = rooms.find(({ taken }) => taken.every(({ from, to }) => to < span.from || span.to < from));
      if (room) {
        this.place(id, room.owner);
        room.taken.push(span);
      } else rooms.push({ owner: id, taken: [span] });
    }
  }

  /** Assigns every tensor its place. Throws EngineError('memory') when the total exceeds 4 GiB. */
  layOut(): { tensors: readonly PlanTensor[]; arenas: readonly Arena[] } {
    const arenas: { kind: ArenaKind; floats: number }[] = [];
    const open = new Map<ArenaKind, number>();
    const places = new Map<TensorId, { arena: number; offset: number }>();
    let total = 0;
    for (const tensor of this.tensors) {
      if (tensor.inside) continue;
      const room = Math.ceil(elements(tensor.shape) / ALIGNMENT) * ALIGNMENT;
      total += room;
      if (total > TOTAL_LIMIT) {
        throw new EngineError('memory', 'the network’s tensors take too much memory', {
          expected: 'at most 4 GiB',
          got: `${tensor.name} of ${shapeText(tensor.shape)} and ${tensor.id} before it`,
        });
      }
      let index = open.get(tensor.kind);
      if (index === undefined || (arenas[index]?.floats ?? 0) + room > SHARED_ARENA) {
        index = arenas.push({ kind: tensor.kind, floats: 0 }) - 1;
        if (room <= SHARED_ARENA) open.set(tensor.kind, index);
      }
      const arena = arenas[index] as { floats: number };
      places.set(tensor.id, { arena: index, offset: arena.floats });
      arena.floats += room;
    }
    const tensors = this.tensors.map(({ id, name, shape }): PlanTensor => {
      const home = this.home(id);
      const place = places.get(home.id) as { arena: number; offset: number };
      return { id, name, shape, length: elements(shape), arena: place.arena, offset: place.offset + home.offset };
    });
    return { tensors, arenas };
  }

  private at(id: TensorId): Declared {
    const tensor = this.tensors[id];
    if (!tensor) throw new RangeError(`no tensor ${id}`);
    return tensor;
  }
}
