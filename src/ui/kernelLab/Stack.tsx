/** All layers at once, with what one value has seen: a funnel from it through every map back to the picture. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { depthOf, type LayerShape } from '../../workspace/labs/kernelLab/design';
import { setBias } from '../../workspace/labs/kernelLab/edit';
import { seenBy } from '../../workspace/labs/kernelLab/field';
import { type Room, stackLayout } from '../../workspace/labs/kernelLab/layout';
import { outputId } from '../../workspace/labs/kernelLab/spec';
import { choose, edit, settle } from '../../workspace/labs/kernelLab/state';
import { fixed, grouped } from '../../workspace/numbers';
import { runClock } from '../../workspace/player/clock';
import { createPlayer, type PlayerStore, pause } from '../../workspace/player/player';
import type { Region } from '../../workspace/player/sweep';
import { layerIn } from '../../workspace/selection';
import type { StageLayer } from '../../workspace/stage/layers';
import { LabMaps, MapSlot } from '../labs/LabMaps';
import { type Cell, cellUnder, pointing } from '../parts/gestures';
import { SentenceNumber } from '../parts/SentenceNumber';
import { Layers } from './Filters';
import { Foot } from './Foot';
import { Funnel } from './Funnel';
import { Cover, Head, Mark } from './MapFigure';
import { takeOff } from './motion';
import { KernelPixels, SourcePixels } from './Pixels';
import { useSaving } from './SaveMap';
import { type Looked, Seen } from './Seen';
import { type Fired, useFired } from './useFired';
import { useEyes, useKernels, useKernelsState, useShapes } from './useKernels';
import { useLive } from './useLive';
import { useSource } from './useSource';

export function Stack({ room }: { readonly room: Room }) {
  const { t } = useTranslation();
  const { lab } = useKernels();
  const { network } = useLive();
  const layers = useShapes();
  const putEyes = useEyes();
  const root = useRef<HTMLDivElement>(null);
  const layout = stackLayout(
    room,
    layers.map(({ filters }) => filters),
  );
  const outputs = useMemo(() => layers.map((_, i) => layerIn(network.units, outputId(layers, i))), [network, layers]);
  const fired = useFired(network, outputs);
  const [pointed, setPointed] = useState<Looked | null>(null);
  const last = layers.length - 1;
  const best = fired[last];
  // Until something is pointed at, the strongest value of the last layer.
  const looked = inside(pointed, outputs) ?? {
    layer: last,
    filter: best?.filter ?? 0,
    row: best?.row ?? 0,
    column: best?.column ?? 0,
  };
  const { layer: at, row, column } = looked;
  const { rows = 1, columns = 1 } = outputs[at] ?? {};
  const player = useMemo(() => {
    const made = createPlayer({ count: rows * columns, columns }, at + 1);
    made.setState({ phase: at + 1 });
    return made;
  }, [rows, columns, at]);
  const latest = useRef(looked);
  latest.current = looked;
  useEffect(() => {
    const stop = runClock(player, window);
    const follow = player.subscribe(({ position }, before) => {
      if (position === before.position) return;
      setPointed({ ...latest.current, row: Math.floor(position / columns), column: position % columns });
    });
    return () => {
      follow();
      stop();
    };
  }, [player, columns]);
  const { position, phase, phases } = useStore(player);
  // How many layers the value has come through, while it is on its way.
  const reached = position === row * columns + column ? phase : phases;
  const point = (place: Looked, isPress = false): void => {
    if (isPress) pause(player);
    if (!player.getState().isPlaying) setPointed(place);
  };
  const fields = useMemo(
    () => seenBy(network, outputId(layers, at), { row, column }),
    [network, layers, at, row, column],
  );
  const regionOf = (layer: number): Region | null =>
    layer > looked.layer || layer >= reached ? null : (fields.get(outputId(layers, layer)) ?? null);
  const input = layerIn(network.units, outputId(layers, -1));
  const whole = fields.get(outputId(layers, -1));
  if (!input) return null;
  const seenSize = whole ? `${whole.bottom - whole.top + 1} × ${whole.right - whole.left + 1}` : '';
  return (
    <>
      <LabMaps lab={lab} range="layer" className="kernel-stack">
        <div ref={root} className="kernel-stack-grid" data-narrow={layout.isNarrow || undefined}>
          <Funnel
            root={root}
            layers={layers}
            layer={looked.layer}
            filter={looked.filter}
            regions={[whole ?? null, ...layers.map((_, i) => regionOf(i))]}
            sizes={[input, ...outputs]}
          />
          <section className="kernel-stack-picture" style={{ width: layout.picture }}>
            <Head
              title={t('kernelLab.sees1')}
              sub={t('kernelLab.seesThrough', { size: seenSize, count: looked.layer + 1 })}
              tag={t('kernelLab.inputIs', { side: input.rows })}
            />
            <Whole input={input} side={layout.picture} region={whole ?? null} />
            <p className="small muted">{t('kernelLab.stackHelp')}</p>
            <button type="button" className="button" onClick={putEyes}>
              {t('kernelLab.eyes')}
            </button>
          </section>
          {layers.map((layer, i) => {
            const output = outputs[i];
            return (
              output && (
                <StackLayer
                  // biome-ignore lint/suspicious/noArrayIndexKey: a layer is its place.
                  key={i}
                  {...{ layer, output }}
                  index={i}
                  side={layout.maps[i] ?? 100}
                  region={regionOf(i)}
                  looked={looked}
                  fired={fired[i] ?? null}
                  player={player}
                  onPoint={point}
                />
              )
            );
          })}
        </div>
        <Seen network={network} input={input} layers={layers} looked={looked} fields={fields} />
        <Layers />
      </LabMaps>
      <Foot isDeep player={player} onStart={() => player.setState({ position: row * columns + column })} />
    </>
  );
}

/** A place that is still there after the layers have changed. */
function inside(looked: Looked | null, outputs: readonly (StageLayer | undefined | null)[]): Looked | null {
  const output = looked && outputs[looked.layer];
  return output && looked.filter < output.planes && looked.row < output.rows && looked.column < output.columns
    ? looked
    : null;
}

