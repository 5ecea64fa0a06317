/** A bar that shows what one term adds to a sum. */

/** `share`: the term as a share of the largest one, from -1 to 1. */
export function Contribution({ share }: { readonly share: number }) {
  return (
    <span className="contribution" aria-hidden>
      <span className={share < 0 ? 'negative' : 'positive'} style={{ transform: `scaleX(${Math.abs(share)})` }} />
    </span>
  );
}
