/**
 * What the documents name is there: every link with its heading, every path and file name in code, every npm script and
 * every test project. A name such as `<op>` in a path stands for any.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'docs/architecture.md',
  'public/pictures/README.md',
  'public/models/digits.md',
  'public/models/objects.md',
] as const;
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

const topNames = readdirSync(root).filter((name) => !['node_modules', 'dist', '.git'].includes(name));

/** All files and folders of the project, relative to it, with slashes. */
const all: readonly string[] = topNames.flatMap((top) => [
  top,
  ...(statSync(path.join(root, top)).isDirectory()
    ? readdirSync(path.join(root, top), { recursive: true, encoding: 'utf8' }).map((name) =>
        path.posix.join(top, name.split(path.sep).join('/')),
      )
    : []),
]);
const fileNames = new Set(all.map((file) => path.posix.basename(file)));

const parts = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, part = '']) => part);
const withoutFences = (text: string): string => text.replace(/^```[\s\S]*?^```$/gm, '');

/** `[text](target)` and `![text](target)`. */
const linksOf = (text: string): string[] => parts(withoutFences(text), /\]\(([^)\s]+)\)/g);

/** The words of code spans and fenced blocks. */
const codeWords = (text: string): string[] =>
  [...parts(text, /^```\w*\n([\s\S]*?)^```$/gm), ...parts(withoutFences(text), /`([^`\n]+)`/g)]
    .flatMap((code) => code.split(/[\s'"(),;]+/))
    .map((word) => word.replace(/^\.\/|[.:]+$/g, ''));

/** As GitHub makes the name of a heading. */
const anchorsOf = (text: string): string[] =>
  parts(withoutFences(text), /^#+ (.+)$/gm).map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{Letter}\p{Number} -]/gu, '')
      .replaceAll(' ', '-'),
  );

const isPath = (word: string): boolean =>
  /^[\w.<>*/-]+$/.test(word) &&
  (topNames.includes(word.split('/')[0] ?? '') || /\/[^/]+\.(tsx?|mjs|wgsl|md|svg)$/.test(word));
const isFileName = (word: string): boolean => /^[\w.-]+\.(tsx?|mjs|wgsl|md|svg|html)$/.test(word);

const isThere = (word: string): boolean => {
  const name = word.replace(/\/$/, '');
  const pattern = name
    .replaceAll('.', '\\.')
    .replaceAll('**/', '(.+/)?')
    .replaceAll(/(?<!\.)\*|<\w+>/g, '[^/]+');
  return all.includes(name) || all.some((file) => new RegExp(`^${pattern}$`).test(file));
};

/** The parts of a document that this test looks at. */
function namedBy(document: string) {
  const text = read(document);
  return {
    links: linksOf(text).filter((link) => !/^[a-z]+:/.test(link)),
    paths: codeWords(text).filter(isPath),
    files: codeWords(text).filter((word) => !word.includes('/') && isFileName(word)),
    scripts: [...parts(text, /\bnpm run ([\w:-]+)/g), ...parts(text, /\bnpm (start|test)\b/g)],
    projects: parts(text, /--project (\w+)/g),
  };
}

describe.each(documents)('%s', (document) => {
  const { links, paths, files, scripts, projects } = namedBy(document);

  test('links to what is there', () => {
    const broken = links.filter((link) => {
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? document : path.posix.join(path.posix.dirname(document), file);
      if (!existsSync(path.join(root, target))) return true;
      return anchor !== undefined && !anchorsOf(read(target)).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  test('names paths that are there', () => {
    expect(paths.filter((word) => !isThere(word))).toEqual([]);
    expect(files.filter((name) => !fileNames.has(name))).toEqual([]);
  });

  test('names scripts and test projects that are there', () => {
    const known: { readonly scripts: object } = JSON.parse(read('package.json'));
    expect(scripts.filter((name) => !Object.hasOwn(known.scripts, name))).toEqual([]);
    const names = parts(read('vitest.config.ts'), /\bname: '(\w+)'/g);
    expect(projects.filter((name) => !names.includes(name))).toEqual([]);
  });
});

test('there is much to look for', () => {
  const named = documents.map(namedBy);
  expect(named.flatMap(({ links }) => links).length).toBeGreaterThan(20);
  expect(named.flatMap(({ paths }) => paths).length).toBeGreaterThan(60);
  expect(named.flatMap(({ scripts }) => scripts).length).toBeGreaterThan(10);
});

test('the picture of the parts has every folder of src', () => {
  const picture = read('docs/architecture.svg');
  const folders = readdirSync(path.join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).filter((name) => !picture.includes(`>src/${name}<`))).toEqual([]);
});
