/**
 * The camera as an input: opens it when asked, hands the network the frame of the moment, and closes it for good when it
 * is stopped. The one owner of the stream. Frames are drawn at the size that the network needs, and only when it is
 * ready for one: the latest frame wins, as every input does.
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
  /** Why it is off, where that was not the person's wish. */
  readonly failure: CameraCode | null;
  /** The size of its frames, once there are any. */
  readonly frame: { readonly width: number; readonly height: number } | null;
  /** Shown as in a looking glass; the network always sees the picture as it is. */
  readonly mirrored: boolean;
  readonly devices: readonly CameraDevice[];
  readonly device: string | null;
}

const off: CameraState = { phase: 'off', failure: null, frame: null, mirrored: false, devices: [], device: null };

export interface CameraParts {
  /** Absent where the page is not served securely, and in old browsers. */
  readonly media: MediaDevices | undefined;
  canvas(): HTMLCanvasElement;
  /** There is another frame, or none any more. */
  changed(): void;
  failed(code: CameraCode): void;
}

/** A frame is drawn with this many pixels for each that the network reads, so that it is averaged down as photos are. */
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

/** What an error of `getUserMedia` means for the person. */
const cameraCode = (error: unknown): CameraCode =>
  (error instanceof Error ? codes[error.name] : undefined) ?? 'camera-busy';

export class Camera {
  readonly state = createStore<CameraState>()(() => off);
  private video: HTMLVideoElement | null = null;
  private stream: MediaStream | null = null;
  private drawn: CanvasRenderingContext2D | null = null;
  /** Each start and stop is a turn of its own: what an earlier one still brings is let go. */
  private turn = 0;

  constructor(private readonly parts: CameraParts) {}

  /** Shows the camera in an element that plays it. */
  attach(video: HTMLVideoElement | null): void {
    this.video = video;
  }

  /** Opens a camera: the one of that id, else the one that looks away from the person where there are two. */
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
      if (turn === this.turn) this.fail(cameraCode(error));
    }
  }

  /** Closes the camera: its light goes out. */
  stop(): void {
    this.turn += 1;
    if (this.stream) release(this.stream);
    this.stream = null;
    if (this.video) this.video.srcObject = null;
    this.state.setState(({ devices }) => ({ ...off, devices }));
    this.parts.changed();
  }

  /** Keeps the frame of the moment, or goes on. */
  freeze(frozen: boolean): void {
    const { video, state } = this;
    const { phase } = state.getState();
    if (!video || (phase !== 'live' && phase !== 'frozen')) return;
    if (frozen) video.pause();
    else void video.play().catch(() => {});
    state.setState({ phase: frozen ? 'frozen' : 'live' });
    this.parts.changed();
  }

  /** The part of the present frame that the network looks at, a few pixels for each of `size`; null without a frame. */
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
      // Stopping it ourselves makes no such event: it was unplugged, or taken back.
      if (stream === this.stream) this.fail('camera-lost');
    });
    video.srcObject = stream;
    // A play() that a stop cuts short is no failure.
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

  /** Tells of every frame until the turn is over. */
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
