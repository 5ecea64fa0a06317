/** The choices a person has, as lists against which forms, the URL and saved preferences are checked. */
import type { BackendName } from '../backend/types';

export const languages = ['en', 'ko'] as const;
export type Language = (typeof languages)[number];

export const themes = ['light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export const backendNames = ['webgpu', 'wasm', 'reference'] as const satisfies readonly BackendName[];
export const backendChoices = ['auto', ...backendNames] as const;
export type BackendChoice = (typeof backendChoices)[number];

export const inputKinds = ['draw', 'picture', 'camera'] as const;
export type InputKind = (typeof inputKinds)[number];

/** Side of the square that a network of pictures works on: the size it was trained with, or a larger one. */
export const workingSizes = ['own', '64', '128', '256'] as const;
export type WorkingSize = (typeof workingSizes)[number];

export const mapViews = ['feature', 'activation', 'both'] as const;
export const ranges = ['map', 'layer', 'network'] as const;
export type RangeChoice = (typeof ranges)[number];

/** Preprocessing steps that can be turned off. */
export const preprocessingSteps = ['cropping', 'boxing', 'centring', 'averaging', 'inking', 'normalising'] as const;
export type PreprocessingStep = (typeof preprocessingSteps)[number];

/** Whether a text (from a URL, a form, a saved preference) is one of a list's choices. */
export function isChoice<const T extends string>(list: readonly T[], value: unknown): value is T {
  return list.some((choice) => choice === value);
}
