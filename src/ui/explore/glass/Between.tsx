/** What separates two classes: the maps that add most to the difference of their logits, and the rest. */
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type BetweenAnswer,
  type BetweenQuestion,
  betweenLayers,
  createSeparator,
  mapsOf,
} from '../../../workspace/glass/between';
import { largestShares, shareDecimals } from '../../../workspace/glass/shares';
import type { Network } from '../../../workspace/network';
import { fixed } from '../../../workspace/numbers';
import { likeliest } from '../../../workspace/verdict';
import { Choice } from '../../parts/Choice';
import { useClassNames } from '../../parts/useClassNames';
import { useLatest } from '../../parts/useLatest';
import { useFrame, useWorkspace } from '../../playground';
import { MapPicture } from './MapPicture';
import { useTensors } from './useTensors';
import '../../styles/glass.css';

/** Maps shown one by one. */
const MOST = 6;
/** Milliseconds without a new frame before the shares are computed, which costs several frames. */
const REST = 200;

export function Between({ network }: { readonly network: Network }) {
  const { t } = useTranslation();
  const layers = useMemo(() => betweenLayers(network), [network]);
  const isAnswered = useFrame(({ answer }) => answer !== null);
  if (layers.length === 0) return <p className="muted small">{t('glass.between.never')}</p>;
  if (!isAnswered) return <p className="muted small">{t('glass.how.nothing')}</p>;
  return <Choices network={network} layers={layers} />;
}

interface ChoicesProps {
  readonly network: Network;
  readonly layers: ReturnType<typeof betweenLayers>;
}

function Choices({ network, layers }: ChoicesProps) {
  const { t } = useTranslation();
  const names = useClassNames();
  const answer = useFrame((state) => state.answer);
  const [layerId, setLayerId] = useState(layers[0]?.id ?? '');
  const [chosen, setChosen] = useState<{ readonly a?: number; readonly b?: number }>({});
  const [first = 0, second = 1] = useMemo(() => likeliest(answer ?? []), [answer]);
  const layer = layers.find(({ id }) => id === layerId);
  const [a, b] = [chosen.a ?? first, chosen.b ?? (chosen.a === second ? first : second)];
  const answered = useBetween(network, layer, a, b);
  const { labels } = network.spec;
  const className = (index: number): string => names.short(labels[index] ?? String(index));
  return (
    <div className="between">
      <div className="between-choices">
        {(['a', 'b'] as const).map((which) => (
          <Choice
            key={which}
            label={t(`glass.between.${which}`)}
            options={[...labels.keys()]}
            value={{ a, b }[which]}
            onChange={(index) => setChosen({ a, b, [which]: index })}
            name={className}
          />
        ))}
      </div>
      <Choice
        label={t('glass.between.layer')}
        options={layers.map(({ id }) => id)}
        value={layerId}
        onChange={setLayerId}
      />
      {answered && <Shares answered={answered} />}
      <p className="muted small">{t('glass.between.help')}</p>
    </div>
  );
}

/** The shares for the current input, computed when the drawing rests; until then, the previous ones. */
function useBetween(network: Network, layer: BetweenQuestion['layer'] | undefined, a: number, b: number) {
  const workspace = useWorkspace();
  const { engine } = workspace;
  const tensors = useMemo(() => [network.plan.input], [network]);
  const [input] = useTensors(tensors, REST) ?? [];
  const question = useMemo((): BetweenQuestion | null => {
    if (!input || !layer || engine.loaded?.network !== network) return null;
    return { network, input, layer, pair: [a, b] };
  }, [engine, network, input, layer, a, b]);
  return useLatest(workspace.part(createSeparator).answer, question);
}

function Shares({ answered }: { readonly answered: BetweenAnswer }) {
  const { t } = useTranslation();
  const names = useClassNames();
  const { layer, pair, network } = answered;
  const { rows, columns, extent, map } = mapsOf(answered);
  const shares = largestShares(answered.separation, MOST);
  const [a, b] = pair.map((index) => names.short(network.spec.labels[index] ?? String(index)));
  const scale = Math.max(...shares.largest.map(({ share }) => Math.abs(share)), 1e-9);
  const number = (value: number): string => (value > 0 ? '+' : '') + fixed(value, shareDecimals);
  return (
    <table className="shares" data-testid="separation" data-total={fixed(shares.total, shareDecimals)}>
      <caption className="small">{t('glass.between.caption', { a, b, layer: layer.id })}</caption>
      <thead className="unseen">
        <tr>
          <th scope="col">{t('glass.between.map')}</th>
          <th scope="col">{t('glass.between.share')}</th>
        </tr>
      </thead>
      <tbody>
        {shares.largest.map(({ map: index, share }) => (
          <tr key={index}>
            <th scope="row">
              <MapPicture values={map(index)} rows={rows} columns={columns} extent={extent} />
              {t(layer.form === 'maps' ? 'glass.between.mapOf' : 'glass.between.cellOf', { index })}
            </th>
            <td>
              <div className="weighed">
                <span className="balance" aria-hidden>
                  <span
                    className={share < 0 ? 'against' : 'for'}
                    style={{ transform: `scaleX(${Math.abs(share) / scale})` }}
                  />
                </span>
                <span className="number">{number(share)}</span>
              </div>
            </td>
          </tr>
        ))}
        {shares.others > 0 && (
          <tr>
            <th scope="row">{t('glass.between.others', { count: shares.others })}</th>
            <td className="number">{number(shares.rest)}</td>
          </tr>
        )}
        <tr>
          <th scope="row">{t('glass.between.constant')}</th>
          <td className="number">{number(shares.constant)}</td>
        </tr>
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('glass.between.total', { a, b })}</th>
          <td className="number">{number(shares.total)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
