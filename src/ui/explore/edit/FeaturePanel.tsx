/** Edits to an input feature of a dense layer: the column of weights that reads it. */
import { useTranslation } from 'react-i18next';
import { featureReaders } from '../../../workspace/edit/apply';
import { inputScale, scaleInput } from '../../../workspace/edit/edits';
import type { Network } from '../../../workspace/network';
import { rounded } from '../../../workspace/numbers';
import { Button } from '../../parts/Button';
import { Slider } from '../../parts/Slider';
import '../../styles/edit.css';
import { useEditing, useEdits } from './useEditing';

interface Props {
  readonly network: Network;
  /** The value: its layer, and its place in the layer's flat tensor. */
  readonly source: string;
  readonly index: number;
}

export function FeaturePanel({ network, source, index }: Props) {
  return featureReaders(network.model, source).map((node) => <Feature key={node} node={node} feature={index} />);
}

function Feature({ node, feature }: { readonly node: string; readonly feature: number }) {
  const { t } = useTranslation();
  const editing = useEditing();
  const scale = useEdits(({ edits }) => inputScale(edits, node, feature));
  const change = (next: number, gesture: string | null): void =>
    editing.change((now) => scaleInput(now, node, feature, next), gesture);
  return (
    <section
      className="edit-panel stack snug"
      aria-label={t('edit.feature.title', { layer: node })}
      data-testid="feature-panel"
    >
      <h3>
        {t('edit.feature.title', { layer: node })} <span className="muted">{t('edit.feature.which', { feature })}</span>
      </h3>
      <div className="edit-buttons">
        <Button aria-pressed={scale === 0} onClick={() => change(scale === 0 ? 1 : 0, null)}>
          {t('edit.feature.mute')}
        </Button>
        <Button idle={scale === 1} onClick={() => change(1, null)}>
          {t('edit.trained')}
        </Button>
      </div>
      <Slider
        label={t('edit.scale')}
        inline
        value={scale}
        text={rounded(scale)}
        limits={[-3, 3, 0.05]}
        onChange={(next) => change(next, `${node}.${feature}.feature`)}
        onSettle={() => editing.settle()}
      />
      <p className="muted small">{t('edit.feature.help', { layer: node })}</p>
    </section>
  );
}
