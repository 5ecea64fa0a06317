/**
 * What is wrong with the layout of a page, or of a part of it, as it is shown now, by its geometry, a sentence each: the
 * page scrolls sideways, text is smaller than 12 pixels or cut off, a control lies outside of what clips it, or under
 * something else at its middle.
 *
 * Every control is scrolled to before it is looked at, and everything is scrolled back afterwards.
 */
import type { Page } from 'playwright';

export const SMALLEST_TEXT = 12;

export const layoutFaults = (page: Page, part: string): Promise<string[]> =>
  page.evaluate(
    async ([smallest, within]) => {
      // A new size of the window is laid out by the frame after the next.
      for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
      const scope = document.querySelector(within);
      if (!scope) return [`there is no ${within}`];
      const faults = new Set<string>();
      const root = document.documentElement;
      const told = (element: Element): string => {
        const name = element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '';
        return `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}"> "${name.slice(0, 40)}"`;
      };
      if (root.scrollWidth > innerWidth) {
        const wide = [...document.querySelectorAll('main *')].filter(
          (each) => each.getBoundingClientRect().right > innerWidth && !each.closest('.stage'),
        );
        faults.add(`the page is ${root.scrollWidth} pixels wide of ${innerWidth}: ${wide.map(told).join(', ')}`);
      }
      const end = Math.max(
        innerHeight,
        (document.querySelector('.page')?.getBoundingClientRect().bottom ?? 0) + scrollY,
      );
      if (root.scrollHeight > end + 1) faults.add(`the page goes on for ${root.scrollHeight - end} pixels of nothing`);

      const styles = new Map<Element, CSSStyleDeclaration>();
      const styleOf = (element: Element): CSSStyleDeclaration => {
        let style = styles.get(element);
        if (style === undefined) {
          style = getComputedStyle(element);
          styles.set(element, style);
        }
        return style;
      };
      const ancestors = (element: Element): Element[] => {
        const list: Element[] = [];
        for (let up = element.parentElement; up; up = up.parentElement) list.push(up);
        return list;
      };
      /** For screen readers alone: a clipped pixel. */
      const isUnseen = (element: Element): boolean =>
        [element, ...ancestors(element)].some((each) => {
          const { clipPath, position, width, height } = styleOf(each);
          return clipPath !== 'none' && position === 'absolute' && parseFloat(width) <= 1 && parseFloat(height) <= 1;
        });
      const isShown = (element: Element): boolean =>
        element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && !isUnseen(element);

      const texts = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT);
      for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        const element = node.parentElement;
        if (!element || node.textContent?.trim() === '' || !isShown(element)) continue;
        if (element.closest('script, style, option')) continue;
        const scale = element instanceof SVGGraphicsElement ? (element.getScreenCTM()?.a ?? 1) : 1;
        const size = parseFloat(styleOf(element).fontSize) * scale;
        if (size < smallest - 0.01) faults.add(`text of ${size.toFixed(1)} pixels: ${told(element)}`);
        const { overflowX, display, textOverflow } = styleOf(element);
        const isCut = (overflowX === 'hidden' || overflowX === 'clip') && element.scrollWidth > element.clientWidth + 1;
        // What ends in an ellipsis says the whole when it is pointed at.
        const isTold = textOverflow === 'ellipsis' && element.closest('[title]') !== null;
        if (isCut && !isTold && display !== 'inline') faults.add(`text is cut off: ${told(element)}`);
      }

      const controls =
        'a[href], button, input, select, textarea, summary, [role=slider], [role=application], [role=radio]';
      const scrolled = [...document.querySelectorAll('*')].map(
        (each) => [each, each.scrollLeft, each.scrollTop] as const,
      );
      for (const element of scope.querySelectorAll(controls)) {
        // What shows itself only when it has the focus is not there yet.
        if (!isShown(element) || element.matches('.skip') || styleOf(element).pointerEvents === 'none') continue;
        element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
        // A link in a text that is broken into lines: its first piece.
        const [box] = element.getClientRects();
        if (!box || box.width === 0 || box.height === 0) continue;
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        const clipping = ancestors(element).find((each) => {
          const { overflowX, overflowY } = styleOf(each);
          const outer = each.getBoundingClientRect();
          const clips = (overflow: string): boolean => overflow === 'hidden' || overflow === 'clip';
          if (each === document.body || each === root) return false;
          // A modal dialog is drawn over everything, whatever it lies in.
          if (each.closest(':modal') !== element.closest(':modal')) return false;
          const isBeside = clips(overflowX) && (box.left < outer.left - 1 || box.right > outer.right + 1);
          const isAbove = clips(overflowY) && (box.top < outer.top - 1 || box.bottom > outer.bottom + 1);
          return isBeside || isAbove;
        });
        if (clipping) faults.add(`${told(element)} is clipped by ${told(clipping)}`);
        const top = document.elementFromPoint(x, y);
        const label = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
        const isReached = top && [element, ...label].some((each) => each.contains(top) || top.contains(each));
        if (!isReached) faults.add(`${told(element)} is covered by ${top ? told(top) : 'the edge of the window'}`);
        else if (top !== element && top.contains(element) && !label.some((each) => each.contains(top))) {
          // Nothing of its own answers there: something that it lies in does.
          if (!element.matches('input')) faults.add(`${told(element)} is not reached, but ${told(top)}`);
        }
      }
      for (const [element, left, up] of scrolled) {
        if (element.scrollLeft !== left) element.scrollLeft = left;
        if (element.scrollTop !== up) element.scrollTop = up;
      }
      return [...faults];
    },
    [SMALLEST_TEXT, part] as const,
  );
