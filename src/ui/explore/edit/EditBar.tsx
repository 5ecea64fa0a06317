/** Below the maps while the network is edited: the edits, undo and redo, differences and reset. */
import { Diff, Redo2, RotateCcw, Undo2 } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Edits } from '../../../workspace/edit/edits';
import { focusMain, isFocusLost } from '../../parts/focus';
import { IconButton } from '../../parts/IconButton';
import { Spoken } from '../../parts/Spoken';
import { useWork } from '../../playground';
import '../../styles/edit.css';
import { useEditing, useEdits } from './useEditing';

/** The number of edits of each kind, zeros omitted. */
function counts(
  edits: Edits,
): readonly (readonly [kind: 'filters' | 'muted' | 'solo' | 'features' | 'swaps', count: number])[] {
  const all = [...edits.values()];
  const sum = (of: (edit: (typeof all)[number]) => number): number => all.reduce((total, edit) => total + of(edit), 0);
  return (
    [
      ['filters', sum(({ filters }) => filters.size)],
      ['muted', sum(({ muted }) => muted.size)],
      ['solo', sum(({ solo }) => solo.size)],
      ['features', sum(({ inputs }) => inputs.size)],
      ['swaps', sum(({ swap }) => (swap ? 1 : 0))],
    ] as const
  ).filter(([, count]) => count > 0);
}

export function EditBar() {
  const { t } = useTranslation();
  const editing = useEditing();
  const isEdited = useWork((state) => state.isEdited);
  const edits = useEdits((state) => state.edits);
  const history = useEdits((state) => state.history);
  const isDifference = useEdits((state) => state.isDifference);
  // Undoing the last edit removes the bar, and with it the focused button.
  useEffect(() => {
    if (!isEdited) return;
    return () => {
      if (isFocusLost()) focusMain();
    };
  }, [isEdited]);
  if (!isEdited) return null;
  const summary = counts(edits)
    .map(([kind, count]) => t(`edit.edits.${kind}`, { count }))
    .join(' · ');
  return (
    <section className="edit-bar" aria-label={t('edit.bar')} data-testid="edit-bar">
      <p>
        <strong>{t('edit.bar')}</strong> <span className="number">{summary}</span>
      </p>
      <IconButton label={t('edit.undo')} idle={history.past.length === 0} onClick={() => editing.undo()}>
        <Undo2 size={16} aria-hidden />
      </IconButton>
      <IconButton label={t('edit.redo')} idle={history.future.length === 0} onClick={() => editing.redo()}>
        <Redo2 size={16} aria-hidden />
      </IconButton>
      <button
        type="button"
        className="button"
        aria-pressed={isDifference}
        title={t('edit.differencesHelp')}
        onClick={() => editing.showDifference(!isDifference)}
      >
        <Diff size={16} aria-hidden />
        <span>{t('edit.differences')}</span>
      </button>
      <button type="button" className="button" title={t('edit.reset')} onClick={() => editing.reset()}>
        <RotateCcw size={16} aria-hidden />
        <span>{t('edit.reset')}</span>
      </button>
      <Spoken text={`${t('edit.bar')}: ${summary}`} />
    </section>
  );
}
