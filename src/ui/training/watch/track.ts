/** A track of the timeline: a picture along it, and what stands to its right. */
import type { ComponentType } from 'react';
import type { Moment } from '../../../workspace/training/kept';
import type { AxisScale, Watching } from '../../../workspace/training/watching';

export interface ChartProps {
  readonly width: number;
  readonly height: number;
  readonly moments: readonly Moment[];
  readonly scale: AxisScale;
  /** Where the moments stand along the timeline, 0 to 1. */
  readonly places: readonly number[];
}

export interface ValueProps {
  /** No other track of curves stands above. */
  readonly isFirst: boolean;
}

/** What the height of a track depends on. */
export interface Extent {
  readonly watching: Watching;
  readonly classes: number;
  /** Layers with weights. */
  readonly layers: number;
}

export interface TrackDef {
  /** In pixels. */
  height(extent: Extent): number;
  readonly Chart: ComponentType<ChartProps>;
  readonly Value: ComponentType<ValueProps>;
}
