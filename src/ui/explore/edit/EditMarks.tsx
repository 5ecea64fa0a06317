/** Marks on the stage: muted, soloed and edited filters, changed input features and swapped layers. */
import { useTranslation } from 'react-i18next';
import { featureSource } from '../../../workspace/edit/apply';
import { isSilent, type LayerEdit } from '../../../workspace/edit/edits';
import { layerIn, pixelAtIndex } from '../../../workspace/selection';
import type { StageLayer } from '../../../workspace/stage/layers';
import type { LaneLayout, PlacedTile } from '../../../workspace/stage/layout';
import { pixelBox } from '../../../workspace/stage/pointer';
import { useWork } from '../../playground';
import '../../styles/edit.css';
import { useEdits } from './useEditing';

type Mark = 'muted' | 'solo' | 'edited';

function markOf(edit: LayerEdit, channel: number): Mark | null {
  if (isSilent(edit, channel)) return 'muted';
  if (edit.solo.has(channel)) return 'solo';
  return edit.filters.has(channel) ? 'edited' : null;
}

/** The channels of a tile and their places: a map has one, a strip one per cell. */
function channelsOf({ form }: StageLayer, { plane, columns, rows, x, y, width, height }: PlacedTile) {
  if (form === 'maps') return [{ channel: plane, left: x, top: y, width, height }];
  const [across, down] = [width / columns, height / rows];
  return Array.from({ length: rows * columns }, (_, i) => ({
    channel: plane + i,
    left: x + (i % columns) * across,
    top: y + Math.floor(i / columns) * down,
    width: across,
    height: down,
  }));
}

interface MarkProps {
  readonly mark: Mark;
  /** What is marked, such as `conv1.3`. */
  readonly of: string;
  readonly place: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
}

function MarkView({ mark, of, place }: MarkProps) {
  const { t } = useTranslation();
  return (
    <div className="edit-mark" style={place} data-testid="edit-mark" data-mark={mark} data-map={of}>
      <span className="unseen">{t(`edit.marks.${mark}`)}</span>
    </div>
  );
}

export function EditMarks({ layout }: { readonly layout: LaneLayout }) {
  const { t } = useTranslation();
  const edits = useEdits((state) => state.edits);
  const filters = layout.lanes.flatMap((lane) => {
    const { layer, x, width } = lane;
    const edit = edits.get(layer.id);
    if (!edit) return [];
    const { tiles } = lane;
    const top = Math.min(...tiles.map(({ y }) => y));
    const marks = tiles
      .flatMap((tile) => channelsOf(layer, tile))
      .flatMap(({ channel, ...place }) => {
        const mark = markOf(edit, channel);
        const of = `${layer.id}.${channel}`;
        return mark ? [<MarkView key={of} {...{ mark, of, place }} />] : [];
      });
    if (!edit.swap) return marks;
    return [
      ...marks,
      <div key={layer.id} className="edit-swap" style={{ left: x, top: top - 4, width }} data-testid="edit-swap">
        <span className="unseen">{t('edit.marks.swapped')}</span>
      </div>,
    ];
  });
  return [...filters, <FeatureMarks key="features" layout={layout} />];
}

/** Marks for input features that a dense layer reads with changed weights. */
function FeatureMarks({ layout }: { readonly layout: LaneLayout }) {
  const edits = useEdits((state) => state.edits);
  const network = useWork((state) => state.network);
  if (!network) return null;
  return [...edits].flatMap(([reader, { inputs }]) => {
    const layer = layerIn(network.units, featureSource(network.model, reader));
    return [...inputs].flatMap(([feature, scale]) => {
      const box = layer && pixelBox(layout, pixelAtIndex(layer, feature));
      if (!box) return [];
      const place = { left: box.x, top: box.y, width: box.width, height: box.height };
      const mark = scale === 0 ? 'muted' : 'edited';
      return [<MarkView key={`${reader}.${feature}`} {...{ mark, place }} of={`${layer.id}.${feature}`} />];
    });
  });
}
