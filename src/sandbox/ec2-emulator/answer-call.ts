import { refuseMalformedIds } from './actions/select-instances.ts';
import { isEnabled } from './actions/regions-and-zones.ts';
import type { WorldPermissions } from './cloud-world.ts';
import { ec2Actions } from './ec2-actions.ts';
import { Ec2Fault } from './ec2-fault.ts';
import type { EmulatedCloud } from './emulated-cloud.ts';
import type { QueryParameters } from './query-parameters.ts';
import type { Service } from './signed-request.ts';
import type { XmlFields } from './xml.ts';

export interface ServiceCall {
  readonly cloud: EmulatedCloud;
  readonly permissions: WorldPermissions;
  readonly service: Service;
  readonly region: string;
  readonly action: string;
  readonly parameters: QueryParameters;
}

/** The fields of the answer, or an `Ec2Fault`. Checked in EC2's order: credentials, region, permission, DryRun, the ids. */
export function answerCall(call: ServiceCall): XmlFields {
  refuseCredentials(call);
  if (call.service === 'sts') return callerIdentity(call);
  refuseDisabledRegion(call);
  const action = ec2Actions.get(call.action);
  if (action === undefined) {
    throw new Ec2Fault({ code: 'InvalidAction', message: `The action ${call.action} is not valid for this web service.` });
  }
  if (call.permissions.deniedActions?.includes(call.action) === true) throw unauthorized(call);
  refuseMalformedIds([...call.parameters.list('InstanceId'), ...(call.parameters.text('InstanceId') ?? '').split(',').filter(Boolean)]);
  if (call.parameters.isSet('DryRun')) {
    throw new Ec2Fault({ code: 'DryRunOperation', message: 'Request would have succeeded, but DryRun flag is set.', httpStatus: 412 });
  }
  call.cloud.advance();
  return action(call);
}

/** STS needs no permission to tell who is calling. */
function callerIdentity({ action, cloud }: ServiceCall): XmlFields {
  if (action !== 'GetCallerIdentity')
    throw new Ec2Fault({ code: 'InvalidAction', message: `Could not find operation ${action} for version 2011-06-15` });
  return { Arn: callerArn(cloud), UserId: 'AIDASANDBOXOPERATOR00', Account: cloud.accountId };
}

function refuseCredentials({ permissions, service }: ServiceCall): void {
  const isSts = service === 'sts';
  switch (permissions.credentials ?? 'accepted') {
    case 'accepted':
      return;
    case 'expired':
      if (isSts)
        throw new Ec2Fault({ code: 'ExpiredToken', message: 'The security token included in the request is expired', httpStatus: 403 });
      throw new Ec2Fault({ code: 'RequestExpired', message: 'Request has expired.' });
    case 'refused':
      if (isSts)
        throw new Ec2Fault({
          code: 'InvalidClientTokenId',
          message: 'The security token included in the request is invalid.',
          httpStatus: 403,
        });
      throw authFailure();
  }
}

function refuseDisabledRegion({ cloud, region }: ServiceCall): void {
  if (!cloud.regions.some((known) => known.name === region && isEnabled(known))) throw authFailure();
}

function authFailure(): Ec2Fault {
  return new Ec2Fault({ code: 'AuthFailure', message: 'AWS was not able to validate the provided access credentials', httpStatus: 401 });
}

function unauthorized({ action, cloud }: ServiceCall): Ec2Fault {
  const message = `You are not authorized to perform this operation. User: ${callerArn(cloud)} is not authorized to perform: ec2:${action} because no identity-based policy allows the ec2:${action} action`;
  return new Ec2Fault({ code: 'UnauthorizedOperation', message, httpStatus: 403 });
}

function callerArn({ accountId }: EmulatedCloud): string {
  return `arn:aws:iam::${accountId}:user/operator`;
}
