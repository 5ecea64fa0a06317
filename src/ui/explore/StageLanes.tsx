/** The page's text over the maps: each block's caption, each layer's name, and how many maps are folded away. */
import { memo, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Network } from '../../workspace/network';
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

export const StageLanes = memo(function StageLanes({ layout, network }: Props) {
  const [explained, setExplained] = useState<string | null>(null);
  const explain = (id: string): void => setExplained(id === explained ? null : id);
  const isDown = layout.direction === 'down';
  // Within an open module, what all its layers are called need not be said again.
  const open = layout.overview?.modules.find(({ isOpen }) => isOpen)?.module.name;
  return (
    <>
      {explained !== null && <LayerCard network={network} layer={explained} onClose={() => setExplained(null)} />}
      {layout.blocks.map((place) => (
        <Block key={keyOf(place.block)} {...{ place, network, isDown, open, explain }} />
      ))}
      {layout.lanes
        .filter(
          ({ layer, drawn }) => layer.kind !== 'input' && drawn !== 'rows' && !layout.overview?.closed.has(layer.id),
        )
        .map((lane) => (
          <LaneTags key={lane.layer.id} {...{ lane, open, explain }} />
        ))}
    </>
  );
});

/** A layer's place with its name above each column of its maps. */
interface TagsProps extends Pick<NameProps, 'open' | 'explain'> {
  readonly lane: Lane;
}

function LaneTags({ lane, open, explain }: TagsProps) {
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
          <Name layer={layer} open={open} explain={explain} isFirst={column === 0} />
        </div>
      ))}
    </div>
  );
}

interface NameProps {
  readonly layer: StageLayer;
  /** The name of the module that it stands in. */
  readonly open: string | undefined;
  readonly explain: (id: string) => void;
  readonly isFirst?: boolean;
}

/** A layer's name; clicking it explains the layer. */
function Name({ layer, open, explain, isFirst = true }: NameProps) {
  const { t } = useTranslation();
  const isFolded = useWork(({ arrangement }) => arrangement.folded.has(layer.id));
  const isWithin = open !== undefined && layer.id.startsWith(open) && /^[./_-]./.test(layer.id.slice(open.length));
  return (
    <button
      type="button"
      className="layer-name"
      title={t(`kinds.${layer.kind}`)}
      tabIndex={isFirst ? 0 : -1}
      data-folded={isFolded || undefined}
      onClick={() => explain(layer.id)}
    >
      {isWithin ? layer.id.slice(open.length + 1) : layer.id}
    </button>
  );
}

/** A block's caption: by hand for a shipped network, else from its layers and its place. */
function useCaption(network: Network, block: StageBlock) {
  const record = useRecord();
  const inWords = useCaptionWords();
  const caption = useMemo(() => blockCaption(network.blocks, block, record), [network, block, record]);
  return caption && inWords(caption);
}

interface BlockProps extends Pick<NameProps, 'open'> {
  readonly place: BlockPlace;
  readonly network: Network;
  readonly isDown: boolean;
  readonly explain: (id: string) => void;
}

function Block({ place: { block, head, more }, network, isDown, open, explain }: BlockProps) {
  const words = useCaption(network, block);
  if (block.form === 'answer') return null;
  return (
    <>
      {head && (
        <div className="caption stage-own" style={placed(head)} data-testid="caption">
          <h3 title={words?.title}>{words?.title}</h3>
          {isDown ? (
            block.layers.map((layer) => <Name key={layer.id} layer={layer} open={open} explain={explain} />)
          ) : (
            <p className="muted small">
              {more && more.count > 0 ? <Counted block={block} hidden={more.count} /> : words?.subtitle}
            </p>
          )}
        </div>
      )}
      {more && <More block={keyOf(block)} count={more.count} style={placed(more.at)} />}
    </>
  );
}

/** How many of its maps a block shows. */
function Counted({ block, hidden }: { readonly block: StageBlock; readonly hidden: number }) {
  const { t } = useTranslation();
  const count = block.layers[0] ? mapsOf(block.layers[0]) : 0;
  return t('stage.shown', { shown: count - hidden, count });
}

/** Shows a block whole, or only its strongest maps again. */
function More({
  block,
  count,
  style,
}: {
  readonly block: number;
  readonly count: number;
  readonly style: ReturnType<typeof placed>;
}) {
  const { t } = useTranslation();
  const { store } = useWorkspace();
  const isWhole = useWork(({ arrangement }) => arrangement.whole.has(block));
  const toggle = (): void =>
    store.setState(({ arrangement }) => {
      const whole = new Set(arrangement.whole);
      if (!whole.delete(block)) whole.add(block);
      return { arrangement: { ...arrangement, whole } };
    });
  return (
    <button type="button" className="more stage-own" style={style} aria-expanded={isWhole} onClick={toggle}>
      {isWhole ? t('stage.fewer') : t('stage.more', { count })}
    </button>
  );
}
