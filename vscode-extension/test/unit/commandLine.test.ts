import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isJar, jarCommandLine } from '../../src/server/commandLine.js';

describe('the command line of the server', () => {
  it('keeps the heap small and lets the options of the user win', () => {
    const { program, args } = jarCommandLine('/jdk/bin/java', '/ext/server.jar', ['-Xmx512M', ' ']);
    assert.equal(program, '/jdk/bin/java');
    assert.deepEqual(args, [
      '-Xmx128M',
      '-XX:+UseSerialGC',
      '-XX:TieredStopAtLevel=1',
      '-XX:+ExitOnOutOfMemoryError',
      '-Xshare:auto',
      '-XX:+DisplayVMOutputToStderr',
      '-Xlog:disable',
      '-Xlog:all=warning:stderr',
      '-Xmx512M',
      '-jar',
      '/ext/server.jar',
    ]);
  });

  it('tells a jar from a program', () => {
    assert.equal(isJar('/x/smtplint-lsp.JAR'), true);
    assert.equal(isJar('/usr/bin/smtplint-lsp'), false);
  });
});
