/** Edits to the filter that computes a map, and to its layer. */
import { useTranslation } from 'react-i18next';
import { constantAfter, filterBehind, filterKind, type MapOf, swapsFor } from '../../../workspace/edit/apply';
import { editFilter, filterEdit, isSilent, layerEdit, swapLayer, toggleSolo } from '../../../workspace/edit/edits';
import type { Network } from '../../../workspace/network';
import { rounded } from '../../../workspace/numbers';
import type { Selection } from '../../../workspace/selection';
import { Choice } from '../../parts/Choice';
import '../../styles/edit.css';
import { Slider } from '../../parts/Slider';
import { MapLink } from '../opened/MapLink';
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
      {filter && (
        <FilterEditor
          key={`${filter.node}.${filter.channel}`}
          network={network}
          filter={filter}
          isHere={filter.node === selection.layer}
        />
      )}
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

interface FilterProps {
  readonly network: Network;
  readonly filter: MapOf;
  /** Its map is the one that is opened; otherwise its weights are elsewhere, and a link leads there. */
  readonly isHere: boolean;
}

function FilterEditor({ network, filter: { node, channel }, isHere }: FilterProps) {
  const { t } = useTranslation();
  const editing = useEditing();
  const trained = useEdits((state) => state.trained);
  const edits = useEdits((state) => state.edits);
  const kind = filterKind(network.model, node);
  if (!trained || !kind) return null;
  const layer = layerEdit(edits, node);
  const edit = filterEdit(edits, node, channel);
  const constant = layer.muted.has(channel) ? constantAfter(network.model, node) : null;
  const which = t(`edit.${kind}.which`, { layer: node, channel });
  const linked = (
    <MapLink layer={node} channel={channel}>
      {which}
    </MapLink>
  );
  return (
    <>
      <h3>
        {t(`edit.${kind}.title`)} <span className="muted">{isHere ? which : linked}</span>
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
        onChange={(scale) =>
          editing.change((now) => editFilter(now, node, channel, { scale }), `${node}.${channel}.scale`)
        }
        onSettle={() => editing.settle()}
      />
    </>
  );
}
