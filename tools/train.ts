/**
 * Trains a shipped model with the project's own kernels, from a seed:
 *
 *   npm run train -- digits|objects [--epochs N] [--seed S] [--threads T] [--resume] [--limit PICTURES] [--dry]
 *
 * Every few minutes, the whole run is saved under build/train/<model>/; --resume continues it as if it had never
 * stopped, also to another number of epochs as long as the learning rates so far are the same for both. At the end, the
 * averaged weights are folded, calibrated on held-out training pictures, measured on the test pictures, and written to
 * public/models/<model>.safetensors, and the numbers to the model's card. --limit trains on fewer pictures and --dry
 * writes nothing: to try a recipe, measured only on the held-out pictures.
 */
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Backend, Program, Weights } from '../src/backend/types';
import { EngineError } from '../src/core/errors';
import { decodeModel, encodeModel } from '../src/formats/model';
import { planModel } from '../src/graph/plan';
import { type Evaluation, evaluate, predict } from '../src/train/evaluate';
import { type StepReport, TrainingRun } from '../src/train/loop';
import type { SampleSource } from '../src/train/samples';
import { rateAt, type Schedule } from '../src/train/schedule';
import { openBackend } from './train/backend';
import { loadRun, saveRun, writeWhole } from './train/checkpoints';
import { fitTemperature, foldBatchNorm, foldTemperature } from './train/fold';
import {
  isRecipeName,
  type Recipe,
  type RecipeName,
  recipes,
  type Sources,
  sourcesOf,
  trainingSource,
} from './train/recipes';
import { cardTables, duration, percent, reportText } from './train/report';

const root = fileURLToPath(new URL('..', import.meta.url));
const EVALUATION_BATCH = 100;
const PROGRESS_SECONDS = 5;
const SAVE_SECONDS = 180;

interface Settings {
  readonly name: RecipeName;
  readonly epochs: number;
  readonly seed: number;
  readonly threads: number;
  readonly resume: boolean;
  readonly dry: boolean;
  readonly limit: number;
}

function settingsOf(args: readonly string[]): Settings {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      epochs: { type: 'string' },
      seed: { type: 'string', default: '1' },
      threads: { type: 'string', default: String(availableParallelism()) },
      limit: { type: 'string', default: 'Infinity' },
      resume: { type: 'boolean', default: false },
      dry: { type: 'boolean', default: false },
    },
  });
  const [name] = positionals;
  if (!isRecipeName(name)) {
    throw new EngineError('attribute', 'which model to train', {
      expected: Object.keys(recipes).join(' or '),
      got: name ?? 'nothing',
    });
  }
  const count = (text: string, what: string, least: number): number => {
    const value = Number(text);
    if (!(value >= least) || (Number.isFinite(value) && !Number.isInteger(value))) {
      throw new EngineError('attribute', `--${what}`, { expected: `a whole number from ${least}`, got: text });
    }
    return value;
  };
  return {
    name,
    epochs: count(values.epochs ?? String(recipes[name].epochs), 'epochs', 1),
    seed: count(values.seed, 'seed', 0),
    threads: count(values.threads, 'threads', 1),
    limit: count(values.limit, 'limit', 1),
    resume: values.resume,
    dry: values.dry,
  };
}

/** Loads weights into an inference program, replacing its own. */
function rewrite(program: Program, weights: Weights): void {
  for (const { id, name } of program.plan.tensors) {
    const values = weights.get(name);
    if (values) program.write(id, values);
  }
}

class Trainer {
  private readonly folder: string;
  private readonly settingsText: string;
  private readonly steps: number;
  private readonly rate: Schedule;
  /** Seconds trained, up to `counted` on the clock. */
  private seconds = 0;
  private counted = 0;

