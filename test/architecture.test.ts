/**
 * The shape of the sources: which folder may import which, where platform types may appear, and what no file may hold.
 * The linter says much of this while one types; this test follows every import to the file that it really reaches.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { pageNames } from '../src/store/pages';
import { shippedNames } from '../src/workspace/catalogue/records';

const root = fileURLToPath(new URL('..', import.meta.url));
const longestFile = 400;

const belowGraph = ['src/core', 'src/kernels', 'src/backend/types.ts', 'src/layers'];
const engine = [...belowGraph, 'src/graph', 'src/vision', 'src/train', 'src/formats', 'src/insight', 'src/backend'];

/** Whoever chooses a backend fetches it. */
const opening = [
  'src/core',
  'src/kernels',
  'src/backend/types.ts',
  'src/backend',
  'src/backend/reference',
  'src/backend/wasm',
  'src/backend/webgpu',
];

/** Every part of src/ with all that it may import besides itself. A file belongs to the longest path that fits. */
const mayImport: { readonly [part: string]: readonly string[] } = {
  'src/core': [],
  'src/kernels': ['src/core'],
  'src/kernels/gpu': ['src/core', 'src/kernels', 'shaders'],
  'src/backend/types.ts': ['src/core', 'src/kernels'],
  'src/backend': ['src/core', 'src/kernels', 'src/backend/types.ts'],
  'src/backend/cpu': ['src/core', 'src/kernels', 'src/backend/types.ts', 'src/backend'],
  'src/backend/reference': ['src/core', 'src/kernels', 'src/backend/types.ts', 'src/backend', 'src/backend/cpu'],
  'src/backend/wasm': ['src/core', 'src/kernels', 'src/backend/types.ts', 'src/backend', 'src/backend/cpu'],
  'src/backend/webgpu': [
    'src/core',
    'src/kernels',
    'src/kernels/gpu',
    'src/backend/types.ts',
    'src/backend',
    'shaders',
  ],
  'src/backend/picture.ts': ['src/core', 'src/kernels', 'src/backend/types.ts', 'src/backend', 'src/backend/cpu'],
  'src/backend/choice.ts': opening,
  'src/backend/index.ts': [...opening, 'src/backend/choice.ts'],
  'src/layers': ['src/core', 'src/kernels', 'src/backend/types.ts'],
  'src/graph': belowGraph,
  'src/vision': ['src/core'],
  // Augmentation prepares pictures exactly as the page does.
  'src/train': [...belowGraph, 'src/graph', 'src/vision'],
  'src/formats': [...belowGraph, 'src/graph'],
  'src/insight': [...belowGraph, 'src/graph'],
  'src/index.ts': [...engine, 'src/backend/index.ts'],
  'src/workspace': [...engine, 'src/backend/index.ts', 'src/backend/picture.ts', 'src/index.ts'],
  'src/store': [...engine, 'src/backend/index.ts', 'src/backend/picture.ts', 'src/index.ts', 'src/workspace'],
  'src/ui': ['src/core', 'src/layers', 'src/backend/types.ts', 'src/workspace', 'src/store'],
  'src/early.ts': ['src/core', 'src/backend/choice.ts', 'src/workspace', 'src/store'],
  'src/main.tsx': [
    ...engine,
    'src/early.ts',
    'src/backend/index.ts',
    'src/index.ts',
    'src/workspace',
    'src/store',
    'src/ui',
  ],
};

/** Packages that belong to some parts only. */
const packageHomes: readonly { readonly name: RegExp; readonly homes: readonly string[] }[] = [
  { name: /^(react|react-.*|lucide-react)(\/|$)/, homes: ['src/ui', 'src/main.tsx'] },
  { name: /^zustand(\/|$)/, homes: ['src/workspace', 'src/store', 'src/ui', 'src/main.tsx'] },
  { name: /^idb(\/|$)/, homes: ['src/workspace'] },
  { name: /^(fflate|modern-gif)(\/|$)/, homes: ['src/workspace'] },
  // WASM also runs in Node, to train: threads and files are asked for there, late.
  { name: /^node:/, homes: ['src/backend/wasm'] },
];

const generated = /(^|\/)(node_modules|dist|build|\.[^/]+)(\/|$)/;

/** Paths of all files below a folder, relative to the project, with slashes. */
function filesUnder(folder: string, kinds: RegExp): string[] {
  if (!existsSync(path.join(root, folder))) return [];
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => path.posix.join(folder, name.split(path.sep).join('/')))
    .filter((file) => kinds.test(file) && !generated.test(file))
    .sort();
}

const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

const within = (file: string, part: string): boolean => file === part || file.startsWith(`${part}/`);

