/**
 * The tracks of how long each layer's steps and gradients are, as shares of its weights, on a logarithmic scale. Far too
 * small and far too large are said in words.
 */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { minus, percent } from '../../../workspace/numbers';
import type { LayerMoment } from '../../../workspace/training/tally';
import { useMoment } from '../useTrain';
import { useTrainedLayers } from './layers';
import { type Line, Plot } from './Plot';
import type { ChartProps, Extent, TrackDef } from './track';

/** Shares of the weights below which a layer as good as stands still, and above which it jumps. */
const VANISHING = 1e-6;
const EXPLODING = 1;

/** Powers of ten at the ends of the scale. */
const LEAST = -6;
const MOST = 1;
const TICKS = [0, -2, -4] as const;

const HEIGHT = 96;
const NAME = 20;

const dashes = [undefined, [7, 3], [3, 3], [1, 3], [9, 3, 2, 3], [14, 4]] as const;

/** A line a layer: the first in the accent's colour, all others in ink and their own dashes. */
const lineOf = (layer: number): Line => {
  const dash = dashes[layer % dashes.length];
  return { token: layer === 0 ? '--accent' : '--ink-2', width: 1.5, ...(dash && { dash }) };
};

export const shareOf = (layer: LayerMoment | undefined, of: 'step' | 'gradient'): number =>
  layer ? layer[of] / layer.weight : Number.NaN;

function sizes(of: 'step' | 'gradient'): TrackDef {
  const height = ({ layers }: Extent): number => Math.max(HEIGHT, NAME * (layers + 1));
  function Chart({ width, height: tall, moments, places }: ChartProps) {
    const names = useTrainedLayers();
    const lines = useMemo(() => names.map((_, layer) => lineOf(layer)), [names]);
    const values = useMemo(
      () => names.map((_, layer) => moments.map(({ layers }) => Math.log10(shareOf(layers[layer], of)))),
      [names, moments],
    );
    return (
      <>
        <Plot {...{ width, height: tall, places, values, lines }} least={LEAST} most={MOST} />
        {TICKS.map((power) => (
          <span
            key={power}
            className="train-power number"
            style={{ top: `${(100 * (MOST - power)) / (MOST - LEAST)}%` }}
            aria-hidden
          >
            10<sup>{minus(String(power))}</sup>
          </span>
        ))}
      </>
    );
  }
  function Value() {
    const { t } = useTranslation();
    const names = useTrainedLayers();
    const moment = useMoment();
    return (
      <>
        <dt>{t(`train.watching.sizes.${of}`)}</dt>
        {names.map((name, index) => {
          const layer = moment?.layers[index];
          const share = shareOf(layer, of);
          const dead = layer?.dead ?? 0;
          return (
            <dd key={name} className="train-size">
              <Sample line={lineOf(index)} />
              <span>{name}</span>
              <span className="train-alarm">
                {share < VANISHING && t('train.watching.vanishing')}
                {share > EXPLODING && t('train.watching.exploding')}{' '}
                {dead > 0 && t('train.watching.dead', { count: dead })}
              </span>
              <span className="number">{Number.isFinite(share) ? percent(share, 2) : '–'}</span>
            </dd>
          );
        })}
      </>
    );
  }
  return { height, Chart, Value };
}

/** A stretch of a line. */
function Sample({ line: { token, width, dash } }: { readonly line: Line }) {
  return (
    <svg width="16" height="6" aria-hidden>
      <line
        x1="0"
        y1="3"
        x2="16"
        y2="3"
        stroke={`var(${token})`}
        strokeWidth={width}
        {...(dash && { strokeDasharray: dash.join(' ') })}
      />
    </svg>
  );
}

export const steps = sizes('step');
export const gradients = sizes('gradient');
