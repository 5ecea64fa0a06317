/** A lesson's own figure in small, of the learner's drawing or picture, or of a sample where there is none. */
import { Fragment, type ReactNode, useCallback, useMemo } from 'react';
import { Random } from '../../core/random';
import type { LessonId } from '../../store/lessons/course';
import { extentOf, type Planes } from '../../store/lessons/evidence';
import { convolution, poolings } from '../../store/lessons/models';
import { normalised, perturbed, sampleInput } from '../../store/lessons/perturbed';
import { defaults, presets } from '../../store/lessons/settings';
import { galleryAddress } from '../../workspace/input/gallery';
import { brief } from '../../workspace/numbers';
import type { Ink } from '../parts/Plane';
import { useFetched } from '../parts/useFetched';
import { useWork, useWorkspace } from '../playground';
import { Board } from './parts/Board';
import { Grid } from './parts/Grid';
import { useInput, useRun } from './useLive';

const SAMPLE = 7;
/** Cells of the figure that shows numbers. */
const SIDE = 4;
const FILTERS = 4;
const FILTER_SIDE = 5;
const conv = ['conv'] as const;
const pool = ['max', 'average'] as const;

/** One plane that all figures are made of, and how it is drawn. */
export interface TileInput {
  readonly plane: Planes;
  readonly ink: Ink;
}

/** Null until there is a network. */
export function useTileInput(): TileInput | null {
  const input = useInput();
  const network = useWork((state) => state.network);
  return useMemo(() => {
    if (input) {
      const values = input.values.subarray(0, input.rows * input.columns);
      return { plane: { ...input, values, planes: 1 }, ink: input.planes === 1 ? 'ink' : 'gray' };
    }
    const plane = network && sampleInput(network, SAMPLE);
    return plane && { plane, ink: 'ink' };
  }, [input, network]);
}

interface Props {
  readonly lesson: LessonId;
  readonly input: TileInput | null;
}

export function Tile({ lesson, input }: Props): ReactNode {
  if (!input) return null;
  const { plane, ink } = input;
  const board = (shown: Planes, frame?: Parameters<typeof Board>[0]['frame']) => (
    <Board {...shown} ink={ink} label="" frame={frame ?? null} />
  );
  switch (lesson) {
    case 'pixels':
      return <Numbers plane={plane} />;
    case 'sliding':
      return board(plane, { top: 7, left: 15, rows: 3, columns: 3 });
    case 'filters':
      return <Channels />;
    case 'edges':
      return <Convolved plane={plane} kernel="horizontal" />;
    case 'strides':
      return <span className="tile-padded">{board(plane)}</span>;
    case 'activation':
      return <Convolved plane={plane} kernel="vertical" isHalf />;
    case 'pooling':
      return <Pooled plane={plane} ink={ink} />;
    case 'depth':
      return board(plane, { top: 6, left: 6, rows: 14, columns: 14 });
    case 'answer':
      return <Answers plane={plane} />;
    case 'learning':
      return <Filters />;
    case 'overfitting':
      return <Known {...input} />;
    case 'history':
      return <Past plane={plane} ink={ink} />;
    case 'limits':
      return board(perturbed(plane, { ...defaults, turn: 90 }));
  }
}

function Numbers({ plane: { values, rows, columns } }: { readonly plane: Planes }) {
  const cells = useMemo(() => {
    const at = (place: number): number[] =>
      Array.from({ length: SIDE ** 2 }, (_, i) => values[place + Math.floor(i / SIDE) * columns + (i % SIDE)] ?? 0);
    const kinds = (place: number): number => new Set(at(place)).size;
    // Where the numbers differ most.
    const places = Array.from({ length: (rows - SIDE) * columns }, (_, i) => i).filter(
      (place) => (place % columns) + SIDE <= columns,
    );
    return at(places.reduce((best, place) => (kinds(place) > kinds(best) ? place : best), 0));
  }, [values, rows, columns]);
  return <Grid label="" columns={SIDE} values={cells} texts={cells.map(brief)} extent={1} isInk />;
}

interface ConvolvedProps {
  readonly plane: Planes;
  readonly kernel: 'horizontal' | 'vertical';
  /** The right half is shown after ReLU. */
  readonly isHalf?: boolean;
}

