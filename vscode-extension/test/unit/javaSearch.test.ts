import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findJava, type JavaProbe } from '../../src/java/javaSearch.js';

const MACHINE: Readonly<Record<string, JavaProbe>> = {
  '/jdk8/bin/java': { version: '1.8.0_402' },
  '/jdk17/bin/java': { version: '17.0.15' },
  '/jdk21/bin/java': { version: '21.0.1' },
  '/odd/bin/java': { version: 'snapshot' },
};

function probe(program: string): Promise<JavaProbe> {
  return Promise.resolve(MACHINE[program] ?? { problem: 'no such program' });
}

describe('the search for a Java', () => {
  it('takes the first that is new enough and says where it came from', async () => {
    const search = await findJava(
      [
        { origin: 'setting', program: undefined },
        { origin: 'JAVA_HOME', program: '/jdk8/bin/java' },
        { origin: 'PATH', program: '/jdk17/bin/java' },
        { origin: 'redhat.java', program: '/jdk21/bin/java' },
      ],
      probe,
    );
    assert.deepEqual(search.java, { origin: 'PATH', program: '/jdk17/bin/java', version: '17.0.15' });
    assert.deepEqual(search.tried, ['setting: not set', 'JAVA_HOME: /jdk8/bin/java: Java 1.8.0_402, too old']);
  });

  it('does not probe what comes after the one that fits', async () => {
    const probed: string[] = [];
    await findJava(
      [
        { origin: 'setting', program: '/jdk17/bin/java' },
        { origin: 'PATH', program: '/jdk21/bin/java' },
      ],
      (program) => {
        probed.push(program);
        return probe(program);
      },
    );
    assert.deepEqual(probed, ['/jdk17/bin/java']);
  });

  it('tells all that was tried when none fits', async () => {
    const search = await findJava(
      [
        { origin: 'setting', program: '/nowhere/bin/java' },
        { origin: 'JAVA_HOME', program: '/odd/bin/java' },
        { origin: 'PATH (no java on it)', program: undefined },
      ],
      probe,
    );
    assert.equal(search.java, undefined);
    assert.deepEqual(search.tried, [
      'setting: /nowhere/bin/java: no such program',
      'JAVA_HOME: /odd/bin/java: Java snapshot, too old',
      'PATH (no java on it): not set',
    ]);
  });
});
