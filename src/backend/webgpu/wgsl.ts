/**
 * The text in front of a pass's source: parameters as constants, and the bindings of group 0 with a pair of accessors
 * per port, so that a source never sees where its ports lie and an absent port needs no binding.
 *
 *   parameter `inChannels` (u32)   const inChannels: u32 = 3u;       f32 ones also have `<name>Infinite`
 *   port `x`                       getX(i), hasX;                    0.0 and false where unconnected
 *   output port `y`                also setY(i, value);              a no-op where unconnected
 *   port `x` read in fours         also getXFour(i): the values from 4 i on
 *   scratch                        getScratch(i), setScratch(i, value)
 */
import { EngineError } from '../../core/errors';
import type { ParamSchema } from '../../core/params';
import type { GpuPass, KernelCall } from '../../kernels/kernel';
import type { Plan, PlanTensor } from '../types';

/** One binding of a dispatch: a range of an arena, or the scratch buffer (arena -1). In floats. */
export interface Binding {
  readonly arena: number;
  readonly offset: number;
  readonly length: number;
  readonly access: 'read' | 'read_write';
}

/** Where a port's values are: which binding, and the offset into it in floats. */
interface PortView {
  readonly name: string;
  readonly writable: boolean;
  readonly place: { readonly binding: number; readonly base: number } | null;
}

export interface CallBindings {
  readonly bindings: readonly Binding[];
  readonly ports: readonly PortView[];
}

export const SCRATCH = -1;

/** 256 bytes, WebGPU's binding alignment, in floats. A part of a tensor may start in between. */
const ALIGN = 64;

/**
 * Bindings of a call. Ports whose ranges overlap (x + x, or a slice beside its whole) share one: WebGPU refuses two
 * writable views of the same bytes. An arena is bound `read` only where no port of the call may write to it.
 */
export function bindingsOf(plan: Pick<Plan, 'tensors'>, call: KernelCall, scratch: number): CallBindings {
  const ports = [...call.kernel.ins, ...call.kernel.outs];
  const tensors = [...call.ins, ...call.outs].map((id): PlanTensor | null => {
    if (id === null) return null;
    const tensor = plan.tensors[id];
    if (!tensor) throw new EngineError('graph', `${call.kernel.name} uses a tensor that the plan does not have`);
    return tensor;
  });
  const mutable = new Set<number>();
  for (const [k, tensor] of tensors.entries()) if (tensor && !ports[k]?.constant) mutable.add(tensor.arena);

  const spans: { arena: number; start: number; end: number }[] = [];
  const byPlace = tensors.filter((t) => t !== null).sort((a, b) => a.arena - b.arena || a.offset - b.offset);
  for (const { arena, offset, length } of byPlace) {
    const last = spans.at(-1);
    if (last?.arena === arena && offset < last.end) last.end = Math.max(last.end, offset + length);
    else spans.push({ arena, start: offset - (offset % ALIGN), end: offset + length });
  }
  const bindings = spans.map(
    ({ arena, start, end }): Binding => ({
      arena,
      offset: start,
      length: end - start,
      access: mutable.has(arena) ? 'read_write' : 'read',
    }),
  );
  const views = ports.map(({ name }, k): PortView => {
    const tensor = tensors[k];
    const binding = spans.findIndex(
      (s) => tensor && s.arena === tensor.arena && s.start <= tensor.offset && tensor.offset < s.end,
    );
    const place = tensor ? { binding, base: tensor.offset - (spans[binding]?.start ?? 0) } : null;
    return { name, writable: k >= call.kernel.ins.length, place };
  });
  const place = scratch > 0 ? { binding: bindings.length, base: 0 } : null;
  if (place) bindings.push({ arena: SCRATCH, offset: 0, length: scratch, access: 'read_write' });
  return { bindings, ports: [...views, { name: 'scratch', writable: true, place }] };
}

const LARGEST_FLOAT = 3.4028234663852886e38;