function Whole({ input, side, region }: { input: StageLayer; side: number; region: Region | null }) {
  const { t } = useTranslation();
  const { network } = useLive();
  const source = useSource(network, input);
  return (
    <div id="pad" className="kernel-frame" data-wire="map-0-0" style={{ width: side, height: side }}>
      <SourcePixels
        layer={input}
        source={source}
        part={{ top: 0, left: 0, rows: input.rows, columns: input.columns }}
        role="img"
        aria-label={t('kernelLab.inputIs', { side: input.rows })}
      />
      {region && <Mark region={region} rows={input.rows} columns={input.columns} />}
    </div>
  );
}

interface LayerProps {
  readonly layer: LayerShape;
  readonly index: number;
  readonly output: StageLayer;
  readonly side: number;
  readonly region: Region | null;
  readonly looked: Looked;
  readonly fired: Fired | null;
  readonly player: PlayerStore;
  readonly onPoint: (place: Looked, isPress?: boolean) => void;
}

function StackLayer({ layer, index, output, side, region, looked, fired, player, onPoint }: LayerProps) {
  const { t } = useTranslation();
  const { rows, columns } = output;
  const depth = depthOf(layer);
  return (
    <section className="kernel-stack-layer" aria-label={t('kernelLab.layer', { number: index + 1 })}>
      <Head
        title={t('kernelLab.layer', { number: index + 1 })}
        sub={t('kernelLab.layerIs', { filters: layer.filters, depth, rows: layer.rows, columns: layer.columns })}
        tag={`${t(layer.activation === 'none' ? 'kernelLab.feature' : 'kernelLab.activation')}, ${rows} × ${columns}`}
      />
      <div className="kernel-stack-columns">
        <StackKernels layer={layer} index={index} />
        <div className="kernel-stack-maps">
          {Array.from({ length: output.planes }, (_, filter) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a filter is its place.
            <StackMap key={filter} {...{ index, output, filter, side, looked, region, player, onPoint }} />
          ))}
          {layer.filters === 1 && fired && (
            <p className="small" style={{ width: Math.max(side, 150) }}>
              {t('kernelLab.fires', { fires: grouped(fired.count), places: grouped(rows * columns) })}{' '}
              <b className="number">{fixed(fired.most, 1)}</b>
            </p>
          )}
        </div>
      </div>
    </section>
  );
}

