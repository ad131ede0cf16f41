import * as path from 'node:path';
import type { JavaSource } from './javaSearch.js';

/** What the sources are read from; the editor and the process fill it, tests write it down. */
export interface Surroundings {
  readonly settingHome: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** Folder of the extension redhat.java, where it is installed. */
  readonly redhatFolder: string | undefined;
  /** Its setting java.jdt.ls.java.home. */
  readonly redhatHome: string;
  /** Names in a folder; empty where the folder does not exist. */
  readonly list: (folder: string) => Promise<readonly string[]>;
}

/** Setting, JAVA_HOME, PATH, then what the extension redhat.java brings or uses. */
export async function* javaSources(from: Surroundings): AsyncIterable<JavaSource> {
  yield { origin: 'setting smtplint.java.home', program: programOf(from.settingHome, from.platform) };
  yield { origin: 'JAVA_HOME', program: programOf(from.env['JAVA_HOME'] ?? '', from.platform) };
  yield* onPath(from);
  yield { origin: 'setting java.jdt.ls.java.home', program: programOf(from.redhatHome, from.platform) };
  yield* embedded(from);
}

/** The java program of a home folder; a path to the program itself is taken as it is. */
export function programOf(home: string, platform: NodeJS.Platform): string | undefined {
  const trimmed = home.trim();
  if (trimmed === '') {
    return undefined;
  }
  const paths = pathsOf(platform);
  const name = programName(platform);
  const base = paths.basename(trimmed);
  return base === name || base === 'java' ? trimmed : paths.join(trimmed, 'bin', name);
}

async function* onPath(from: Surroundings): AsyncIterable<JavaSource> {
  const paths = pathsOf(from.platform);
  const variable = from.env['PATH'] ?? from.env['Path'] ?? '';
  const name = programName(from.platform);
  let any = false;
  for (const folder of variable.split(paths.delimiter).filter((entry) => entry !== '')) {
    if ((await from.list(folder)).includes(name)) {
      any = true;
      yield { origin: 'PATH', program: paths.join(folder, name) };
    }
  }
  if (!any) {
    yield { origin: 'PATH (no java on it)', program: undefined };
  }
}

async function* embedded(from: Surroundings): AsyncIterable<JavaSource> {
  const origin = 'runtime of the extension redhat.java';
  const { redhatFolder } = from;
  if (redhatFolder === undefined) {
    yield { origin: `${origin} (not installed)`, program: undefined };
    return;
  }
  const paths = pathsOf(from.platform);
  const runtimes = paths.join(redhatFolder, 'jre');
  const versions = await from.list(runtimes);
  for (const version of [...versions].sort().reverse()) {
    yield { origin, program: programOf(paths.join(runtimes, version), from.platform) };
  }
  if (versions.length === 0) {
    yield { origin: `${origin} (it brings none)`, program: undefined };
  }
}

function programName(platform: NodeJS.Platform): string {
  return platform === 'win32' ? 'java.exe' : 'java';
}

function pathsOf(platform: NodeJS.Platform): path.PlatformPath {
  return platform === 'win32' ? path.win32 : path.posix;
}
