import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { isInstanceId } from '../../domain/instance.ts';
import type { RegistrationWish } from '../../domain/registration/registration-wish.ts';
import { type RegistrationFlags, refuseFactsOfOne, registrationOverrides } from './registration-flags.ts';
import { type PipedInput, readRegistrationFile } from './registration-file.ts';

/** Which instances are meant: named, listed in a file, found in EC2, or the machine itself. */
export type RegistrationSource =
  | { readonly from: 'ids' | 'file'; readonly wishes: readonly RegistrationWish[] }
  | { readonly from: 'discovery' | 'machine' };

/** Checks ids and rows before anything is asked. Throws `USAGE`, `INSTANCE_ID_MALFORMED` or `REGISTRATION_FILE`. */
export async function readSource(
  ids: readonly string[],
  given: { readonly flags: RegistrationFlags; readonly stdin: PipedInput },
): Promise<RegistrationSource> {
  const { flags, stdin } = given;
  const file = flags['from-file'];
  if (ids.length > 0 && (file !== undefined || flags.discover)) {
    const other = file === undefined ? '--discover' : '--from-file';
    throw new SpotctlError({
      code: 'USAGE',
      message: `${other} says which instances are meant, and so do the ids.`,
      hint: 'Leave out either.',
    });
  }
  const defaults = { agent: flags.agent ?? null, isPrimary: !flags.replica };
  if (file !== undefined) {
    refuseFactsOfOne(flags, 'the file has rows of its own');
    return { from: 'file', wishes: await readRegistrationFile(file, { stdin, defaults }) };
  }
  if (flags.discover) {
    refuseFactsOfOne(flags, '--discover may find several');
    return { from: 'discovery' };
  }
  if (ids.length === 0) return { from: 'machine' };
  const named = [...new Set(ids)];
  const malformed = named.find((id) => !isInstanceId(id));
  if (malformed !== undefined)
    throw new SpotctlError({ code: 'INSTANCE_ID_MALFORMED', message: `"${malformed}" is not an EC2 instance id.` });
  if (named.length > 1) refuseFactsOfOne(flags, `${named.length} are named`);
  const overrides = registrationOverrides(flags);
  return { from: 'ids', wishes: named.map((instanceId) => ({ instanceId, region: null, ...defaults, overrides })) };
}
