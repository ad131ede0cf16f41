import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { ClassArchive } from '../../src/server/classArchive.js';

const onUnix = process.platform !== 'win32';

describe('the class archive', { skip: onUnix ? false : 'shell scripts stand in for java' }, () => {
  let folder: string;
  let jar: string;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'smtplint-archive-'));
    jar = path.join(folder, 'server.jar');
    writeFileSync(jar, 'a server');
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** A java that takes the first line said to it, answers the last question and leaves an archive. */
  function java(name: string, exitCode: number): string {
    const program = path.join(folder, name);
    const archive = `$(printf '%s\\n' "$@" | sed -n 's/^-XX:ArchiveClassesAtExit=//p')`;
    writeFileSync(
      program,
      `#!/bin/sh\nread first\nprintf '{"id":5,"result":null}'\ncat >/dev/null\necho classes > "${archive}"\nexit ${exitCode}\n`,
    );
    chmodSync(program, 0o755);
    return program;
  }

  it('is made by a conversation, and archives of other versions go', async () => {
    const storage = path.join(folder, 'made');
    const old = await ClassArchive.of(storage, java('java-old', 0), '17.0.1', jar);
    assert.equal(await old.make(), true);
    const archive = await ClassArchive.of(storage, java('java-new', 0), '17.0.2', jar);
    assert.equal(await archive.exists(), false);
    assert.equal(await archive.make(), true);
    assert.equal(await archive.exists(), true);
    assert.equal(readFileSync(archive.file, 'utf8'), 'classes\n');
    assert.deepEqual(readdirSync(storage), [path.basename(archive.file)]);
  });

  it('is not kept when the server fails, nor is anything half made', async () => {
    const storage = path.join(folder, 'failed');
    const archive = await ClassArchive.of(storage, java('java-failing', 1), '17.0.1', jar);
    assert.equal(await archive.make(), false);
    assert.deepEqual(readdirSync(storage), []);
  });

  it('is another one for another jar', async () => {
    const first = await ClassArchive.of(folder, 'java', '17.0.1', jar);
    writeFileSync(jar, 'a newer server');
    assert.notEqual((await ClassArchive.of(folder, 'java', '17.0.1', jar)).file, first.file);
  });
});
