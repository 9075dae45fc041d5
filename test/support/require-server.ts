import { describe, test } from 'vitest';

export interface RequiredServer {
  /** How the report names it: "MariaDB", "moto_server". */
  readonly name: string;
  readonly isAvailable: () => Promise<boolean> | boolean;
  /** False where a build machine may be without it; it is required where left out. */
  readonly isRequired?: () => boolean;
}

/**
 * Holds tests that need a server. Where it is missing they are reported as not run, by its name; with `CI=true` that is a
 * failure where it is required, so that a broken set-up cannot pass for a green run.
 */
export async function requireServer(server: RequiredServer, tests: () => void): Promise<void> {
  const isAvailable = await server.isAvailable();
  const title = isAvailable ? `with ${server.name}` : `not run: ${server.name} is not available`;
  describe.skipIf(!isAvailable)(title, tests);

  const isRequired = server.isRequired?.() ?? true;
  if (isAvailable || !isRequired || process.env['CI'] !== 'true') return;
  test(`finds ${server.name} on the build machine`, () => {
    throw new Error(`${server.name} is not available, and on the build machine its tests must not be left out.`);
  });
}
