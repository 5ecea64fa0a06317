/** Below the pad: undo, redo, clear, the pen's thickness and the eraser. */
import { Eraser, Redo2, Trash2, Undo2 } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { clearDrawing, redo, thicknesses, thicknessNames, undo } from '../../workspace/gesture';
import { editsText } from '../parts/editsText';
import { IconButton } from '../parts/IconButton';
import { historyKey } from '../parts/keys';
import { Radios } from '../parts/Radios';
import { useGesture, useWorkspace } from '../playground';

const pens = [...thicknessNames, 'eraser'] as const;

/** `children`: what else draws, in a row of its own. */
export function PenTools({ children }: { readonly children?: ReactNode }) {
  const { t } = useTranslation();
  const { gesture } = useWorkspace().input;
  const canUndo = useGesture((state) => state.history.past.length > 0);
  const canRedo = useGesture((state) => state.history.future.length > 0);
  const isEmpty = useGesture((state) => state.strokes.length === 0);
  const eraser = useGesture((state) => state.eraser);
  const thickness = useGesture((state) => thicknessNames.find((name) => thicknesses[name] === state.thickness));

  useEffect(() => {
    const key = (event: KeyboardEvent): void => {
      const which = editsText(event.target) ? null : historyKey(event);
      if (!which) return;
      event.preventDefault();
      (which === 'undo' ? undo : redo)(gesture);
    };
    document.addEventListener('keydown', key);
    return () => document.removeEventListener('keydown', key);
  }, [gesture]);

  const choose = (pen: (typeof pens)[number]): void =>
    gesture.setState(pen === 'eraser' ? { eraser: true } : { eraser: false, thickness: thicknesses[pen] });

  return (
    <div className="pen-tools row tight">
      <IconButton idle={!canUndo} label={t('pad.undo')} onClick={() => undo(gesture)}>
        <Undo2 size={16} aria-hidden />
      </IconButton>
      <IconButton idle={!canRedo} label={t('pad.redo')} onClick={() => redo(gesture)}>
        <Redo2 size={16} aria-hidden />
      </IconButton>
      <IconButton idle={isEmpty} label={t('pad.clear')} onClick={() => clearDrawing(gesture)}>
        <Trash2 size={16} aria-hidden />
      </IconButton>
      <div className="pens">
        <Radios
          label={t('pad.pen')}
          className="pens-row"
          options={pens}
          value={eraser ? 'eraser' : (thickness ?? null)}
          onChange={choose}
          name={(pen) => t(pen === 'eraser' ? 'pad.eraser' : `pad.pens.${pen}`)}
          picture={(pen) => (pen === 'eraser' ? <Eraser size={16} aria-hidden /> : <i className={`pen-dot ${pen}`} />)}
        />
      </div>
      {children}
    </div>
  );
}
