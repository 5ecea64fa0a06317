/**
 * The minimum cost of a frame on the graphics device, for every contestant: uploading what is new, a submit without a
 * dispatch, and copying as many bytes as the answer has to where the page can read them. Nothing can be faster.
 */
import { CountedDevice } from '../../../src/backend/webgpu/counter';

/** A frame that computes nothing. */
export interface Floor {
  run(): Promise<void>;
  dispose(): void;
}

/** Throws Error if there is no graphics device. */
export async function openFloor(uploaded: Float32Array, answerBytes: number): Promise<Floor> {
  const adapter = await navigator.gpu?.requestAdapter();
  if (!adapter) throw new Error('there is no graphics device');
  const device = await adapter.requestDevice();
  const counted = new CountedDevice(device);
  const size = Math.max(uploaded.byteLength, answerBytes);
  const memory = device.createBuffer({ size, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC });
  const answer = device.createBuffer({ size: answerBytes, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ });
  return {
    async run() {
      counted.upload(memory, 0, uploaded);
      const encoder = device.createCommandEncoder();
      encoder.copyBufferToBuffer(memory, 0, answer, 0, answerBytes);
      counted.submit(encoder);
      await counted.map(answer, answerBytes);
      answer.unmap();
    },
    dispose: () => device.destroy(),
  };
}
