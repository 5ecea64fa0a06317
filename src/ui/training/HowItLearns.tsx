/**
 * The settings of a run, each with a line on what it does. Some take effect at once, the others make another run
 * (`beginsAnew`).
 */
import { Dices, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { exact } from '../../workspace/numbers';
import {
  amounts,
  batches,
  limits,
  optimisers,
  type Recipe,
  schedules,
  shares,
  starts,
  usualRates,
} from '../../workspace/training/recipe';
import { Choice } from '../parts/Choice';
import { useReturnedFocus } from '../parts/focus';
import { IconButton } from '../parts/IconButton';
import { NumberField } from '../parts/NumberField';
import { Toggle } from '../parts/Toggle';
import '../styles/trainHow.css';
import { useRecipe, useTrain } from './useTrain';

/** Usual values of a number that may be any. */
const usual = {
  decay: [0, 0.0001, 0.001, 0.01, 0.1],
  clip: [0, 0.1, 0.5, 1, 5],
  smoothing: [0, 0.05, 0.1, 0.2],
  stopLoss: [0, 1, 0.5, 0.2, 0.1, 0.05],
} as const satisfies { readonly [F in keyof Recipe]?: readonly number[] };

export function HowItLearns({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { recipe } = useTrain();
  const now = useRecipe((state) => state);
  const close = useRef<HTMLDivElement>(null);
  const giveBack = useReturnedFocus();
  useEffect(() => {
    close.current?.querySelector('button')?.focus();
    return giveBack;
  }, [giveBack]);
  const set = (change: Partial<Recipe>): void => recipe.setState(change);

  const number = (field: 'rate' | 'epochs' | 'seed', label: string, isWhole: boolean): ReactNode => {
    const [least, most] = limits[field];
    return (
      <NumberField
        label={label}
        value={now[field]}
        limits={{ least, most, isWhole }}
        step={isWhole ? 1 : 0.01}
        onChange={(value) => set({ [field]: value })}
      />
    );
  };
  const amount = (field: keyof typeof usual, zero: string): ReactNode => {
    const options = [...new Set<number>([...usual[field], now[field]])].sort((a, b) => a - b);
    return (
      <Choice
        label={t(`train.learning.${field}`)}
        options={options}
        value={now[field]}
        onChange={(value) => set({ [field]: value })}
        name={(value) => (value === 0 ? zero : exact(value))}
      />
    );
  };

  return (
    <section
      className="train-how"
      aria-labelledby="train-how-title"
      data-part="input"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        onClose();
      }}
    >
      <header ref={close}>
        <h2 id="train-how-title">{t('train.how')}</h2>
        <IconButton quiet label={t('train.close')} onClick={onClose}>
          <X size={18} aria-hidden />
        </IconButton>
      </header>
      <Setting about={t('train.learning.about.rate')}>{number('rate', t('train.rate'), false)}</Setting>
      <Setting about={t('train.learning.about.decay')}>{amount('decay', t('train.learning.none'))}</Setting>
      <Setting about={t('train.learning.about.smoothing')}>{amount('smoothing', t('train.learning.none'))}</Setting>
      <Setting about={t('train.learning.about.stopLoss')}>{amount('stopLoss', t('train.learning.never'))}</Setting>
      <Setting about={t('train.learning.about.batch')}>
        <Choice label={t('train.batch')} options={batches} value={now.batch} onChange={(batch) => set({ batch })} />
      </Setting>
      <Setting about={t('train.learning.about.varied')}>
        <Toggle
          label={t('train.varied')}
          checked={now.varied !== 'none'}
          onChange={(isOn) => set({ varied: isOn ? 'usual' : 'none' })}
        />
      </Setting>
      <h3>{t('train.learning.anew')}</h3>
      <Setting about={t(`train.learning.about.optimisers.${now.optimiser}`)}>
        <Choice
          label={t('train.learning.optimiser')}
          options={optimisers}
          value={now.optimiser}
          onChange={(optimiser) => set({ optimiser, rate: usualRates[optimiser] })}
          name={(each) => t(`train.learning.optimisers.${each}`)}
        />
      </Setting>
      <Setting about={t(`train.learning.about.schedules.${now.schedule}`)}>
        <Choice
          label={t('train.learning.schedule')}
          options={schedules}
          value={now.schedule}
          onChange={(schedule) => set({ schedule })}
          name={(each) => t(`train.learning.schedules.${each}`)}
        />
      </Setting>
      <Setting about={t('train.learning.about.clip')}>{amount('clip', t('train.learning.none'))}</Setting>
      <Setting about={t('train.learning.about.epochs')}>{number('epochs', t('train.stopAfter'), true)}</Setting>
      <Setting about={t('train.learning.about.amount')}>
        <Choice
          label={t('train.learning.amount')}
          options={amounts}
          value={now.amount}
          onChange={(each) => set({ amount: each })}
          name={(each) => (each === 0 ? t('train.learning.all') : t('train.learning.pictures', { count: each }))}
        />
      </Setting>
      <Setting about={t(`train.learning.about.starts.${now.start}`)}>
        <Choice
          label={t('train.start')}
          options={starts}
          value={now.start}
          onChange={(start) => set({ start })}
          name={(each) => t(`train.learning.starts.${each}`)}
        />
      </Setting>
      {now.start !== 'zeros' && (
        <Setting about={t('train.learning.about.share')}>
          <Choice
            label={t('train.learning.share')}
            options={shares}
            value={now.share}
            onChange={(share) => set({ share })}
            name={(each) => t(`train.learning.shares.${each}`)}
          />
        </Setting>
      )}
      <Setting about={t('train.learning.about.seed')}>
        {number('seed', t('train.seed'), true)}
        <IconButton label={t('train.another')} onClick={() => set({ seed: (now.seed % limits.seed[1]) + 1 })}>
          <Dices size={16} aria-hidden />
        </IconButton>
      </Setting>
    </section>
  );
}

/** A control with what it does. */
function Setting({ about, children }: { readonly about: string; readonly children: ReactNode }) {
  return (
    <div className="train-setting">
      {children}
      <p>{about}</p>
    </div>
  );
}
