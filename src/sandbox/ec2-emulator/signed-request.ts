import { Ec2Fault } from './ec2-fault.ts';

export type Service = 'ec2' | 'sts';

export interface CredentialScope {
  readonly region: string;
  readonly service: Service;
}

/** Service and region as the request's SigV4 credential scope names them. The signature itself is not verified. */
export function credentialScope(authorization: string | undefined): CredentialScope {
  const scope = /^AWS4-HMAC-SHA256 +Credential=[^/\s,]+\/\d{8}\/([a-z0-9-]+)\/(ec2|sts)\/aws4_request,/.exec(authorization ?? '');
  const [, region, service] = scope ?? [];
  if (region === undefined) {
    throw new Ec2Fault({ code: 'MissingAuthenticationToken', message: 'Request is missing Authentication Token', httpStatus: 403 });
  }
  return { region, service: service === 'sts' ? 'sts' : 'ec2' };
}
