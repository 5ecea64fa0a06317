/** The attributes of a row: what they are with the layer's own, and how they change. */
import { layerOf } from '../../../layers';
import { type AttributeValue, type CheckedAttributes, checkAttributes } from '../../../layers/layer';
import type { Row, RowKind } from './rows';

/** A row's attributes, checked; those of the layer where they are not its own. */
export function attributesOf({ kind, attributes = {} }: Pick<Row, 'kind' | 'attributes'>): CheckedAttributes {
  try {
    return checkAttributes(layerOf(kind), attributes);
  } catch {
    return checkAttributes(layerOf(kind), {});
  }
}

/** A row with other attributes; those that are the layer's defaults are left out. */
export function withAttributes(row: Row, change: { readonly [name: string]: AttributeValue }): Row {
  const { attributes: before, ...rest } = row;
  const forms = layerOf(row.kind).attributes;
  const entries = Object.entries({ ...before, ...change }).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(forms[name]?.default),
  );
  return entries.length > 0 ? { ...rest, attributes: Object.fromEntries(entries) } : rest;
}

/** Rows and columns of a window, a stride or a dilation; 1 where there is none. */
export const pairOf = (value: AttributeValue | undefined): readonly [number, number] => {
  const [y = 1, x = 1] = Array.isArray(value) ? value : [];
  return [y, x];
};

/** Padding with which a window of stride 1 keeps the size. */
export function samePadding(attributes: CheckedAttributes): readonly [number, number, number, number] {
  const [height, width] = pairOf(attributes.kernel ?? attributes.window);
  const [down, across] = pairOf(attributes.dilation);
  const [y, x] = [down * (height - 1), across * (width - 1)];
  return [Math.floor(y / 2), Math.floor(x / 2), Math.ceil(y / 2), Math.ceil(x / 2)];
}

/** Attributes within the layer's forms, without those that are its own. Throws EngineError('attribute'). */
export function checkedAttributes(
  kind: RowKind,
  given: { readonly [name: string]: AttributeValue },
): Pick<Row, 'attributes'> {
  const forms = layerOf(kind).attributes;
  const checked = Object.entries(checkAttributes({ attributes: forms }, given)).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(forms[name]?.default),
  );
  return checked.length > 0 ? { attributes: Object.fromEntries(checked) } : {};
}
