/** The languages whose documents go to the server. */
export const LANGUAGES = ['smtp', 'eml', 'mbox'] as const;

/** Files that change what the server finds without being opened. */
export const WATCHED_FILES = '**/{smtplint.toml,.smtplint.toml,.smtplintignore,*.smtplint.toml}';
