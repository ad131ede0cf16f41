import { readFile } from 'node:fs/promises';
import { window, workspace } from 'vscode';

/** Opens a copy of a sample as a new document: what is edited there changes no file. */
export async function openSample(file: string): Promise<void> {
  const content = await readFile(file, 'utf8');
  const document = await workspace.openTextDocument({ language: 'smtp', content });
  await window.showTextDocument(document);
}
