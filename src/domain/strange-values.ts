/** Columns of an instance's row as a source holds them; `undefined` where it does not carry the column. */
export interface RawValues {
  readonly status?: unknown;
  readonly mode?: unknown;
  readonly isPrimary?: boolean | number | null | undefined;
  readonly isActive?: boolean | number | null | undefined;
  readonly spotPrice?: number | null;
  readonly onDemandPrice?: number | null;
}

const STATUSES: readonly unknown[] = ['running_primary', 'running_replica', 'zombie', 'terminated'];
const MODES: readonly unknown[] = ['spot', 'ondemand'];
const FLAGS: readonly unknown[] = [true, false, 0, 1];

/** What of a row no query of the backend expects, as `column=value`: it stores whatever it is sent. */
export function strangeValues({ status, mode, isPrimary, isActive, spotPrice, onDemandPrice }: RawValues): readonly string[] {
  const rules: readonly (readonly [boolean, string, unknown])[] = [
    [!STATUSES.includes(status), 'instance_status', status],
    [!FLAGS.includes(isPrimary), 'is_primary', isPrimary],
    [!FLAGS.includes(isActive), 'is_active', isActive],
    [!MODES.includes(mode) && mode !== null, 'current_mode', mode],
    [isNegative(spotPrice), 'spot_price', spotPrice],
    [isNegative(onDemandPrice), 'ondemand_price', onDemandPrice],
  ];
  return rules.flatMap(([isStrange, column, value]) =>
    isStrange && value !== undefined ? [`${column}=${value === null ? 'NULL' : JSON.stringify(value)}`] : [],
  );
}

function isNegative(price: number | null | undefined): boolean {
  return price !== null && price !== undefined && price < 0;
}
