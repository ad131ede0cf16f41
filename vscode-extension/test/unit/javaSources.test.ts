import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { javaSources, programOf, type Surroundings } from '../../src/java/javaSources.js';

const BARE: Surroundings = {
  settingHome: '',
  env: {},
  platform: 'linux',
  redhatFolder: undefined,
  redhatHome: '',
  list: () => Promise.resolve([]),
};

async function lines(surroundings: Partial<Surroundings>): Promise<string[]> {
  const all: string[] = [];
  for await (const { origin, program } of javaSources({ ...BARE, ...surroundings })) {
    all.push(`${origin} = ${program ?? '-'}`);
  }
  return all;
}

function folders(names: Readonly<Record<string, readonly string[]>>): Surroundings['list'] {
  return (folder) => Promise.resolve(names[folder] ?? []);
}

describe('the sources of a Java', () => {
  it('come in the order setting, JAVA_HOME, PATH, redhat.java', async () => {
    const found = await lines({
      settingHome: '/set',
      env: { JAVA_HOME: '/home', PATH: '/empty:/usr/bin::/opt/bin' },
      redhatHome: '/jdt',
      redhatFolder: '/ext/redhat.java',
      list: folders({ '/usr/bin': ['ls', 'java'], '/opt/bin': ['java'], '/ext/redhat.java/jre': ['21.0.4-linux-x86_64'] }),
    });
    assert.deepEqual(found, [
      'setting smtplint.java.home = /set/bin/java',
      'JAVA_HOME = /home/bin/java',
      'PATH = /usr/bin/java',
      'PATH = /opt/bin/java',
      'setting java.jdt.ls.java.home = /jdt/bin/java',
      'runtime of the extension redhat.java = /ext/redhat.java/jre/21.0.4-linux-x86_64/bin/java',
    ]);
  });

  it('are all named where nothing is set', async () => {
    assert.deepEqual(await lines({}), [
      'setting smtplint.java.home = -',
      'JAVA_HOME = -',
      'PATH (no java on it) = -',
      'setting java.jdt.ls.java.home = -',
      'runtime of the extension redhat.java (not installed) = -',
    ]);
  });

  it('tell an installed redhat.java without a runtime from one that is absent', async () => {
    const found = await lines({ redhatFolder: '/ext/redhat.java' });
    assert.equal(found.at(-1), 'runtime of the extension redhat.java (it brings none) = -');
  });

  it('follow the customs of Windows there', async () => {
    const found = await lines({
      platform: 'win32',
      env: { Path: 'C:\\Windows;C:\\Java\\bin', JAVA_HOME: 'C:\\Java' },
      list: folders({ 'C:\\Java\\bin': ['java.exe'] }),
    });
    assert.equal(found[1], 'JAVA_HOME = C:\\Java\\bin\\java.exe');
    assert.equal(found[2], 'PATH = C:\\Java\\bin\\java.exe');
  });
});

describe('the program of a Java home', () => {
  const table: readonly [string, NodeJS.Platform, string | undefined][] = [
    ['/usr/lib/jvm/java-17', 'linux', '/usr/lib/jvm/java-17/bin/java'],
    ['/usr/lib/jvm/java-17/', 'linux', '/usr/lib/jvm/java-17/bin/java'],
    ['/usr/lib/jvm/java-17/bin/java', 'linux', '/usr/lib/jvm/java-17/bin/java'],
    ['  ', 'linux', undefined],
    ['C:\\Java\\bin\\java.exe', 'win32', 'C:\\Java\\bin\\java.exe'],
  ];
  for (const [home, platform, program] of table) {
    it(`of "${home}" is ${String(program)}`, () => {
      assert.equal(programOf(home, platform), program);
    });
  }
});