type MapProps = Pick<LayerProps, 'index' | 'output' | 'side' | 'looked' | 'region' | 'player' | 'onPoint'> & {
  readonly filter: number;
};

function StackMap({ index, output, filter, side, looked, region, player, onPoint }: MapProps) {
  const { t } = useTranslation();
  const { rows, columns, tensor } = output;
  const name = `${t('kernelLab.layer', { number: index + 1 })}, ${t('kernelLab.filterNumber', { filter: filter + 1 })}`;
  const isLayer = looked.layer === index;
  const point = (place: Cell, isPress = false): void => onPoint({ ...place, layer: index, filter }, isPress);
  return (
    <div
      className="kernel-frame"
      data-wire={`map-${index + 1}-${filter}`}
      style={{ width: side }}
      {...useSaving({ layer: output, plane: filter, name })}
    >
      <MapSlot
        {...{ tensor, rows, columns }}
        plane={filter}
        group={index}
        role="application"
        tabIndex={0}
        label={`${name}: ${rows} × ${columns}. ${t('kernelLab.pixelHelp')}`}
        {...pointing(rows, columns, isLayer ? looked : null, point)}
        onPointerDown={(event) => event.button === 0 && point(cellUnder(event, rows, columns), true)}
      />
      {isLayer && filter === looked.filter && <Cover {...{ player, rows, columns }} />}
      {region && (!isLayer || filter === looked.filter) && (
        <Mark region={region} {...{ rows, columns }} kind={isLayer ? 'place' : 'window'} />
      )}
    </div>
  );
}

/** A layer's kernels: of one filter beside the maps that they read, of several each filter's beside its map. */
function StackKernels({ layer, index }: { readonly layer: LayerShape; readonly index: number }) {
  const { t } = useTranslation();
  const { store } = useKernels();
  const depth = depthOf(layer);
  const isOne = layer.filters === 1;
  const count = isOne ? depth : layer.filters;
  const bias = useKernelsState(({ layers }) => layers[index]?.biases[0] ?? 0);
  return (
    <div className="kernel-stack-kernels">
      {Array.from({ length: count }, (_, k) => (
        <button
          // biome-ignore lint/suspicious/noArrayIndexKey: a kernel is its place.
          key={k}
          type="button"
          className="kernel-stack-kernel"
          data-wire={`kernel-${index + 1}-${k}`}
          aria-label={t('kernelLab.openKernel', { layer: index + 1, kernel: k + 1 })}
          onClick={({ currentTarget }) => {
            takeOff(currentTarget.firstElementChild);
            choose(store, { layer: index, filter: isOne ? 0 : k, channel: isOne ? k : 0 });
            store.setState({ view: 'edit' });
          }}
        >
          <KernelPixels layer={index} filter={isOne ? 0 : k} channel={isOne ? k : null} />
        </button>
      ))}
      {isOne && (
        <p className="small">
          {t('kernelLab.biasWord')}{' '}
          <SentenceNumber
            label={t('kernelLab.biasOf', { layer: index + 1 })}
            value={bias}
            step={0.1}
            shiftStep={1}
            onChange={(next) =>
              edit(store, (all) => setBias(all, { layer: index, filter: 0, channel: 0 }, next), 'bias')
            }
            onSettle={() => settle(store)}
          />
        </p>
      )}
    </div>
  );
}
