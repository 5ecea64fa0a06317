/** Figures as signed distances, for generated pictures. */

/** How far a point is outside a figure of about radius 1 around the origin; negative inside. */
export type Figure = (x: number, y: number) => number;

/** A bar along the x axis, turned by an angle. */
export const bar =
  (angle: number): Figure =>
  (x, y) => {
    const along = x * Math.cos(angle) + y * Math.sin(angle);
    const across = y * Math.cos(angle) - x * Math.sin(angle);
    return Math.max(Math.abs(along) - 1, Math.abs(across) - 0.22);
  };

/** The distance beyond the furthest of a regular polygon's sides. */
export const polygon =
  (sides: number): Figure =>
  (x, y) => {
    let furthest = Number.NEGATIVE_INFINITY;
    for (let side = 0; side < sides; side++) {
      const angle = (2 * Math.PI * side) / sides + Math.PI / 2;
      furthest = Math.max(furthest, x * Math.cos(angle) + y * Math.sin(angle));
    }
    return furthest - Math.cos(Math.PI / sides) * 0.9;
  };

/** Only the edge of a figure. */
export const outline =
  (figure: Figure): Figure =>
  (x, y) =>
    Math.abs(figure(x, y)) - 0.16;

export const circle: Figure = (x, y) => Math.hypot(x, y) - 0.85;
export const cross: Figure = (x, y) => Math.min(bar(0)(x, y), bar(Math.PI / 2)(x, y));
