/** The experiment on the right: noise or a shift, and its effect on each pooling, in numbers and a plot. */
import { Dices } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Standing } from '../../workspace/labs/pooling/pooling';
import { presetNames, presets } from '../../workspace/labs/pooling/presets';
import {
  experiments,
  kernelKinds,
  MOST_SEED,
  measures,
  noiseKinds,
  numberLimits,
} from '../../workspace/labs/pooling/settings';
import { Choice } from '../parts/Choice';
import { IconButton } from '../parts/IconButton';
import { Segmented } from '../parts/Segmented';
import { useWorkspace } from '../playground';
import '../styles/poolingExperiment.css';
import { Slider } from '../parts/Slider';
import { Curves } from './Curves';
import { Errors } from './Errors';
import { usePooling, useSettings } from './usePooling';
import { ShiftSentence, Verdict } from './Verdict';

export function Experiment({ standing }: { readonly standing: Standing }) {
  const { t } = useTranslation();
  const pooling = usePooling();
  const experiment = useSettings((settings) => settings.experiment);
  return (
    <section className="pooling-experiment stack" aria-label={t('pooling.experiment')}>
      <Segmented
        label={t('pooling.experiment')}
        options={experiments}
        value={experiment}
        onChange={(next) => pooling.set({ experiment: next })}
        name={(each) => t(`pooling.experiments.${each}`)}
      />
      {experiment === 'noise' ? <NoiseControls /> : <ShiftControls />}
      {experiment === 'noise' ? <Verdict standing={standing} /> : <ShiftSentence standing={standing} />}
      <Errors standing={standing} />
      {experiment === 'noise' && <NoiseMeasure />}
      <Curves standing={standing} />
    </section>
  );
}

function NoiseControls() {
  const { t } = useTranslation();
  const pooling = usePooling();
  const settings = useSettings((all) => all);
  const { seed } = settings;
  const photograph = usePhotograph();
  return (
    <>
      <p className="muted small">{t('pooling.noiseHelp')}</p>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as a form. */}
      <div className="pooling-presets row tight" role="group" aria-label={t('pooling.presets')}>
        {presetNames.map((name) => (
          <button
            key={name}
            type="button"
            className="button"
            onClick={() => {
              pooling.set(presets[name]);
              if (presets[name].subject === 'given') photograph();
            }}
          >
            {t(`pooling.presetNames.${name}`)}
          </button>
        ))}
      </div>
      {noiseKinds.map((kind) => (
        <Slider
          key={kind}
          label={t(`pooling.noiseNames.${kind}`)}
          value={settings[kind]}
          text={kind === 'gaussian' ? settings[kind].toFixed(2) : `${Math.round(100 * settings[kind])} %`}
          limits={numberLimits[kind]}
          onChange={(next) => pooling.set({ [kind]: next, over: kind })}
        />
      ))}
      <div className="pooling-seed row">
        <span className="muted small">{t('pooling.seed', { seed })}</span>
        <IconButton
          quiet
          label={t('pooling.reseed')}
          onClick={() => pooling.set({ seed: (seed + 1) % (MOST_SEED + 1) })}
        >
          <Dices size={16} aria-hidden />
        </IconButton>
      </div>
    </>
  );
}

/** Opens a photo where none is shown. */
function usePhotograph(): () => void {
  const { store, openGallery } = useWorkspace().input;
  return () => {
    const { kind, picture } = store.getState();
    if (kind !== 'picture' || picture === null) void openGallery('cat');
  };
}

/** How errors are measured, and what the plot sweeps. */
function NoiseMeasure() {
  const { t } = useTranslation();
  const pooling = usePooling();
  const over = useSettings((settings) => settings.over);
  const measure = useSettings((settings) => settings.measure);
  return (
    <>
      <Choice
        label={t('pooling.over')}
        className="inline"
        options={noiseKinds}
        value={over}
        onChange={(next) => pooling.set({ over: next })}
        name={(each) => t(`pooling.noises.${each}`)}
      />
      <Choice
        label={t('pooling.measure')}
        className="inline"
        options={measures}
        value={measure}
        onChange={(next) => pooling.set({ measure: next })}
        name={(each) => t(`pooling.measures.${each}`)}
      />
      <p className="muted small">{t('pooling.measureHelp')}</p>
    </>
  );
}

const ways = ['across', 'down'] as const;

function ShiftControls() {
  const { t } = useTranslation();
  const pooling = usePooling();
  const settings = useSettings((all) => all);
  return (
    <>
      <p className="muted small">{t('pooling.shiftHelp')}</p>
      {ways.map((way) => (
        <Slider
          inline
          key={way}
          label={t(`pooling.${way}`)}
          value={settings[way]}
          text={t('pooling.pixels', { count: settings[way] })}
          limits={numberLimits[way]}
          onChange={(next) => pooling.set({ [way]: next })}
        />
      ))}
      <Choice
        label={t('pooling.kernel')}
        options={kernelKinds}
        value={settings.kernel}
        onChange={(next) => pooling.set({ kernel: next })}
        name={(each) => t(`pooling.kernels.${each}`)}
      />
    </>
  );
}
