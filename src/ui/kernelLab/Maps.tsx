/** The input with its padding, and the chosen layer's live feature and activation maps, one pixel marked in all. */
import { Play } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { featureId, outputId } from '../../workspace/labs/kernelLab/spec';
import type { Network } from '../../workspace/network';
import { rounded } from '../../workspace/numbers';
import { layerIn } from '../../workspace/selection';
import type { StageLayer } from '../../workspace/stage/layers';
import { LabMaps, MapSlot } from '../labs/LabMaps';
import { type Cell, pointing } from '../parts/gestures';
import { IconButton } from '../parts/IconButton';
import { placed } from '../parts/placed';
import { Spoken } from '../parts/Spoken';
import { InputMap } from './InputMap';
import { Filters, Responses } from './Strips';
import { useKernels, useKernelsState, useShapes } from './useKernels';
import { usePixelValue } from './usePixelValue';

interface Props {
  readonly network: Network;
  readonly onPlay: () => void;
}

export function Maps({ network, onPlay }: Props) {
  const { t } = useTranslation();
  const { lab } = useKernels();
  const layers = useShapes();
  const chosen = useKernelsState((state) => state.chosen);
  const [pointed, setPixel] = useState<Cell | null>(null);
  const own = layers[chosen.layer];
  const feature = layerIn(network.units, featureId(chosen.layer));
  const activation = layerIn(network.units, outputId(layers, chosen.layer));
  const isInside = feature && pointed && pointed.row < feature.rows && pointed.column < feature.columns;
  const pixel = isInside ? pointed : null;
  // If no window fits, the previous network stays.
  if (!own || !feature || !activation || chosen.filter >= feature.planes) return null;
  const isActivated = activation.id !== feature.id;
  const common = { filter: chosen.filter, pixel, onPixel: setPixel };
  return (
    <LabMaps lab={lab} range="layer" className="kernel-maps">
      <div className="kernel-main">
        <InputMap network={network} node={feature.id} pixel={pixel} />
        <LiveMap {...common} layer={feature} title={t('kernelLab.feature')} isSpoken>
          <IconButton quiet label={t('kernelLab.play')} onClick={onPlay} data-part="player">
            <Play size={14} aria-hidden />
          </IconButton>
        </LiveMap>
        {isActivated && <LiveMap {...common} layer={activation} title={t('kernelLab.activation')} />}
      </div>
      <Legend layers={[feature, activation]} />
      <Responses network={network} />
      <Filters layer={activation} />
    </LabMaps>
  );
}

interface LiveMapProps {
  readonly layer: StageLayer;
  readonly filter: number;
  readonly title: string;
  readonly pixel: Cell | null;
  readonly onPixel: (pixel: Cell) => void;
  /** Also announces the value under the pointer to screen readers. */
  readonly isSpoken?: boolean;
  readonly children?: ReactNode;
}

function LiveMap({ layer, filter, title, pixel, onPixel, isSpoken = false, children }: LiveMapProps) {
  const { t } = useTranslation();
  const { rows, columns, tensor } = layer;
  return (
    <figure className="kernel-map stack tight">
      <figcaption>
        <b>{title}</b>
        <span className="number muted">
          {rows} × {columns}
        </span>
        {children}
      </figcaption>
      <div className="kernel-frame">
        <MapSlot
          key={layer.id}
          tensor={tensor}
          plane={filter}
          rows={rows}
          columns={columns}
          group={0}
          label={`${title}, ${t('kernelLab.filter')} ${filter + 1}: ${rows} × ${columns}. ${t('kernelLab.pixelHelp')}`}
          role="application"
          tabIndex={0}
          {...pointing(rows, columns, pixel, onPixel)}
        />
        {pixel && (
          <span
            className="kernel-mark"
            aria-hidden
            style={placed({ left: pixel.column, top: pixel.row, width: 1, height: 1 }, columns, rows)}
          />
        )}
      </div>
      <PixelValue {...{ layer, filter, pixel, isSpoken }} />
    </figure>
  );
}

/** The value under the pointer in words, updated with every frame. */
function PixelValue({ layer, filter, pixel, isSpoken }: Pick<LiveMapProps, 'layer' | 'filter' | 'pixel' | 'isSpoken'>) {
  const { t } = useTranslation();
  const value = usePixelValue(layer, filter, pixel);
  const says = pixel && value !== null ? t('kernelLab.pixel', { ...pixel, value: rounded(value) }) : '';
  return (
    <>
      {says ? <p className="small number">{says}</p> : <p className="small muted">{t('kernelLab.pixelHelp')}</p>}
      {isSpoken && <Spoken text={says} />}
    </>
  );
}

/** The value of the strongest colour, the same in all maps of the layer. */
function Legend({ layers }: { readonly layers: readonly StageLayer[] }) {
  const { t } = useTranslation();
  const { lab } = useKernels();
  const extent = useStore(lab.frame, ({ ranges }) =>
    layers.reduce((most, { tensor }) => {
      const { min = 0, max = 0 } = ranges.get(tensor) ?? {};
      return Math.max(most, -min, max);
    }, 0),
  );
  return (
    <p className="kernel-legend small number">
      <span className="kernel-scale" aria-hidden />
      {t('kernelLab.range', { value: rounded(extent) })}
    </p>
  );
}
