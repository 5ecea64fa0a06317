/** The panel that arranges the maps: sorts and filters them by strength, one layer or all, and folds all layers. */
import { X } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  channelsShown,
  foldLayers,
  type Keeping,
  keepings,
  plainWish,
  type Sorting,
  sortings,
  type Wish,
} from '../../../workspace/stage/arrangement';
import type { StageUnit } from '../../../workspace/stage/layers';
import { canArrange, measuredLayer, measureOf, wishFor } from '../../../workspace/stage/strength';
import { Button } from '../../parts/Button';
import { Choice } from '../../parts/Choice';
import { IconButton } from '../../parts/IconButton';
import { useWork, useWorkspace } from '../../playground';
import '../../styles/stageTools.css';

const EVERY = 'every';

export function StageTools({ close }: { readonly close: () => void }) {
  const { t } = useTranslation();
  const title = useId();
  const units = useWork((state) => state.network?.units);
  const leave = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
  };
  return (
    <section className="stage-tools" aria-labelledby={title} onKeyDown={leave}>
      <div className="stage-tools-head">
        <h3 id={title}>{t('stageTools.title')}</h3>
        <IconButton quiet label={t('stageTools.close')} onClick={close}>
          <X size={16} aria-hidden />
        </IconButton>
      </div>
      {units && <Arranging units={units} />}
    </section>
  );
}

/** The wish that all chosen units share, or the default. */
function commonWish(wishes: ReadonlyMap<number, Wish>, chosen: readonly number[]): Wish {
  const [first, ...others] = chosen.map((unit) => wishes.get(unit) ?? plainWish);
  const same = others.every(({ sort, keep }) => sort === first?.sort && keep === first.keep);
  return first && same ? first : plainWish;
}

function Arranging({ units }: { readonly units: readonly StageUnit[] }) {
  const { t } = useTranslation();
  const { store, pointer } = useWorkspace();
  const arrangement = useWork((state) => state.arrangement);
  const ordered = units.flatMap((unit, index) => (canArrange(unit) ? [index] : []));
  // The pixel under the pointer suggests the layer.
  const [layer, setLayer] = useState<number | typeof EVERY>(() => {
    const pointed = pointer.getState().hover?.layer;
    const unit = ordered.find((index) => units[index]?.layers.some(({ id }) => id === pointed));
    return unit ?? EVERY;
  });
  const chosen = layer === EVERY ? ordered : [layer];
  const wish = commonWish(arrangement.wishes, chosen);
  const ids = units.flatMap((unit) => unit.layers.map(({ id }) => id));
  const name = (index: number): string => units[index]?.layers.map(({ id }) => id).join(' · ') ?? '';
  const want = (change: Partial<Wish>): void =>
    store.setState((state) => ({ arrangement: wishFor(state.arrangement, chosen, { ...wish, ...change }) }));
  const fold = (isFolded: boolean): void =>
    store.setState((state) => ({ arrangement: foldLayers(state.arrangement, ids, isFolded) }));
  return (
    <>
      <Choice
        label={t('stageTools.layer')}
        options={[EVERY, ...ordered] as const}
        value={layer}
        onChange={setLayer}
        name={(choice) => (choice === EVERY ? t('stageTools.every') : name(choice))}
      />
      <Choice<Sorting>
        label={t('stageTools.sort')}
        options={sortings}
        value={wish.sort}
        onChange={(sort) => want({ sort })}
        name={(choice) => t(`stageTools.sorts.${choice}`)}
      />
      <Choice<Keeping>
        label={t('stageTools.keep')}
        options={keepings}
        value={wish.keep}
        onChange={(keep) => want({ keep })}
        name={(choice) => t(`stageTools.keeps.${choice}`)}
      />
      <p className="muted small" role="status">
        {layer === EVERY ? t('stageTools.help') : <Counted unit={units[layer]} wish={wish} />}
      </p>
      <div className="stage-tools-folds">
        <button type="button" className="button" onClick={() => fold(true)}>
          {t('stageTools.fold')}
        </button>
        <Button idle={arrangement.folded.size === 0} onClick={() => fold(false)}>
          {t('stageTools.unfold')}
        </Button>
      </div>
    </>
  );
}

/** How many maps of a unit are shown, and what they were measured by. */
function Counted({ unit, wish }: { readonly unit: StageUnit | undefined; readonly wish: Wish }) {
  const { t } = useTranslation();
  const arrangement = useWork((state) => state.arrangement);
  const view = useWork((state) => state.view);
  const layer = unit && measuredLayer(unit, view);
  if (!layer) return null;
  const shown = channelsShown(layer, { ...arrangement, folded: new Set() }).length;
  const counted = t('stageTools.counted', { shown, count: layer.planes });
  const plain = wish.sort === plainWish.sort && wish.keep === plainWish.keep;
  return plain ? counted : `${counted} ${t(`stageTools.measured.${measureOf(wish)}`, { layer: layer.id })}`;
}
