/** A layer's formula beside its compiled shader, in which every size of this network is a constant. */
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShaderSource } from '../../../backend/types';
import { layerOf } from '../../../layers';
import { layerRows } from '../../../workspace/glass/layerRows';
import { indented, shadersFor } from '../../../workspace/glass/shaders';
import type { Network } from '../../../workspace/network';
import { Choice } from '../../parts/Choice';
import { useFetched } from '../../parts/useFetched';
import { useWork, useWorkspace } from '../../playground';

export function ShaderView({ network }: { readonly network: Network }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const shaders = useFetched(useCallback(() => shadersFor(workspace), [workspace]));
  const rows = useMemo(() => layerRows(network), [network]);
  const selected = useWork((state) => state.selection?.layer);
  const [chosen, setChosen] = useState<{ readonly call: number; readonly beside: string | undefined } | null>(null);
  // The stage's selection comes first; a choice made here holds until the selection changes.
  const opened = rows.find(({ layers }) => selected !== undefined && layers.includes(selected))?.call;
  const call = (chosen && chosen.beside === selected ? chosen.call : opened) ?? chosen?.call ?? 0;
  const row = rows[call];
  return (
    <section aria-labelledby="glass-shader">
      <h3 id="glass-shader">{t('glass.shader.title')}</h3>
      <Choice
        label={t('glass.shader.layer')}
        options={rows.map((each) => each.call)}
        value={call}
        onChange={(next) => setChosen({ call: next, beside: selected })}
        name={(each) => rows[each]?.layers.join(' · ') ?? String(each)}
      />
      <dl className="formulas stack snug">
        {network.model.nodes
          .filter(({ id }) => row?.layers.includes(id))
          .map(({ id, type }) => (
            <div key={id}>
              <dt>
                {id} <span className="muted small">{t(`kinds.${type}`)}</span>
              </dt>
              <dd className="formula" data-testid="formula">
                {layerOf(type).formula}
              </dd>
            </div>
          ))}
      </dl>
      {shaders && (
        <>
          {shaders.sources
            .filter((source) => source.call === call)
            .map((source) => (
              <Listing key={source.name} source={source} />
            ))}
          <p className="muted small">{t(shaders.compiled ? 'glass.shader.compiled' : 'glass.shader.generated')}</p>
        </>
      )}
    </section>
  );
}

function Listing({ source: { name, text, workgroups } }: { readonly source: ShaderSource }) {
  const { t } = useTranslation();
  const [isCopied, setIsCopied] = useState(false);
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setIsCopied(true),
      () => setIsCopied(false),
    );
  };
  const lines = indented(text).split('\n');
  return (
    <figure className="listing">
      <figcaption className="glass-head row spread">
        <span className="number">
          {name}: {t('glass.shader.workgroups', { size: workgroups.join(' × ') })}
        </span>
        <button type="button" className="quiet" onClick={copy} onBlur={() => setIsCopied(false)}>
          {t(isCopied ? 'glass.shader.copied' : 'glass.shader.copy')}
        </button>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <section className="listing-text" tabIndex={0} aria-label={name} data-testid="shader">
        <pre aria-hidden>{lines.map((_, i) => i + 1).join('\n')}</pre>
        <pre>
          <code>{lines.join('\n')}</code>
        </pre>
      </section>
    </figure>
  );
}
