import { Ec2Fault } from './ec2-fault.ts';

export type Service = 'ec2' | 'sts' | 'pricing';

export interface CredentialScope {
  readonly region: string;
  readonly service: Service;
}

/** Service and region as the request's SigV4 credential scope names them. The signature itself is not verified. */
export function credentialScope(authorization: string | undefined): CredentialScope {
  const scope = /^AWS4-HMAC-SHA256 +Credential=[^/\s,]+\/\d{8}\/([a-z0-9-]+)\/(ec2|sts|pricing)\/aws4_request,/.exec(authorization ?? '');
  const [, region] = scope ?? [];
  const service = SERVICES.find((known) => known === scope?.[2]);
  if (region === undefined || service === undefined) {
    throw new Ec2Fault({ code: 'MissingAuthenticationToken', message: 'Request is missing Authentication Token', httpStatus: 403 });
  }
  return { region, service };
}

const SERVICES: readonly Service[] = ['ec2', 'sts', 'pricing'];
