/** Marks on the stage: which maps' filters are muted, play alone or are edited, and which layers are others. */
import { useTranslation } from 'react-i18next';
import { isSilent, type LayerEdit } from '../../../store/edit/edits';
import type { StageLayout } from '../../../store/stage/layout';
import '../../styles/edit.css';
import { useEdits } from './useEditing';

type Mark = 'muted' | 'solo' | 'edited';

function markOf(edit: LayerEdit, channel: number): Mark | null {
  if (isSilent(edit, channel)) return 'muted';
  if (edit.solo.has(channel)) return 'solo';
  return edit.filters.has(channel) ? 'edited' : null;
}

export function EditMarks({ layout }: { readonly layout: StageLayout }) {
  const { t } = useTranslation();
  const edits = useEdits((state) => state.history.present);
  return layout.blocks.flatMap(({ layer, x, width, tiles }) => {
    const edit = edits.get(layer.id);
    if (!edit) return [];
    const top = Math.min(...tiles.map(({ y }) => y));
    const marks = tiles.flatMap((tile) => {
      const mark = layer.form === 'maps' ? markOf(edit, tile.plane) : null;
      const place = { left: tile.x, top: tile.y, width: tile.width, height: tile.height };
      const key = `${layer.id}.${tile.plane}`;
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
