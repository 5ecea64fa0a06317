/** Lesson 12: the timeline, and networks of the past beside the one on this page. */
import { useMemo } from 'react';
import type { Evidence } from '../../../store/lessons/evidence';
import { published, topFive, type Year, years } from '../../../store/lessons/published';
import { grouped } from '../../../workspace/numbers';
import { Segmented } from '../../parts/Segmented';
import { useWork } from '../../playground';
import { useLessons, usePublish, useSetting } from '../context';
import { Bars } from '../parts/Bars';
import { Part } from '../parts/Part';

/** Pictures that the digits network was trained on, as in its model card. */
const OWN_PICTURES = 55_000;

export function PastView() {
  const { words, learner } = useLessons();
  const network = useWork((state) => state.network);
  const at = useSetting('year');
  const parameters = network?.parameters ?? null;
  usePublish(
    useMemo<Evidence | null>(() => (parameters === null ? null : { view: 'past', parameters, at }), [parameters, at]),
  );
  if (!network || parameters === null) return null;
  const year = years[at] ?? '1989';
  const [planes, side] = network.spec.input.shape;
  const all = { ...published, now: { parameters, pictures: OWN_PICTURES, side, planes } };
  const bars = (of: 'parameters' | 'pictures') =>
    years.map((one: Year) => ({
      name: words.page.years[one],
      share: Math.log10(all[one][of]) / 8,
      text: grouped(all[one][of]),
      isMarked: one === year,
    }));
  return (
    <>
      <Part name="timeline">
        <Segmented
          label={words.page.year}
          className="timeline"
          options={years}
          value={year}
          onChange={(value) => learner.set({ year: years.indexOf(value) })}
          name={(value) => words.page.years[value]}
        />
      </Part>
      <Part name="size" className="view-line">
        <h3>{words.page.parameters}</h3>
        <Bars label={words.page.parameters} bars={bars('parameters')} />
        <h3>{words.page.trainedOn}</h3>
        <Bars label={words.page.trainedOn} bars={bars('pictures')} />
        <p className="muted">{words.page.rates}</p>
        <p>
          {words.page.inputSize}:{' '}
          <span className="number">{`${all[year].planes} × ${all[year].side} × ${all[year].side}`}</span>
        </p>
      </Part>
      {year === '2012' && (
        <Part name="errors" className="view-line">
          <h3>{words.page.topFive}</h3>
          <Bars
            label={words.page.topFive}
            bars={[
              { name: words.page.winner, share: topFive.winner / 30, text: `${topFive.winner} %`, isMarked: true },
              { name: words.page.second, share: topFive.next / 30, text: `${topFive.next} %` },
            ]}
          />
        </Part>
      )}
    </>
  );
}
