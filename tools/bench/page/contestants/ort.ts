/** ONNX Runtime Web: the net as an ONNX file, with the answer as its output or with every map as an output. */
import type { InferenceSession, TypedTensor } from 'onnxruntime-web';
import type { ContestantInfo } from '../../contestants';
import { filterOf, filterShape, type Net } from '../../net';
import type { Open } from '../contestant';

async function start({ backend, threads }: ContestantInfo) {
  const gpu = backend === 'webgpu';
  const [ort, mjs, wasm] = await (gpu
    ? Promise.all([
        import('onnxruntime-web/webgpu'),
        import('onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url'),
        import('onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url'),
      ])
    : Promise.all([
        import('onnxruntime-web/wasm'),
        import('onnxruntime-web/ort-wasm-simd-threaded.mjs?url'),
        import('onnxruntime-web/ort-wasm-simd-threaded.wasm?url'),
      ]));
  ort.env.wasm.wasmPaths = {
    mjs: new URL(mjs.default, location.href).href,
    wasm: new URL(wasm.default, location.href).href,
  };
  ort.env.wasm.numThreads = threads;
  return ort;
}

export const open: Open = async (info) => {
  const ort = await start(info);
  const options: InferenceSession.SessionOptions = {
    executionProviders: [info.backend === 'webgpu' ? 'webgpu' : 'wasm'],
    graphOptimizationLevel: 'all',
  };
  const run = async (session: InferenceSession, net: Net, input: Float32Array, outputs: readonly string[]) => {
    const results = await session.run({ input: new ort.Tensor('float32', input, net.input) });
    return outputs.map((name) => (results[name] as TypedTensor<'float32'>).data);
  };
  return {
    detail: `ONNX Runtime Web ${ort.env.versions.web ?? ''} ${info.backend}`,
    async load(net, onnx) {
      const answer = await ort.InferenceSession.create(onnx.answer, options);
      let all: InferenceSession | null = null;
      let edited: InferenceSession | null = null;
      let last: InferenceSession.FeedsType = {};
      return {
        order: 'nchw',
        async runEdited(values) {
          if (!onnx.edited) throw new Error('there is no file for edited filters');
          edited ??= await ort.InferenceSession.create(onnx.edited, options);
          const filter = new ort.Tensor('float32', values, filterShape(net));
          const results = await edited.run({ ...last, [filterOf(net)]: filter });
          return (results[net.output] as TypedTensor<'float32'>).data;
        },
        async run(input) {
          last = { input: new ort.Tensor('float32', input, net.input) };
          const [output = new Float32Array(0)] = await run(answer, net, input, [net.output]);
          return output;
        },
        async readAll(input) {
          all ??= await ort.InferenceSession.create(onnx.all, options);
          return run(all, net, input, net.maps);
        },
        readKept: null,
        async dispose() {
          await answer.release();
          await all?.release();
          await edited?.release();
        },
      };
    },
  };
};