  constructor(
    private readonly recipe: Recipe,
    private readonly settings: Settings,
    private readonly backend: Backend,
    private readonly sources: Sources,
    private readonly source: SampleSource,
  ) {
    this.folder = join(root, 'build', 'train', settings.name);
    this.steps = settings.epochs * Math.floor(source.count / recipe.batch);
    this.rate = recipe.rate(this.steps);
    const { load: _, augmenter: __, epochs: ___, rate: ____, ...plain } = recipe;
    this.settingsText = JSON.stringify({ ...plain, count: source.count });
  }

  /** Trains to the end and returns the averaged weights. */
  async train(): Promise<Weights> {
    const { recipe, settings, backend, sources, steps, rate } = this;
    const { spec, batch, optimiser, smoothing, average } = recipe;
    const run = await TrainingRun.start(backend, {
      spec,
      batch,
      optimiser,
      smoothing,
      average,
      source: this.source,
      seed: settings.seed,
      rate,
    });
    try {
      if (settings.resume) this.resume(run);
      const weights = await run.averaged();
      const watcher = await backend.load(planModel(spec, { batch: EVALUATION_BATCH }), weights);
      this.counted = performance.now();
      while (run.step < steps) {
        const { epoch } = run;
        const tell = this.teller(run, steps);
        let saved = performance.now();
        while (run.step < steps && run.epoch === epoch) {
          for (const report of await run.steps()) tell(report);
          if (performance.now() - saved > 1000 * SAVE_SECONDS) {
            await this.save(run);
            saved = performance.now();
          }
        }
        rewrite(watcher, await run.averaged());
        const { accuracy, negativeLogLikelihood: loss } = await evaluate(watcher, sources.heldOut);
        await this.save(run);
        console.log(
          `epoch ${run.epoch} of ${settings.epochs}: held out ${percent(accuracy)}, loss ${loss.toFixed(4)}, ` +
            `after ${duration(this.seconds)}`,
        );
      }
      watcher.dispose();
      return await run.averaged();
    } finally {
      run.dispose();
    }
  }

  /** Reports an epoch's steps at intervals. */
  private teller(run: TrainingRun, steps: number): (report: StepReport) => void {
    const { batch } = this.recipe;
    const { epoch } = run;
    const started = performance.now();
    let [loss, accuracy, count, told] = [0, 0, 0, started];
    return (report) => {
      if (!Number.isFinite(report.loss)) {
        throw new EngineError('input', `training diverged at step ${report.step}: the loss is ${report.loss}`);
      }
      loss += report.loss;
      accuracy += report.accuracy;
      count += 1;
      const now = performance.now();
      if (now - told > 1000 * PROGRESS_SECONDS || run.epoch !== epoch) {
        told = now;
        const rate = (count * batch) / ((now - started) / 1000);
        console.log(
          `epoch ${epoch + 1}, step ${report.step} of ${steps}: loss ${(loss / count).toFixed(4)}, ` +
            `accuracy ${percent(accuracy / count)}, ${Math.round(rate)} images/s, ` +
            `${duration(((steps - report.step) * batch) / rate)} left`,
        );
      }
    };
  }

  private get checkpointPath(): string {
    return join(this.folder, 'checkpoint.safetensors');
  }

  private async save(run: TrainingRun): Promise<void> {
    const now = performance.now();
    this.seconds += (now - this.counted) / 1000;
    this.counted = now;
    if (this.settings.dry) return;
    saveRun(this.checkpointPath, {
      checkpoint: await run.save(),
      settings: this.settingsText,
      rate: this.rate,
      seconds: this.seconds,
    });
  }

  private resume(run: TrainingRun): void {
    const saved = loadRun(this.checkpointPath);
    if (!saved) {
      console.log('There is no checkpoint: starting from the beginning.');
      return;
    }
    const { step } = saved.checkpoint;
    const isSameSoFar = Array.from({ length: step }, (_, i) => i).every(
      (i) => rateAt(saved.rate, i) === rateAt(this.rate, i),
    );
    if (saved.settings !== this.settingsText || !isSameSoFar) {
      throw new EngineError('input', `${this.checkpointPath} is of another recipe; train without --resume`);
    }
    run.restore(saved.checkpoint);
    this.seconds = saved.seconds;
    console.log(`Going on from step ${run.step}.`);
  }

