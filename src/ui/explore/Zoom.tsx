/** The size of the maps: smaller, larger, or as large as the whole network fits. */
import { Minus, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { LARGEST_TILE, resizedTile, SMALLEST_TILE } from '../../store/stage/layout';
import { usePlayground, useSession } from '../playground';

export function Zoom({ tile }: { readonly tile: number }) {
  const { t } = useTranslation();
  const { session } = usePlayground();
  const isFit = useSession((state) => state.tile === null);
  const resize = (step: 1 | -1): void => session.setState({ tile: resizedTile(tile, step) });
  return (
    <div className="zoom">
      <button
        type="button"
        className="button icon"
        aria-label={t('stage.smaller')}
        title={t('stage.smaller')}
        disabled={tile <= SMALLEST_TILE}
        onClick={() => resize(-1)}
      >
        <Minus size={16} aria-hidden />
      </button>
      <button
        type="button"
        className="button"
        title={t('stage.fitHelp')}
        aria-pressed={isFit}
        onClick={() => session.setState({ tile: null })}
      >
        {t('stage.fit')}
      </button>
      <button
        type="button"
        className="button icon"
        aria-label={t('stage.larger')}
        title={t('stage.larger')}
        disabled={tile >= LARGEST_TILE}
        onClick={() => resize(1)}
      >
        <Plus size={16} aria-hidden />
      </button>
    </div>
  );
}
