/** The oldest Java that runs the language server. */
export const OLDEST_JAVA = 17;

/** The feature number of a version text: 17 of "17.0.15", 8 of "1.8.0_402"; undefined when there is none. */
export function featureNumber(version: string): number | undefined {
  const parts = /^(\d+)(?:\.(\d+))?/.exec(version);
  if (!parts) {
    return undefined;
  }
  const first = Number(parts[1]);
  return first === 1 && parts[2] !== undefined ? Number(parts[2]) : first;
}

/** The version that the file "release" in a Java home states. */
export function versionInReleaseFile(release: string): string | undefined {
  return /^JAVA_VERSION="([^"]+)"/m.exec(release)?.[1];
}

/** The version that "java -version" prints; a JAVA_TOOL_OPTIONS notice may stand before it. */
export function versionInOutput(output: string): string | undefined {
  return /\bversion "([^"]+)"/.exec(output)?.[1];
}
