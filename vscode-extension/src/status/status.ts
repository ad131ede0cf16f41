import { type Disposable, l10n, languages, LanguageStatusSeverity, type TextEditor, window, workspace } from 'vscode';
import { LANGUAGES } from '../languages.js';
import { type DocumentState, DocumentStates } from './documentState.js';

/** One language status item: what of the shown document is judged, and in which state the server is. */
export class Status implements Disposable {
  private readonly item = languages.createLanguageStatusItem(
    'smtplint.status',
    LANGUAGES.map((language) => ({ language })),
  );
  private readonly states = new DocumentStates();
  private readonly subscriptions: Disposable[];
  private runtime = '';

  constructor() {
    this.item.name = 'SMTP Lint';
    this.item.command = { command: 'smtplint.showLog', title: l10n.t('Show Log') };
    this.subscriptions = [
      window.onDidChangeActiveTextEditor((editor) => {
        this.show(editor);
      }),
      workspace.onDidCloseTextDocument((document) => {
        this.states.remove(document.uri.toString());
      }),
    ];
    this.starting();
  }

  starting(): void {
    this.states.clear();
    this.say(l10n.t('SMTP Lint: starting'), '', LanguageStatusSeverity.Information, true);
  }

  running(runtime: string): void {
    this.runtime = runtime;
    this.show(window.activeTextEditor);
  }

  stopped(reason: string): void {
    this.runtime = '';
    this.say(l10n.t('SMTP Lint: not running'), reason, LanguageStatusSeverity.Error, false);
  }

  document(state: DocumentState): void {
    this.states.put(state);
    this.show(window.activeTextEditor);
  }

  dispose(): void {
    this.item.dispose();
    this.subscriptions.forEach((subscription) => void subscription.dispose());
  }

  private show(editor: TextEditor | undefined): void {
    if (this.runtime === '') {
      return;
    }
    const state = editor && this.states.of(editor.document.uri.toString());
    if (!state) {
      this.say('SMTP Lint', this.runtime, LanguageStatusSeverity.Information, false);
      return;
    }
    const mode = state.mode === 'saved bytes' ? l10n.t('saved bytes') : l10n.t('editor view');
    const detail = state.mode === 'saved bytes' ? this.runtime : l10n.t('line ends and octets are judged after the next save');
    this.say(`${mode}: ${findings(state.findings)}`, detail, LanguageStatusSeverity.Information, false);
  }

  private say(text: string, detail: string, severity: LanguageStatusSeverity, busy: boolean): void {
    this.item.text = text;
    this.item.detail = detail;
    this.item.severity = severity;
    this.item.busy = busy;
  }
}

function findings(count: number): string {
  return count === 1 ? l10n.t('1 finding') : l10n.t('{0} findings', count);
}
