/** Compute pipelines keyed by text: compiled asynchronously and in parallel, each distinct text once per device. */
import { EngineError } from '../../core/errors';
import type { CountedDevice } from './counter';
import type { Binding } from './wgsl';

export interface Prepared {
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
}

/** Texts to remember. Programs keep their own pipelines, so forgetting the oldest costs at most a compilation. */
const MOST_TEXTS = 512;

export class PipelineCache {
  private readonly pipelines = new Map<string, Promise<Prepared>>();
  private readonly layouts = new Map<string, { group: GPUBindGroupLayout; pipeline: GPUPipelineLayout }>();

  /** The pipeline for a text with the given binding access. Rejects with EngineError('device'). */
  get(device: CountedDevice, label: string, text: string, bindings: readonly Binding[]): Promise<Prepared> {
    let found = this.pipelines.get(text);
    if (!found) {
      found = this.compile(device, label, text, bindings);
      this.pipelines.set(text, found);
      if (this.pipelines.size > MOST_TEXTS) this.pipelines.delete(this.pipelines.keys().next().value ?? '');
      // A failed text may be retried: the fault can be the device's rather than the text's.
      found.catch(() => this.pipelines.delete(text));
    }
    return found;
  }

  private layoutOf(
    device: CountedDevice,
    bindings: readonly Binding[],
  ): {
    group: GPUBindGroupLayout;
    pipeline: GPUPipelineLayout;
  } {
    const key = bindings.map(({ access }) => access).join(' ');
    const known = this.layouts.get(key);
    if (known) return known;
    const entries = bindings.map(
      ({ access }, binding): GPUBindGroupLayoutEntry => ({
        binding,
        visibility: GPUShaderStage.COMPUTE,
        buffer: { type: access === 'read' ? 'read-only-storage' : 'storage' },
      }),
    );
    const group = device.layout(`kernel ports: ${key}`, entries);
    const made = { group, pipeline: device.pipelineLayout(`kernel ports: ${key}`, group) };
    this.layouts.set(key, made);
    return made;
  }

  private async compile(
    device: CountedDevice,
    label: string,
    text: string,
    bindings: readonly Binding[],
  ): Promise<Prepared> {
    const layout = this.layoutOf(device, bindings);
    // Creating a pipeline from an invalid module rejects too; the module's own error must not end the device.
    device.device.pushErrorScope('validation');
    const module = device.module(label, text);
    void device.device.popErrorScope();
    try {
      const pipeline = await device.computePipeline({
        label,
        layout: layout.pipeline,
        compute: { module, entryPoint: 'main' },
      });
      return { pipeline, layout: layout.group };
    } catch (error) {
      const { messages } = await module.getCompilationInfo();
      const first = messages.find(({ type }) => type === 'error');
      const detail = first ? `line ${first.lineNum}: ${first.message}` : String(error);
      throw new EngineError('device', `the shader ${label} was refused: ${detail}`);
    }
  }
}
