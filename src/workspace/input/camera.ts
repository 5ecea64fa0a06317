/**
 * The camera as an input, and the only owner of its stream: opens it on request, gives the network the current frame,
 * and closes it when stopped. Frames are drawn at the size the network needs, only when it is ready for one: the latest
 * frame wins, as with every input.
 */
import { createStore } from 'zustand/vanilla';
import { cropFor, type Pixels } from '../../vision/picture';
import type { Crop } from '../gesture';
import type { MessageCode } from '../messages';

export type CameraCode = Extract<MessageCode, `camera-${string}`>;

export interface CameraDevice {
  readonly id: string;
  readonly name: string;
}

export interface CameraState {
  readonly phase: 'off' | 'starting' | 'live' | 'frozen';
  /** Why it is off, if the person did not turn it off. */
  readonly failure: CameraCode | null;
  /** Size of its frames, once there are any. */
  readonly frame: { readonly width: number; readonly height: number } | null;
  /** Displayed mirrored; the network always sees the picture unmirrored. */
  readonly mirrored: boolean;
  readonly devices: readonly CameraDevice[];
  readonly device: string | null;
}

const off: CameraState = { phase: 'off', failure: null, frame: null, mirrored: false, devices: [], device: null };

export interface CameraParts {
  /** Absent on pages not served securely, and in old browsers. */
  readonly media: MediaDevices | undefined;
  canvas(): HTMLCanvasElement;
  /** The page stands in another one that does not allow the camera, or does not say. */
  isHeldBack(): boolean;
  /** There is a new frame, or no frame any more. */
  changed(): void;
  failed(code: CameraCode): void;
}

/** Frames are drawn with this many pixels per network pixel, so that they are averaged down as photos are. */
const OVERSAMPLING = 4;
const LARGEST_DRAWN = 256;

const codes: { readonly [name: string]: CameraCode } = {
  NotAllowedError: 'camera-denied',
  SecurityError: 'camera-denied',
  NotFoundError: 'camera-missing',
  OverconstrainedError: 'camera-missing',
  NotReadableError: 'camera-busy',
  AbortError: 'camera-busy',
};

/** The message code for an error of `getUserMedia`. */
const cameraCode = (error: unknown): CameraCode =>
  (error instanceof Error ? codes[error.name] : undefined) ?? 'camera-busy';

export class Camera {
  readonly state = createStore<CameraState>()(() => off);
  private video: HTMLVideoElement | null = null;
  private stream: MediaStream | null = null;
  private drawn: CanvasRenderingContext2D | null = null;
  /** Identifies each start and stop: late results of an earlier one are discarded. */
  private turn = 0;

  constructor(private readonly parts: CameraParts) {}

  /** Plays the camera in an element. */
  attach(video: HTMLVideoElement | null): void {
    this.video = video;
  }

  /** Opens the camera with that id; by default one that faces away from the person, if there is one. */
  async start(device: string | null = null): Promise<void> {
    this.stop();
    const { turn } = this;
    const { media } = this.parts;
    if (!media) {
      this.fail('camera-absent');
      return;
    }
    this.state.setState({ phase: 'starting', failure: null });
    try {
      const stream = await media.getUserMedia({ audio: false, video: wanted(device) });
      if (turn !== this.turn) {
        release(stream);
        return;
      }
      await this.show(stream, media, turn);
    } catch (error) {
      if (turn !== this.turn) return;
      const code = cameraCode(error);
      this.fail(code === 'camera-denied' && this.parts.isHeldBack() ? 'camera-framed' : code);
    }
  }

  /** Closes the camera, so that its light goes out. */
  stop(): void {
    this.turn += 1;
    if (this.stream) release(this.stream);
    this.stream = null;
    if (this.video) this.video.srcObject = null;
    this.state.setState(({ devices }) => ({ ...off, devices }));
    this.parts.changed();
  }

  /** Freezes the current frame, or continues. */
  freeze(frozen: boolean): void {
    const { video, state } = this;
    const { phase } = state.getState();
    if (!video || (phase !== 'live' && phase !== 'frozen')) return;
    if (frozen) video.pause();
    else void video.play().catch(() => {});
    state.setState({ phase: frozen ? 'frozen' : 'live' });
    this.parts.changed();
  }

  /** The part of the current frame that the network sees, at a few pixels per pixel of `size`; null without a frame. */
  grab({ centre, zoom }: Crop, size: readonly [height: number, width: number]): Pixels | null {
    const { video, stream } = this;
    if (!video || !stream || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.videoWidth === 0)
      return null;
    const { x, y, width, height } = cropFor({ width: video.videoWidth, height: video.videoHeight }, size, centre, zoom);
    const factor = Math.max(1, Math.min(OVERSAMPLING, Math.floor(LARGEST_DRAWN / Math.max(...size))));
    const context = this.context(size[1] * factor, size[0] * factor);
    if (!context) return null;
    const { canvas } = context;
    context.drawImage(video, x, y, width, height, 0, 0, canvas.width, canvas.height);
    return context.getImageData(0, 0, canvas.width, canvas.height);
  }

  private context(width: number, height: number): CanvasRenderingContext2D | null {
    this.drawn ??= this.parts.canvas().getContext('2d', { willReadFrequently: true });
    const { drawn } = this;
    if (drawn && (drawn.canvas.width !== width || drawn.canvas.height !== height)) {
      drawn.canvas.width = width;
      drawn.canvas.height = height;
      drawn.imageSmoothingQuality = 'high';
    }
    return drawn;
  }

  private async show(stream: MediaStream, media: MediaDevices, turn: number): Promise<void> {
    const { video } = this;
    const [track] = stream.getVideoTracks();
    if (!video || !track) {
      release(stream);
      this.fail('camera-missing');
      return;
    }
    this.stream = stream;
    track.addEventListener('ended', () => {
      // Stopping it ourselves fires no such event: it was unplugged or taken away.
      if (stream === this.stream) this.fail('camera-lost');
    });
    video.srcObject = stream;
    // A play() interrupted by a stop is not a failure.
    await video.play().catch(() => {});
    const devices = (await media.enumerateDevices()).filter(({ kind }) => kind === 'videoinput');
    if (turn !== this.turn) return;
    const { facingMode, deviceId } = track.getSettings();
    this.state.setState({
      phase: 'live',
      mirrored: facingMode !== 'environment',
      frame: { width: video.videoWidth, height: video.videoHeight },
      devices: devices.map(({ deviceId: id, label }, i) => ({ id, name: label || `${i + 1}` })),
      device: deviceId ?? null,
    });
    this.follow(video, turn);
  }

  /** Reports every frame until the turn is over. */
  private follow(video: HTMLVideoElement, turn: number): void {
    const next = (): void => {
      if (turn !== this.turn) return;
      const { videoWidth: width, videoHeight: height } = video;
      const { frame } = this.state.getState();
      // Turning a phone turns its frames.
      if (frame?.width !== width || frame.height !== height) this.state.setState({ frame: { width, height } });
      this.parts.changed();
      ask();
    };
    const ask = (): void => {
      if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(next);
      else requestAnimationFrame(next);
    };
    next();
  }

  private fail(failure: CameraCode): void {
    this.stop();
    this.state.setState({ failure });
    this.parts.failed(failure);
  }
}

const wanted = (device: string | null): MediaTrackConstraints => ({
  width: { ideal: 640 },
  height: { ideal: 480 },
  ...(device === null ? { facingMode: { ideal: 'environment' } } : { deviceId: { exact: device } }),
});

function release(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
