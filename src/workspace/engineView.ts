/**
 * Where an engine's program paints: the host element, the canvas and the scene; and, while one program replaces
 * another, the previous picture until the new one has painted.
 */
import type { Program, Scene, Surface } from '../backend/types';

interface Shown {
  readonly program: Program;
  readonly surface: Surface;
  readonly canvas: HTMLCanvasElement;
}

export class EngineView {
  private host: HTMLElement | null = null;
  private shown: Shown | null = null;
  /** The previous picture, still shown. */
  private previous: Shown | null = null;
  private scene: Scene | null = null;
  /** The surface does not have the latest scene yet. */
  private sceneChanged = false;

  constructor(private readonly makeCanvas: () => HTMLCanvasElement) {}

  attach(host: HTMLElement | null): void {
    this.host = host;
  }

  setScene(scene: Scene | null): void {
    this.scene = scene;
    this.sceneChanged = scene !== null;
  }

  /**
   * Lets a program paint. A canvas keeps the context type it was first given, so every program gets a new canvas.
   * Throws EngineError('device') if it gets no context.
   */
  open(program: Program): void {
    this.close();
    const { host } = this;
    if (!host) return;
    const canvas = this.makeCanvas();
    if (this.previous) {
      canvas.style.display = 'none';
      host.append(canvas);
    } else host.replaceChildren(canvas);
    this.shown = { program, surface: program.surface(canvas), canvas };
    this.sceneChanged = this.scene !== null;
  }

  /** Passes a changed scene to the surface; false if there is none. */
  takeScene(): boolean {
    if (!this.sceneChanged || !this.shown || !this.scene) return false;
    this.sceneChanged = false;
    this.shown.surface.setScene(this.scene);
    return true;
  }

  paint(atOnce = false): void {
    this.shown?.surface.paint(atOnce);
  }

  /** Paints the current scene, or `once`, after which the current one is due again. Null: nothing can paint. */
  paintNow(once?: Scene): HTMLCanvasElement | null {
    if (!this.shown) return null;
    if (once) {
      this.shown.surface.setScene(once);
      this.sceneChanged = this.scene !== null;
    } else this.takeScene();
    this.paint(true);
    return this.shown.canvas;
  }

  /** Keeps a program's picture until the next one has painted. False: there is no picture to keep. */
  keep(program: Program): boolean {
    const { shown } = this;
    if (this.previous || shown?.program !== program) return false;
    this.previous = shown;
    this.shown = null;
    return true;
  }

  /** A run has ended: its picture replaces the previous one. */
  painted(): void {
    if (!this.previous || (this.host && (!this.scene || this.sceneChanged))) return;
    this.dropPrevious();
    const { canvas } = this.shown ?? {};
    if (!canvas) return;
    canvas.style.display = '';
    this.host?.replaceChildren(canvas);
  }

  get keeps(): boolean {
    return this.previous !== null;
  }

  /** Closes the current program's surface. */
  close(): void {
    this.shown?.surface.dispose();
    this.shown?.canvas.remove();
    this.shown = null;
  }

  /** The same, and drops the previous picture. */
  clear(): void {
    this.dropPrevious();
    this.close();
    this.host?.replaceChildren();
  }

  private dropPrevious(): void {
    this.previous?.surface.dispose();
    this.previous?.program.dispose();
    this.previous = null;
  }
}
