import { execFile } from 'node:child_process';
import { access, constants, readFile, realpath } from 'node:fs/promises';
import * as path from 'node:path';
import type { JavaProbe } from './javaSearch.js';
import { versionInOutput, versionInReleaseFile } from './javaVersion.js';

const PATIENCE_MS = 10_000;

/** The version of a java program: from the file "release" beside it, which is quick, else by asking it. */
export async function probeJava(program: string): Promise<JavaProbe> {
  let real: string;
  try {
    real = await realpath(program);
    await access(real, constants.X_OK);
  } catch {
    return { problem: 'no such program' };
  }
  const stated = await versionInHome(path.dirname(path.dirname(real)));
  return stated === undefined ? ask(program) : { version: stated };
}

async function versionInHome(home: string): Promise<string | undefined> {
  try {
    return versionInReleaseFile(await readFile(path.join(home, 'release'), 'utf8'));
  } catch {
    return undefined;
  }
}

function ask(program: string): Promise<JavaProbe> {
  return new Promise((resolve) => {
    execFile(program, ['-version'], { timeout: PATIENCE_MS }, (error, stdout, stderr) => {
      const version = versionInOutput(stderr + stdout);
      if (version !== undefined) {
        resolve({ version });
      } else {
        resolve({ problem: error ? `does not run: ${error.message.split('\n')[0] ?? ''}` : 'states no version' });
      }
    });
  });
}
