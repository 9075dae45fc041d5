import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { RequiredServer } from '../../support/require-server.ts';

/** What `.ci/fetch-nodes` got: set by the build machine's set-up where it got them, and from then on required. */
const NAMED = process.env['SPOTCTL_TEST_NODES'];
const FOLDER = NAMED ?? join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'spotctl-tests/nodes');

/** The oldest Node.js that spotctl runs on, and the newest it was tried on. */
export const OTHER_NODES = ['22.19.0', '26.10.0'] as const;

/** The folder of that Node's `node`. */
export function folderOfNode(version: string): string {
  return join(FOLDER, version, 'node_modules/node/bin');
}

/** For `requireServer`. */
export function otherNode(version: string): RequiredServer {
  return {
    name: `Node.js ${version}`,
    isAvailable: () => existsSync(join(folderOfNode(version), 'node')),
    isRequired: () => NAMED !== undefined,
  };
}
