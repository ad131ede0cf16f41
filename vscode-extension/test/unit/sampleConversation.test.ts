import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { closingWords, isLastAnswer, openingWords } from '../../src/server/sampleConversation.js';

/** Cuts a stream of messages by their stated lengths. */
function methods(words: string): string[] {
  const found: string[] = [];
  for (let rest = Buffer.from(words); rest.length > 0; ) {
    const head = /^Content-Length: (\d+)\r\n\r\n/.exec(rest.toString('latin1'));
    assert.ok(head, `no header before ${rest.toString()}`);
    const end = head[0].length + Number(head[1]);
    found.push((JSON.parse(rest.subarray(head[0].length, end).toString()) as { method: string }).method);
    rest = rest.subarray(end);
  }
  return found;
}

describe('the sample conversation', () => {
  it('is framed as the protocol asks', () => {
    assert.deepEqual(methods(openingWords()), [
      'initialize',
      'initialized',
      'textDocument/didOpen',
      'textDocument/hover',
      'textDocument/documentSymbol',
      'textDocument/foldingRange',
      'textDocument/hover',
    ]);
    assert.deepEqual(methods(closingWords()), ['shutdown', 'exit']);
  });

  it('ends with the answer to its last question, not before', () => {
    assert.equal(isLastAnswer('{"jsonrpc":"2.0","id":4,"result":[]}'), false);
    assert.equal(isLastAnswer('{"jsonrpc":"2.0","method":"x","params":{"id":"50"}}'), false);
    assert.equal(isLastAnswer('{"jsonrpc":"2.0","id":4,"result":[]}Content-Length: 40\r\n\r\n{"jsonrpc":"2.0","id":5,"result":null}'), true);
  });
});
