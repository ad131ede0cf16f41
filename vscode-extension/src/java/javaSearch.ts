import { featureNumber, OLDEST_JAVA } from './javaVersion.js';

/** A place where a Java may be, in the words of the person who put it there. */
export interface JavaSource {
  /** Where the idea comes from: "setting smtplint.java.home", "JAVA_HOME", … */
  readonly origin: string;
  /** A java program, undefined when the source names none. */
  readonly program: string | undefined;
}

/** What was found at a program's path. */
export type JavaProbe = { readonly version: string } | { readonly problem: string };

export interface Java {
  readonly origin: string;
  readonly program: string;
  readonly version: string;
}

export interface JavaSearch {
  readonly java: Java | undefined;
  /** One line for each source that was tried and did not fit, in the order tried. */
  readonly tried: readonly string[];
}

/** The first source whose Java is new enough; later sources are not probed. */
export async function findJava(
  sources: Iterable<JavaSource> | AsyncIterable<JavaSource>,
  probe: (program: string) => Promise<JavaProbe>,
): Promise<JavaSearch> {
  const tried: string[] = [];
  for await (const { origin, program } of sources) {
    if (program === undefined) {
      tried.push(`${origin}: not set`);
      continue;
    }
    const found = await probe(program);
    if ('problem' in found) {
      tried.push(`${origin}: ${program}: ${found.problem}`);
    } else if (!isNewEnough(found.version)) {
      tried.push(`${origin}: ${program}: Java ${found.version}, too old`);
    } else {
      return { java: { origin, program, version: found.version }, tried };
    }
  }
  return { java: undefined, tried };
}

function isNewEnough(version: string): boolean {
  const feature = featureNumber(version);
  return feature !== undefined && feature >= OLDEST_JAVA;
}
