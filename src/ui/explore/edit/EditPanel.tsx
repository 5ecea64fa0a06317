/** Edits to the filter that computes a map, and to its layer. */
import { useTranslation } from 'react-i18next';
import {
  constantAfter,
  editedFilter,
  filterBehind,
  filterCount,
  filterKind,
  filterOf,
  type MapOf,
  swapsFor,
} from '../../../workspace/edit/apply';
import { editFilter, filterEdit, isSilent, layerEdit, swapLayer, toggleSolo } from '../../../workspace/edit/edits';
import type { Network } from '../../../workspace/network';
import { rounded } from '../../../workspace/numbers';
import type { Selection } from '../../../workspace/selection';
import { Choice } from '../../parts/Choice';
import { Disclosure } from '../../parts/Disclosure';
import '../../styles/edit.css';
import { Slider } from '../../parts/Slider';
import { FilterCells } from './FilterCells';
import { useEditing, useEdits } from './useEditing';

interface Props {
  readonly network: Network;
  readonly selection: Selection;
}

export function EditPanel({ network, selection }: Props) {
  const { t } = useTranslation();
  const filter = filterBehind(network.model, { node: selection.layer, channel: selection.channel });
  const swaps = swapsFor(network.model, selection.layer);
  if (!filter && swaps.length < 2) return null;
  const kind = (filter && filterKind(network.model, filter.node)) ?? 'kernels';
  return (
    <section className="edit-panel stack snug" aria-label={t(`edit.${kind}.title`)} data-testid="edit-panel">
      {swaps.length > 1 && <Swap id={selection.layer} network={network} />}
      {filter && <FilterEditor key={`${filter.node}.${filter.channel}`} network={network} filter={filter} />}
    </section>
  );
}

/** Replaces a layer with another of its kind. */
function Swap({ id, network }: { readonly id: string; readonly network: Network }) {
  const { t } = useTranslation();
  const editing = useEditing();
  const trained = useEdits((state) => state.trained);
  const own = trained?.stored.spec.nodes.find((node) => node.id === id)?.type;
  const current = network.spec.nodes.find((node) => node.id === id)?.type;
  if (!own || !current || !trained) return null;
  return (
    <>
      <Choice
        label={t('edit.type')}
        options={swapsFor(trained.network.model, id)}
        value={current}
        onChange={(type) => editing.change((edits) => swapLayer(edits, id, type === own ? null : type))}
        name={(type) => t(`kinds.${type}`)}
      />
      <p className="muted small">{t('edit.swapHelp', { layer: id })}</p>
    </>
  );
}

function FilterEditor({ network, filter: { node, channel } }: { readonly network: Network; readonly filter: MapOf }) {
  const { t } = useTranslation();
  const editing = useEditing();
  const trained = useEdits((state) => state.trained);
  const edits = useEdits((state) => state.edits);
  const count = filterCount(network.model, node);
  const kind = filterKind(network.model, node);
  if (!trained || !kind) return null;
  const layer = layerEdit(edits, node);
  const edit = filterEdit(edits, node, channel);
  const own = filterOf(trained.stored.weights, node, count, channel);
  const { bias } = editedFilter(own, edit);
  const settle = (): void => editing.settle();
  const change = (part: 'scale' | 'bias', value: number): void => {
    const plain = part === 'bias' && value === own.bias ? null : value;
    editing.change((now) => editFilter(now, node, channel, { [part]: plain }), `${node}.${channel}.${part}`);
  };
  const constant = layer.muted.has(channel) ? constantAfter(network.model, node) : null;
  const reach = Math.max(1, 2 * Math.abs(own.bias ?? 0));
  return (
    <>
      <h3>
        {t(`edit.${kind}.title`)} <span className="muted">{t(`edit.${kind}.which`, { layer: node, channel })}</span>
      </h3>
      <div className="edit-buttons">
        <button
          type="button"
          className="button"
          aria-pressed={layer.solo.has(channel)}
          title={t(`edit.${kind}.soloHelp`, { layer: node })}
          onClick={() => editing.change((now) => toggleSolo(now, node, channel))}
        >
          {t('edit.solo')}
        </button>
      </div>
      {constant && (
        <p className="small">{t('edit.constant', { layer: constant.layer, value: rounded(constant.value) })}</p>
      )}
      {isSilent(layer, channel) && <p className="muted small">{t('edit.silent')}</p>}
      <Slider
        label={t('edit.scale')}
        inline
        value={edit.scale}
        text={rounded(edit.scale)}
        limits={[-3, 3, 0.05]}
        onChange={(value) => change('scale', value)}
        onSettle={settle}
      />
      {bias !== null && (
        <Slider
          label={t('edit.bias')}
          inline
          value={bias}
          text={rounded(bias)}
          limits={[-reach, reach, 0.01]}
          onChange={(value) => change('bias', value)}
          onSettle={settle}
        />
      )}
      <Disclosure title={t(`edit.${kind}.weights`)}>
        <FilterCells network={network} filter={{ node, channel }} />
      </Disclosure>
    </>
  );
}