function Convolved({ plane, kernel, isHalf = false }: ConvolvedProps) {
  const model = useMemo(
    () => convolution(plane, { kernel: presets[kernel], stride: 1, padding: 1, bias: 0 }),
    [plane, kernel],
  );
  const [map] = useRun(model, plane.values, conv)?.read ?? [];
  if (!map) return null;
  const isAfter = (i: number): boolean => isHalf && 2 * (i % map.columns) >= map.columns;
  const values = map.values.map((value, i) => (isAfter(i) ? Math.max(0, value) : value));
  return (
    <span className={isHalf ? 'tile-halved' : undefined}>
      <Board {...map} values={values} extent={extentOf(map)} label="" />
    </span>
  );
}

function Pooled({ plane, ink }: TileInput) {
  const model = useMemo(() => poolings(plane, 2, false), [plane]);
  const [max] = useRun(model, plane.values, pool)?.read ?? [];
  return (
    <span className="tile-pair">
      <Board {...plane} ink={ink} label="" />
      {max && <Board {...max} ink={ink} label="" />}
    </span>
  );
}

/** What has been learned by heart, and what is almost the same. */
function Known({ plane, ink }: TileInput) {
  return (
    <span className="tile-pair">
      <Board {...plane} ink={ink} label="" />
      <Board {...perturbed(plane, { ...defaults, turn: 15 })} ink={ink} label="" />
    </span>
  );
}

function Past({ plane, ink }: TileInput) {
  const { base } = useWorkspace().host;
  const model = useMemo(() => poolings(plane, 2, false), [plane]);
  const [, average] = useRun(model, plane.values, pool)?.read ?? [];
  return (
    <span className="tile-pair">
      {average && <Board {...average} ink={ink} label="" />}
      <img src={galleryAddress(base, 'cat')} alt="" />
    </span>
  );
}

function Channels() {
  const { base } = useWorkspace().host;
  return (
    <span className="tile-stack">
      {['#f00', '#0f0', '#00f'].map((colour) => (
        <span
          key={colour}
          style={{ backgroundColor: colour, backgroundImage: `url(${galleryAddress(base, 'cat')})` }}
        />
      ))}
    </span>
  );
}

function Answers({ plane }: { readonly plane: Planes }) {
  const { engine } = useWorkspace();
  const network = useWork((state) => state.network);
  const model = useMemo(() => {
    const weights = engine.loaded?.stored.weights;
    return network && weights && network.spec.input.shape[0] === 1 ? { spec: network.spec, weights } : null;
  }, [engine, network]);
  const fed = useMemo(() => network && normalised(network, plane.values), [network, plane]);
  const output = useMemo(() => [network?.spec.output ?? ''], [network]);
  const [answer] = useRun(model, fed, output)?.read ?? [];
  const shares = [...(answer?.values ?? [])];
  return (
    <span className="tile-bars">
      {shares.map((share, i) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a class is its place.
          key={i}
          data-best={share === Math.max(...shares) || undefined}
          style={{ transform: `scaleX(${Math.max(0.04, share)})` }}
        />
      ))}
    </span>
  );
}

/** From random numbers to what the shipped network has learned. */
function Filters() {
  const { host } = useWorkspace();
  const load = useCallback(() => host.catalogue.load(host.catalogue.usualFor('draw')), [host]);
  const learned = useFetched(load, 'model-load')?.weights.get('conv1.weight');
  const random = useMemo(() => {
    const draw = new Random(1);
    return Float32Array.from({ length: FILTERS * FILTER_SIDE ** 2 }, () => draw.normal());
  }, []);
  if (!learned) return null;
  return (
    <span className="tile-filters">
      {Array.from({ length: FILTERS }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a filter is its place in the layer.
        <Fragment key={i}>
          <Filter weights={random} at={i} />
          →
          <Filter weights={learned} at={i} />
        </Fragment>
      ))}
    </span>
  );
}

interface FilterProps {
  readonly weights: Float32Array;
  readonly at: number;
}

const Filter = ({ weights, at }: FilterProps) => (
  <Board
    values={weights.subarray(at * FILTER_SIDE ** 2, (at + 1) * FILTER_SIDE ** 2)}
    rows={FILTER_SIDE}
    columns={FILTER_SIDE}
    extent={extentOf({ values: weights }, 1e-6)}
    label=""
  />
);