/** The part that a file belongs to; `shaders` for a shader, undefined for what src/ may never reach. */
function partOf(file: string): string | undefined {
  return [...Object.keys(mayImport), 'shaders']
    .filter((part) => within(file, part))
    .sort((a, b) => b.length - a.length)[0];
}

/** The project's file that a relative import reaches, relative to the project. */
function resolveImport(from: string, specifier: string): string | undefined {
  const target = path.posix.join(path.posix.dirname(from), specifier.replace(/\?.*$/, ''));
  return ['', '.ts', '.tsx', '/index.ts', '/index.tsx']
    .map((ending) => target + ending)
    .find((candidate) => /\.\w+$/.test(candidate) && existsSync(path.join(root, candidate)));
}

// AssemblyScript has its own meaning of types and imports, and its own compiler to check them.
const sources = filesUnder('src', /\.tsx?$/).filter((file) => !within(file, 'src/backend/wasm/assembly'));
const tests = filesUnder('test', /\.tsx?$/);
const written = [
  ...filesUnder('src', /\.(tsx?|css)$/),
  ...filesUnder('shaders', /\.wgsl$/),
  ...filesUnder('tools', /\.(ts|mjs)$/),
  ...tests,
];

function parse(file: string): ts.SourceFile {
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true, kind);
}

