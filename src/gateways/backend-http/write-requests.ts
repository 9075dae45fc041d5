import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { RegistrationRequest, TerminationReport } from '../../ports/backend.ts';
import type { reportTermination } from '../../wire/agent-termination.ts';
import type { RequestOf } from '../../wire/endpoint.ts';
import type { registerInstance } from '../../wire/instance-registration.ts';
import { toBackendTime } from './backend-times.ts';
import { quoteText } from './quote-text.ts';

/** JSON booleans and numbers only; what is not known is left out, so that the backend's own default holds. */
export function toRegisterInstanceRequest(request: RegistrationRequest): RequestOf<typeof registerInstance> {
  const { poolId, imageId, spotPriceUsdPerHour, onDemandPriceUsdPerHour } = request;
  return {
    instance_id: request.instanceId,
    instance_type: request.instanceType,
    region: request.region,
    az: request.az,
    mode: request.mode,
    is_primary: request.isPrimary,
    ...(poolId === null ? {} : { pool_id: poolId }),
    ...(imageId === null ? {} : { ami_id: imageId }),
    ...(spotPriceUsdPerHour === null ? {} : { spot_price: spotPriceUsdPerHour }),
    ...(onDemandPriceUsdPerHour === null ? {} : { ondemand_price: onDemandPriceUsdPerHour }),
  };
}

export function toTerminationReportRequest({ instanceId, terminatedAt }: TerminationReport): RequestOf<typeof reportTermination> {
  return { instance_id: instanceId, success: true, terminated_at: toBackendTime(terminatedAt) };
}

/** A 200 that says `success: false` recorded nothing. */
export function refuseUnrecorded(answer: { readonly success: boolean; readonly message: string }): void {
  if (answer.success) return;
  throw new SpotctlError({ code: 'BACKEND_REJECTED', message: 'The backend did not record it.', cause: quoteText(answer.message, null) });
}
