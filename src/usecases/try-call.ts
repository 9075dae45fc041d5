import { SpotctlError } from '../domain/errors/spotctl-error.ts';

export type Tried<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: SpotctlError };

/** A call whose failure is a fact to go on with. A defect of spotctl is thrown on. */
export async function tryCall<T>(calling: Promise<T>): Promise<Tried<T>> {
  try {
    return { ok: true, value: await calling };
  } catch (error) {
    if (!(error instanceof SpotctlError)) throw error;
    return { ok: false, error };
  }
}
