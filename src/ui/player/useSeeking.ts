/** Pointing at a map shows that position; clicking, dragging and the arrow keys go there. */
import type { KeyboardEvent, PointerEvent } from 'react';
import { finish, type PlayerStore, point, reset, seek, toggle, walk } from '../../workspace/player/player';
import { arrowSteps } from '../parts/gestures';

/** `positionAt` returns the output at a point of the element, in CSS pixels; null if there is none. */
export function seeking(
  player: PlayerStore,
  columns: number,
  positionAt: (x: number, y: number, width: number, height: number) => number | null,
) {
  const at = ({ currentTarget, clientX, clientY }: PointerEvent<HTMLElement>): number | null => {
    const { left, top, width, height } = currentTarget.getBoundingClientRect();
    return positionAt(clientX - left, clientY - top, width, height);
  };
  const go = (event: PointerEvent<HTMLElement>): void => {
    const position = at(event);
    if (position !== null) seek(player, position);
  };
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      event.currentTarget.setPointerCapture(event.pointerId);
      go(event);
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      if (event.currentTarget.hasPointerCapture(event.pointerId)) go(event);
      else if (event.pointerType !== 'touch') point(player, at(event));
    },
    onPointerLeave: () => point(player, null),
    onKeyDown(event: KeyboardEvent<HTMLElement>) {
      const arrow = arrowSteps[event.key];
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (arrow) walk(player, columns, ...arrow);
      else if (event.key === 'Home') reset(player);
      else if (event.key === 'End') finish(player);
      else if (event.key === ' ') toggle(player);
      else return;
      event.preventDefault();
    },
  };
}
