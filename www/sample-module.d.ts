/** Made by the build: the sample. */

/** The saved assessment, as the text of a file. */
export const text: string;

/** What it is, in a sentence. */
export const about: string;
