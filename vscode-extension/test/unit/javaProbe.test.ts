import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { probeJava } from '../../src/java/javaProbe.js';

const onUnix = process.platform !== 'win32';

describe('probing a java program', { skip: onUnix ? false : 'shell scripts stand in for java' }, () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'smtplint-java-'));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  function home(name: string, script: string, release?: string): string {
    const bin = path.join(folder, name, 'bin');
    mkdirSync(bin, { recursive: true });
    const program = path.join(bin, 'java');
    writeFileSync(program, `#!/bin/sh\n${script}\n`);
    chmodSync(program, 0o755);
    if (release !== undefined) {
      writeFileSync(path.join(folder, name, 'release'), release);
    }
    return program;
  }

  it('reads the release file without running the program', async () => {
    const program = home('released', 'exit 1', 'JAVA_VERSION="21.0.1"\n');
    assert.deepEqual(await probeJava(program), { version: '21.0.1' });
  });

  it('follows a link to the home that holds the release file', async () => {
    const link = path.join(folder, 'java-on-path');
    symlinkSync(home('linked', 'exit 1', 'JAVA_VERSION="17.0.2"\n'), link);
    assert.deepEqual(await probeJava(link), { version: '17.0.2' });
  });

  it('asks the program where there is no release file', async () => {
    const program = home('asked', `echo 'openjdk version "19.0.1" 2022-10-18' >&2`);
    assert.deepEqual(await probeJava(program), { version: '19.0.1' });
  });

  it('says that the program is not there', async () => {
    assert.deepEqual(await probeJava(path.join(folder, 'none', 'bin', 'java')), { problem: 'no such program' });
  });

  it('says that the program does not run', async () => {
    const found = await probeJava(home('broken', 'exit 3'));
    assert.ok('problem' in found && found.problem.startsWith('does not run: '), JSON.stringify(found));
  });

  it('says that the program is no Java', async () => {
    assert.deepEqual(await probeJava(home('silent', 'exit 0')), { problem: 'states no version' });
  });
});
