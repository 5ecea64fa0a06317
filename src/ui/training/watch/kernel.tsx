/** The track of one kernel of the first layer: a film strip of its moments, none of them interpolated. */
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Moment } from '../../../workspace/training/kept';
import { filmStrip } from '../../../workspace/training/watching';
import { usePalette } from '../../parts/usePalette';
import { useRun, useTraining, useWatching } from '../useTrain';
import { kernelPicture } from './kernelPicture';
import { useFirstLayer } from './layers';
import type { ChartProps, TrackDef } from './track';

/** Side of a picture, and what it has to itself. */
const SIDE = 36;
const PITCH = 41;

interface Known {
  readonly filter: number;
  readonly moments: readonly Moment[];
  readonly filters: readonly Float32Array[];
}

/** A kernel at each moment, as far as it is known. */
function useFilms(filter: number, moments: readonly Moment[]): readonly Float32Array[] {
  const { training } = useRun();
  const [known, setKnown] = useState<Known>({ filter, moments: [], filters: [] });
  const isAsked = useRef(false);
  const latest = useRef(moments);
  latest.current = moments;
  useEffect(() => {
    // A run that goes on from a moment has others behind it.
    const isSame = known.filter === filter;
    const kept = isSame ? known.moments.filter((moment, i) => moment === moments[i]).length : 0;
    if (isAsked.current || (kept === moments.length && isSame && known.filters.length === kept)) return;
    // An answer counts although moments come faster than answers: what it lacks is asked for next.
    isAsked.current = true;
    void training.conversation.ask({ kind: 'filters', filter, first: kept }).then((given) => {
      isAsked.current = false;
      // Of a run that is lost there is nothing, unless another has begun.
      if (given?.kind !== 'filters' && latest.current === moments) return;
      const added = given?.kind === 'filters' ? given.filters.slice(0, moments.length - kept) : [];
      const filters = [...known.filters.slice(0, kept), ...added];
      setKnown({ filter, moments: moments.slice(0, filters.length), filters });
    });
  }, [training, filter, moments, known]);
  return known.filter === filter ? known.filters : [];
}

function Chart({ width, moments, places }: ChartProps) {
  const { filter, range } = useWatching((state) => state);
  const films = useFilms(filter, moments);
  const layer = useFirstLayer();
  const palette = usePalette();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || !layer) return;
    const ratio = window.devicePixelRatio;
    element.width = Math.round(width * ratio);
    element.height = Math.round(SIDE * ratio);
    context.imageSmoothingEnabled = false;
    const pictures = Math.max(1, Math.floor(width / PITCH));
    const most = Math.max(...moments.map(({ extent }) => extent));
    for (const [i, moment] of filmStrip(places, pictures).entries()) {
      const [values, own] = [films[moment], moments[moment]];
      if (!values || !own) continue;
      const small = kernelPicture(layer, values, range === 'run' ? most : own.extent, palette);
      const left = (i + 0.5) * (width / pictures) - SIDE / 2;
      context.drawImage(small, Math.round(left * ratio), 0, Math.round(SIDE * ratio), Math.round(SIDE * ratio));
    }
  }, [films, moments, places, width, range, layer, palette]);
  return (
    <canvas
      ref={canvas}
      className="train-film-strip"
      style={{ width, height: SIDE }}
      data-testid="kernel-film"
      data-kernel={filter + 1}
      data-moments={films.length}
      aria-hidden
    />
  );
}

function Value() {
  const { t } = useTranslation();
  const filter = useWatching((state) => state.filter);
  const step = useTraining(({ moments }) => moments.at(-1)?.step ?? 0);
  return (
    <>
      <dt>{t('train.kernel', { number: filter + 1 })}</dt>
      <dd className="train-note small muted">{step > 0 && t('train.watching.film')}</dd>
    </>
  );
}

export const kernel: TrackDef = { height: () => SIDE, Chart, Value };
