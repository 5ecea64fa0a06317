/** What a run's network is at the playhead: the kernels of its first layer, and what every layer makes of the picture. */
import { type CSSProperties, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Palette } from '../../../backend/types';
import { onFrame } from '../../../workspace/frame';
import type { Network } from '../../../workspace/network';
import { scaleGradient } from '../../../workspace/stage/palette';
import { filterPixels } from '../../../workspace/training/filterPixels';
import { extentOf, type FirstLayer, filterOf, firstLayerOf } from '../../../workspace/training/firstLayer';
import { LabMaps } from '../../labs/LabMaps';
import { usePalette } from '../../parts/usePalette';
import { useWork, useWorkspace } from '../../playground';
import { watchedLayers } from '../watch/layers';
import { LayerMaps, MapScale, numbers, UnitMap } from '../watch/Maps';

export type Which = 'A' | 'B';

export function Look({ which }: { readonly which: Which }) {
  const network = useWork((state) => state.network);
  return network && <Layers key={JSON.stringify(network.spec.nodes)} which={which} network={network} />;
}

function Layers({ which, network }: { readonly which: Which; readonly network: Network }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const palette = usePalette();
  const background = useMemo(() => scaleGradient(palette), [palette]);
  const first = useMemo(() => firstLayerOf(network.model), [network]);
  const layers = useMemo(() => watchedLayers(network), [network]);
  if (!first) return <p className="muted">{t('train.runs.compare.noKernels')}</p>;
  const own = layers.find(({ feature }) => feature.id === first.id)?.activation;
  return (
    <LabMaps lab={workspace} range="layer">
      <div className="compare-kernels" style={{ '--count': first.filters } as CSSProperties}>
        {numbers(first.filters).map((number) => (
          <div key={number}>
            <Kernel which={which} layer={first} number={number} palette={palette} />
            {own && <UnitMap layer={own} number={number} />}
          </div>
        ))}
      </div>
      {own && <MapScale tensor={own.tensor} background={background} />}
      {layers.map(
        ({ feature, activation }, i) =>
          activation !== own && <LayerMaps key={feature.id} layer={activation} place={i + 1} />,
      )}
    </LabMaps>
  );
}

interface KernelProps {
  readonly which: Which;
  readonly layer: FirstLayer;
  readonly number: number;
  readonly palette: Palette;
}

/** One kernel, painted with every frame. */
function Kernel({ which, layer, number, palette }: KernelProps) {
  const { t } = useTranslation();
  const { engine, frame } = useWorkspace();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const paint = (): void => {
      const weights = engine.loaded?.stored.weights.get(layer.weight);
      if (!weights) return;
      const pixels = filterPixels(filterOf(layer, weights, number - 1), layer, extentOf(weights), palette);
      canvas.current?.getContext('2d')?.putImageData(new ImageData(pixels, layer.columns, layer.rows), 0, 0);
    };
    paint();
    return onFrame(frame, paint);
  }, [engine, frame, layer, number, palette]);
  return (
    <canvas
      ref={canvas}
      width={layer.columns}
      height={layer.rows}
      role="img"
      aria-label={t('train.runs.compare.kernel', { number, which })}
      data-testid={`compare-kernel-${which.toLowerCase()}`}
    />
  );
}
