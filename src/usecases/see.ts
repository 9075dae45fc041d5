import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import type { Seen } from '../domain/seen.ts';

/** Turns a source's failure into a fact: why it could not be seen. A defect of spotctl is thrown on. */
export async function see<T>(asking: Promise<T>): Promise<Seen<T>> {
  try {
    return { ok: true, value: await asking };
  } catch (error) {
    if (!(error instanceof SpotctlError) || error.code === 'INTERRUPTED') throw error;
    return { ok: false, why: error.message, code: error.code, because: { cause: error.cause, hint: error.hint } };
  }
}
