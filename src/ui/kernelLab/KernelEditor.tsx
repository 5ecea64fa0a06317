/**
 * The kernel editor: which kernel, its cells, size and sum, and operations on all of it. While a cell is dragged, only
 * what shows a changing number rerenders.
 */
import { Redo2, Undo2 } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { depthOf, firstChannel, kernelAt, limits } from '../../workspace/labs/kernelLab/design';
import { flip, normalise, resize, setBias, symmetries } from '../../workspace/labs/kernelLab/edit';
import { choose, edit, redo, undo } from '../../workspace/labs/kernelLab/state';
import { rounded } from '../../workspace/numbers';
import { Choice } from '../parts/Choice';
import { IconButton } from '../parts/IconButton';
import { historyKey } from '../parts/keys';
import { NumberField } from '../parts/NumberField';
import { Segmented } from '../parts/Segmented';
import { Toggle } from '../parts/Toggle';
import { KernelGrid } from './KernelGrid';
import { useChannelName, useKernels, useKernelsState, useShapes } from './useKernels';

const sides = Array.from({ length: limits.side }, (_, i) => i + 1);

export function KernelEditor() {
  const { t } = useTranslation();
  const { store } = useKernels();
  const channelName = useChannelName();
  const layers = useShapes();
  const chosen = useKernelsState((state) => state.chosen);
  const isLinked = useKernelsState((state) => state.isLinked);
  const symmetry = useKernelsState((state) => state.symmetry);
  const layer = layers[chosen.layer];
  if (!layer) return null;
  const depth = depthOf(layer);

  const key = (event: KeyboardEvent): void => {
    const which = historyKey(event);
    if (!which) return;
    event.preventDefault();
    // The pad beside it uses the same keys to undo strokes.
    event.stopPropagation();
    (which === 'undo' ? undo : redo)(store);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the controls within.
    <div className="kernel-editor stack" onKeyDown={key}>
      <div className="kernel-row row spread">
        <h2>{t('kernelLab.kernel')}</h2>
        <Sum />
      </div>
      {depth > 1 && (
        <Segmented
          label={t('kernelLab.channel')}
          options={Array.from({ length: depth }, (_, channel) => channel)}
          value={chosen.channel}
          onChange={(channel) => choose(store, { channel })}
          name={(channel) => channelName(firstChannel(layer, chosen.filter) + channel)}
        />
      )}
      <KernelGrid />
      <div className="kernel-row row spread">
        <Steps />
        <button
          type="button"
          className="button"
          title={t('kernelLab.normaliseHelp')}
          onClick={() => edit(store, (all) => normalise(all, chosen, isLinked))}
        >
          {t('kernelLab.normalise')}
        </button>
        <button type="button" className="button" onClick={() => edit(store, (all) => flip(all, chosen, isLinked))}>
          {t('kernelLab.flip')}
        </button>
      </div>
      <div className="kernel-choices">
        <Choice
          label={t('kernelLab.rows')}
          options={sides}
          value={layer.rows}
          onChange={(rows) => edit(store, (all) => resize(all, chosen.layer, rows, layer.columns))}
        />
        <Choice
          label={t('kernelLab.columns')}
          options={sides}
          value={layer.columns}
          onChange={(columns) => edit(store, (all) => resize(all, chosen.layer, layer.rows, columns))}
        />
        <Choice
          label={t('kernelLab.symmetry')}
          options={symmetries}
          value={symmetry}
          onChange={(next) => store.setState({ symmetry: next })}
          name={(name) => t(`kernelLab.symmetries.${name}`)}
        />
        <Bias />
      </div>
      {depth > 1 && (
        <Toggle
          label={t('kernelLab.linked')}
          checked={isLinked}
          onChange={(next) => store.setState({ isLinked: next })}
        />
      )}
    </div>
  );
}

function Sum() {
  const { t } = useTranslation();
  const sum = useKernelsState(({ layers, chosen: { layer, filter, channel } }) => {
    const own = layers[layer];
    return own ? rounded(kernelAt(own, filter, channel).reduce((total, value) => total + value, 0)) : '';
  });
  return (
    <span className="number">
      {t('kernelLab.sum')} {sum}
    </span>
  );
}

function Steps() {
  const { t } = useTranslation();
  const { store } = useKernels();
  const isFirst = useKernelsState((state) => state.history.past.length === 0);
  const isLast = useKernelsState((state) => state.history.future.length === 0);
  return (
    <>
      <IconButton label={t('kernelLab.undo')} idle={isFirst} onClick={() => undo(store)}>
        <Undo2 size={16} aria-hidden />
      </IconButton>
      <IconButton label={t('kernelLab.redo')} idle={isLast} onClick={() => redo(store)}>
        <Redo2 size={16} aria-hidden />
      </IconButton>
    </>
  );
}

function Bias() {
  const { t } = useTranslation();
  const { store } = useKernels();
  const bias = useKernelsState(({ layers, chosen }) => layers[chosen.layer]?.biases[chosen.filter] ?? 0);
  return (
    <NumberField
      label={t('kernelLab.bias')}
      value={bias}
      step={0.1}
      onChange={(value) => edit(store, (all, { chosen }) => setBias(all, chosen, value))}
    />
  );
}
