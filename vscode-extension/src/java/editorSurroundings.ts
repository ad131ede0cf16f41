import { readdir } from 'node:fs/promises';
import { extensions, workspace } from 'vscode';
import type { Surroundings } from './javaSources.js';

/** The places to look for a Java, as this editor and this process have them. */
export function editorSurroundings(settingHome: string): Surroundings {
  return {
    settingHome,
    env: process.env,
    platform: process.platform,
    redhatFolder: extensions.getExtension('redhat.java')?.extensionPath,
    redhatHome: workspace.getConfiguration('java').get('jdt.ls.java.home') ?? '',
    list: namesIn,
  };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}
