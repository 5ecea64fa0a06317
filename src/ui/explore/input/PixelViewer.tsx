/** A plane of what the network sees, at any zoom, with the numbers in its pixels. */
import { Minus, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Cell, type NumberScale, numberScales, numbersFrom } from '../../../workspace/input/pixelView';
import { type PlaneName, type Preprocessing, planeNames, type Sheet, sheetOf } from '../../../workspace/input/sheets';
import { exact } from '../../../workspace/numbers';
import { Choice } from '../../parts/Choice';
import { Dialog } from '../../parts/Dialog';
import { IconButton } from '../../parts/IconButton';
import { inkOf } from '../../parts/Plane';
import { Segmented } from '../../parts/Segmented';
import { useFrame, useWorkspace } from '../../playground';
import '../../styles/input.css';
import { usePixelView } from './usePixelView';

interface Props {
  readonly name: PlaneName;
  readonly preprocessing: Preprocessing;
  readonly onName: (name: PlaneName) => void;
  readonly onClose: () => void;
}

export function PixelViewer({ name, preprocessing, onName, onClose }: Props) {
  const { t } = useTranslation();
  const { pipeline } = useWorkspace().input;
  useFrame((state) => state.inputVersion);
  const [wanted, setScale] = useState<NumberScale>('bytes');
  const sheet = sheetOf(name, preprocessing, pipeline.current?.prepared ?? null);
  const scales = numberScales.filter((scale) => scale !== 'fed' || sheet.fed);
  const scale = scales.includes(wanted) ? wanted : 'bytes';
  const { canvas, handlers, cell, side, zoom, fit } = usePixelView(sheet, inkOf(name, preprocessing), scale);

  const planes = sheet.values ? sheet.values.length / (sheet.rows * sheet.columns) : 1;
  const planeName = t(`sees.${name}`);
  return (
    <Dialog
      isModal
      className="pixels"
      title={
        <>
          {t('moreInput.pixels.title')} <span className="muted">{`${sheet.columns} × ${sheet.rows}`}</span>
        </>
      }
      close={t('moreInput.pixels.close')}
      onClose={onClose}
      focused={() => canvas.current}
    >
      <div className="pixels-tools">
        <Segmented
          label={t('moreInput.pixels.plane')}
          options={planeNames(preprocessing)}
          value={name}
          onChange={onName}
          name={(each) => t(`sees.${each}`)}
        />
        <Choice
          className="inline"
          label={t('moreInput.pixels.scale')}
          options={scales}
          value={scale}
          onChange={setScale}
          name={(each) => t(`moreInput.pixels.scales.${each}`)}
        />
      </div>
      {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: it is moved over by keys of its own. */}
      <canvas
        ref={canvas}
        className="pixels-canvas"
        role="application"
        aria-label={t('moreInput.pixels.canvas', { name: planeName })}
        tabIndex={0}
        {...handlers}
      />
      <footer>
        <p role="status" data-testid="pixel-readout">
          {cell && sheet.values ? (
            <Readout cell={cell} sheet={sheet} planes={planes} />
          ) : (
            t(side < numbersFrom(scale, planes) ? 'moreInput.pixels.hint' : 'moreInput.pixels.pointed')
          )}
        </p>
        <div className="pixels-zoom row tight">
          <IconButton label={t('moreInput.pixels.zoomOut')} onClick={() => zoom(1 / 1.5)}>
            <Minus size={16} aria-hidden />
          </IconButton>
          <button type="button" className="button" onClick={fit}>
            {t('moreInput.pixels.fit')}
          </button>
          <IconButton label={t('moreInput.pixels.zoomIn')} onClick={() => zoom(1.5)}>
            <Plus size={16} aria-hidden />
          </IconButton>
        </div>
      </footer>
    </Dialog>
  );
}

interface ReadoutProps {
  readonly cell: Cell;
  readonly sheet: Sheet;
  readonly planes: number;
}

/** The exact numbers of the pixel under the pointer. */
function Readout({ cell: { row, column }, sheet: { rows, columns, values, fed }, planes }: ReadoutProps) {
  const { t } = useTranslation();
  const index = row * columns + column;
  const at = (from: Float32Array | null): number[] =>
    Array.from({ length: planes }, (_, plane) => from?.[plane * rows * columns + index] ?? Number.NaN);
  const shares = at(values);
  return (
    <>
      <b>{t('moreInput.pixels.at', { row, column })}</b>{' '}
      <span className="number">
        {t('moreInput.pixels.value', {
          value: shares.map(exact).join(', '),
          bytes: shares.map((value) => (255 * value).toFixed(1)).join(', '),
        })}
        {fed && ` · ${t('moreInput.pixels.fed', { value: at(fed).map(exact).join(', ') })}`}
      </span>
    </>
  );
}
