const PAUSE_MS = 50;

/** Asks until the answer is truthy and gives it back; after the time allowed it fails with the last answer's trace. */
export async function poll(what, timeoutMs, ask, describe = () => '') {
  const end = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer) {
      return answer;
    }
    if (performance.now() > end) {
      throw new Error(`not within ${timeoutMs / 1000} s: ${what} ${await describe()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
