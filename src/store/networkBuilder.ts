/**
 * The chapter "Network" of the page "Train": `playground.part(createNetworkBuilder)`. Beside the builder it has a
 * workspace of its own, in which what has been built so far computes the person's drawing, untrained.
 */
import { initialWeights } from '../train/initialise';
import { networkOf } from '../workspace/network';
import { beginnings } from '../workspace/training/learning';
import { Builder } from '../workspace/training/network/builder';
import { type Examined, examine } from '../workspace/training/network/examine';
import { givenBy, specOf } from '../workspace/training/networks';
import { createWorkspace, type Workspace } from '../workspace/workspace';
import type { Playground } from './playground';
import { createTrainPage } from './training';

export interface NetworkBuilder {
  readonly builder: Builder;
  /** Shows the rows that fit, computed; null before the first that does. */
  readonly preview: Workspace;
}

export function createNetworkBuilder({ part, host, session, adopt, workspace: { input } }: Playground): NetworkBuilder {
  const { recipe, training } = part(createTrainPage);
  const set = () => training.store.getState().set;
  const builder = new Builder(recipe, set);
  const { backend } = session.getState();
  const preview = adopt(createWorkspace(host, { model: null, backend, input, answers: false }));
  let shown = '';
  const show = (): void => {
    const { seed, start, share } = recipe.getState();
    const { nodes } = examine(builder.rows, givenBy(set()));
    const text = JSON.stringify([set().id, set().labels, seed, start, share, nodes]);
    if (nodes.length === 0 || text === shown) return;
    shown = text;
    preview.take(...untrained(nodes, recipe.getState()));
  };
  const untrained = (
    nodes: Examined['nodes'],
    now: ReturnType<typeof recipe.getState>,
  ): Parameters<Workspace['take']> => {
    const whole = specOf('preview', nodes, set());
    const spec = nodes.at(-1)?.type === 'softmax' ? whole : { ...whole, labels: [] };
    const stored = { spec, weights: initialWeights(spec, now.seed, beginnings(spec, now)), provenance: {} };
    return [stored, networkOf(stored)];
  };
  recipe.subscribe(show);
  training.store.subscribe((now, before) => {
    if (now.set !== before.set) show();
  });
  builder.store.subscribe(show);
  show();
  return { builder, preview };
}
