/** What a key or a button does. */
export const ZOOM_STEP = 1.4;

/** How large and where a picture is shown: 1 fits the stage, drawn from its middle. */
export class Zoom {
  static readonly most = 6;
  scale = $state(1);
  x = $state(0);
  y = $state(0);

  isZoomed = $derived.by(() => this.scale > 1);
  transform = $derived.by(() => `translate(${this.x}px, ${this.y}px) scale(${this.scale})`);

  /** What lies under `at` (from the stage's middle) stays under it. */
  by(factor: number, at: { x: number; y: number } = { x: 0, y: 0 }): void {
    const scale = Math.min(Zoom.most, Math.max(1, this.scale * factor));
    const ratio = scale / this.scale;
    this.x = scale === 1 ? 0 : at.x - (at.x - this.x) * ratio;
    this.y = scale === 1 ? 0 : at.y - (at.y - this.y) * ratio;
    this.scale = scale;
  }
  toggle(at?: { x: number; y: number }): void {
    if (this.isZoomed) this.reset();
    else this.by(2.5, at);
  }
  move(dx: number, dy: number): void {
    if (!this.isZoomed) return;
    this.x += dx;
    this.y += dy;
  }
  reset(): void {
    this.scale = 1;
    this.x = this.y = 0;
  }
}
