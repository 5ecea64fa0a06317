/** Saves the run as an animated picture; until it is there, says how far it is and can be cancelled. */
import { Film, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { say } from '../../../store/session';
import { saveFile } from '../../../workspace/export/files';
import { messageFor } from '../../../workspace/messages';
import { grouped, percent } from '../../../workspace/numbers';
import type { FilmLook } from '../../../workspace/training/animation/paint';
import { firstLayerOf } from '../../../workspace/training/firstLayer';
import { scaleOf } from '../../../workspace/training/watching';
import { Button } from '../../parts/Button';
import { IconButton } from '../../parts/IconButton';
import { useClassNames } from '../../parts/useClassNames';
import { tokenColour, usePalette } from '../../parts/usePalette';
import { usePlayground } from '../../playground';
import { useTrain, useTraining } from '../useTrain';
import { watchedLayers } from './layers';

export function SaveFilm() {
  const { t } = useTranslation();
  const { session } = usePlayground();
  const { training, recipe, watching } = useTrain();
  const names = useClassNames();
  const palette = usePalette();
  const isEmpty = useTraining(({ moments }) => moments.length < 2);
  const [progress, setProgress] = useState<readonly [done: number, count: number] | null>(null);
  const saving = useRef<AbortController | null>(null);
  useEffect(() => () => saving.current?.abort(), []);

  const save = async (): Promise<void> => {
    const { moments, film, set, batch } = training.store.getState();
    const { network } = training.workspace.store.getState();
    const filter = network && firstLayerOf(network.model);
    if (!network || !filter) return;
    const layer = watchedLayers(network).find(({ feature }) => feature.id === filter.id)?.feature;
    const scale = scaleOf(film, watching.getState().axis);
    const look: FilmLook = {
      palette,
      paper: tokenColour('--surface'),
      ink: tokenColour('--ink'),
      faint: tokenColour('--ink-2'),
      line: tokenColour('--line'),
      accent: tokenColour('--accent'),
      font: getComputedStyle(document.body).fontFamily,
      filter,
      map: layer?.form === 'maps' ? { rows: layer.rows, columns: layer.columns } : null,
      labels: set.labels.map((label) => names.short(label)),
      places: moments.map(({ step }) => scale.shareAt(step)),
      right: moments.map(({ newAccuracy }) => newAccuracy),
    };
    const { data, network: built } = recipe.getState();
    const { input } = training;
    saving.current = new AbortController();
    const { signal } = saving.current;
    setProgress([0, 1]);
    const { animate } = await import('../../../workspace/training/animation/save');
    const file = await animate({
      look,
      title: (moment) =>
        t('train.watching.frame', {
          count: grouped((moments[moment]?.step ?? 0) * batch),
          right: percent(moments[moment]?.newAccuracy ?? 0, 0),
        }),
      still: async (moment) => {
        const given = await training.conversation.ask({ kind: 'still', moment, layer: filter.id, input });
        return given?.kind === 'still' ? given.still : null;
      },
      signal,
      onProgress: (...now) => setProgress(now),
    });
    if (file) saveFile(file, `training ${data} ${built} ${(moments.at(-1)?.step ?? 0) * batch}.gif`);
  };

  if (progress) {
    const [done, count] = progress;
    return (
      <span className="train-saving" role="status">
        <progress value={done} max={count} aria-label={t('train.watching.saving')} />
        <span className="small">
          {t(done < count ? 'train.watching.frames' : 'train.watching.packing', { done, count })}
        </span>
        <IconButton quiet label={t('train.watching.cancel')} onClick={() => saving.current?.abort()}>
          <X size={16} aria-hidden />
        </IconButton>
      </span>
    );
  }
  return (
    <Button
      className="quiet"
      idle={isEmpty}
      title={t('train.watching.saveNote')}
      onClick={() =>
        save()
          .catch((error: unknown) => say(session, messageFor(error, 'part-load')))
          .finally(() => setProgress(null))
      }
    >
      <Film size={16} aria-hidden /> {t('train.watching.save')}
    </Button>
  );
}
