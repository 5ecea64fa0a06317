/** The controls that a convolution lesson's step offers, and the current kernel. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { type PresetName, presetNames, presets } from '../../../store/lessons/settings';
import { fixed } from '../../../workspace/numbers';
import { stepped } from '../../../workspace/typedNumber';
import { Choice } from '../../parts/Choice';
import { NumberCells } from '../../parts/NumberCells';
import { Slider } from '../../parts/Slider';
import { useLearner, useLessons } from '../context';
import { Part } from '../parts/Part';
import { fill } from '../text';

const STRIDES = 4;
const PADDINGS = 4;
const BIAS = { least: -8, most: 8, step: 0.25 } as const;
/** Of a weight, and the pixels of a drag that make one. */
const STEP = 0.1;
const PIXELS_PER_STEP = 8;
/** The window moves by so many places each time, and stands for so many milliseconds. */
const PLACES = 4;
const PACE = 40;

const options = [...presetNames, 'own'] as const;

export function ConvolutionControls() {
  const { words, learner } = useLessons();
  const { kernel, stride, padding, bias, controls } = useLearner((state) => state.settings);
  const place = useLearner((state) => state.entered);
  const has = (control: (typeof controls)[number]): boolean => controls.includes(control);
  const preset =
    presetNames.find((name) => presets[name].weights.every((weight, i) => weight === kernel.weights[i])) ?? 'own';
  const choose = (name: PresetName | 'own'): void => {
    if (name !== 'own') learner.set({ kernel: presets[name] });
  };
  const edit = (cell: number, value: number): void =>
    learner.set({ kernel: { ...kernel, weights: kernel.weights.map((weight, i) => (i === cell ? value : weight)) } });
  const side = kernel.side;
  const grid = useRef<HTMLDivElement>(null);
  const nameOf = useCallback(
    (i: number) => fill(words.page.weight, { row: `${Math.floor(i / side)}`, column: `${i % side}` }),
    [words, side],
  );
  return (
    <div className="lesson-controls">
      {has('weights') && (
        <Part name="kernel">
          <span className="control-name">{words.page.kernel}</span>
          <NumberCells
            grid={grid}
            label={words.page.kernel}
            columns={side}
            channel={0}
            values={kernel.weights}
            extent={Math.max(...kernel.weights.map(Math.abs), 1e-9)}
            nameOf={nameOf}
            onType={edit}
            onStep={(cell, steps) => edit(cell, stepped(kernel.weights[cell] ?? 0, steps, STEP, {}))}
            onDrag={({ cell, value, up }) => edit(cell, stepped(value, Math.round(up / PIXELS_PER_STEP), STEP, {}))}
          />
        </Part>
      )}
      {(has('kernel') || has('play')) && (
        <Part name="controls">
          {has('kernel') && (
            <Choice
              label={words.page.chooseKernel}
              options={options}
              value={preset}
              onChange={choose}
              name={(name) => words.page.presets[name]}
            />
          )}
          {has('play') && <Playing key={place} />}
        </Part>
      )}
      {has('stride') && (
        <Part name="stride">
          <Slider
            label={words.page.stride}
            limits={[1, STRIDES, 1]}
            value={stride}
            onChange={(value) => learner.set({ stride: value })}
          />
        </Part>
      )}
      {has('padding') && (
        <Part name="padding">
          <Slider
            label={words.page.padding}
            limits={[0, PADDINGS, 1]}
            value={padding}
            onChange={(value) => learner.set({ padding: value })}
          />
        </Part>
      )}
      {has('bias') && (
        <Part name="bias">
          <Slider
            label={words.page.bias}
            limits={[BIAS.least, BIAS.most, BIAS.step]}
            value={bias}
            text={fixed(bias, 2)}
            onChange={(value) => learner.set({ bias: value })}
          />
        </Part>
      )}
    </div>
  );
}

/** Moves the window one position at a time, automatically or by hand. */
function Playing() {
  const { words, learner } = useLessons();
  const [isPlaying, setIsPlaying] = useState(false);
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setInterval(() => learner.stepOn(PLACES), PACE);
    return () => clearInterval(timer);
  }, [isPlaying, learner]);
  return (
    <div className="playing row">
      <button type="button" className="button" onClick={() => setIsPlaying(!isPlaying)}>
        {isPlaying ? words.page.pause : words.page.slide}
      </button>
      <button type="button" className="button" onClick={() => learner.stepOn()}>
        {words.page.stepOn}
      </button>
    </div>
  );
}
