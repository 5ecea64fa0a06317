/** A lab's possible inputs: sides of its square and channels, as lists that forms and addresses are checked against. */
import type { ModelSpec } from '../../graph/model';

export const labSides = [28, 64, 128, 256, 512, 1024] as const;
export type LabSide = (typeof labSides)[number];

export const labColours = ['gray', 'rgb'] as const;
export type LabColour = (typeof labColours)[number];

export const labChannels = { gray: 1, rgb: 3 } as const satisfies Record<LabColour, number>;

export interface LabInputChoice {
  readonly side: LabSide;
  readonly colour: LabColour;
}

/** A side from a form or an address; null if it is not one of the choices. */
export const labSideOf = (text: string | null): LabSide | null =>
  labSides.find((side) => String(side) === text) ?? null;

/** The shape of a lab's input: channels x side x side. */
export const labShape = ({ side, colour }: LabInputChoice): ModelSpec['input']['shape'] => [
  labChannels[colour],
  side,
  side,
];
