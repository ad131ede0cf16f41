import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';

type Texts = Record<string, string>;

const manifest = readFileSync('package.json', 'utf8');

function texts(file: string): Texts {
  return JSON.parse(readFileSync(file, 'utf8')) as Texts;
}

/** What the sources pass to l10n.t. */
function saidBySources(): string[] {
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => [...readFileSync(path.join('src', name), 'utf8').matchAll(/l10n\.t\('([^']+)'/g)])
    .map((match) => match[1] ?? '');
}

describe('the manifest', () => {
  for (const file of ['package.nls.json', 'package.nls.de.json']) {
    it(`finds each of its texts in ${file}, and nothing stands there in vain`, () => {
      const used = [...manifest.matchAll(/"%([^%"]+)%"/g)].map((match) => match[1] ?? '');
      assert.deepEqual(Object.keys(texts(file)).sort(), [...new Set(used)].sort());
    });
  }

  it('names only files that exist', () => {
    const files = [...manifest.matchAll(/"\.\/([^"]+\.(?:json|svg|png))"/g)].map((match) => match[1] ?? '');
    assert.ok(files.length > 5);
    assert.deepEqual(
      files.filter((file) => !existsSync(file)),
      [],
    );
  });

  it('has a line in the README for each setting', () => {
    const readme = readFileSync('README.md', 'utf8');
    const settings = [...manifest.matchAll(/"(smtplint\.[\w.]+)": \{/g)].map((match) => match[1] ?? '');
    assert.ok(settings.length > 5);
    assert.deepEqual(
      settings.filter((setting) => !readme.includes(`| \`${setting}\` |`)),
      [],
    );
  });
});

describe('the texts of the sources', () => {
  for (const file of ['l10n/bundle.l10n.json', 'l10n/bundle.l10n.de.json']) {
    it(`are those of ${file}`, () => {
      assert.deepEqual(Object.keys(texts(file)).sort(), [...new Set(saidBySources())].sort());
    });
  }
});
