/** The panel that arranges the maps: sorts and filters them by strength, one layer or all, and folds all layers. */
import { X } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  foldLayers,
  type Keeping,
  keepings,
  plainWish,
  type Sorting,
  sortings,
  type Wish,
} from '../../../workspace/stage/arrangement';
import type { StageBlock } from '../../../workspace/stage/blocks';
import { canArrange, keyOf, measuredLayer, measureOf, wishFor } from '../../../workspace/stage/strength';
import { Button } from '../../parts/Button';
import { Choice } from '../../parts/Choice';
import { IconButton } from '../../parts/IconButton';
import { useWork, useWorkspace } from '../../playground';
import '../../styles/stageTools.css';

const EVERY = 'every';

export function StageTools({ close }: { readonly close: () => void }) {
  const { t } = useTranslation();
  const title = useId();
  const blocks = useWork((state) => state.network?.blocks);
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
      {blocks && <Arranging blocks={blocks} />}
    </section>
  );
}

/** The wish that all chosen blocks share, or the default. */
function commonWish(wishes: ReadonlyMap<number, Wish>, chosen: readonly number[]): Wish {
  const [first, ...others] = chosen.map((unit) => wishes.get(unit) ?? plainWish);
  const same = others.every(({ sort, keep }) => sort === first?.sort && keep === first.keep);
  return first && same ? first : plainWish;
}

function Arranging({ blocks }: { readonly blocks: readonly StageBlock[] }) {
  const { t } = useTranslation();
  const { store, pointer } = useWorkspace();
  const arrangement = useWork((state) => state.arrangement);
  const arrangeable = new Map(blocks.filter(canArrange).map((block) => [keyOf(block), block]));
  const ordered = [...arrangeable.keys()];
  // The pixel under the pointer suggests the layer.
  const [layer, setLayer] = useState<number | typeof EVERY>(() => {
    const pointed = pointer.getState().hover?.layer;
    const unit = ordered.find((key) => arrangeable.get(key)?.layers.some(({ id }) => id === pointed));
    return unit ?? EVERY;
  });
  const chosen = layer === EVERY ? ordered : [layer];
  const wish = commonWish(arrangement.wishes, chosen);
  const ids = blocks
    .filter((block) => (layer === EVERY ? block.form === 'maps' || block.form === 'units' : keyOf(block) === layer))
    .flatMap(({ layers }) => layers.map(({ id }) => id));
  const name = (key: number): string =>
    arrangeable
      .get(key)
      ?.layers.map(({ id }) => id)
      .join(' · ') ?? '';
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
        {layer === EVERY ? t('stageTools.help') : <Counted block={arrangeable.get(layer)} />}
      </p>
      <div className="stage-tools-folds">
        <button type="button" className="button" onClick={() => fold(true)}>
          {t('stageTools.fold')}
        </button>
        <Button idle={!ids.some((id) => arrangement.folded.has(id))} onClick={() => fold(false)}>
          {t('stageTools.unfold')}
        </Button>
      </div>
    </>
  );
}

/** How many maps of a block are shown, and what they were measured by. */
function Counted({ block }: { readonly block: StageBlock | undefined }) {
  const { t } = useTranslation();
  const arrangement = useWork((state) => state.arrangement);
  const view = useWork((state) => state.view);
  const layer = block && measuredLayer(block, view);
  if (!layer) return null;
  const key = keyOf(block);
  const shown = arrangement.channels.get(key)?.length ?? layer.planes;
  const counted = t('stageTools.counted', { shown, count: layer.planes });
  // Said once it is so.
  const met = arrangement.met.get(key);
  return met ? `${counted} ${t(`stageTools.measured.${measureOf(met)}`, { layer: layer.id })}` : counted;
}
