/** What one value has seen of the picture, one layer deeper each time. */
import { useTranslation } from 'react-i18next';
import type { LayerShape } from '../../workspace/labs/kernelLab/design';
import { seenBy } from '../../workspace/labs/kernelLab/field';
import { outputId } from '../../workspace/labs/kernelLab/spec';
import type { Network } from '../../workspace/network';
import type { Region } from '../../workspace/player/sweep';
import type { StageLayer } from '../../workspace/stage/layers';
import type { Cell } from '../parts/gestures';
import { SourcePixels } from './Pixels';
import { useSource } from './useSource';

/** A value of the stack: a place in a map of a layer. */
export interface Looked extends Cell {
  readonly layer: number;
  readonly filter: number;
}

interface Props {
  readonly network: Network;
  readonly input: StageLayer;
  readonly layers: readonly LayerShape[];
  readonly looked: Looked;
  readonly fields: ReadonlyMap<string, Region>;
}

/** Sides of the pictures, in pixels. */
const TALLEST = 76;

export function Seen({ network, input, layers, looked, fields }: Props) {
  const { t } = useTranslation();
  const source = useSource(network, input);
  // The middle value of what is read in each layer, and what that has seen.
  const regions = layers.slice(0, looked.layer + 1).flatMap((_, i) => {
    const own = fields.get(outputId(layers, i));
    if (!own) return [];
    const [row, column] = [Math.floor((own.top + own.bottom) / 2), Math.floor((own.left + own.right) / 2)];
    const region = seenBy(network, outputId(layers, i), { row, column }).get(outputId(layers, -1));
    if (!region) return [];
    const { top, left, bottom, right } = region;
    return [{ top, left, rows: bottom - top + 1, columns: right - left + 1 }];
  });
  const pixel = Math.max(1, Math.min(5, TALLEST / Math.max(1, ...regions.map(({ rows }) => rows))));
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
          <SourcePixels
            layer={input}
            source={source}
            part={region}
            isEndless
            aria-hidden
            style={{ width: region.columns * pixel, height: region.rows * pixel }}
          />
          <figcaption className="small">
            <b className="number">
              {region.rows} × {region.columns}
            </b>
            <br />
            <span className="muted">{t('kernelLab.layer', { number: i + 1 })}</span>
          </figcaption>
        </figure>
      ))}
    </section>
  );
}
