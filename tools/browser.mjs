/**
 * The browser that the tests drive: finds an installed Chrome, Chromium or Edge, else installs one, else explains how.
 *
 * findBrowser() looks and never installs; ensureBrowser() installs if it must, and throws an actionable message if it
 * cannot. Run as a script, it prints the browser's path.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';

/** Flags for every launch of a test browser. Containers have neither a user namespace nor a large /dev/shm. */
const commonFlags = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking'];

/** Flags that run WebGPU on SwiftShader, the software adapter: it needs no graphics card and is the same everywhere. */
export const softwareWebGpuFlags = [
  ...commonFlags,
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--ignore-gpu-blocklist',
  // On a busy machine, the software adapter can exceed the watchdog's limit, which would kill the GPU process.
  '--disable-gpu-watchdog',
  // With ANGLE on Vulkan, WebGPU cannot share a canvas, and painting the first one loses the device.
  ...(process.platform === 'linux'
    ? ['--enable-features=Vulkan', '--use-vulkan=swiftshader', '--use-angle=swiftshader']
    : []),
];

/** Flags that provide navigator.gpu without an adapter, as on a machine with an untrusted graphics driver. */
export const noWebGpuFlags = [...commonFlags, '--disable-gpu'];

const commands = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'microsoft-edge-stable',
  'msedge',
];

/** @returns {string[]} where installers put browsers on this system */
function usualPlaces() {
  const { env, platform } = process;
  if (platform === 'darwin') {
    const bundles = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
    const roots = ['/Applications', path.join(env.HOME ?? '', 'Applications')];
    return roots.flatMap((root) => bundles.map((name) => path.join(root, `${name}.app`, 'Contents', 'MacOS', name)));
  }
  if (platform === 'win32') {
    const programs = [
      ['Google', 'Chrome', 'Application', 'chrome.exe'],
      ['Chromium', 'Application', 'chrome.exe'],
      ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
    ];
    const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter((root) => root !== undefined);
    return roots.flatMap((root) => programs.map((program) => path.join(root, ...program)));
  }
  return ['/usr/bin', '/usr/local/bin', '/opt/google/chrome', '/opt/microsoft/msedge', '/snap/bin'].flatMap((folder) =>
    commands.map((name) => path.join(folder, name)),
  );
}

/** @param {string} file */
function runs(file) {
  try {
    accessSync(file, constants.X_OK);
    return existsSync(file);
  } catch {
    return false;
  }
}

/** @returns {string[]} where Playwright would put its own, unless it has no browser for this system */
function playwrightsOwn() {
  try {
    return [chromium.executablePath()];
  } catch {
    return [];
  }
}

/**
 * The executable to launch: CHROME_PATH, else one on PATH, else one in the usual places, else Playwright's own.
 *
 * @returns {string | null} an absolute path, or null when there is none
 */
export function findBrowser() {
  const { CHROME_PATH, PATH } = process.env;
  if (CHROME_PATH) {
    if (!runs(CHROME_PATH)) throw new Error(`CHROME_PATH is ${CHROME_PATH}, which is not a program that can be run.`);
    return path.resolve(CHROME_PATH);
  }
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const onPath = (PATH ?? '')
    .split(path.delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => commands.map((name) => path.join(folder, name + suffix)));
  return [...onPath, ...usualPlaces(), ...playwrightsOwn()].find(runs) ?? null;
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env]
 * @returns {boolean} whether it ran and succeeded
 */
function attempt(command, args, env = {}) {
  console.error(`$ ${command} ${args.join(' ')}`);
  const { status } = spawnSync(command, args, {
    // Installers write for people: keep standard output free for this tool's result.
    stdio: ['ignore', 2, 2],
    env: { ...process.env, ...env },
    timeout: 15 * 60_000,
  });
  return status === 0;
}

/** On Debian and Ubuntu, as root: the distribution's Chromium includes its libraries. */
function installWithApt() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return;
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
  attempt('apt-get', ['update'], quiet);
  attempt('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], quiet);
}

function installWithPlaywright() {
  const playwright = path.dirname(createRequire(import.meta.url).resolve('playwright/package.json'));
  attempt(process.execPath, [path.join(playwright, 'cli.js'), 'install', 'chromium']);
}

/**
 * Finds a browser, installing Chromium first when there is none.
 *
 * @returns {string} an absolute path
 */
export function ensureBrowser() {
  let browser = findBrowser();
  for (const install of [installWithApt, installWithPlaywright]) {
    if (browser !== null) break;
    install();
    browser = findBrowser();
  }
  if (browser !== null) return browser;
  throw new Error(
    [
      'No Chrome, Chromium or Edge was found, and none could be installed. Do one of these, then run again:',
      '  - install one: "apt-get install chromium" (Debian, as root), "brew install --cask chromium" (macOS),',
      '    or "npx playwright install --with-deps chromium" (anywhere);',
      '  - set CHROME_PATH to the program of one that is installed elsewhere.',
    ].join('\n'),
  );
}

if (process.argv[1] !== undefined && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    console.log(ensureBrowser());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
