/** Attribute forms shared by several layers. */
import type { AttributeForm } from './layer';

/** Window sizes, strides and dilations: [y, x], at least 1. */
export const pairForm = (value: number, max: number) =>
  ({ kind: 'pair', min: 1, max, default: [value, value] }) as const satisfies AttributeForm;

/** Padding: [top, left, bottom, right]. */
export const padForm = { kind: 'sides', min: 0, max: 512, default: [0, 0, 0, 0] } as const satisfies AttributeForm;
