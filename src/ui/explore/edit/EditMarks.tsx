/** Marks on the stage: which maps' filters are muted, play alone or are edited, and which layers are others. */
import { useTranslation } from 'react-i18next';
import { isSilent, type LayerEdit } from '../../../store/edit/edits';
import type { StageLayer } from '../../../store/stage/layers';
import type { PlacedTile, StageLayout } from '../../../store/stage/layout';
import '../../styles/edit.css';
import { useEdits } from './useEditing';

type Mark = 'muted' | 'solo' | 'edited';

function markOf(edit: LayerEdit, channel: number): Mark | null {
  if (isSilent(edit, channel)) return 'muted';
  if (edit.solo.has(channel)) return 'solo';
  return edit.filters.has(channel) ? 'edited' : null;
}

/** The places of a tile's channels: a map is one, a strip has one in each cell. */
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

export function EditMarks({ layout }: { readonly layout: StageLayout }) {
  const { t } = useTranslation();
  const edits = useEdits((state) => state.history.present);
  return layout.blocks.flatMap(({ layer, x, width, tiles }) => {
    const edit = edits.get(layer.id);
    if (!edit) return [];
    const top = Math.min(...tiles.map(({ y }) => y));
    const marks = tiles
      .flatMap((tile) => channelsOf(layer, tile))
      .flatMap(({ channel, ...place }) => {
        const mark = markOf(edit, channel);
        const key = `${layer.id}.${channel}`;
        if (!mark) return [];
        return [
          <div key={key} className="edit-mark" style={place} data-testid="edit-mark" data-mark={mark} data-map={key}>
            <span className="unseen">{t(`edit.marks.${mark}`)}</span>
          </div>,
        ];
      });
    if (!edit.swap) return marks;
    return [
      ...marks,
      <div key={layer.id} className="edit-swap" style={{ left: x, top: top - 4, width }} data-testid="edit-swap">
        <span className="unseen">{t('edit.marks.swapped')}</span>
      </div>,
    ];
  });
}
