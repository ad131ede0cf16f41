import { workspace } from 'vscode';

/** Settings that decide how the server process is started: a change asks for a restart. */
export interface ProcessSettings {
  readonly javaHome: string;
  readonly serverPath: string;
  readonly vmargs: readonly string[];
}

export const PROCESS_SETTINGS = ['smtplint.java.home', 'smtplint.server.path', 'smtplint.server.vmargs'] as const;

export function processSettings(): ProcessSettings {
  const settings = workspace.getConfiguration('smtplint');
  return {
    javaHome: settings.get('java.home', ''),
    serverPath: settings.get('server.path', '').trim(),
    vmargs: settings.get<string[]>('server.vmargs', []),
  };
}

/** What the server wants to know at once; later changes reach it as notifications. */
export function initializationOptions(): object {
  const settings = workspace.getConfiguration('smtplint');
  return {
    profile: settings.get('profile', 'rfc'),
    severity: settings.get('severity', {}),
  };
}
