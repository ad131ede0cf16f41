/** The server says this about a document each time it has judged it. */
export const STATUS_NOTIFICATION = 'smtplint/status';

/** What was judged: the octets on the disk, or the text as the editor shows it. */
export type Mode = 'saved bytes' | 'editor view';

export interface DocumentState {
  readonly uri: string;
  readonly mode: Mode;
  readonly findings: number;
}

/** The last state of each open document. */
export class DocumentStates {
  private readonly byUri = new Map<string, DocumentState>();

  put(state: DocumentState): void {
    this.byUri.set(canonical(state.uri), state);
  }

  of(uri: string): DocumentState | undefined {
    return this.byUri.get(canonical(uri));
  }

  remove(uri: string): void {
    this.byUri.delete(canonical(uri));
  }

  clear(): void {
    this.byUri.clear();
  }
}

/** Java and the editor escape different characters of a URI: unescaped they are equal. */
function canonical(uri: string): string {
  try {
    return decodeURIComponent(uri).replace(/^file:\/+/, 'file:///');
  } catch {
    return uri;
  }
}
