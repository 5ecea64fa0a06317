/** The noise experiment: the claim about max pooling, put to the test in two cases beside each other. */
import { type CSSProperties, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { createOtherPooling } from '../../store/labs';
import { otherCase, type PresetName, presetChange, presetNames } from '../../workspace/labs/pooling/cases';
import { layOutPooling, onPaper } from '../../workspace/labs/pooling/layout';
import type { Standing } from '../../workspace/labs/pooling/pooling';
import type { NoiseCase } from '../../workspace/labs/pooling/settings';
import { Spoken } from '../parts/Spoken';
import { useElementSize } from '../parts/useElementSize';
import { usePlayground, useWorkspace } from '../playground';
import { CaseView } from './CaseView';
import { useCase, useCaseWords } from './useCase';
import { PoolingProvider, usePooling, usePoolingPage, useStanding } from './usePooling';
import { SlideProvider, still } from './useSlide';
import { useWindowHeight } from './useWindowHeight';

/** Any map: only the sizes that do not depend on it are used. */
const any = { rows: 28, columns: 28 } as const;

export function NoiseView({ standing }: { readonly standing: Standing }) {
  const { t } = useTranslation();
  const box = useRef<HTMLElement>(null);
  const { width } = useElementSize(box);
  const height = useWindowHeight();
  const pooling = usePooling();
  const other = usePlayground().part(createOtherPooling);
  useEffect(() => other.lab.show(), [other]);
  const { unit, tile, isNarrow } = layOutPooling({ width, height }, any, any, 3);
  const style = { '--u': `${unit}px`, '--on-paper': onPaper(width), '--tile': `${tile}px` } as CSSProperties;
  return (
    <section
      ref={box}
      className="pooling-noise"
      data-narrow={isNarrow || undefined}
      style={style}
      aria-label={t('pooling.experiment')}
    >
      <header data-part="measures">
        <Claim />
        <div className="pooling-lead">
          <p className="muted">{t('pooling.noiseHelp')}</p>
          <Presets />
        </div>
      </header>
      <SlideProvider value={still}>
        <div className="pooling-cases">
          <CaseView {...{ standing, unit }} isFirst onChange={(change) => pooling.set(change)} />
          <PoolingProvider value={other}>
            <OtherCase unit={unit} />
          </PoolingProvider>
        </div>
      </SlideProvider>
    </section>
  );
}

/** Its settings are a part of the page's own. */
function OtherCase({ unit }: { readonly unit: number }) {
  const { t } = useTranslation();
  const page = usePoolingPage();
  const standing = useStanding();
  if (!standing) return <p className="muted">{t('pooling.waiting')}</p>;
  const change = (next: Partial<NoiseCase>): void =>
    page.set({ other: { ...otherCase(page.settings.getState()), ...next } });
  return <CaseView {...{ standing, unit }} onChange={change} />;
}

/** What the two cases say of the claim. */
function Claim() {
  const { t } = useTranslation();
  const page = usePoolingPage();
  const cases = [useCase(page), useCase(usePlayground().part(createOtherPooling))] as const;
  const words = useCaseWords();
  const subjects = cases.map(({ settings }) => words.subject(settings));
  const isSame = subjects[0] === subjects[1];
  const [first, second] = cases.map(({ settings, verdict }, i) => {
    const subject = isSame
      ? t('pooling.withNoise', { subject: subjects[i], noise: words.noise(settings) })
      : subjects[i];
    return t(`pooling.claims.${i === 0 ? 'first' : 'second'}.${verdict.claim}`, { subject });
  });
  const said = t('pooling.claim', { first, second });
  return (
    <>
      <h2 data-testid="verdict" data-claim={cases.map(({ verdict }) => verdict.claim).join(' ')}>
        {said}
      </h2>
      <Spoken text={said} />
    </>
  );
}

/** Pairs of cases to try on a photograph, which is opened where none is shown. */
function Presets() {
  const { t } = useTranslation();
  const page = usePoolingPage();
  const { store, openGallery } = useWorkspace().input;
  const choose = (name: PresetName): void => {
    page.set(presetChange(name));
    const { kind, picture } = store.getState();
    if (kind !== 'picture' || picture === null) void openGallery('cat');
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as a form.
    <div role="group" className="pooling-presets" aria-labelledby="pooling-presets">
      <span id="pooling-presets">{t('pooling.presets')}</span>
      {presetNames.map((name) => (
        <button
          key={name}
          type="button"
          className="pooling-link"
          title={t(`pooling.presetHelp.${name}`)}
          onClick={() => choose(name)}
        >
          {t(`pooling.noises.${name}`)}
        </button>
      ))}
    </div>
  );
}
