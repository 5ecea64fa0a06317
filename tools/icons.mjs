/** Draws the installed page's icons from public/icon.svg: run `node tools/icons.mjs` after changing the drawing. */
import { mkdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const inPublic = (/** @type {string} */ name) => fileURLToPath(new URL(`../public/${name}`, import.meta.url));

const drawing = await readFile(inPublic('icon.svg'), 'utf8');
/** Systems crop it to their own shapes: the background fills the square, and the drawing stays in the safe circle. */
const maskable = drawing
  .replace(/ rx="7"/, '')
  .replace('<path ', '<g transform="translate(16 16) scale(0.85) translate(-16 -16)"><path ')
  .replace('</svg>', '</g></svg>');

await mkdir(inPublic('icons'), { recursive: true });
for (const [name, svg, side] of /** @type {const} */ ([
  ['192', drawing, 192],
  ['512', drawing, 512],
  ['maskable-512', maskable, 512],
  ['apple-180', maskable, 180],
])) {
  await sharp(Buffer.from(svg), { density: (72 * side) / 32 })
    .resize(side, side)
    .png({ palette: true, compressionLevel: 9 })
    .toFile(inPublic(`icons/${name}.png`));
}
