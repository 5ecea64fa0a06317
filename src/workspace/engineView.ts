/**
 * Where an engine's program paints: the element that holds its canvas, the scene, and while one program takes the place
 * of another the picture of the one before, until the new one has painted.
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
  /** Was shown before, and still is. */
  private previous: Shown | null = null;
  private scene: Scene | null = null;
  /** The scene has not been given to the surface yet. */
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
   * Lets a program paint. A canvas keeps the kind of context that it was first given, so every program gets a new one.
   * Throws EngineError('device') when it gets no context.
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

  /** Gives a changed scene to the surface; false when there is nothing to give. */
  takeScene(): boolean {
    if (!this.sceneChanged || !this.shown || !this.scene) return false;
    this.sceneChanged = false;
    this.shown.surface.setScene(this.scene);
    return true;
  }

  paint(): void {
    this.shown?.surface.paint();
  }

  /** Paints the scene that stands, or another one this time; then the one that stands is owed again. Null: nothing can. */
  paintNow(once?: Scene): HTMLCanvasElement | null {
    if (!this.shown) return null;
    if (once) {
      this.shown.surface.setScene(once);
      this.sceneChanged = this.scene !== null;
    } else this.takeScene();
    this.paint();
    return this.shown.canvas;
  }

  /** Leaves a program's picture standing until the next one has painted. False: there is none, and nothing is kept. */
  keep(program: Program): boolean {
    const { shown } = this;
    if (this.previous || shown?.program !== program) return false;
    this.previous = shown;
    this.shown = null;
    return true;
  }

  /** A run has ended: its picture takes the place of the one before. */
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

  /** Ends what the program in use paints. */
  close(): void {
    this.shown?.surface.dispose();
    this.shown?.canvas.remove();
    this.shown = null;
  }

  /** The same, with what was kept of the program before. */
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
