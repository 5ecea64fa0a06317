/** Types for what tools/font.mjs uses of the package `subset-font`, which has none. */
declare module 'subset-font' {
  export default function subsetFont(
    font: Buffer,
    text: string,
    options: {
      readonly targetFormat: 'woff2';
      readonly variationAxes: { readonly [axis: string]: { readonly min: number; readonly max: number } };
      readonly noLayoutClosure: boolean;
    },
  ): Promise<Buffer>;
}
