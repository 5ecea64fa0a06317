/** The first layer's kernels as they form, what each finds in the drawing, and the second layer's maps. */
import { type CSSProperties, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Palette } from '../../backend/types';
import { onFrame } from '../../workspace/frame';
import type { Network } from '../../workspace/network';
import { rounded } from '../../workspace/numbers';
import { scaleGradient } from '../../workspace/stage/palette';
import { kernelPixels } from '../../workspace/training/kernelPixels';
import { LabMaps, MapSlot } from '../labs/LabMaps';
import { Live } from '../parts/Live';
import { Segmented } from '../parts/Segmented';
import { usePalette } from '../parts/usePalette';
import { useFrame, useWork, useWorkspace } from '../playground';
import { State } from './State';
import { Strong } from './Strong';
import { useTrain, useTraining } from './useTrain';

const views = ['features', 'activations'] as const;

/** 1, 2, 3, … */
const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i + 1);

export function Watch() {
  const network = useWork((state) => state.network);
  const isOpen = useTraining((state) => state.status !== 'loading');
  return (
    <section className="train-watch" id="maps">
      <State />
      {network && isOpen && <Layers key={network.spec.name + network.spec.labels.length} network={network} />}
    </section>
  );
}

/** A convolution and what follows it, as far as they are shown. */
interface Layer {
  readonly id: string;
  readonly activation: string;
  /** The name of its weights. */
  readonly weight: string;
  /** Channels that each kernel reads. */
  readonly channels: number;
  readonly filters: number;
  readonly side: number;
}

function convolutionsOf({ model }: Network): readonly Layer[] {
  return model.nodes.flatMap((node, i) => {
    const [, filters = 0, side = 0] = node.shape;
    return node.type === 'conv2d'
      ? [
          {
            id: node.id,
            weight: `${node.id}.weight`,
            channels: node.weights[0]?.shape[1] ?? 1,
            activation: model.nodes[i + 1]?.id ?? node.id,
            filters,
            side,
          },
        ]
      : [];
  });
}

function Layers({ network }: { readonly network: Network }) {
  const { t } = useTranslation();
  const { training } = useTrain();
  const [view, setView] = useState<(typeof views)[number]>('features');
  const isEmpty = useFrame((state) => state.isEmpty);
  const convolutions = useMemo(() => convolutionsOf(network), [network]);
  const [first, second] = convolutions;
  const palette = usePalette();
  const background = useMemo(() => scaleGradient(palette), [palette]);
  if (!first) return null;
  const shown = (layer: Layer): string => (view === 'features' ? layer.id : layer.activation);
  const tensor = (layer: Layer) => training.workspace.tensor(shown(layer));
  const maps = (layer: Layer, group: number) =>
    numbers(layer.filters).map((number) => (
      <MapSlot
        key={number}
        tensor={tensor(layer)}
        plane={number - 1}
        rows={layer.side}
        columns={layer.side}
        group={group}
        label={t('train.map', { number, layer: shown(layer) })}
        data-testid="train-map"
      />
    ));
  return (
    <LabMaps lab={training.workspace} range="layer" className="train-maps">
      <div className="train-row">
        <p>
          <Strong text={t('train.kernels', { count: first.filters })} />
        </p>
        <KernelScale layer={first} background={background} />
      </div>
      <Kernels layer={first} palette={palette}>
        {maps(first, 1)}
      </Kernels>
      <div className="train-row">
        <p className="muted">{t(isEmpty ? 'train.belowEmpty' : 'train.below')}</p>
        <Segmented
          label={t('train.view')}
          options={views}
          value={view}
          onChange={setView}
          name={(each) => t(`train.views.${each}`)}
        />
        <MapScale tensor={tensor(first)} background={background} />
      </div>
      {second && (
        <>
          <p className="train-second">
            <Strong text={t('train.second', { count: second.filters })} />
          </p>
          <div className="train-seconds" style={{ '--count': second.filters } as CSSProperties}>
            {maps(second, 2)}
          </div>
        </>
      )}
    </LabMaps>
  );
}

/** The largest |weight|, at least so much that an empty kernel has a scale. */
const extentOf = (weights: Float32Array): number =>
  weights.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6);

interface KernelsProps {
  readonly layer: Layer;
  readonly palette: Palette;
  /** What each kernel finds. */
  readonly children: readonly ReactNode[];
}

/**
 * A column a kernel of the first layer: small as it began, as it is now, and what it finds. Painted with every frame.
 */
function Kernels({ layer, palette, children }: KernelsProps) {
  const { t } = useTranslation();
  const { training } = useTrain();
  const { engine, frame } = training.workspace;
  const row = useRef<HTMLDivElement>(null);
  const name = layer.weight;
  useEffect(() => {
    const paint = (which: string, weights: Float32Array | undefined): void => {
      const canvases = row.current?.querySelectorAll<HTMLCanvasElement>(which) ?? [];
      if (!weights) return;
      const extent = extentOf(weights);
      const count = weights.length / layer.filters;
      for (const [filter, canvas] of [...canvases].entries()) {
        const values = weights.subarray(filter * count, (filter + 1) * count);
        const pixels = kernelPixels(values, layer.channels, extent, palette);
        canvas.getContext('2d')?.putImageData(new ImageData(pixels, canvas.width, canvas.height), 0, 0);
      }
    };
    const now = (): void => paint('.now', engine.loaded?.stored.weights.get(name));
    paint('.began', training.began.get(name));
    now();
    return onFrame(frame, now);
  }, [engine, frame, training, name, layer, palette]);
  const weights = engine.loaded?.stored.weights.get(name);
  const side = Math.round(Math.sqrt((weights?.length ?? layer.filters) / layer.filters / layer.channels));
  return (
    <div ref={row} className="train-kernels" style={{ '--count': layer.filters } as CSSProperties}>
      {numbers(layer.filters).map((number) => (
        <div key={number}>
          <canvas className="began" width={side} height={side} aria-hidden />
          <canvas
            className="now"
            width={side}
            height={side}
            role="img"
            aria-label={t('train.kernel', { number })}
            data-testid="train-kernel"
          />
          {children[number - 1]}
        </div>
      ))}
    </div>
  );
}

/** In colour, from none of a channel to all of it. */
const COLOURS = 'linear-gradient(to right, #000, #808080, #fff)';

interface ScaleProps {
  readonly background: string;
}

function KernelScale({ layer, background }: ScaleProps & { readonly layer: Layer }) {
  const { engine } = useWorkspace();
  const extent = (): number => extentOf(engine.loaded?.stored.weights.get(layer.weight) ?? new Float32Array());
  const isColour = layer.channels === 3;
  return <Scale background={isColour ? COLOURS : background} extent={extent} />;
}

function MapScale({ tensor, background }: ScaleProps & { readonly tensor: number }) {
  const { frame } = useWorkspace();
  const extent = (): number => {
    const range = frame.getState().ranges.get(tensor);
    return range ? Math.max(-range.min, range.max) : 0;
  };
  return <Scale background={background} extent={extent} />;
}

function Scale({ background, extent }: ScaleProps & { readonly extent: () => number }) {
  return (
    <span className="train-scale number">
      <Live of={() => rounded(-extent())} />
      <i style={{ background }} aria-hidden />
      <Live of={() => `+${rounded(extent())}`} />
    </span>
  );
}
