/** All tracks of the timeline; their order and names are `trackNames`. */
import { useMemo, useSyncExternalStore } from 'react';
import type { TrackName } from '../../../workspace/training/watching';
import { useLabels, useWatching } from '../useTrain';
import { accuracy, loss } from './curves';
import { drawing } from './drawing';
import { kernel } from './kernel';
import { useTrainedLayers } from './layers';
import { gradients, steps } from './sizes';
import type { TrackDef } from './track';

export const tracks = { accuracy, loss, drawing, kernel, steps, gradients } as const satisfies {
  readonly [name in TrackName]: TrackDef;
};

const curves: readonly TrackName[] = ['accuracy', 'loss'];

/** By room: a phone's, the usual ones, a projector's. */
const small = matchMedia('(max-width: 600px)');
const large = matchMedia('(min-width: 1700px)');
const usual: readonly TrackName[] = ['accuracy', 'loss', 'drawing'];
const few: readonly TrackName[] = ['accuracy', 'drawing'];
const many: readonly TrackName[] = [...usual, 'steps'];
const byRoom = (): readonly TrackName[] => (small.matches ? few : large.matches ? many : usual);

function onRoom(tell: () => void): () => void {
  for (const query of [small, large]) query.addEventListener('change', tell);
  return () => {
    for (const query of [small, large]) query.removeEventListener('change', tell);
  };
}

/** The names of the tracks that are shown. */
export function useTrackNames(): readonly TrackName[] {
  const fitting = useSyncExternalStore(onRoom, byRoom);
  return useWatching((watching) => watching.tracks) ?? fitting;
}

export interface Track extends TrackDef {
  readonly name: TrackName;
  readonly tall: number;
  readonly isFirst: boolean;
}

/** The tracks that are shown, with their heights as they are now. */
export function useTracks(): readonly Track[] {
  const names = useTrackNames();
  const watching = useWatching((state) => state);
  const classes = useLabels().length;
  const layers = useTrainedLayers().length;
  return useMemo(() => {
    const first = names.find((name) => curves.includes(name));
    return names.map((name) => {
      const track = tracks[name];
      return { ...track, name, tall: track.height({ watching, classes, layers }), isFirst: name === first };
    });
  }, [names, watching, classes, layers]);
}
