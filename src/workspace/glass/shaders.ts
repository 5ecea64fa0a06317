/** The WGSL of a network's forward pass. */
import { hardwareShaders } from '../../backend';
import type { ShaderSource } from '../../backend/types';
import type { Workspace } from '../workspace';

export interface Shaders {
  /** Whether the running program compiled these; if not, they are what a graphics device would get. */
  readonly compiled: boolean;
  readonly sources: readonly ShaderSource[];
}

/** A shader's text with indented blocks: shaders in a built page are stripped of formatting. */
export function indented(text: string): string {
  let depth = 0;
  const lines = text
    .trim()
    .split('\n')
    .map((line) => {
      const code = line.replace(/\/\/.*/, '');
      const closing = code.trim().match(/^[})]+/)?.[0].length ?? 0;
      const at = Math.max(0, depth - closing);
      depth += (code.match(/[{(]/g)?.length ?? 0) - (code.match(/[})]/g)?.length ?? 0);
      return `${'  '.repeat(at)}${line.trim()}`;
    });
  return lines.join('\n');
}

/** Null when no network is loaded. */
export async function shadersFor({ engine }: Pick<Workspace, 'engine'>): Promise<Shaders | null> {
  const { computing, loaded } = engine;
  if (computing?.shaders) return { compiled: true, sources: computing.shaders };
  return loaded && { compiled: false, sources: await hardwareShaders(loaded.network.plan) };
}
