/** The foot: the sliding window, the windows as a sentence, and what the page shows. */
import { Dices, Pause, Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { createOtherPooling } from '../../store/labs';
import { otherMeasure } from '../../workspace/labs/pooling/cases';
import type { Pooling, Standing } from '../../workspace/labs/pooling/pooling';
import { experiments, MOST_SEED, markKinds, measures } from '../../workspace/labs/pooling/settings';
import { fixed } from '../../workspace/numbers';
import { speeds } from '../../workspace/player/player';
import { Segmented } from '../parts/Segmented';
import { Sentence } from '../parts/Sentence';
import { SentenceChoice } from '../parts/SentenceChoice';
import { SentenceNumber } from '../parts/SentenceNumber';
import { usePlayground } from '../playground';
import { Sizes } from './Sizes';
import { useCase, useCaseWords } from './useCase';
import { limitsOf, usePooling, useSettings } from './usePooling';
import { useSlide } from './useSlide';

export function Foot({ standing }: { readonly standing: Standing }) {
  const { t } = useTranslation();
  const pooling = usePooling();
  const { experiment, marks } = useSettings((settings) => settings);
  const isNoise = standing.settings.experiment === 'noise';
  return (
    <footer className="pooling-foot">
      {isNoise ? <Seed /> : <SlideButton />}
      {isNoise ? (
        <Measures />
      ) : (
        <>
          <div className="pooling-sentence" data-part="tools">
            <Sizes standing={standing} />
          </div>
          <div data-part="tools">
            <Sentence
              text={t('pooling.marked')}
              places={{
                marks: (
                  <SentenceChoice
                    label={t('pooling.marks')}
                    options={markKinds}
                    value={marks}
                    onChange={(next) => pooling.set({ marks: next })}
                    name={(each) => t(`pooling.markKinds.${each}`)}
                  />
                ),
              }}
            />
          </div>
        </>
      )}
      <div data-part="measures">
        <Segmented
          label={t('pooling.experiment')}
          options={experiments}
          value={experiment}
          onChange={(next) => pooling.set({ experiment: next })}
          name={(each) => t(`pooling.experiments.${each}`)}
        />
      </div>
    </footer>
  );
}

/** Plays and stops the sliding window, at a speed that can be chosen. */
function SlideButton() {
  const { t } = useTranslation();
  const { player, toggle } = useSlide();
  const { isPlaying, speed } = useStore(player);
  const Icon = isPlaying ? Pause : Play;
  return (
    <div className="pooling-slide" data-part="player">
      <button type="button" className="button" data-testid="player-play" aria-keyshortcuts="Space" onClick={toggle}>
        <Icon size={14} aria-hidden />
        {t(isPlaying ? 'player.pause' : 'pooling.slide')}
      </button>
      <SentenceChoice
        label={t('player.speed')}
        options={speeds}
        value={speed}
        onChange={(next) => player.setState({ speed: next, since: 0 })}
        name={(each) => t(`player.speeds.${each}`)}
      />
    </div>
  );
}

/** The random numbers of both cases. */
function Seed() {
  const { t } = useTranslation();
  const pooling = usePooling();
  const seed = useSettings((settings) => settings.seed);
  return (
    <div className="pooling-choice" data-part="measures">
      <button type="button" className="button" onClick={() => pooling.set({ seed: (seed + 1) % (MOST_SEED + 1) })}>
        <Dices size={16} aria-hidden />
        {t('pooling.reseed')}
      </button>
      <Sentence
        text={t('pooling.seeded')}
        places={{
          seed: (
            <SentenceNumber
              {...limitsOf('seed')}
              label={t('pooling.seed')}
              value={seed}
              onChange={(next) => pooling.set({ seed: next })}
            />
          ),
        }}
      />
    </div>
  );
}

/** How errors are measured, and what the other measure would say. */
function Measures() {
  const { t } = useTranslation();
  const pooling = usePooling();
  const measure = useSettings((settings) => settings.measure);
  const other = usePlayground().part(createOtherPooling);
  const counters = [useCounter(pooling), useCounter(other)].filter((text) => text !== null);
  return (
    <div className="pooling-measures" data-part="measures">
      <p className="pooling-counter" data-testid="pooling-counter">
        {counters.length > 0 ? counters.join(' ') : t('pooling.counter.none')}
      </p>
      <Segmented
        label={t('pooling.measure')}
        options={measures}
        value={measure}
        onChange={(next) => pooling.set({ measure: next })}
        name={(each) => t(`pooling.measures.${each}`)}
      />
    </div>
  );
}

/** What the other measure would say of a case; null where it says the same. */
function useCounter(pooling: Pooling): string | null {
  const { t } = useTranslation();
  const words = useCaseWords();
  const { settings, measure, verdict, counter, errorOf } = useCase(pooling);
  if (counter.claim === verdict.claim || counter.claim === 'none') return null;
  const by = otherMeasure[measure];
  const errors = { max: errorOf('max', by) ?? Number.NaN, average: errorOf('average', by) ?? Number.NaN };
  const values = { measure: t(`pooling.measures.${by}`), subject: words.subject(settings) };
  const { better } = counter;
  if (better === null) return t('pooling.counter.even', values);
  const worse = better === 'max' ? 'average' : 'max';
  return t(`pooling.counter.${better}`, { ...values, less: fixed(errors[better], 3), more: fixed(errors[worse], 3) });
}
