// Draws what a terminal shows: runs a command with colours and lets Chromium take the picture.
// usage: node docs/images/terminal.mjs OUT.png COMMAND [ARGUMENT...]
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [out, command, ...args] = process.argv.slice(2);
const run = spawnSync(command, args, { encoding: 'utf8', env: { ...process.env, FORCE_COLOR: '1' } });
const text = run.stdout.trimEnd();

const colours = { 31: '#f14c4c', 32: '#23d18b', 33: '#e5c07b', 34: '#3b8eea', 35: '#d670d6', 36: '#29b8db', 90: '#808080' };
const escape = (s) => s.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

function html(ansi) {
  let result = '';
  let open = false;
  for (const piece of ansi.split(/(\u001b\[[0-9;]*m)/)) {
    const codes = /^\u001b\[([0-9;]*)m$/.exec(piece);
    if (!codes) {
      result += escape(piece);
      continue;
    }
    if (open) result += '</span>';
    open = false;
    const styles = codes[1].split(';').map(Number);
    const css = styles
      .map((code) => (colours[code] ? `color:${colours[code]}` : code === 1 ? 'font-weight:bold' : code === 2 ? 'opacity:.65' : ''))
      .filter(Boolean);
    if (css.length > 0) {
      result += `<span style="${css.join(';')}">`;
      open = true;
    }
  }
  return result + (open ? '</span>' : '');
}

const shown = `$ ${[command, ...args].join(' ')}\n\n${html(text)}`;
const page = `<!doctype html><meta charset="utf-8"><style>
body{margin:0;background:#1e1e1e}pre{margin:0;padding:18px 22px;color:#d4d4d4;font:14px/1.45 'DejaVu Sans Mono',monospace}
</style><pre>${shown}</pre>`;
const folder = mkdtempSync(join(tmpdir(), 'terminal-'));
writeFileSync(join(folder, 'page.html'), page);
const lines = shown.split('\n').length;
execFileSync(
  'chromium',
  ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', `--user-data-dir=${join(folder, 'profile')}`, '--hide-scrollbars',
    '--force-device-scale-factor=1.5', `--window-size=980,${Math.ceil(lines * 20.3) + 40}`, `--screenshot=${out}`,
    join(folder, 'page.html')],
  { stdio: 'ignore' },
);