/** `file:line` of every node of a file that fits. */
function places(file: string, fits: (node: ts.Node) => boolean): string[] {
  const source = parse(file);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (fits(node)) found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function wrongImports(file: string): string[] {
  const part = partOf(file);
  if (part === undefined) return [`${file} lies in no part that this test knows`];
  const allowed = [part, ...(mayImport[part] ?? [])];
  return ts.preProcessFile(read(file), true, true).importedFiles.flatMap(({ fileName: specifier }) => {
    if (!specifier.startsWith('.')) {
      const strict = packageHomes.find(({ name }) => name.test(specifier));
      return strict === undefined || strict.homes.includes(part) ? [] : [`${file} imports ${specifier}`];
    }
    const target = resolveImport(file, specifier);
    if (target === undefined) return [`${file} imports ${specifier}, which is not there`];
    const targetPart = partOf(target);
    return targetPart !== undefined && allowed.includes(targetPart) ? [] : [`${file} imports ${target}`];
  });
}

const isPageName = (text: string): boolean => pageNames.some((name) => name === text);

describe('imports', () => {
  test('there are sources to look at', () => {
    expect(sources.length).toBeGreaterThan(20);
    expect(tests).toContain('test/architecture.test.ts');
  });

  test('point down only', () => {
    expect(sources.flatMap(wrongImports)).toEqual([]);
  });
});

describe('platform types stay in their backend', () => {
  test('GPU* and navigator.gpu only under src/backend/webgpu', () => {
    const outside = sources.filter((file) => !within(file, 'src/backend/webgpu'));
    const isGpu = (node: ts.Node): boolean =>
      (ts.isIdentifier(node) && /^GPU[A-Z]/.test(node.text)) ||
      (ts.isPropertyAccessExpression(node) &&
        node.name.text === 'gpu' &&
        /\bnavigator$/.test(node.expression.getText()));
    expect(outside.flatMap((file) => places(file, isGpu))).toEqual([]);
  });

  test('the category of a layer is read by the page alone, to list it', () => {
    const outside = sources.filter((file) => !within(file, 'src/ui') && !within(file, 'src/layers'));
    const isCategory = (node: ts.Node): boolean => ts.isIdentifier(node) && node.text === 'category';
    expect([...outside, ...tests].flatMap((file) => places(file, isCategory))).toEqual([]);
  });

  test('WebAssembly only under src/backend/wasm', () => {
    const outside = sources.filter((file) => !within(file, 'src/backend/wasm'));
    const isWasm = (node: ts.Node): boolean => ts.isIdentifier(node) && node.text === 'WebAssembly';
    expect(outside.flatMap((file) => places(file, isWasm))).toEqual([]);
  });
});

describe('the address', () => {
  const isOwned = (node: ts.Node): boolean => /^(history|location)$/.test(node.getText());
  const isWindow = (node: ts.Node | undefined): boolean =>
    node !== undefined && /^(window|view|globalThis|self|top|parent|document)$/.test(node.getText());

  /** `window.location`, or the name of the global itself where nothing in the file declares it. */
  function isUse(node: ts.Node, declared: ReadonlySet<string>): boolean {
    if (!ts.isIdentifier(node) || !isOwned(node)) return false;
    const { parent } = node;
    if (ts.isPropertyAccessExpression(parent) && parent.name === node) return isWindow(parent.expression);
    // A name of something else: a property, an attribute, a declaration.
    if ('name' in parent && parent.name === node && !ts.isShorthandPropertyAssignment(parent)) return false;
    if (ts.isBindingElement(parent) && parent.propertyName === node) return false;
    return !declared.has(node.text);
  }

  /** `const { location } = window`, or a parameter that is a window. */
  function isTaken(node: ts.Node): boolean {
    if (!ts.isBindingElement(node) || !isOwned(node.propertyName ?? node.name)) return false;
    const { parent: from } = node.parent;
    if (ts.isVariableDeclaration(from)) return isWindow(from.initializer);
    return ts.isParameter(from) && /\bWindow\b/.test(from.type?.getText() ?? '');
  }

  const declaredIn = (file: string): ReadonlySet<string> => {
    const names = new Set<string>();
    places(file, (node) => {
      const isDeclared =
        ts.isVariableDeclaration(node) ||
        ts.isParameter(node) ||
        ts.isBindingElement(node) ||
        ts.isImportSpecifier(node);
      if (isDeclared) names.add(node.name.getText());
      return false;
    });
    return names;
  };

  const uses = (file: string): string[] => {
    const declared = declaredIn(file);
    return places(file, (node) => isUse(node, declared) || isTaken(node));
  };

  test('and the history of the browser are touched in src/store/router alone', () => {
    const outside = sources.filter((file) => !within(file, 'src/store/router'));
    expect(outside.flatMap(uses)).toEqual([]);
    expect(outside.filter((file) => /\b(popstate|hashchange)\b/.test(read(file)))).toEqual([]);
    expect(uses('src/store/router/router.ts')).not.toEqual([]);
  });
});

describe('names', () => {
  test('of pages are compared nowhere: what a page is stands in its record', () => {
    const isComparison = (node: ts.Node): boolean =>
      ts.isBinaryExpression(node) &&
      /^[!=]==$/.test(node.operatorToken.getText()) &&
      [node.left, node.right].some((side) => ts.isStringLiteral(side) && isPageName(side.text)) &&
      [node.left, node.right].some((side) => /(^|\.)page$/.test(side.getText()));
    expect(sources.flatMap((file) => places(file, isComparison))).toEqual([]);
  });

  test('of shipped models stand in the catalogue, the lessons and the tests', () => {
    const homes = ['src/workspace/catalogue', 'src/store/lessons', 'src/ui/lessons'];
    const outside = sources.filter((file) => !homes.some((home) => within(file, home)));
    const isName = (node: ts.Node): boolean =>
      (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) &&
      shippedNames.some((name) => node.text === name || node.text.startsWith(`${name}:`));
    expect(outside.flatMap((file) => places(file, isName))).toEqual([]);
    expect(shippedNames.length).toBeGreaterThan(1);
  });
});

describe('no file', () => {
  test('talks the compiler out of a check', () => {
    const viaUnknown = (node: ts.Node): boolean =>
      ts.isAsExpression(node) &&
      ts.isAsExpression(node.expression) &&
      node.expression.type.kind === ts.SyntaxKind.UnknownKeyword;
    const isAny = (node: ts.Node): boolean => node.kind === ts.SyntaxKind.AnyKeyword;
    const all = [...sources, ...tests, ...filesUnder('tools', /\.ts$/)];
    expect(all.flatMap((file) => places(file, (node) => viaUnknown(node) || isAny(node)))).toEqual([]);
    // A comment that silences a checker; spelled apart so that this file does not hold it.
    const silenced = new RegExp(['@ts-', '(ignore|nocheck|expect-error)|biome-', 'ignore-all'].join(''));
    expect(all.filter((file) => silenced.test(read(file)))).toEqual([]);
  });

  test(`is longer than ${longestFile} lines`, () => {
    const lines = (file: string): number => read(file).trimEnd().split('\n').length;
    expect(written.filter((file) => lines(file) > longestFile).map((file) => `${file}: ${lines(file)}`)).toEqual([]);
  });

  test('opens without saying what it is for', () => {
    expect(written.filter((file) => !/^(#!.*\n)?\s*\/[*/]/.test(read(file)))).toEqual([]);
  });

  test('leaves a mark of unfinished work', () => {
    const marks = new RegExp(`\\b(${['TO', 'FIX', 'XX'].map((word, i) => word + ['DO', 'ME', 'X'][i]).join('|')})\\b`);
    expect(written.filter((file) => marks.test(read(file)))).toEqual([]);
  });

  test('skips a test', () => {
    const runners = new Set(['test', 'it', 'describe', 'suite']);
    const ways = new Set(['skip', 'only', 'todo', 'fails', 'skipIf', 'runIf']);
    const isSkip = (node: ts.Node): boolean =>
      ts.isPropertyAccessExpression(node) &&
      ways.has(node.name.text) &&
      runners.has(node.expression.getText().replace(/\..*$/s, ''));
    expect(tests.flatMap((file) => places(file, isSkip))).toEqual([]);
  });
});
