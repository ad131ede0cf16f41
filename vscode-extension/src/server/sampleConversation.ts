const URI = 'untitled:sample';
const LAST_QUESTION = 5;

const TRANSCRIPT = [
  'S: 220 mx.example.net ESMTP',
  'C: EHLO client.example.com',
  'S: 250-mx.example.net',
  'S: 250 SIZE 1000000',
  'C: MAIL FROM:<alice@example.com>',
  'S: 250 2.1.0 Ok',
  'C: RCPT TO:<bob@example.net>',
  'S: 250 2.1.5 Ok',
  'C: DATA',
  'S: 354 go on',
  'C: From: alice@example.com',
  'C: Date: Thu, 1 Jan 2026 00:00:00 +0000',
  'C: Received: from a.example.org by b.example.org; Thu, 1 Jan 2026 00:00:00 +0000',
  'C:',
  'C: hello',
  'C: .',
  'S: 250 2.0.0 Ok',
  'C: QUIT',
  'S: 221 2.0.0 Bye',
  '',
].join('\n');

/** What an editor says when it opens a transcript and a person looks around in it. */
export function openingWords(): string {
  const textDocument = { uri: URI };
  const position = { line: 4, character: 5 };
  return [
    message({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } }),
    message({ method: 'initialized', params: {} }),
    message({
      method: 'textDocument/didOpen',
      params: { textDocument: { uri: URI, languageId: 'smtp', version: 1, text: TRANSCRIPT } },
    }),
    message({ id: 2, method: 'textDocument/hover', params: { textDocument, position } }),
    message({ id: 3, method: 'textDocument/documentSymbol', params: { textDocument } }),
    message({ id: 4, method: 'textDocument/foldingRange', params: { textDocument } }),
    message({ id: LAST_QUESTION, method: 'textDocument/hover', params: { textDocument, position: { line: 3, character: 4 } } }),
  ].join('');
}

/** Whether the answer to the last question of the opening words is among what was heard. */
export function isLastAnswer(heard: string): boolean {
  return new RegExp(`"id":\\s*"?${LAST_QUESTION}"?[,}]`).test(heard);
}

export function closingWords(): string {
  return message({ id: LAST_QUESTION + 1, method: 'shutdown' }) + message({ method: 'exit' });
}

function message(content: object): string {
  const body = JSON.stringify({ jsonrpc: '2.0', ...content });
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
