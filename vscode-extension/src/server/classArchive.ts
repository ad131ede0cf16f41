import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import path from 'node:path';
import { closingWords, isLastAnswer, openingWords } from './sampleConversation.js';

const EXTENSION = '.jsa';
const PATIENCE_MS = 60_000;

/**
 * Classes of the server, read and checked once and mapped into memory at each later start: it halves the time until
 * the first diagnostics. Without the archive the server starts slower, and that is all.
 */
export class ClassArchive {
  private constructor(
    readonly file: string,
    private readonly java: string,
    private readonly jar: string,
  ) {}

  /** The archive of this Java and this jar; a newer one of either has another file. */
  static async of(folder: string, java: string, version: string, jar: string): Promise<ClassArchive> {
    const { size, mtimeMs } = await stat(jar);
    const identity = [java, version, jar, String(size), String(mtimeMs)].join('\n');
    const digest = createHash('sha256').update(identity).digest('hex').slice(0, 16);
    return new ClassArchive(path.join(folder, `server-${digest}${EXTENSION}`), java, jar);
  }

  async exists(): Promise<boolean> {
    try {
      return (await stat(this.file)).size > 0;
    } catch {
      return false;
    }
  }

  /** Runs the server once more, for a short conversation, and keeps its classes; removes archives of other versions. */
  async make(): Promise<boolean> {
    const folder = path.dirname(this.file);
    await mkdir(folder, { recursive: true });
    const unfinished = `${this.file}.${process.pid}`;
    const made = (await this.converse(unfinished)) === 0;
    if (made) {
      await rename(unfinished, this.file);
    }
    for (const name of await readdir(folder)) {
      if (name.includes(EXTENSION) && name !== path.basename(this.file)) {
        await rm(path.join(folder, name), { force: true });
      }
    }
    return made;
  }

  private converse(archive: string): Promise<number | null> {
    return new Promise((resolve) => {
      const flags = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xlog:disable', `-XX:ArchiveClassesAtExit=${archive}`];
      const server = spawn(this.java, [...flags, '-jar', this.jar], { stdio: ['pipe', 'pipe', 'ignore'], timeout: PATIENCE_MS });
      let heard = '';
      server.on('error', () => {
        resolve(null);
      });
      server.on('exit', resolve);
      server.on('spawn', () => {
        yieldToOthers(server.pid);
        server.stdin.write(openingWords());
      });
      server.stdin.on('error', () => undefined); // the exit code tells
      server.stdout.on('data', (chunk: Buffer) => {
        heard += chunk.toString('latin1');
        if (isLastAnswer(heard)) {
          heard = '';
          server.stdin.end(closingWords());
        }
      });
    });
  }
}

function yieldToOthers(pid: number | undefined): void {
  try {
    setPriority(pid ?? 0, constants.priority.PRIORITY_LOW);
  } catch {
    // then it runs at the usual priority
  }
}
