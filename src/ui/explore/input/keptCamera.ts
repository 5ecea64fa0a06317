/**
 * The camera of a workspace, on while anything uses it and the page is visible: it goes on while its panel makes way for
 * a map that is opened. Its video is shown in a panel, or else out of sight: outside the document it would pause.
 *
 *   const kept = workspace.part(createCamera);
 *   const release = kept.use();
 */
import { Camera } from '../../../workspace/input/camera';
import type { MessageCode } from '../../../workspace/messages';
import type { Workspace } from '../../../workspace/workspace';

const failures = [
  'camera-denied',
  'camera-framed',
  'camera-missing',
  'camera-busy',
  'camera-lost',
  'camera-absent',
] as const satisfies readonly MessageCode[];

/** Not every browser tells, or by this name; one that does not may allow it or not. */
interface PolicedDocument extends Document {
  readonly featurePolicy?: { allowsFeature(feature: string): boolean };
}

const allowsCamera = (page: PolicedDocument = document): boolean =>
  page.featurePolicy?.allowsFeature('camera') ?? false;

function videoElement(): HTMLVideoElement {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.setAttribute('aria-hidden', 'true');
  return video;
}

export class KeptCamera {
  readonly camera: Camera;
  private readonly video = videoElement();
  private users = 0;

  constructor(private readonly workspace: Workspace) {
    const { host, input } = workspace;
    this.camera = new Camera({
      media: navigator.mediaDevices,
      canvas: () => document.createElement('canvas'),
      isHeldBack: () => window !== window.top && !allowsCamera(),
      changed: input.changed,
      failed: (code) => host.say({ level: 'warning', code, values: {} }),
    });
    this.camera.attach(this.video);
    this.camera.state.subscribe((now, before) => {
      if (now.phase === 'live' && before.phase !== 'live') host.retract(failures);
    });
  }

  /** Keeps the camera on until the returned function is called. */
  use(): () => void {
    this.users += 1;
    if (this.users === 1) this.begin();
    let isUsed = true;
    return () => {
      if (!isUsed) return;
      isUsed = false;
      this.users -= 1;
      if (this.users === 0) this.end();
    };
  }

  /** Shows the video as the first child of `panel` until the returned function is called. */
  show(panel: HTMLElement): () => void {
    this.video.classList.remove('unseen');
    panel.prepend(this.video);
    return () => this.hide();
  }

  dispose(): void {
    if (this.users > 0) this.end();
    this.users = 0;
  }

  private hide(): void {
    this.video.classList.add('unseen');
    document.body.append(this.video);
  }

  private begin(): void {
    if (!this.video.isConnected) this.hide();
    this.workspace.input.pipeline.live = (crop, wanted) => this.camera.grab(crop, wanted);
    this.look();
    document.addEventListener('visibilitychange', this.look);
  }

  private end(): void {
    document.removeEventListener('visibilitychange', this.look);
    this.camera.stop();
    this.video.remove();
    this.workspace.input.pipeline.live = null;
    this.workspace.host.retract(failures);
  }

  /** A hidden page must not film anyone. */
  private readonly look = (): void => {
    if (document.hidden) this.camera.stop();
    else void this.camera.start();
  };
}

/** `workspace.part(createCamera)`. */
export const createCamera = (workspace: Workspace): KeptCamera => new KeptCamera(workspace);