/** A float as WGSL text that parses to the same bits; an infinity becomes the largest finite number. */
function floatText(name: string, value: number): string {
  if (Number.isNaN(value)) throw new EngineError('attribute', `kernel parameter ${name} is not a number`);
  const finite = Math.fround(Math.min(LARGEST_FLOAT, Math.max(-LARGEST_FLOAT, value)));
  return `${finite}f`;
}

/** A call's constants, in schema order. Throws EngineError('attribute') for a missing or invalid parameter. */
export function constantsText(schema: ParamSchema, params: { readonly [name: string]: number }): string {
  return Object.entries(schema)
    .map(([name, type]) => {
      const value = params[name];
      if (value === undefined || (type !== 'f32' && !Number.isInteger(value))) {
        throw new EngineError('attribute', `kernel parameter ${name} is not a whole number`, { got: String(value) });
      }
      if (type === 'u32') return `const ${name}: u32 = ${value >>> 0}u;\n`;
      if (type === 'i32') return `const ${name}: i32 = ${value | 0}i;\n`;
      const infinite = Math.abs(Math.fround(value)) === Infinity;
      return `const ${name}: f32 = ${floatText(name, value)};\nconst ${name}Infinite: bool = ${infinite};\n`;
    })
    .join('');
}

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** How a port is accessed; `inFours`: its binding is an array of vectors. */
function accessors({ name, writable, place }: PortView, fours: boolean, inFours: boolean): string {
  const Name = capital(name);
  const byFours = (value: string): string => (fours ? `fn get${Name}Four(i: u32) -> vec4f { return ${value}; }\n` : '');
  const each = byFours(`vec4f(${[0, 1, 2, 3].map((k) => `get${Name}(4u * i + ${k}u)`).join(', ')})`);
  if (!place) {
    const get = `const has${Name} = false;\nfn get${Name}(i: u32) -> f32 { return 0.0; }\n${each}`;
    return writable ? `${get}fn set${Name}(i: u32, value: f32) {}\n` : get;
  }
  const buffer = `buffer${place.binding}`;
  const at = place.base === 0 ? 'i' : `i + ${place.base}u`;
  const value = inFours ? `${buffer}[i / 4u][i % 4u]` : `${buffer}[${at}]`;
  const get = `const has${Name} = true;\nfn get${Name}(i: u32) -> f32 { return ${value}; }\n`;
  const set = writable ? `fn set${Name}(i: u32, value: f32) { ${buffer}[${at}] = value; }\n` : '';
  return get + (inFours ? byFours(`${buffer}[i]`) : each) + set;
}

/** The complete text of one pass of a call. */
export function passText(call: KernelCall, pass: GpuPass, { bindings, ports }: CallBindings): string {
  const constants = Object.entries(pass.constants ?? {}).map(([name, value]) => `const ${name}: u32 = ${value}u;\n`);
  const fours = (name: string): boolean => pass.fours?.includes(name) === true;
  /** Whether a binding belongs to a single port read in fours, with no remainder. */
  const inFours = bindings.map(({ length }, k) => {
    const users = ports.filter(({ place }) => place?.binding === k);
    return length % 4 === 0 && users.length === 1 && users.every(({ name }) => fours(name));
  });
  const declarations = bindings.map(({ access, length }, k) => {
    const type = inFours[k] ? `array<vec4f, ${length / 4}>` : `array<f32, ${length}>`;
    return `@group(0) @binding(${k}) var<storage, ${access}> buffer${k}: ${type};\n`;
  });
  return [
    pass.subgroups ? 'enable subgroups;\n' : '',
    `// ${pass.name}\n`,
    constantsText(call.kernel.params, call.params),
    ...constants,
    ...declarations,
    ...ports.map((port) => accessors(port, fours(port.name), inFours[port.place?.binding ?? -1] === true)),
    pass.source,
  ].join('');
}
