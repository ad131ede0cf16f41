/** At most so many restarts within the window: a server that keeps dying is not started for ever. */
export class RestartPolicy {
  private starts: readonly number[] = [];

  constructor(
    private readonly most = 4,
    private readonly windowMs = 10 * 60 * 1000,
  ) {}

  /** Whether one more restart is allowed at this time; if so it is counted. */
  allows(now: number): boolean {
    this.starts = this.starts.filter((start) => now - start < this.windowMs);
    if (this.starts.length >= this.most) {
      return false;
    }
    this.starts = [...this.starts, now];
    return true;
  }

  /** A restart that the user asked for begins a new count. */
  forget(): void {
    this.starts = [];
  }
}
