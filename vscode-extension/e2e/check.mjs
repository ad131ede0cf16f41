// Opens the workspace in a real VS Code and looks at it as a person does. Prints a line for each check.
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { CodeServer } from './codeServer.mjs';
import { Editor } from './editor.mjs';
import { poll } from './poll.mjs';

const here = import.meta.dirname;
const cache = process.argv[2];
const { chromium } = createRequire(path.join(cache, 'package.json'))('playwright-core');

const PATIENCE = 30_000;
const began = performance.now();
let failures = 0;

/** One check: its name, its time, its result; a failure is told and the next check goes on. */
async function check(name, work) {
  const start = performance.now();
  const note = (ok, text) => {
    const ms = String(Math.round(performance.now() - start)).padStart(6);
    console.log(`${ok ? 'ok    ' : 'FAILED'} ${ms} ms  ${name}${text ? `: ${text}` : ''}`);
  };
  try {
    note(true, (await work()) ?? '');
  } catch (error) {
    failures += 1;
    note(false, error.message);
    await page.screenshot({ path: path.join(here, `../dist/e2e-failed-${failures}.png`) }).catch(() => undefined);
  }
}

function expect(what, truth) {
  if (!truth) {
    throw new Error(what);
  }
}

const pictures = process.env['SMTPLINT_SCREENSHOTS'];
async function picture(name) {
  if (pictures) {
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: path.join(pictures, `${name}.png`) });
  }
}

/** Waits until the Problems view shows a finding of the rule, or none any more. */
function finding(rule, present = true) {
  return poll(
    `${present ? 'a' : 'no'} finding ${rule}`,
    PATIENCE,
    async () => {
      const rows = (await editor.problems()).filter((row) => row.includes(rule));
      return present ? rows[0] : rows.length === 0;
    },
    async () => `in ${JSON.stringify(await editor.problems())}`,
  );
}

function status(...words) {
  return poll(
    `a status with ${words.join(' and ')}`,
    PATIENCE,
    async () => {
      const text = await editor.status();
      return words.every((word) => text.includes(word)) && text;
    },
    async () => `in "${await editor.status()}"`,
  );
}

const server = await CodeServer.start(cache, path.join(here, '../dist/smtplint.vsix'), path.join(here, 'workspace'));
console.log(`ok     ${String(Math.round(performance.now() - began)).padStart(6)} ms  VS Code starts with the VSIX installed`);
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
const editor = new Editor(page);

try {
  await transcript();
  await message();
  await theServer();
} finally {
  if (failures > 0) {
    console.log(`log of the extension:\n${server.log()}`);
  }
  await browser.close();
  await server.stop();
}
console.log(`${failures === 0 ? 'all checks passed' : `${failures} checks failed`} in ${((performance.now() - began) / 1000).toFixed(1)} s`);
process.exit(failures === 0 ? 0 : 1);

