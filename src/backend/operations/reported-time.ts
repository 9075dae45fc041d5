import { Refusal } from '../http/refusal.ts';
import { receivedTime, storedTime } from '../store/stored-time.ts';

/** A time that a caller sent, as it is stored: `null` where it sent none, a 400 that names the field where it is no time. */
export function reportedTime(field: string, sent: string | null | undefined): string | null {
  if (sent == null || sent === '') return null;
  const moment = receivedTime(sent);
  if (moment === null) throw new Refusal(400, { error: 'Validation failed', details: { [field]: ['Not a valid time.'] } });
  return storedTime(moment);
}
