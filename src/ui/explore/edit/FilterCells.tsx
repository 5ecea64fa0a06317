/** A filter's weights before scaling, one kernel at a time: typed, painted or taken from a preset. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type FilterShape,
  filterCount,
  filterKind,
  filterOf,
  filterShape,
  type MapOf,
} from '../../../workspace/edit/apply';
import { editFilter, filterEdit, paintCells } from '../../../workspace/edit/edits';
import { presetIds, presetKernel, presetOf } from '../../../workspace/labs/kernelLab/presets';
import type { Network } from '../../../workspace/network';
import { rounded } from '../../../workspace/numbers';
import { Button } from '../../parts/Button';
import { Choice } from '../../parts/Choice';
import { Slider } from '../../parts/Slider';
import { KernelCells } from './KernelCells';
import { useEditing, useEdits } from './useEditing';

interface Props {
  readonly network: Network;
  readonly filter: MapOf;
}

export function FilterCells({ network, filter: { node, channel } }: Props) {
  const { t } = useTranslation();
  const editing = useEditing();
  const trained = useEdits((state) => state.trained);
  const edits = useEdits((state) => state.edits);
  const [sheet, setSheet] = useState(0);
  const [brush, setBrush] = useState(0);
  const count = filterCount(network.model, node);
  if (!trained || count === 0) return null;
  const own = filterOf(trained.stored.weights, node, count, channel).weights;
  const { cells } = filterEdit(edits, node, channel);
  const shape = filterShape(network.model, node);
  const isKernel = filterKind(network.model, node) === 'kernels';
  const size = shape.rows * shape.columns;
  const first = sheet * size;
  const values = own.slice(first, first + size).map((weight, i) => cells.get(first + i) ?? weight);
  const extent = Math.max(...own.map(Math.abs), ...[...cells.values()].map(Math.abs), 1e-3);
  const reach = Math.ceil(extent * 10) / 10;

  /** Writes weights into this sheet by their index in it. */
  const put = (painted: Iterable<readonly [number, number]>, gesture: string | null): void => {
    const all = new Map([...painted].map(([cell, value]) => [first + cell, Math.fround(value)]));
    editing.change((now) => paintCells(now, node, channel, all), gesture);
  };
  const nameOf = (cell: number): string =>
    shape.of === 'map'
      ? t('edit.cell', { row: Math.floor(cell / shape.columns) + 1, column: (cell % shape.columns) + 1 })
      : t('edit.inputCell', { layer: shape.source, cell: first + cell });
  const nameOfSheet = (index: number): string =>
    shape.of === 'map'
      ? t('edit.kernelOf', { layer: shape.source, channel: index })
      : t('edit.cellsOf', {
          layer: shape.source,
          from: index * size,
          to: Math.min(own.length, (index + 1) * size) - 1,
        });

  return (
    <div className="edit-kernel stack snug">
      {shape.sheets > 1 && (
        <Choice
          label={t(isKernel ? 'edit.kernelFor' : 'edit.weightsFor')}
          options={Array.from({ length: shape.sheets }, (_, i) => i)}
          value={sheet}
          onChange={setSheet}
          name={nameOfSheet}
        />
      )}
      {isKernel && <Presets shape={shape} values={[...values]} onChoose={(kernel) => put(kernel.entries(), null)} />}
      <KernelCells
        values={values}
        columns={shape.columns}
        channel={sheet}
        extent={extent}
        brush={brush}
        nameOf={nameOf}
        onPaint={(cell, value) => put([[cell, value]], `${node}.${channel}.cells`)}
        onSettle={() => editing.settle()}
      />
      <Slider
        label={t('edit.brush')}
        inline
        value={brush}
        text={rounded(brush)}
        limits={[-reach, reach, 0.01]}
        onChange={setBrush}
      />
      <Button
        idle={cells.size === 0}
        onClick={() => editing.change((now) => editFilter(now, node, channel, { cells: new Map() }))}
      >
        {t('edit.trained')}
      </Button>
    </div>
  );
}

interface PresetsProps {
  readonly shape: FilterShape;
  readonly values: readonly number[];
  readonly onChoose: (kernel: readonly number[]) => void;
}

/** The presets available at this size. */
function Presets({ shape: { rows, columns }, values, onChoose }: PresetsProps) {
  const { t } = useTranslation();
  const fitting = presetIds.filter((id) => {
    const preset = presetKernel(id, rows, columns);
    return preset.rows === rows && preset.columns === columns;
  });
  const present = presetOf(values, rows, columns);
  return (
    <>
      <Choice
        label={t('kernelLab.presets')}
        options={['own', ...fitting]}
        value={present ?? 'own'}
        onChange={(id) => id !== 'own' && onChoose(presetKernel(id, rows, columns).values)}
        name={(id) => t(id === 'own' ? 'edit.ownKernel' : `kernelLab.presetNames.${id}`)}
      />
      {present && <p className="small muted">{t(`kernelLab.presetHelp.${present}`)}</p>}
    </>
  );
}
