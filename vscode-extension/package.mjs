// Bundles the client, takes the server's jar along and writes dist/smtplint.vsix.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import './esbuild.mjs';

const built = '../lsp-server/target/smtplint-lsp.jar';
const bundled = 'server/smtplint-lsp.jar';

if (!existsSync(built)) {
  console.error(`${built} is missing: build lsp-server first (mvn -pl lsp-server -am package)`);
  process.exit(1);
}
rmSync('server', { recursive: true, force: true });
mkdirSync('server', { recursive: true });
copyFileSync(built, bundled);
copyFileSync('../LICENSE', 'LICENSE');

const vsce = spawnSync(
  process.execPath,
  ['node_modules/@vscode/vsce/vsce', 'package', '--no-dependencies', '--allow-missing-repository', '--out', 'dist/smtplint.vsix'],
  { stdio: ['ignore', 'ignore', 'inherit'] },
);
if (vsce.status !== 0) {
  console.error('vsce failed: npx vsce package --no-dependencies tells why');
  process.exit(1);
}