async function transcript() {
  await check('a transcript opens', () => editor.open(server.url('list.smtp')));
  await check('the grammar colours its words', async () => {
    await poll('four colours in a MAIL line', PATIENCE, async () => (await editor.colours('MAIL FROM')) >= 4);
    return `${await editor.colours('MAIL FROM')} colours in "MAIL FROM:<…>"`;
  });
  await check('the language server answers', () => status('saved bytes'));
  await check('faults are underlined', async () => {
    await poll('squiggles', PATIENCE, async () => (await editor.squiggles()) > 0);
    return `${await editor.squiggles()} underlined`;
  });
  await check('Problems names the rules', async () => {
    await editor.showProblems();
    await finding('command-order/rcpt-before-mail');
    return finding('data/lone-dot-ended-data-early');
  });
  await check('the hover over a fault cites the RFC', async () => {
    const text = await editor.hoverWord('RCPT TO', 'RCPT');
    expect(`no finding and RFC in "${text}"`, text.includes('command-order/rcpt-before-mail') && /RFC \d+/.test(text));
    await picture('transcript-dark');
    await editor.leaveHover();
    return text.replaceAll(/\s+/g, ' ').slice(0, 90);
  });
  await check('the hover over a reply code explains it', async () => {
    const text = await editor.hoverWord('need MAIL command', '503');
    await editor.leaveHover();
    expect(`nothing of a bad sequence in "${text}"`, /sequence/i.test(text));
    return text.replaceAll(/\s+/g, ' ').slice(0, 90);
  });
  await check('the outline shows the session', async () => {
    const names = await editor.symbols();
    expect(`no transaction in ${JSON.stringify(names)}`, names.some((name) => name.includes('alice@example.com')));
    return `${names.length} symbols`;
  });
  await check('ranges fold', async () => {
    const count = await editor.count('.editor-instance .codicon-folding-expanded');
    expect('no folding marks', count > 0);
    return `${count} in sight`;
  });
  await check('an edit takes a finding away, unsaved', async () => {
    await finding('command-order/rcpt-before-mail');
    await editor.line('C: RCPT TO').click();
    await editor.goToEndOf(6);
    await page.keyboard.press('Shift+Home');
    await page.keyboard.insertText('C: NOOP');
    await finding('command-order/rcpt-before-mail', false);
    return status('editor view');
  });
  await check('after saving the bytes of the disk are judged', async () => {
    await page.keyboard.press('Control+s');
    return status('saved bytes');
  });
  await check('undoing the edit brings the finding back', async () => {
    await page.keyboard.press('Control+z'); // the new text
    await page.keyboard.press('Control+z'); // what it replaced
    const row = await finding('command-order/rcpt-before-mail');
    await page.keyboard.press('Control+s');
    return row;
  });
}

async function message() {
  await check('a message opens', () => editor.openFile('invoice.eml'));
  await check('its grammar colours the fields', () =>
    poll('three colours in a Received line', PATIENCE, async () => (await editor.colours('Received: from a.example.org')) >= 3),
  );
  await check('Problems names the rule about the Received chain', () => finding('received/time-reversed'));
  await check('pictures in light and dark', async () => {
    await editor.line('Message-ID').click();
    await picture('message-dark');
    await editor.command('Preferences: Toggle between Light/Dark Themes');
    await page.waitForSelector('.monaco-workbench.vs', { timeout: PATIENCE });
    await picture('message-light');
    await editor.openFile('list.smtp');
    await poll('squiggles', PATIENCE, async () => (await editor.squiggles()) > 0);
    await poll('quiet', PATIENCE, async () => (await page.locator('.statusbar-item', { hasText: 'Activating' }).count()) === 0);
    await editor.line('C: DATA').click();
    await picture('transcript-light');
  });
}

async function theServer() {
  await check('a killed server comes back', async () => {
    const [pid] = server.languageServers();
    process.kill(pid, 'SIGKILL');
    await poll('another server process', PATIENCE, () => {
      const pids = server.languageServers();
      return pids.length === 1 && pids[0] !== pid;
    });
    return status('saved bytes');
  });
  await check('an archive of its classes is made for the next start', () =>
    poll('a class archive', PATIENCE, () => server.classArchives()[0]),
  );
  await check('the command restarts it', async () => {
    const [pid] = server.languageServers();
    await editor.command('SMTP Lint: Restart Server');
    await poll('another server process', PATIENCE, () => {
      const pids = server.languageServers();
      return pids.length === 1 && pids[0] !== pid;
    });
    expect('the archive is not used', server.log().includes(server.classArchives()[0]));
    return status('saved bytes');
  });
  await check('a changed severity takes effect at once', async () => {
    await finding('data/lone-dot-ended-data-early');
    await editor.command('Preferences: Open Workspace Settings (JSON)');
    await page.waitForSelector('.tab.active[aria-label*="settings.json"]');
    await editor.replaceAll(JSON.stringify({ 'smtplint.severity': { 'data/lone-dot-ended-data-early': 'off' } }));
    await page.keyboard.press('Control+s');
    return finding('data/lone-dot-ended-data-early', false);
  });
}
