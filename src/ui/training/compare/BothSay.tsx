/** On the right of the chapter "Compare": what both runs say to the picture at the compared moments. */
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { createBeside } from '../../../store/trainingBeside';
import { percent } from '../../../workspace/numbers';
import { LiveStatus, say } from '../../parts/Live';
import { useClassNames } from '../../parts/useClassNames';
import { usePlayground } from '../../playground';
import { Says } from '../Says';
import { bestOf } from '../State';
import { useTrain } from '../useTrain';
import { type Pair, useOthers, usePair } from './usePair';

export function BothSay() {
  const pair = usePair(useOthers());
  return pair ? <Both pair={pair} /> : <Says />;
}

const both = ['A', 'B'] as const;

function Both({ pair: { a, b } }: { readonly pair: Pair }) {
  const { t } = useTranslation();
  const names = useClassNames();
  const { training } = useTrain();
  const beside = usePlayground().part(createBeside);
  const section = useRef<HTMLElement>(null);
  const runs = {
    A: { frame: beside.workspace.frame, labels: a.spec.labels },
    B: { frame: training.workspace.frame, labels: b.spec.labels },
  } as const;
  const answerOf = (which: (typeof both)[number]): readonly number[] => runs[which].frame.getState().answer ?? [];
  const sentence = (which: (typeof both)[number]): string => {
    const answer = answerOf(which);
    const label = runs[which].labels[bestOf(answer)];
    return label === undefined
      ? t('train.runs.compare.silent', { which })
      : t('train.runs.compare.says', {
          which,
          label: names.short(label),
          share: percent(Math.max(...answer), 0),
        });
  };
  const write = (): void => {
    for (const which of both) {
      const { labels } = runs[which];
      const answer = answerOf(which);
      const all = section.current?.querySelectorAll<HTMLElement>(`[data-run=${which}]`) ?? [];
      for (const element of all) {
        const { label } = element.dataset;
        if (label === undefined) say(element, sentence(which));
        else {
          const share = answer[labels.indexOf(label)];
          element.style.setProperty('--share', String(share ?? 0));
          element.classList.toggle('best', share !== undefined && share === Math.max(...answer));
          if (element.tagName !== 'I') say(element, share === undefined ? '–' : percent(share));
        }
      }
    }
  };
  const latest = useRef(write);
  latest.current = write;
  useEffect(() => latest.current());
  useEffect(() => {
    const stops = [beside.workspace, training.workspace].map(({ frame }) => frame.subscribe(() => latest.current()));
    return () => {
      for (const stop of stops) stop();
    };
  }, [beside, training]);
  const labels = [...new Set([...b.spec.labels, ...a.spec.labels])];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls where there is little room.
    <section ref={section} className="train-says" aria-labelledby="compare-says" tabIndex={0} data-testid="both-say">
      <h2 id="compare-says">{t('train.runs.compare.answers')}</h2>
      {both.map((which) => (
        <p key={which} className="compare-said">
          <i className="line" data-which={which} aria-hidden /> <b data-run={which} />
        </p>
      ))}
      <LiveStatus of={() => both.map(sentence).join(' ')} />
      <table className="train-bars compare-bars">
        <tbody>
          {labels.map((label) => (
            <tr key={label}>
              <th scope="row">{names.short(label)}</th>
              <td aria-hidden>
                {both.map((which) => (
                  <i key={which} data-run={which} data-label={label} />
                ))}
              </td>
              <td className="number">
                {both.map((which) => (
                  <p key={which}>
                    <span className="unseen">{which}</span> <span data-run={which} data-label={label} />
                  </p>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
