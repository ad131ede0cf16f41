import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RestartPolicy } from '../../src/server/restartPolicy.js';

const MINUTE = 60_000;

describe('the restart policy', () => {
  it('allows four restarts in ten minutes and refuses the fifth', () => {
    const policy = new RestartPolicy();
    const answers = [0, 1, 2, 3, 4].map((minute) => policy.allows(minute * MINUTE));
    assert.deepEqual(answers, [true, true, true, true, false]);
  });

  it('allows again when the oldest restart is ten minutes old', () => {
    const policy = new RestartPolicy();
    [0, 1, 2, 3].forEach((minute) => policy.allows(minute * MINUTE));
    assert.equal(policy.allows(10 * MINUTE - 1), false);
    assert.equal(policy.allows(10 * MINUTE), true);
  });

  it('begins a new count when the user restarts', () => {
    const policy = new RestartPolicy(1);
    policy.allows(0);
    policy.forget();
    assert.equal(policy.allows(1), true);
    assert.equal(policy.allows(2), false);
  });
});
