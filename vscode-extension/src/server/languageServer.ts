import { commands, type Disposable, l10n, type LogOutputChannel, window, workspace } from 'vscode';
import {
  CloseAction,
  type CloseHandlerResult,
  DidChangeConfigurationNotification,
  ErrorAction,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  State,
} from 'vscode-languageclient/node';
import { LANGUAGES, WATCHED_FILES } from '../languages.js';
import { judgingSettings, processSettings } from '../settings.js';
import type { Status } from '../status/status.js';
import { type DocumentState, STATUS_NOTIFICATION } from '../status/documentState.js';
import type { ClassArchive } from './classArchive.js';
import { RestartPolicy } from './restartPolicy.js';
import { serverProgram, ServerProgramMissing } from './serverProgram.js';

/** The server process and the conversation with it: at most one of each. */
export class LanguageServer implements Disposable {
  private readonly restarts = new RestartPolicy();
  private readonly watcher = workspace.createFileSystemWatcher(WATCHED_FILES);
  private client: LanguageClient | undefined;
  /** Starts and stops queue here, so that a quick double restart can't leave two servers. */
  private queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly bundledJar: string,
    private readonly storage: string,
    private readonly log: LogOutputChannel,
    private readonly status: Status,
  ) {}

  start(): Promise<void> {
    return this.enqueue(() => this.launch());
  }

  restart(): Promise<void> {
    return this.enqueue(async () => {
      this.restarts.forget();
      await this.shutDown();
      await this.launch();
    });
  }

  stop(): Promise<void> {
    return this.enqueue(() => this.shutDown());
  }

  /** Tells a running server that other rules or severities hold now. */
  async settingsChanged(): Promise<void> {
    if (this.client?.isRunning()) {
      await this.client.sendNotification(DidChangeConfigurationNotification.type, { settings: judgingSettings() });
    }
  }

  dispose(): void {
    this.watcher.dispose();
    void this.stop();
  }

  private enqueue(step: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(step, step);
    return this.queue;
  }

  private async launch(): Promise<void> {
    this.status.starting();
    try {
      const program = await serverProgram(processSettings(), this.bundledJar, this.storage);
      this.log.info(`Starting ${program.program} ${program.args.join(' ')}`);
      this.log.info(`Runtime: ${program.runtime}`);
      const client = new LanguageClient(
        'smtplint',
        'SMTP Lint',
        { command: program.program, args: [...program.args], options: { shell: false } },
        this.clientOptions(),
      );
      this.client = client;
      client.onNotification(STATUS_NOTIFICATION, (state: DocumentState) => {
        this.status.document(state);
      });
      client.onDidChangeState(({ newState }) => {
        if (newState === State.Running) {
          this.status.running(program.runtime);
        } else if (newState === State.Starting) {
          this.status.starting();
        }
      });
      await client.start();
      void this.quickenNextStart(program.missingArchive);
    } catch (error) {
      this.failed(error);
    }
  }

  private async quickenNextStart(archive: ClassArchive | undefined): Promise<void> {
    try {
      if (await archive?.make()) {
        this.log.debug(`The next start is quicker by ${archive?.file ?? ''}`);
      }
    } catch (error) {
      this.log.debug(`No class archive: ${String(error)}`);
    }
  }

  private async shutDown(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    try {
      await client?.dispose();
    } catch (error) {
      this.log.warn(`The server did not stop in order: ${String(error)}`);
    }
  }

  private clientOptions(): LanguageClientOptions {
    return {
      documentSelector: LANGUAGES.map((language) => ({ language })),
      outputChannel: this.log,
      traceOutputChannel: this.log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions: judgingSettings,
      diagnosticPullOptions: { onChange: true, onSave: true, onFocus: false },
      synchronize: { fileEvents: this.watcher },
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => this.closed(),
      },
    };
  }

  private closed(): CloseHandlerResult {
    if (this.restarts.allows(Date.now())) {
      this.log.warn('The server ended unexpectedly and is started again.');
      return { action: CloseAction.Restart, handled: true };
    }
    const reason = l10n.t('The server ended five times within ten minutes and is not started again.');
    this.log.error(reason);
    this.status.stopped(reason);
    void this.offerHelp(reason);
    return { action: CloseAction.DoNotRestart, handled: true };
  }

  private failed(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.log.error(reason);
    if (error instanceof ServerProgramMissing) {
      error.details.forEach((line) => {
        this.log.error(`  tried ${line}`);
      });
    }
    this.status.stopped(reason);
    void this.offerHelp(reason);
  }

  private async offerHelp(reason: string): Promise<void> {
    const showLog = l10n.t('Show Log');
    const settings = l10n.t('Settings');
    const restart = l10n.t('Restart');
    const choice = await window.showErrorMessage(`SMTP Lint: ${reason}`, showLog, settings, restart);
    if (choice === showLog) {
      this.log.show();
    } else if (choice === settings) {
      await commands.executeCommand('workbench.action.openSettings', 'smtplint.');
    } else if (choice === restart) {
      await this.restart();
    }
  }
}
