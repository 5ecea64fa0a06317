/** Sample digits in a row: each puts its strokes on the pad, where they can be undone and drawn on. */
import { useTranslation } from 'react-i18next';
import { type Stroke, strokeOutline } from '../../../workspace/gesture';
import { drawSample, samples } from '../../../workspace/input/samples';
import { useWorkspace } from '../../playground';
import '../../styles/samples.css';

const path = (stroke: Stroke): string =>
  `M${strokeOutline(stroke)
    .map((point) => point.map((value) => value.toFixed(3)).join(' '))
    .join('L')}Z`;

const paths = samples.map((strokes) => strokes.map(path).join(''));

export function SampleDigits() {
  const { t } = useTranslation();
  const { gesture } = useWorkspace().input;
  return (
    <div className="samples">
      <ul aria-label={t('moreInput.samples')}>
        {paths.map((shape, digit) => (
          <li key={shape}>
            <button
              type="button"
              className="quiet"
              aria-label={t('moreInput.sample', { digit })}
              onClick={() => drawSample(gesture, digit)}
            >
              {/* The frame that the digits lie in, with some room. */}
              <svg viewBox="0.13 0.13 0.74 0.74" aria-hidden>
                <path d={shape} />
              </svg>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
