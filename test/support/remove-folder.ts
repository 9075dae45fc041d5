import { rm } from 'node:fs/promises';

/** Removes a folder of a test, though a process that is just ending, such as a shell with its history, may still write into it. */
export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}
