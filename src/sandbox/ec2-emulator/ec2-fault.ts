/** An answer other than success, as EC2 gives it. */
export class Ec2Fault extends Error {
  override readonly name = 'Ec2Fault';
  readonly code: string;
  readonly httpStatus: number;

  constructor(fault: { readonly code: string; readonly message: string; readonly httpStatus?: number }) {
    super(fault.message);
    this.code = fault.code;
    this.httpStatus = fault.httpStatus ?? 400;
  }
}

export function instancesNotFound(ids: readonly string[]): Ec2Fault {
  const message = ids.length === 1 ? `The instance ID '${ids[0]}' does not exist` : `The instance IDs '${ids.join(', ')}' do not exist`;
  return new Ec2Fault({ code: 'InvalidInstanceID.NotFound', message });
}
