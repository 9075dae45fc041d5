import { Ec2Fault } from './ec2-fault.ts';

const MAX_FILTER_VALUES = 200;

export interface Filter {
  readonly name: string;
  readonly values: readonly string[];
}

/** The parameters of one call in EC2's query protocol: `Name`, `Name.N`, `Filter.N.Name`, `Filter.N.Value.M`. */
export class QueryParameters {
  private readonly parameters: URLSearchParams;

  constructor(parameters: URLSearchParams) {
    this.parameters = parameters;
  }

  text(name: string): string | undefined {
    return this.parameters.get(name) ?? undefined;
  }

  requiredText(name: string): string {
    const value = this.text(name);
    if (value === undefined || value === '')
      throw new Ec2Fault({ code: 'MissingParameter', message: `The request must contain the parameter ${name}` });
    return value;
  }

  isSet(name: string): boolean {
    return this.text(name)?.toLowerCase() === 'true';
  }

  integer(name: string): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    if (!/^\d+$/.test(value)) throw invalidValue(name, value);
    return Number(value);
  }

  moment(name: string): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const milliseconds = Date.parse(value);
    if (Number.isNaN(milliseconds)) throw invalidValue(name, value);
    return milliseconds;
  }

  /** `Name.1`, `Name.2`, …, in the order of their numbers. */
  list(name: string): readonly string[] {
    const numbered = [...this.parameters]
      .filter(([key]) => key.startsWith(`${name}.`) && /^\d+$/.test(key.slice(name.length + 1)))
      .map(([key, value]) => ({ position: Number(key.slice(name.length + 1)), value }));
    return numbered.toSorted((left, right) => left.position - right.position).map(({ value }) => value);
  }

  /** `TagSpecification.N.Tag.M`, of all resources together. */
  tags(): Readonly<Record<string, string>> {
    const keys = [...this.parameters].filter(([key]) => /^TagSpecification\.\d+\.Tag\.\d+\.Key$/.test(key));
    return Object.fromEntries(keys.map(([key, name]) => [name, this.text(key.replace(/Key$/, 'Value')) ?? '']));
  }

  /** All of them but the client's token and what signs the call: equal for equal requests. */
  fingerprint(): string {
    const told = [...this.parameters].filter(([key]) => key !== 'ClientToken' && key !== 'DryRun');
    return JSON.stringify(told.toSorted(([one], [other]) => (one < other ? -1 : 1)));
  }

  filters(): readonly Filter[] {
    const names = [...this.parameters].filter(([key]) => /^Filter\.\d+\.Name$/.test(key));
    const filters = names.map(([key, name]) => ({ name, values: this.list(key.replace(/Name$/, 'Value')) }));
    for (const filter of filters) refuseTooManyValues(filter);
    return filters;
  }
}

function refuseTooManyValues(filter: Filter): void {
  if (filter.values.length <= MAX_FILTER_VALUES) return;
  const message = `The maximum number of filter values specified on a single call is ${MAX_FILTER_VALUES}`;
  throw new Ec2Fault({ code: 'FilterLimitExceeded', message });
}

function invalidValue(name: string, value: string): Ec2Fault {
  return new Ec2Fault({ code: 'InvalidParameterValue', message: `Value ( ${value} ) for parameter ${name} is invalid.` });
}
