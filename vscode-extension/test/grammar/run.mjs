// Checks the scopes that the grammars give to the marked words of the files beside this one.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

const here = 'test/grammar';
const tests = readdirSync(here).filter((name) => name.includes('.test.'));
const run = spawnSync(
  process.execPath,
  [
    'node_modules/vscode-tmgrammar-test/dist/unit.js',
    '--compact',
    '--grammar',
    `${here}/markdown.tmLanguage.json`,
    ...tests.map((name) => `${here}/${name}`),
  ],
  { stdio: 'inherit' },
);
process.exit(run.status ?? 1);
