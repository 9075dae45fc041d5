import type { Ec2Fault } from './ec2-fault.ts';
import type { Service } from './signed-request.ts';
import { xmlDocument, type XmlFields } from './xml.ts';

const EC2_NAMESPACE = 'http://ec2.amazonaws.com/doc/2016-11-15/';
const STS_NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

export function successXml(
  call: { readonly service: Service; readonly action: string; readonly requestId: string },
  fields: XmlFields,
): string {
  const { action, requestId } = call;
  if (call.service === 'ec2') return xmlDocument({ name: `${action}Response`, namespace: EC2_NAMESPACE }, { requestId, ...fields });
  return xmlDocument(
    { name: `${action}Response`, namespace: STS_NAMESPACE },
    { [`${action}Result`]: fields, ResponseMetadata: { RequestId: requestId } },
  );
}

/** EC2 and STS word their errors in different documents. */
export function faultXml(fault: Ec2Fault, call: { readonly service: Service; readonly requestId: string }): string {
  const error = { Code: fault.code, Message: fault.message };
  if (call.service === 'ec2') return xmlDocument({ name: 'Response' }, { Errors: { Error: error }, RequestID: call.requestId });
  return xmlDocument(
    { name: 'ErrorResponse', namespace: STS_NAMESPACE },
    { Error: { Type: 'Sender', ...error }, RequestId: call.requestId },
  );
}
