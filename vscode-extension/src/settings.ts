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

/** What the server judges by, as initialization options and as the settings of a later change. */
export function judgingSettings(): object {
  const settings = workspace.getConfiguration('smtplint');
  const profile = settings.get<string>('profile', 'rfc');
  return {
    smtplint: {
      severity: settings.get('severity', {}),
      dialect: settings.get('dialect', 'auto'),
      ...(profile === 'rfc' ? {} : { profile }),
    },
  };
}
