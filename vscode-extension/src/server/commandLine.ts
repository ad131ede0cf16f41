/** A program and its arguments. */
export interface CommandLine {
  readonly program: string;
  readonly args: readonly string[];
}

/**
 * A small heap and the first compiler only: the server answers sooner and idles at a few dozen megabytes.
 * The machine's own warnings go to standard error: standard output is the protocol's.
 */
const JVM_FLAGS = [
  '-Xmx128M',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-XX:+ExitOnOutOfMemoryError',
  '-Xshare:auto',
  '-XX:+DisplayVMOutputToStderr',
  '-Xlog:disable',
  '-Xlog:all=warning:stderr',
] as const;

/** Starts a server jar; the user's options come last, so that they win. */
export function jarCommandLine(java: string, jar: string, vmargs: readonly string[], archive?: string): CommandLine {
  const shared = archive === undefined ? [] : [`-XX:SharedArchiveFile=${archive}`];
  return { program: java, args: [...JVM_FLAGS, ...shared, ...vmargs.filter((arg) => arg.trim() !== ''), '-jar', jar] };
}

/** A server that is no jar is a program of its own and needs no Java from us. */
export function isJar(server: string): boolean {
  return server.toLowerCase().endsWith('.jar');
}
