import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { featureNumber, versionInOutput, versionInReleaseFile } from '../../src/java/javaVersion.js';

describe('the feature number of a Java version', () => {
  const table: readonly [string, number | undefined][] = [
    ['17.0.15', 17],
    ['21', 21],
    ['24-ea', 24],
    ['11.0.2+9', 11],
    ['1.8.0_402', 8],
    ['1.7', 7],
    ['', undefined],
    ['unknown', undefined],
  ];
  for (const [version, feature] of table) {
    it(`of "${version}" is ${String(feature)}`, () => {
      assert.equal(featureNumber(version), feature);
    });
  }
});

describe('the version that java -version prints', () => {
  const table: readonly [string, string, string | undefined][] = [
    ['OpenJDK', 'openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime Environment', '17.0.15'],
    ['an old Java', 'java version "1.8.0_202"\nJava(TM) SE', '1.8.0_202'],
    ['a notice first', 'Picked up JAVA_TOOL_OPTIONS: -Dversion=3\nopenjdk version "21.0.1"', '21.0.1'],
    ['no Java at all', 'command not found', undefined],
  ];
  for (const [name, output, version] of table) {
    it(`is read from ${name}`, () => {
      assert.equal(versionInOutput(output), version);
    });
  }
});

describe('the version in a release file', () => {
  it('stands in JAVA_VERSION wherever the line is', () => {
    assert.equal(versionInReleaseFile('IMPLEMENTOR="Debian"\nJAVA_VERSION="17.0.15"\nOS_NAME="Linux"\n'), '17.0.15');
  });
  it('is absent from a file of another program', () => {
    assert.equal(versionInReleaseFile('MY_JAVA_VERSION="17"\n'), undefined);
  });
});
