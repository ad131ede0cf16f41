import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DocumentStates } from '../../src/status/documentState.js';

describe('the states of the documents', () => {
  it('are found however the URI is escaped', () => {
    const states = new DocumentStates();
    states.put({ uri: 'file:///c:/mail/a%20b+%C3%A4.eml', mode: 'saved bytes', findings: 3 });
    assert.equal(states.of('file:///c%3A/mail/a%20b%2B%C3%A4.eml')?.findings, 3);
    assert.equal(states.of('file:/c:/mail/a b+ä.eml')?.findings, 3);
  });

  it('hold the last one of each document until it is closed', () => {
    const states = new DocumentStates();
    states.put({ uri: 'file:///a.eml', mode: 'saved bytes', findings: 3 });
    states.put({ uri: 'file:///a.eml', mode: 'editor view', findings: 1 });
    states.put({ uri: 'file:///b.eml', mode: 'saved bytes', findings: 0 });
    assert.equal(states.of('file:///a.eml')?.mode, 'editor view');
    states.remove('file:///a.eml');
    assert.equal(states.of('file:///a.eml'), undefined);
    assert.equal(states.of('file:///b.eml')?.findings, 0);
  });

  it('do not stumble over a URI that cannot be unescaped', () => {
    const states = new DocumentStates();
    states.put({ uri: 'untitled:100%', mode: 'editor view', findings: 2 });
    assert.equal(states.of('untitled:100%')?.findings, 2);
  });
});
