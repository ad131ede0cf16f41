import { commands, type ExtensionContext, window, workspace } from 'vscode';
import { openSample } from './sample.js';
import { LanguageServer } from './server/languageServer.js';
import { PROCESS_SETTINGS } from './settings.js';
import { Status } from './status/status.js';

let server: LanguageServer | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel('SMTP Lint', { log: true });
  const status = new Status();
  const started = new LanguageServer(
    context.asAbsolutePath('server/smtplint-lsp.jar'),
    context.globalStorageUri.fsPath,
    log,
    status,
  );
  server = started;
  context.subscriptions.push(
    log,
    status,
    started,
    commands.registerCommand('smtplint.restartServer', () => started.restart()),
    commands.registerCommand('smtplint.showLog', () => {
      log.show();
    }),
    commands.registerCommand('smtplint.openSample', () => openSample(context.asAbsolutePath('samples/lone-dot.smtp'))),
    workspace.onDidChangeConfiguration(async (change) => {
      if (PROCESS_SETTINGS.some((setting) => change.affectsConfiguration(setting))) {
        await started.restart();
      } else if (change.affectsConfiguration('smtplint')) {
        await started.settingsChanged();
      }
    }),
  );
  await started.start();
}

/** The editor waits for this promise: the server gets the time to end in order. */
export function deactivate(): Promise<void> | undefined {
  return server?.stop();
}
