/** On the left: networks to begin with, and the one that is built as JSON. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { grouped } from '../../../workspace/numbers';
import { examine } from '../../../workspace/training/network/examine';
import { type Refused, readSpec, specText } from '../../../workspace/training/network/json';
import { givenBy, networkFor, networkNames, rowsOf } from '../../../workspace/training/networks';
import { withNetwork } from '../../../workspace/training/recipe';
import { Button } from '../../parts/Button';
import { Disclosure } from '../../parts/Disclosure';
import { useRecipe, useTrain, useTraining } from '../useTrain';
import { useBuilder, useNetworkBuilder } from './useNetwork';

export function Presets() {
  const { t } = useTranslation();
  const { recipe } = useTrain();
  const { builder } = useNetworkBuilder();
  const set = useTraining((state) => state.set);
  const network = useRecipe((state) => state.network);
  const draft = useBuilder((state) => state.draft);
  const count = (name: (typeof networkNames)[number]): number =>
    examine(rowsOf(name), givenBy(set)).rows.reduce((sum, { parameters }) => sum + parameters, 0);
  return (
    <section className="train-presets" data-part="input" aria-labelledby="train-presets-title">
      <h2 id="train-presets-title">{t('train.builder.begin')}</h2>
      <ul>
        {networkNames.map((name) => (
          <li key={name}>
            <button
              type="button"
              className="preset"
              aria-pressed={draft === null && network === name}
              onClick={() => {
                builder.edit(rowsOf(name), null);
                recipe.setState(withNetwork(recipe.getState(), name));
              }}
            >
              <b>{t(`train.networks.${name}`)}</b>
              <span className="number preset-count">{grouped(count(name))}</span>
              <small className="builder-word preset-word">{t(`train.builder.about.${name}`)}</small>
            </button>
          </li>
        ))}
      </ul>
      <Button onClick={() => builder.edit([], null)}>{t('train.builder.empty')}</Button>
      <Disclosure title={t('train.builder.json')}>
        <Spec />
      </Disclosure>
    </section>
  );
}

/** The network that is trained as text, to be copied; another text may take its place. */
function Spec() {
  const { t } = useTranslation();
  const { builder } = useNetworkBuilder();
  const network = useRecipe((state) => state.network);
  const set = useTraining((state) => state.set);
  const text = specText(networkFor(network, set));
  const [typed, setTyped] = useState<string | null>(null);
  const [refused, setRefused] = useState<Refused | null>(null);
  const [isCopied, setCopied] = useState(false);
  const use = (): void => {
    const read = readSpec(typed ?? text);
    setRefused('refused' in read ? read : null);
    if ('refused' in read) return;
    builder.edit(read.rows, null);
    setTyped(null);
  };
  return (
    <div className="stack">
      <p className="small muted">{t('train.builder.jsonNote')}</p>
      <textarea
        aria-label={t('train.builder.json')}
        aria-invalid={refused !== null}
        rows={10}
        spellCheck={false}
        value={typed ?? text}
        onChange={({ target }) => {
          setTyped(target.value);
          setRefused(null);
          setCopied(false);
        }}
      />
      {refused && (
        <p role="alert" className="train-refused">
          {t(`train.builder.refused.${refused.refused}`, refused.values)}
        </p>
      )}
      <div className="row tight">
        <Button
          onClick={() => {
            // Without HTTPS there is no clipboard; the text can still be selected.
            void navigator.clipboard?.writeText(typed ?? text).then(() => setCopied(true));
          }}
        >
          {t(isCopied ? 'train.builder.copied' : 'train.builder.copy')}
        </Button>
        <Button idle={typed === null} onClick={use}>
          {t('train.builder.use')}
        </Button>
      </div>
    </div>
  );
}
