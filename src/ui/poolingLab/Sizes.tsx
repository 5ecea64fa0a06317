/** The windows as a sentence whose numbers are its controls, with the size that they give; and the formula of that size. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Standing } from '../../workspace/labs/pooling/pooling';
import { type AxisSize, pooledSize } from '../../workspace/labs/pooling/windows';
import { percent } from '../../workspace/numbers';
import { Sentence } from '../parts/Sentence';
import { SentenceNumber } from '../parts/SentenceNumber';
import { limitsOf, usePooling, useSettings } from './usePooling';

export function Sizes({ standing }: { readonly standing: Standing }) {
  const { t } = useTranslation();
  const pooling = usePooling();
  const { window, stride, pad } = useSettings((settings) => settings);
  const { geometry } = standing.pooling;
  const { height, width, unseen } = useMemo(() => pooledSize(geometry), [geometry]);
  const number = (name: 'window' | 'stride' | 'pad', value: number, show?: (value: number) => string) => (
    <SentenceNumber
      {...limitsOf(name)}
      {...(name === 'pad' && { limits: { least: 0, most: Math.floor(window / 2), isWhole: true } })}
      {...(show && { show })}
      label={t(`pooling.${name}`)}
      value={value}
      onChange={(next) => pooling.set({ [name]: next })}
    />
  );
  const read =
    unseen > 0 ? (
      <span className="pooling-unread" data-testid="unread" data-count={unseen}>
        {t('pooling.unread', { count: unseen })}
      </span>
    ) : (
      t(geometry.stride < geometry.window ? 'pooling.overlapping' : 'pooling.everyPixel')
    );
  return (
    <Sentence
      className="pooling-sizes"
      text={t('pooling.windows')}
      places={{
        window: number('window', window, (value) => `${value} × ${value}`),
        stride: number('stride', stride),
        pad: number('pad', pad, (value) => (value === 0 ? t('pooling.noPad') : String(value))),
        before: `${height.input} × ${width.input}`,
        after: (
          <b data-testid="output-size" data-height={height.output} data-width={width.output}>
            {height.output} × {width.output}
          </b>
        ),
        read,
        // What a setting means where it is not what it says.
        note: geometry.window < window ? t('pooling.clamped', { ...geometry }) : pad > 0 ? t('pooling.padHelp') : '',
      }}
    />
  );
}

/** The output size with its formula filled in, and how much is dropped. */
export function SizeFormula({ standing }: { readonly standing: Standing }) {
  const { t } = useTranslation();
  const { geometry } = standing.pooling;
  const { window, stride, pad } = geometry;
  const { height, width } = pooledSize(geometry);
  const isSquare = height.input === width.input;
  const formula = ({ input, output }: AxisSize): string =>
    `⌊(${input} + 2·${pad} − ${window}) ÷ ${stride}⌋ + 1 = ${output}`;
  const kept = (height.output * width.output) / (height.input * width.input);
  return (
    <p className="small muted pooling-formula">
      {(isSquare ? [height] : [height, width]).map((axis, i) => (
        <span key={isSquare || i === 0 ? 'height' : 'width'}>
          {formula(axis)}
          {axis.remainder > 0 && ` ${t('pooling.remainder', { count: axis.remainder })}`}
        </span>
      ))}
      {kept < 1 && <span>{t('pooling.fewer', { percent: percent(1 - kept, 0) })}</span>}
    </p>
  );
}
