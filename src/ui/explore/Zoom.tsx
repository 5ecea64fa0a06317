/**
 * The size of the maps: smaller, larger or fitting the whole network; in an overview, one level out or in. Also opens the
 * arrange panel.
 */
import { Minus, Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stepIn } from '../../workspace/stage/levels';
import { resizedTile, type TileSize } from '../../workspace/stage/zoom';
import { IconButton } from '../parts/IconButton';
import { lazily } from '../parts/lazily';
import { useWork, useWorkspace } from '../playground';

const StageTools = lazily(() => import('./stage').then((parts) => parts.StageTools));

/** `size`: null where one zooms in levels. */
export function Zoom({ size }: { readonly size: TileSize | null }) {
  const { t } = useTranslation();
  const { store } = useWorkspace();
  const [isArranging, setArranging] = useState(false);
  const arrange = useRef<HTMLButtonElement>(null);
  const isFit = useWork((state) => state.tile === null && state.module === null);
  const resize = (step: 1 | -1): void => {
    const now = store.getState();
    if (size) store.setState({ tile: resizedTile(size.tile, step, size.limits) });
    else if (step < 0) store.setState({ module: null });
    else if (now.network) store.setState(stepIn(now.network, now, null) ?? {});
  };
  return (
    <>
      <div className="zoom">
        <button
          ref={arrange}
          type="button"
          className="button"
          aria-expanded={isArranging}
          onClick={() => setArranging(!isArranging)}
          onKeyDown={({ key }) => key === 'Escape' && setArranging(false)}
        >
          {t('stage.arrange')}
        </button>
        <IconButton
          label={t('stage.smaller')}
          idle={size ? size.tile <= size.limits[0] : isFit}
          onClick={() => resize(-1)}
        >
          <Minus size={16} aria-hidden />
        </IconButton>
        <button
          type="button"
          className="button"
          title={t('stage.fitHelp')}
          aria-pressed={isFit}
          onClick={() => store.setState({ tile: null, module: null })}
        >
          {t('stage.fit')}
        </button>
        <IconButton
          label={t('stage.larger')}
          idle={size !== null && size.tile >= size.limits[1]}
          onClick={() => resize(1)}
        >
          <Plus size={16} aria-hidden />
        </IconButton>
      </div>
      {isArranging && (
        <StageTools
          close={() => {
            setArranging(false);
            arrange.current?.focus();
          }}
        />
      )}
    </>
  );
}
