/** The page's text over the maps: each block's caption, each layer's name, and how many maps are folded away. */
import type { TFunction } from 'i18next';
import { memo, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Network } from '../../workspace/network';
import type { Arrangement } from '../../workspace/stage/arrangement';
import type { StageBlock } from '../../workspace/stage/blocks';
import { blockCaption } from '../../workspace/stage/captions';
import type { StageLayer } from '../../workspace/stage/layers';
import type { BlockPlace, Lane, StageLayout } from '../../workspace/stage/layout';
import { mapsOf } from '../../workspace/stage/rule';
import { keyOf } from '../../workspace/stage/strength';
import { lazily } from '../parts/lazily';
import { useCaptionWords } from '../parts/useCaptionWords';
import { useRecord } from '../parts/useRecord';
import { useWork, useWorkspace } from '../playground';
import { markOf, placed } from './placed';

const LayerCard = lazily(() => import('./LayerCard').then((part) => part.LayerCard));

interface Props {
  readonly layout: StageLayout;
  readonly network: Network;
}

/** What all names and captions need: there are many, and one question each takes a part of a frame. */
interface Said {
  readonly t: TFunction;
  readonly blocks: readonly StageBlock[];
  readonly record: ReturnType<typeof useRecord>;
  readonly inWords: ReturnType<typeof useCaptionWords>;
  readonly arrangement: Arrangement;
  readonly isDown: boolean;
  /** The name of the module that all of it stands in. */
  readonly open: string | undefined;
  readonly explain: (id: string) => void;
}

export const StageLanes = memo(function StageLanes({ layout, network }: Props) {
  const { t } = useTranslation();
  const { blocks } = network;
  const record = useRecord();
  const inWords = useCaptionWords();
  const arrangement = useWork((state) => state.arrangement);
  const [explained, setExplained] = useState<string | null>(null);
  const explain = (id: string): void => setExplained(id === explained ? null : id);
  const isDown = layout.direction === 'down';
  const open = layout.overview?.modules.find(({ isOpen }) => isOpen)?.module.name;
  const said: Said = { t, blocks, record, inWords, arrangement, isDown, open, explain };
  return (
    <>
      {explained !== null && <LayerCard network={network} layer={explained} onClose={() => setExplained(null)} />}
      {layout.blocks.map((place) => (
        <Block key={keyOf(place.block)} place={place} said={said} />
      ))}
      {layout.lanes
        .filter(
          ({ layer, drawn }) => layer.kind !== 'input' && drawn !== 'rows' && !layout.overview?.closed.has(layer.id),
        )
        .map((lane) => (
          <LaneTags key={lane.layer.id} lane={lane} said={said} />
        ))}
    </>
  );
});

/** A layer's place with its name above each column of its maps. */
function LaneTags({ lane, said }: { readonly lane: Lane; readonly said: Said }) {
  const { layer, tags, x, width, height } = lane;
  const y = tags[0]?.y ?? lane.y;
  return (
    <div className="lane" style={placed({ x, y, width, height: lane.y - y + height })} {...markOf(layer)}>
      {tags.map((tag, column) => (
        <div
          key={tag.x}
          className="tag stage-own"
          style={placed({ ...tag, x: tag.x - x, y: tag.y - y })}
          aria-hidden={column > 0 || undefined}
        >
          <Name layer={layer} said={said} isFirst={column === 0} />
        </div>
      ))}
    </div>
  );
}

interface NameProps {
  readonly layer: StageLayer;
  readonly said: Said;
  readonly isFirst?: boolean;
}

/** A layer's name; clicking it explains the layer. Within a module, what all its layers are called is not said again. */
function Name({ layer, said: { t, arrangement, open, explain }, isFirst = true }: NameProps) {
  const isWithin = open !== undefined && layer.id.startsWith(open) && /^[./_-]./.test(layer.id.slice(open.length));
  return (
    <button
      type="button"
      className="layer-name"
      title={t(`kinds.${layer.kind}`)}
      tabIndex={isFirst ? 0 : -1}
      data-folded={arrangement.folded.has(layer.id) || undefined}
      onClick={() => explain(layer.id)}
    >
      {isWithin ? layer.id.slice(open.length + 1) : layer.id}
    </button>
  );
}

/** Its caption is by hand for a shipped network, else from its layers and its place. */
function Block({ place: { block, head, more }, said }: { readonly place: BlockPlace; readonly said: Said }) {
  const { t, blocks, record, inWords, isDown } = said;
  const caption = useMemo(() => blockCaption(blocks, block, record), [blocks, block, record]);
  if (block.form === 'answer') return null;
  const words = caption && inWords(caption);
  const count = block.layers[0] ? mapsOf(block.layers[0]) : 0;
  return (
    <>
      {head && (
        <div className="caption stage-own" style={placed(head)} data-testid="caption">
          <h3 title={words?.title}>{words?.title}</h3>
          {isDown ? (
            block.layers.map((layer) => <Name key={layer.id} layer={layer} said={said} />)
          ) : (
            <p className="muted small">
              {more && more.count > 0 ? t('stage.shown', { shown: count - more.count, count }) : words?.subtitle}
            </p>
          )}
        </div>
      )}
      {more && <More block={keyOf(block)} count={more.count} style={placed(more.at)} said={said} />}
    </>
  );
}

interface MoreProps {
  readonly block: number;
  readonly count: number;
  readonly style: ReturnType<typeof placed>;
  readonly said: Said;
}

/** Shows a block whole, or only its strongest maps again. */
function More({ block, count, style, said: { t, arrangement } }: MoreProps) {
  const { store } = useWorkspace();
  const isWhole = arrangement.whole.has(block);
  const toggle = (): void =>
    store.setState(({ arrangement: now }) => {
      const whole = new Set(now.whole);
      if (!whole.delete(block)) whole.add(block);
      return { arrangement: { ...now, whole } };
    });
  return (
    <button type="button" className="more stage-own" style={style} aria-expanded={isWhole} onClick={toggle}>
      {isWhole ? t('stage.fewer') : t('stage.more', { count })}
    </button>
  );
}
