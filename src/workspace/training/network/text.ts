/**
 * Rows as a text for the address: `conv2d-c8-k5-p2-relu*flatten*dense-n80-relu`. Rows are separated by `*` and their
 * parts by `-`: the kind, attributes other than the layer's own (a short name and its numbers), what follows, and `r3`
 * for an earlier row that is read, `r` for the input. A text from anywhere is checked like a file from anywhere.
 */
import { EngineError } from '../../../core/errors';
import { layerOf } from '../../../layers';
import type { AttributeForm, AttributeValue } from '../../../layers/layer';
import { isChoice } from '../../choices';
import { checkedAttributes } from './attributes';
import { mostOf } from './examine';
import { type Row, type Rows, rowActivations, rowKinds } from './rows';

/** Short names of attributes; the others stand as they are. */
const short = {
  outChannels: 'c',
  outFeatures: 'n',
  kernel: 'k',
  window: 'w',
  stride: 's',
  pad: 'p',
  dilation: 'd',
  groups: 'g',
  rate: 'q',
  bias: 'b',
} as const satisfies { readonly [attribute: string]: string };

const long: ReadonlyMap<string, string> = new Map(Object.entries(short).map(([name, sign]) => [sign, name]));
const signOf = (name: string): string => Object.entries(short).find(([each]) => each === name)?.[1] ?? name;

/** A pair or sides that are all equal are one number. */
function valueText(form: AttributeForm | undefined, value: AttributeValue): string {
  if (Array.isArray(value)) return value.every((each) => each === value[0]) ? `${value[0]}` : value.join('_');
  if (form?.kind === 'choice') return `${form.options.indexOf(String(value))}`;
  return `${Number(value)}`;
}

function readValue(form: AttributeForm, text: string): AttributeValue {
  const numbers = text.split('_').map(Number);
  const [first = Number.NaN] = numbers;
  const length = form.kind === 'pair' ? 2 : form.kind === 'sides' ? 4 : 1;
  if (length > 1) return numbers.length === 1 ? new Array<number>(length).fill(first) : numbers;
  if (form.kind === 'flag') return first === 1;
  return form.kind === 'choice' ? (form.options[first] ?? '') : first;
}

const rowText = ({ kind, attributes = {}, activation, from }: Row): string =>
  [
    kind,
    ...Object.entries(attributes).map(
      ([name, value]) => `${signOf(name)}${valueText(layerOf(kind).attributes[name], value)}`,
    ),
    ...(activation ? [activation] : []),
    ...(from === undefined ? [] : [from < 0 ? 'r' : `r${from}`]),
  ].join('-');

export const rowsText = (rows: Rows): string => rows.map(rowText).join('*');

function readRow(text: string): Row {
  const [kind = '', ...parts] = text.split('-');
  if (!isChoice(rowKinds, kind)) throw new EngineError('graph', 'a kind of layer', { got: kind });
  const forms = layerOf(kind).attributes;
  const attributes: { [name: string]: AttributeValue } = {};
  let rest: Pick<Row, 'activation' | 'from'> = {};
  for (const part of parts) {
    const [, sign = '', number = ''] = /^([a-zA-Z]+)([\d._e]*)$/.exec(part) ?? [];
    const name = long.get(sign) ?? sign;
    const form = Object.hasOwn(forms, name) ? forms[name] : undefined;
    if (isChoice(rowActivations, part)) rest = { ...rest, activation: part };
    else if (sign === 'r' && /^\d{0,3}$/.test(number)) rest = { ...rest, from: number === '' ? -1 : Number(number) };
    else if (form && number !== '') attributes[name] = readValue(form, number);
    else throw new EngineError('attribute', `a part of ${kind}`, { got: part });
  }
  return { kind, ...checkedAttributes(kind, attributes), ...rest };
}

/** Null for a text that is not rows, or too many of them. They may still not fit together. */
export function readRows(text: string): Rows | null {
  const parts = text === '' ? [] : text.split('*');
  if (parts.length > mostOf.rows) return null;
  try {
    const rows = parts.map(readRow);
    return rows.every(({ from = -1 }) => from < rows.length) ? rows : null;
  } catch {
    return null;
  }
}
