import { access } from 'node:fs/promises';
import { editorSurroundings } from '../java/editorSurroundings.js';
import { probeJava } from '../java/javaProbe.js';
import { findJava } from '../java/javaSearch.js';
import { javaSources } from '../java/javaSources.js';
import { OLDEST_JAVA } from '../java/javaVersion.js';
import type { ProcessSettings } from '../settings.js';
import { ClassArchive } from './classArchive.js';
import { type CommandLine, isJar, jarCommandLine } from './commandLine.js';

/** How to start the server, and in which Java. */
export interface ServerProgram extends CommandLine {
  /** "Java 17.0.15 (JAVA_HOME)", or the path of a server that needs none. */
  readonly runtime: string;
  /** An archive that would make the next start quicker and does not exist yet. */
  readonly missingArchive: ClassArchive | undefined;
}

/** Why the server can't be started; its message goes to the user, its details to the log. */
export class ServerProgramMissing extends Error {
  constructor(
    message: string,
    readonly details: readonly string[] = [],
  ) {
    super(message);
  }
}

/** The server that the settings name, else the bundled one in the first Java that fits. */
export async function serverProgram(settings: ProcessSettings, bundledJar: string, storage: string): Promise<ServerProgram> {
  const server = settings.serverPath === '' ? bundledJar : settings.serverPath;
  if (!(await exists(server))) {
    throw new ServerProgramMissing(`There is no language server at ${server}`);
  }
  if (!isJar(server)) {
    return { program: server, args: [], runtime: server, missingArchive: undefined };
  }
  const search = await findJava(javaSources(editorSurroundings(settings.javaHome)), probeJava);
  if (search.java === undefined) {
    throw new ServerProgramMissing(`No Java ${OLDEST_JAVA} or newer was found. Tried: ${search.tried.join('; ')}`, search.tried);
  }
  const { program, version, origin } = search.java;
  const archive = await ClassArchive.of(storage, program, version, server);
  const made = await archive.exists();
  return {
    ...jarCommandLine(program, server, settings.vmargs, made ? archive.file : undefined),
    runtime: `Java ${version} (${origin})`,
    missingArchive: made ? undefined : archive,
  };
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}
