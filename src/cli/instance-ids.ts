import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import { isInstanceId } from '../domain/instance.ts';

/** Throws `INSTANCE_ID_MALFORMED`, naming each that is no EC2 instance id: before anything is asked or done. */
export function refuseMalformedIds(ids: readonly string[]): void {
  const malformed = ids.filter((id) => !isInstanceId(id)).map((id) => `"${id}"`);
  if (malformed.length === 0) return;
  const what = malformed.length === 1 ? 'is not an EC2 instance id' : 'are not EC2 instance ids';
  throw new SpotctlError({ code: 'INSTANCE_ID_MALFORMED', message: `${malformed.join(', ')} ${what}.` });
}
