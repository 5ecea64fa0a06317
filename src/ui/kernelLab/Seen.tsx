/** What one value has seen of the picture, one layer deeper each time. */
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { LayerShape } from '../../workspace/labs/kernelLab/design';
import { seenBy } from '../../workspace/labs/kernelLab/field';
import { outputId } from '../../workspace/labs/kernelLab/spec';
import type { Network } from '../../workspace/network';
import type { Region } from '../../workspace/player/sweep';
import { layerIn } from '../../workspace/selection';
import type { StageLayer } from '../../workspace/stage/layers';
import type { Cell } from '../parts/gestures';
import { usePalette } from '../parts/usePalette';
import { useGiven } from '../playground';
import { putOn, sourcePicture } from './sourcePixels';
import { useSource } from './useSource';

/** A value of the stack: a place in a map of a layer. */
export interface Looked extends Cell {
  readonly layer: number;
  readonly filter: number;
}

interface Props {
  readonly network: Network;
  readonly layers: readonly LayerShape[];
  readonly looked: Looked;
  readonly fields: ReadonlyMap<string, Region>;
}

/** Sides of the pictures, in pixels. */
const TALLEST = 76;

export function Seen({ network, layers, looked, fields }: Props) {
  const { t } = useTranslation();
  const input = layerIn(network.units, outputId(layers, -1));
  // The middle value of what is read in each layer, and what that has seen.
  const regions = layers.slice(0, looked.layer + 1).flatMap((_, i) => {
    const own = fields.get(outputId(layers, i));
    if (!own) return [];
    const [row, column] = [Math.floor((own.top + own.bottom) / 2), Math.floor((own.left + own.right) / 2)];
    const region = seenBy(network, outputId(layers, i), { row, column }).get(outputId(layers, -1));
    return region ? [region] : [];
  });
  const largest = Math.max(1, ...regions.map(({ top, bottom }) => bottom - top + 1));
  const pixel = Math.max(1, Math.min(5, TALLEST / largest));
  if (!input) return null;
  return (
    <section className="kernel-seen" aria-label={t('kernelLab.seenTitle')}>
      <div>
        <h2>{t('kernelLab.seenTitle')}</h2>
        <p className="small muted">{t('kernelLab.seenSub')}</p>
      </div>
      {regions.map((region, i) => (
        <figure
          // biome-ignore lint/suspicious/noArrayIndexKey: a layer is its place.
          key={i}
        >
          <Cut {...{ network, region, pixel, input }} />
          <figcaption className="small">
            <b className="number">
              {region.bottom - region.top + 1} × {region.right - region.left + 1}
            </b>
            <br />
            <span className="muted">{t('kernelLab.layer', { number: i + 1 })}</span>
          </figcaption>
        </figure>
      ))}
    </section>
  );
}

interface CutProps {
  readonly network: Network;
  readonly input: StageLayer;
  readonly region: Region;
  /** Side of one of its pixels. */
  readonly pixel: number;
}

/** A region of the picture, with what lies beyond its border repeated. */
function Cut({ network, region, pixel, input }: CutProps) {
  const source = useSource(network, input);
  const kind = useGiven((state) => state.kind);
  const palette = usePalette();
  const canvas = useRef<HTMLCanvasElement>(null);
  const { top, left } = region;
  const [rows, columns] = [region.bottom - top + 1, region.right - left + 1];
  const look = kind === 'draw' ? 'ink' : 'gray';
  useLayoutEffect(() => {
    if (!source) return;
    putOn(canvas.current, sourcePicture(source, input, { top, left, rows, columns }, look, palette, { mode: 'edge' }));
  }, [source, input, top, left, rows, columns, look, palette]);
  return <canvas ref={canvas} aria-hidden style={{ width: columns * pixel, height: rows * pixel }} />;
}