  /** Folds, calibrates, measures and writes the model. */
  async ship(trained: Weights): Promise<void> {
    const { recipe, settings, backend, sources } = this;
    const folded = foldBatchNorm(recipe.spec, trained);
    const program = await backend.load(planModel(folded.spec, { batch: EVALUATION_BATCH }), folded.weights);
    const heldOut = await predict(program, sources.heldOut);
    const labels = Array.from({ length: sources.heldOut.count }, (_, i) => sources.heldOut.label(i));
    const temperature = fitTemperature(heldOut, labels, sources.heldOut.classes);
    console.log(`temperature ${temperature.toFixed(3)}, fitted on ${labels.length} held-out pictures`);
    const calibrated = foldTemperature(folded.spec, folded.weights, temperature);
    // What is measured is what a reader of the file gets.
    const { weights } = decodeModel(encodeModel(folded.spec, calibrated, {}, recipe.stored));
    rewrite(program, weights);
    const [title, source] = settings.dry ? ['held out', sources.heldOut] : ['test', sources.test];
    const evaluation = await evaluate(program, source);
    program.dispose();
    console.log(`${title}:\n${reportText(evaluation, recipe.spec.labels)}`);
    if (settings.dry) return;
    const provenance = {
      trained: 'npm run train',
      seed: settings.seed,
      epochs: settings.epochs,
      trainingPictures: sources.trainingSet.count,
      temperature,
      testAccuracy: evaluation.accuracy,
    };
    const bytes = encodeModel(folded.spec, weights, provenance, recipe.stored);
    const models = join(root, 'public', 'models');
    const file = join(models, `${settings.name}.safetensors`);
    writeWhole(file, bytes);
    console.log(`${file}: ${bytes.length} bytes`);
    this.writeCard(join(models, `${settings.name}.md`), evaluation, bytes.length);
  }

  /** Writes the measured numbers between the markers in the model's card. */
  private writeCard(file: string, evaluation: Evaluation, size: number): void {
    const { settings, seconds, recipe, sources } = this;
    const [begin, end] = ['<!-- measured -->', '<!-- /measured -->'];
    const card = readFileSync(file, 'utf8');
    const [before, after] = [card.indexOf(begin), card.indexOf(end)];
    if (before < 0 || after < before) throw new EngineError('file', `${file} has no place for the numbers`);
    const machine = `${settings.threads === 1 ? '1 thread' : `${settings.threads} threads`} of ${cpus()[0]?.model ?? 'an unknown processor'}`;
    const text = [
      begin,
      `Trained with \`npm run train -- ${settings.name} --epochs ${settings.epochs} --seed ${settings.seed}\` on ` +
        `${sources.trainingSet.count.toLocaleString('en')} images in ${duration(seconds)} on ${machine}. ` +
        `File: ${size.toLocaleString('en')} bytes.`,
      '',
      cardTables(evaluation, recipe.spec.labels),
      end,
    ].join('\n');
    writeWhole(file, card.slice(0, before) + text + card.slice(after + end.length));
  }
}

export async function main(args: readonly string[]): Promise<number> {
  const settings = settingsOf(args);
  const recipe: Recipe = recipes[settings.name];
  const sources = await sourcesOf(recipe, settings.limit);
  const source = trainingSource(recipe, sources.trainingSet);
  const backend = await openBackend('wasm', settings.threads);
  console.log(`${settings.name} on ${backend.info.name} (${backend.info.detail}), ${source.count} pictures`);
  try {
    const trainer = new Trainer(recipe, settings, backend, sources, source);
    await trainer.ship(await trainer.train());
  } finally {
    backend.dispose();
  }
  return 0;
}
